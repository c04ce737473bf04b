"""Questions about the codebook: which theme or code, and whether to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.cells import cell_len
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qualcode.tui.colours import readable
from qualcode.tui.desk import Desk
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.base import StudyDialog
from qualcode.tui.widgets.code_panel import FAINT
from qualcode.tui.widgets.transcript.paint import short

MOST = 60
"""More than this is not listed: typing one letter more finds it sooner."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A theme or a code by its row, or the name of a new theme; `beside` tells it from others
    of its name."""

    what: Literal["theme", "code", "new"]
    name: str
    beside: str = ""
    id: int = 0
    colour: str = ""


def fitting(query: str, choices: Sequence[Choice]) -> list[Choice]:
    """The choices that hold every word of the query: first those whose name begins with it,
    then those that have it in the name; else in the same order."""
    wanted = " ".join(query.casefold().split())

    def rank(choice: Choice) -> int:
        name = choice.name.casefold()
        return 0 if name.startswith(wanted) else 1 if wanted in name else 2

    found = [
        choice
        for choice in choices
        if all(word in f"{choice.name} {choice.beside}".casefold() for word in wanted.split())
    ]
    return sorted(found, key=rank)


class PickOne(StudyDialog[Choice | None]):
    """A list that narrows as one types. Gives back what was chosen, None if it is left.

    With `new`, a name that no theme has can be given to a new one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "take", "pick.take", room="codebook", priority=True),
        key("down", "step(1)", "pick.down", room="codebook", show=False, priority=True),
        key("up", "step(-1)", "pick.up", room="codebook", show=False, priority=True),
        key("escape", "leave", "pick.leave", room="codebook", priority=True),
    ]
    DEFAULT_CSS = """
    PickOne { align: center middle; background: $background 50%; }
    PickOne #pick {
        width: 74;
        max-width: 96%;
        height: auto;
        max-height: 90%;
        padding: 0 1;
        background: $surface;
        border: round $primary;
        border-title-color: $foreground;
    }
    PickOne #query { background: $surface; }
    PickOne #found {
        height: auto;
        max-height: 12;
        border: none;
        padding: 0;
        background: $surface;
        scrollbar-size-vertical: 1;
    }
    PickOne #how { color: $foreground 62%; margin-top: 1; }
    """

    query_input = getters.query_one("#query", Input)
    found = getters.query_one("#found", OptionList)

    def __init__(
        self, desk: Desk, title: str, hint: str, choices: Sequence[Choice], *, new: bool = False
    ) -> None:
        super().__init__(desk.study, desk.coder)
        self._heading = title
        self._hint = hint
        self._choices = choices
        self._new = new
        self._listed: list[Choice] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="pick") as box:
            box.border_title = plain(self._heading)
            yield Input(id="query", placeholder=self._hint, compact=True)
            yield OptionList(id="found", markup=False)
            yield Static(plain(self.t("codebook.pick.how")), id="how")

    def on_mount(self) -> None:
        self.found.can_focus = False
        self.query_input.focus()
        self.call_after_refresh(self.list_found)

    def on_resize(self) -> None:
        self.call_after_refresh(self.list_found)

    @on(Input.Changed, "#query")
    def list_found(self) -> None:
        query = one_line(self.query_input.value)
        self._listed = fitting(query, self._choices)[:MOST]
        themes = {choice.name.casefold() for choice in self._choices if choice.what == "theme"}
        if self._new and query and query.casefold() not in themes:
            self._listed.append(Choice("new", query))
        self.found.clear_options()
        self.found.add_options([Option(self._line(choice)) for choice in self._listed])
        self.found.highlighted = 0 if self._listed else None
        nothing = "" if self._listed else self.t("codebook.pick.none")
        self.query_one("#pick").border_subtitle = plain(nothing)

    def _line(self, choice: Choice) -> Content:
        # A column is kept for the scrollbar, which comes only when the list is longer than it.
        width = max(20, self.found.scrollable_content_region.width - 3)
        if choice.what == "new":
            return plain(f"+ {self.t('codebook.pick.new', name=choice.name)}")
        room = width * 11 // 20
        name = short(one_line(choice.name), room - 1)
        beside = short(one_line(choice.beside), width - room)
        ground = self.found.background_colors[1].hex6
        square = readable(choice.colour, ground) if choice.colour else ""
        sign = Content("■ ").stylize(square) if square else Content("▾ ")
        padded = name + " " * max(1, room - cell_len(name))
        return sign.append(plain(padded)).append(plain(beside).stylize(FAINT))

    @on(OptionList.OptionSelected, "#found")
    def action_take(self) -> None:
        place = self.found.highlighted
        if place is not None:
            self.dismiss(self._listed[place])

    def action_step(self, step: int) -> None:
        if step > 0:
            self.found.action_cursor_down()
        else:
            self.found.action_cursor_up()

    def action_leave(self) -> None:
        self.dismiss(None)


class AreYouSure(StudyDialog[bool]):
    """Says what is going to happen; True if it is to be done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter,y,j", "dismiss(True)", "sure.yes", room="codebook"),
        key("escape,n,q", "dismiss(False)", "sure.no", room="codebook"),
    ]
    DEFAULT_CSS = """
    AreYouSure #dialog { width: 74; max-width: 96%; max-height: 90%; }
    """

    def __init__(self, desk: Desk, title: str, lines: Sequence[str], how: str) -> None:
        super().__init__(desk.study, desk.coder)
        self._heading = title
        self._said = lines
        self._how = how

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="dialog"):
            yield Static(plain(self._heading), id="dialog-title")
            for line in self._said:
                yield Static(plain(line))
            yield Static(plain(self._how), id="dialog-rule")
