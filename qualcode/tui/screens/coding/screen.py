"""The coding screen: everything that a coder does with an interview, put together."""

from __future__ import annotations

from textual import on

from qualcode.tui.screens.coding.codebook_work import CodebookWork
from qualcode.tui.screens.coding.getting_about import GettingAbout
from qualcode.tui.screens.coding.going_back import GoingBack
from qualcode.tui.screens.coding.keeping_up import KeepingUp
from qualcode.tui.screens.coding.limiting import Limiting
from qualcode.tui.screens.coding.memos import MemoKeys
from qualcode.tui.screens.coding.searching import Searching
from qualcode.tui.widgets.code_tree import CodeTree


class CodingScreen(MemoKeys, CodebookWork, GoingBack, Searching, GettingAbout, Limiting, KeepingUp):
    """Codes one interview; gives back where the cursor was. All is saved before it shows."""

    @on(CodeTree.Lit)
    def light(self, message: CodeTree.Lit) -> None:
        self.show_focus(message.code_id)

    @on(CodeTree.Chosen)
    def apply_chosen(self, message: CodeTree.Chosen) -> None:
        self.to_text()
        self.apply([message.code_id])

    @on(CodeTree.MemoWanted)
    def write_on_code(self, message: CodeTree.MemoWanted) -> None:
        self.memo_on_code(message.code_id)
