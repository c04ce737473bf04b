"""The codebook beside the text: a filter, the tree, and the panel under it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from qualcode.locale import Translator
from qualcode.model.views import CodedSpan, StudyTheme
from qualcode.tui.desk import Desk
from qualcode.tui.finding import find_codes
from qualcode.tui.safe import plain
from qualcode.tui.widgets.code_panel import CodePanel
from qualcode.tui.widgets.code_tree import CodeTree, Numbers, heading
from qualcode.tui.widgets.find_input import FindInput


class CodebookPane(Vertical):
    """Shows the codes of a desk; it changes nothing but which code is lit."""

    DEFAULT_CSS = """
    CodebookPane {
        width: 40;
        background: $surface;
        border-left: vkey $foreground 20%;
    }
    CodebookPane #find-row { height: 1; }
    CodebookPane #find { width: 1fr; background: $surface; }
    CodebookPane #find:focus { background: $panel; }
    CodebookPane #heads { width: auto; color: $foreground 62%; }
    """

    code_tree = getters.query_one(CodeTree)
    panel = getters.query_one(CodePanel)
    find = getters.query_one("#find", FindInput)

    def __init__(self, desk: Desk, t: Translator) -> None:
        super().__init__(id="side")
        self._desk = desk
        self._t = t

    def compose(self) -> ComposeResult:
        with Horizontal(id="find-row"):
            yield FindInput(id="find", placeholder=self._t("coding.find"))
            heads = heading(self._t("coding.here"), self._t("coding.everywhere"))
            yield Static(plain(heads), id="heads")
        yield CodeTree()
        yield CodePanel(self._t)

    def on_mount(self) -> None:
        self.show_codes()

    def show_codes(self) -> None:
        """All codes, or those that the filter finds."""
        desk, query = self._desk, self.find.value
        if query.strip():
            wanted = {code.id for code in find_codes(query, desk.listed)}
            self.code_tree.show_codes([code for code in desk.listed if code.id in wanted], ())
        else:
            self.code_tree.show_codes(desk.listed, [theme.name for theme in self._themes()])
        self.show_numbers()

    def _themes(self) -> list[StudyTheme]:
        """All of them; close to the text, those that have none but deductive codes are left out."""
        desk = self._desk
        hidden = {code.theme_id for code in desk.codes} - {code.theme_id for code in desk.listed}
        return [theme for theme in desk.themes if theme.id not in hidden]

    def show_numbers(self) -> None:
        desk = self._desk
        keys = {code_id: digit for digit, code_id in desk.quick.items()}
        self.code_tree.show_numbers(Numbers(dict(desk.here), dict(desk.everywhere), keys))

    def show_here(self, here: Sequence[CodedSpan], focus: int | None) -> None:
        self.panel.show(here, self._desk.by_id, self._desk.by_id.get(focus or 0))

    @on(Input.Changed, "#find")
    def narrow(self, event: Input.Changed) -> None:
        event.stop()
        self.show_codes()
        if event.value:
            self.code_tree.cursor_line = 0
            self._light_first()

    @on(Input.Submitted, "#find")
    def to_first(self, event: Input.Submitted) -> None:
        event.stop()
        self._light_first()
        self.code_tree.focus()

    def _light_first(self) -> None:
        best = find_codes(self.find.value, self._desk.listed, used=self._desk.everywhere)
        if best:
            self.code_tree.light(best[0].id)

    def on_key(self, event: events.Key) -> None:
        """Down leads from the filter into the tree."""
        if event.key == "down" and self.find.has_focus:
            event.stop()
            self.code_tree.focus()
