"""Lists that narrow as one types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeVar

from rich.cells import cell_len
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qualcode.tui.colours import readable
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.base import Result, StudyDialog
from qualcode.tui.widgets.code_panel import FAINT
from qualcode.tui.widgets.find_input import FindInput
from qualcode.tui.widgets.transcript.paint import short
from qualcode.workflow.studies import Study

Value = TypeVar("Value")
MOST = 60
"""More than this is not listed: typing one letter more finds it sooner."""


class FoundList(OptionList, can_focus=False):
    """What fits the words that are typed above it."""


class Finder(StudyDialog[Result]):
    """A field to type in, over a list of what fits; which that is, `list_found` says. Above them
    stands what there is to say `before`."""

    query_input = getters.query_one("#query", FindInput)
    found = getters.query_one(FoundList)

    def __init__(
        self, study: Study, coder: str, title: str, hint: str, how: str, before: str = ""
    ) -> None:
        super().__init__(study, coder)
        self._before = before
        self._heading = title
        self._hint = hint
        self._how = how

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as box:
            box.border_title = plain(self._heading)
            if self._before:
                yield Static(plain(self._before), id="dialog-before")
            yield self.field(self._hint)
            yield FoundList(markup=False)
            yield Static(plain(self._how), id="dialog-rule")

    def field(self, hint: str) -> FindInput:
        return FindInput(id="query", placeholder=hint)

    def on_mount(self) -> None:
        self.query_input.focus()
        self.call_after_refresh(self.list_found)

    def on_resize(self) -> None:
        self.call_after_refresh(self.list_found)

    @on(Input.Changed, "#query")
    def look_again(self) -> None:
        self.list_found()

    def list_found(self) -> None:
        raise NotImplementedError

    def action_step(self, step: int) -> None:
        if step > 0:
            self.found.action_cursor_down()
        else:
            self.found.action_cursor_up()

    def action_leave(self) -> None:
        self.dismiss(None)


class Picker(Finder[Value | None]):
    """Gives back what was chosen, None if it is left. `list_found` puts in `listed` what the lines
    stand for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "take", "pick.take", room="codebook", priority=True),
        key("down", "step(1)", "pick.down", room="codebook", show=False, priority=True),
        key("up", "step(-1)", "pick.up", room="codebook", show=False, priority=True),
        key("escape", "leave", "pick.leave", room="codebook", priority=True),
    ]

    listed: Sequence[Value] = ()

    def compose(self) -> ComposeResult:
        self._how = self.t("codebook.pick.how")
        yield from super().compose()

    def list_lines(self, lines: Iterable[Content]) -> None:
        """Show a line for each thing in `listed`, the first of them under the cursor."""
        self.found.clear_options()
        self.found.add_options([Option(line) for line in lines])
        self.found.highlighted = 0 if self.listed else None

    @on(OptionList.OptionSelected)
    def action_take(self) -> None:
        place = self.found.highlighted
        if place is not None:
            self.dismiss(self.listed[place])


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


class PickOne(Picker[Choice]):
    """With `new`, a name that no theme has can be given to a new one."""

    def __init__(
        self,
        study: Study,
        coder: str,
        title: str,
        hint: str,
        choices: Sequence[Choice],
        *,
        new: bool = False,
        before: str = "",
    ) -> None:
        super().__init__(study, coder, title, hint, "", before)
        self._choices = choices
        self._new = new

    def list_found(self) -> None:
        query = one_line(self.query_input.value)
        listed = fitting(query, self._choices)[:MOST]
        themes = {choice.name.casefold() for choice in self._choices if choice.what == "theme"}
        if self._new and query and query.casefold() not in themes:
            listed.append(Choice("new", query))
        self.listed = listed
        self.list_lines(self._line(choice) for choice in listed)
        nothing = "" if listed else self.t("codebook.pick.none")
        self.query_one("#dialog").border_subtitle = plain(nothing)

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
