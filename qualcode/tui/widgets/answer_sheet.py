"""The questions of a test, one under the other, with the answers that have been given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from qualcode.locale import Translator
from qualcode.model.method import Ask
from qualcode.tui.keys import key
from qualcode.tui.safe import plain

QUIET = "$foreground 65%"
INDENT = 6


class AnswerSheet(Widget, can_focus=True):
    """The cursor is a question; digits answer it. What is answered can be answered anew."""

    HELP = "verdict.help.sheet"
    DEFAULT_CSS = """
    AnswerSheet { height: auto; padding: 0 1 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("1", "answer(0)", "sheet.first", room="verdict"),
        key("2", "answer(1)", "sheet.second", room="verdict"),
        key("up,k", "move(-1)", "sheet.up", room="verdict", tip=False, show=False),
        key("down,j", "move(1)", "sheet.down", room="verdict", tip=False, show=False),
    ]

    at: reactive[int] = reactive(0)
    answers: reactive[dict[str, str]] = reactive(dict)

    @dataclass
    class Answered(Message):
        """A question was answered; `answers` are all that have been."""

        answers: Mapping[str, str]

    def __init__(self, t: Translator, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._t = t
        self._asks: Sequence[Ask] = ()
        self._words: Mapping[str, str] = {}

    def on_mount(self) -> None:
        # What stands above is often laid out only after the question was brought into view.
        if isinstance(self.parent, Widget):
            self.watch(self.parent, "virtual_size", self._show_current, init=False)

    def ask(self, asks: Sequence[Ask], words: Mapping[str, str]) -> None:
        """Ask these questions, in these words, with nothing answered yet."""
        others = (asks, words) != (self._asks, self._words)
        self._asks, self._words = asks, words
        self.answers, self.at = {}, 0
        self.refresh(layout=others)
        self.call_after_refresh(self._show_current)

    def reword(self, words: Mapping[str, str]) -> None:
        """The same questions in other words; answers stay."""
        self._words = words
        self.refresh(layout=True)

    @property
    def current(self) -> Ask | None:
        """The question under the cursor."""
        return self._asks[self.at] if self._asks else None

    def action_answer(self, choice: int) -> None:
        ask = self.current
        if ask is None:
            return
        self.answers = {**self.answers, ask.key: ask.answers[choice]}
        unanswered = [n for n, a in enumerate(self._asks) if a.key not in self.answers]
        self.at = next((n for n in unanswered if n > self.at), self.at)
        self.post_message(self.Answered(self.answers))

    def action_move(self, steps: int) -> None:
        at = self.at + steps
        if at < 0 and isinstance(self.parent, Widget):
            # What stands above the first question may be longer than there is room for.
            self.parent.scroll_page_up(animate=False)
        self.at = max(0, min(at, len(self._asks) - 1))

    def watch_at(self) -> None:
        self.call_after_refresh(self._show_current)

    def _show_current(self) -> None:
        """Bring the question under the cursor into view, where what holds the sheet scrolls."""
        if not self._asks or not isinstance(self.parent, Widget) or not self.parent.max_scroll_y:
            return
        width = self.content_size.width
        heights = [len(list(self._question(n, ask, width))) for n, ask in enumerate(self._asks)]
        first, height = sum(heights[: self.at]), heights[self.at]
        place = Region(0, first, width, height).translate(self.virtual_region.offset)
        self.parent.scroll_to_region(place, animate=False)

    def on_click(self, event: events.Click) -> None:
        """A click on an answer gives it."""
        meta = event.style.meta
        if "question" in meta:
            self.at = meta["question"]
        if "answer" in meta:
            self.action_answer(meta["answer"])

    # Painting

    def render(self) -> Content:
        return Content("\n").join(list(self._lines(self.content_size.width)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return sum(1 for _ in self._lines(width))

    def _lines(self, width: int) -> Iterator[Content]:
        for number, ask in enumerate(self._asks):
            yield from self._question(number, ask, width)

    def _question(self, number: int, ask: Ask, width: int) -> Iterator[Content]:
        here, room = number == self.at, max(10, width - INDENT)
        bar = Content("▌ " if here else "  ").stylize("$primary")
        asked = plain(self._words.get(ask.key, "")).stylize("bold" if here else "")
        for n, line in enumerate(asked.wrap(room)):
            yield bar.append(plain(f"{ask.key}  " if n == 0 else " " * 4)).append(line)
        for line in _arranged(list(self._choices(number, ask)), room):
            yield bar.append(Content("    ")).append(line)

    def _choices(self, number: int, ask: Ask) -> Iterator[Content]:
        given = self.answers.get(ask.key)
        for place, answer in enumerate(ask.answers):
            sign = "●" if answer == given else "○"
            choice = plain(f"{sign} {place + 1} {self._t(f'method.answers.{answer}')}")
            weight = "bold" if answer == given else "" if number == self.at else QUIET
            meta = Style.from_meta({"question": number, "answer": place})
            yield choice.stylize(weight).stylize(meta)


def _arranged(choices: Sequence[Content], room: int) -> list[Content]:
    """Side by side if there is room, else one under the other."""
    beside = Content("   ").join(choices)
    if beside.cell_length <= room:
        return [beside]
    return [choice.truncate(room, ellipsis=True) for choice in choices]
