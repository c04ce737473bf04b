"""The codebook as a screen of its own, put together."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from qualcode.tui.screens.ladder.codes_linking import CodesLinking
from qualcode.tui.screens.ladder.rung import WAYS_BACK


class CodesScreen(CodesLinking):
    """All codes of the study, with everything about each; `code_row` is where the cursor begins."""

    BINDINGS: ClassVar[list[BindingType]] = [*WAYS_BACK]
