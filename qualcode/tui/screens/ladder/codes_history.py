"""The history of the codebook: what was done to codes, themes, and what stands on them."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.model.history import HistoryEntry
from qualcode.tui.screens.history import HistoryScreen
from qualcode.workflow import history


class CodebookHistoryScreen(HistoryScreen):
    """Without what was coded and read, which is the greater part of a history."""

    def heading(self) -> str:
        return self.t("codes.history.title")

    def find(self) -> Sequence[HistoryEntry]:
        return history.history_of_codebook(self.study)
