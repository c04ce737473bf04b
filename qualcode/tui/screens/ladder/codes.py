"""The codebook as a screen of its own, put together."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from qualcode.tui.screens.ladder.codes_moments import CodesMoments
from qualcode.tui.screens.ladder.rung import WAYS_BACK


class CodesScreen(CodesMoments):
    """All codes of the study, with everything about each; the cursor begins on `code_row`."""

    BINDINGS: ClassVar[list[BindingType]] = [*WAYS_BACK]
