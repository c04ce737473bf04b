"""Tying a code to one of its passages: its example, or that which it was made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from qualcode.model.questions import Quote
from qualcode.model.spans import Span
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line
from qualcode.tui.screens.ladder.codes_looking import CodesLooking
from qualcode.tui.screens.ladder.codes_work import CodesWork
from qualcode.workflow import recoding
from qualcode.workflow.studies import Study

Link = Callable[[Study, str, int, int, Span], None]


class CodesLinking(CodesWork, CodesLooking):
    """The passage is chosen among the excerpts; whoever is not there is led there first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("a", "link_example", "codes.example", room="codes", show=False),
        key("b", "link_birth", "codes.born", room="codes", show=False),
    ]

    def action_link_example(self) -> None:
        self._link(recoding.link_example, "codes.linked.example")

    def action_link_birth(self) -> None:
        self._link(recoding.link_birth, "codes.linked.born")

    def _link(self, link: Link, line: str) -> None:
        code = self.code_here()
        if code is None:
            return
        name = one_line(code.code.label)
        quote = self._chosen()
        if not code.passages:
            self.say(self.t("codes.no_excerpts", code=name))
        elif quote is None:
            self.turn_to("excerpts", focus=True)
            self.say(self.t("codes.choose_excerpt"))
        else:
            span = Span(quote.start, quote.end)
            place = code.code.id, quote.transcript_id, span
            self.save(
                lambda: link(self.study, self.coder, *place), lambda _: self.t(line, code=name)
            )

    def _chosen(self) -> Quote | None:
        """The passage under the cursor, for who is among them."""
        return self.quote_list.current if self.quote_list.has_focus else None
