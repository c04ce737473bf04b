"""Choosing a passage, an EAR, a theme or a concept from a list that narrows as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic

from textual import work
from textual.content import Content

from qualcode.errors import QualcodeError
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.picking import Picker, Value
from qualcode.tui.widgets.code_panel import FAINT
from qualcode.tui.widgets.transcript.paint import short
from qualcode.workflow.studies import Study

MOST = 40
"""More than this is not listed: typing one letter more finds it sooner."""


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


class PickFrom(Picker[Value]):
    """`more` is asked for in the background, and its offers come after the others. With `new`, what
    was typed can be chosen for a name, from which that makes a value.
    """

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
        self._take_in(offers)

    def _take_in(self, offers: Sequence[Offer[Value]]) -> None:
        self._offers += [(offer.searched, offer) for offer in offers]

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
            self.found.highlighted = at if self.listed and at is not None else 0

    def list_found(self) -> None:
        query = one_line(self.query_input.value)
        words = query.casefold().split()
        fits = [o for searched, o in self._offers if all(word in searched for word in words)]
        offers = fits[:MOST]
        named = any(o.name.casefold() == query.casefold() for _, o in self._offers)
        if self._new is not None and query and not named:
            offers.append(Offer(self._new(query), self.t("concepts.pick.new", name=query)))
        self.listed = [offer.value for offer in offers]
        self.list_lines(self._line(offer) for offer in offers)
        self.query_one("#dialog").border_subtitle = plain(self._count(len(fits)))

    def _count(self, fitting: int) -> str:
        if not self.listed:
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
