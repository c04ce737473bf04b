"""Moments of the codebook: giving one a name, what has changed since, and what to look at again."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from qualcode.model.cautions import Caution
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line
from qualcode.tui.screens.ladder.asking_for import ask_text
from qualcode.tui.screens.ladder.codes_cautions import CautionsScreen
from qualcode.tui.screens.ladder.codes_difference import DifferenceScreen
from qualcode.tui.screens.ladder.codes_files import CodesFiles
from qualcode.tui.screens.ladder.codes_history import CodebookHistoryScreen
from qualcode.workflow import tracing


class CodesMoments(CodesFiles):
    """What is chosen on the screens that are opened here is gone to in the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("c", "cautions", "codes.cautions", room="codes"),
        key("h", "differences", "codes.differences", room="codes"),
        key("H", "history", "codes.history", room="codes", show=False),
        key("n", "name_moment", "codes.moment", room="codes", show=False),
    ]

    def action_cautions(self) -> None:
        def chosen(caution: Caution | None) -> None:
            if caution is None:
                return
            if caution.thing == "concept":
                self.open_concepts()
            elif caution.thing == "codebook":
                self.say(self.t("codes.cautions.of_all"))
            elif not self.go_to_thing(caution.thing, caution.row):
                self.say(self.t("codes.not_there"))

        self.app.push_screen(CautionsScreen(self.study, self.coder, self.warned.all), chosen)

    def action_history(self) -> None:
        self.app.push_screen(CodebookHistoryScreen(self.study, self.coder))

    def action_name_moment(self) -> None:
        """Give the codebook as it is now a name, to come back to it."""

        def name(written: str) -> str:
            tracing.name_moment(self.study, self.coder, written)
            return written

        title = self.t("codes.ask.moment")
        ask_text(
            self, title, "", name, lambda said: self.t("codes.moment.named", name=one_line(said))
        )

    def action_differences(self) -> None:
        def chosen(thing: tuple[str, str] | None) -> None:
            if thing is not None and not self._go_to_named(*thing):
                self.say(self.t("codes.not_there"))

        self.app.push_screen(DifferenceScreen(self.study, self.coder), chosen)

    def _go_to_named(self, what: str, name: str) -> bool:
        """To the code of that id, or the theme of that name."""
        if what == "code":
            rows = (code.id for code in self.codes_there() if code.code.id == name)
        else:
            rows = (theme.id for theme in self.themes_there() if theme.name == name)
        row = next(rows, None)
        return row is not None and self.go_to_thing(what, row)
