"""Work on the codebook beside the text: names, places, merging, and taking codes out of use."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on

from qualcode.model.views import StudyCode, StudyTheme
from qualcode.tui.screens.code_work import CodeWork
from qualcode.tui.screens.coding.board import CodingBoard
from qualcode.tui.widgets.code_tree import CodeTree


class CodebookWork(CodingBoard, CodeWork[int]):
    """Does what the tree asks for; before codes are merged it says what that touches."""

    def codes_there(self) -> Sequence[StudyCode]:
        return self.desk.codes

    def themes_there(self) -> Sequence[StudyTheme]:
        return self.desk.themes

    def show_code(self, code_row: int) -> None:
        self.show_focus(code_row)

    @on(CodeTree.WorkWanted)
    def work_on(self, message: CodeTree.WorkWanted) -> None:
        code = self.desk.by_id.get(message.code_id or 0)
        theme = next((t for t in self.desk.themes if t.name == message.theme), None)
        with self.telling():
            if code is not None:
                self._work_on_code(code, message.deed)
            elif message.deed == "rename" and message.code_id is None and theme is not None:
                self.rename_theme(theme)
            else:
                self.say(self.t("codebook.choose_code"))

    def _work_on_code(self, code: StudyCode, deed: str) -> None:
        match deed:
            case "rename":
                self.rename(code)
            case "move":
                self.move(code)
            case "merge":
                self.merge(code)
            case "retire" if code.code.given:
                self.retire(code)
            case "retire":
                self.give_again(code)
