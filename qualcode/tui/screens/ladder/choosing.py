"""Choosing a passage, an EAR, a theme or a concept from a list that narrows as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.errors import QualcodeError
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.picking import Finder
from qualcode.tui.widgets.code_panel import FAINT
from qualcode.tui.widgets.transcript.paint import short
from qualcode.workflow.studies import Study

MOST = 40
"""More than this is not listed: typing one letter more finds it sooner."""
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Offer(Generic[Value]):
    """Something to choose; what stands under its name is searched too."""

    value: Value
    name: str
    under: str = ""
    sign: str = ""

    @property
    def searched(self) -> str:
        return f"{self.name} {self.under}".casefold()


class PickFrom(Finder[Value | None]):
    """Gives back the value that was chosen, None if it is left.

    `more` is asked for in the background, and its offers come after the others. With `new`, what
    was typed can be chosen for a name, from which that makes a value.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "take", "pick.take", room="codebook", priority=True),
        key("down", "step(1)", "pick.down", room="codebook", show=False, priority=True),
        key("up", "step(-1)", "pick.up", room="codebook", show=False, priority=True),
        key("escape", "leave", "pick.leave", room="codebook", priority=True),
    ]

    def __init__(
        self,
        study: Study,
        coder: str,
        title: str,
        hint: str,
        offers: Sequence[Offer[Value]],
        *,
        more: Callable[[], Sequence[Offer[Value]]] | None = None,
        new: Callable[[str], Value] | None = None,
    ) -> None:
        super().__init__(study, coder, title, hint, "")
        self._more = more
        self._new = new
        self._offers: list[tuple[str, Offer[Value]]] = []
        self._listed: list[Offer[Value]] = []
        self._take_in(offers)

    def _take_in(self, offers: Sequence[Offer[Value]]) -> None:
        self._offers += [(offer.searched, offer) for offer in offers]

    def compose(self) -> ComposeResult:
        self._how = self.t("codebook.pick.how")
        yield from super().compose()

    def on_mount(self) -> None:
        super().on_mount()
        if self._more is not None:
            self.read_more(self._more)

    @work(thread=True)
    def read_more(self, more: Callable[[], Sequence[Offer[Value]]]) -> None:
        try:
            found = more()
        except QualcodeError as error:
            self.from_thread(self.tell_fault, error)
        else:
            self.from_thread(self._list_more, found)

    def _list_more(self, offers: Sequence[Offer[Value]]) -> None:
        if self.is_mounted:
            at = self.found.highlighted
            self._take_in(offers)
            self.list_found()
            self.found.highlighted = at if self._listed and at is not None else 0

    def list_found(self) -> None:
        query = one_line(self.query_input.value)
        words = query.casefold().split()
        fits = [o for searched, o in self._offers if all(word in searched for word in words)]
        self._listed = fits[:MOST]
        named = any(o.name.casefold() == query.casefold() for _, o in self._offers)
        if self._new is not None and query and not named:
            self._listed.append(Offer(self._new(query), self.t("concepts.pick.new", name=query)))
        self.found.clear_options()
        self.found.add_options([Option(self._line(offer)) for offer in self._listed])
        self.found.highlighted = 0 if self._listed else None
        self.query_one("#dialog").border_subtitle = plain(self._count(len(fits)))

    def _count(self, fitting: int) -> str:
        if not self._listed:
            return self.t("codebook.pick.none")
        return self.t("concepts.pick.more", n=fitting - MOST) if fitting > MOST else ""

    def _line(self, offer: Offer[Value]) -> Content:
        # A column is kept for the scrollbar, which comes only when the list is longer than it.
        width = max(20, self.found.scrollable_content_region.width - 3)
        sign = f"{offer.sign or '+'} "
        line = plain(sign + short(one_line(offer.name), width - len(sign)))
        if not offer.under:
            return line
        under = short(one_line(offer.under), width - len(sign))
        return line.append("\n").append(plain(" " * len(sign) + under).stylize(FAINT))

    @on(OptionList.OptionSelected)
    def action_take(self) -> None:
        place = self.found.highlighted
        if place is not None:
            self.dismiss(self._listed[place].value)
