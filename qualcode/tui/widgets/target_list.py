"""Where an excerpt can go: codes with a digit each, and what stays where it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from qualcode.locale import Translator
from qualcode.tui.safe import one_line, plain
from qualcode.tui.sorting import Sorting
from qualcode.tui.widgets.answer_sheet import QUIET
from qualcode.tui.widgets.transcript.paint import short
from qualcode.tui.words import number

DIGITS = 9
STAYS = -1


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen for an excerpt; `chosen` are the places of targets, or `STAYS`."""

    sorting: Sorting
    counts: Mapping[int, int]
    staying: int
    chosen: Collection[int]
    source: str


class TargetList(Widget):
    """Shows the choices; a click on one chooses it, or no more."""

    DEFAULT_CSS = """
    TargetList { height: auto; padding: 0 1; }
    """

    @dataclass
    class Chosen(Message):
        """Somebody clicked on a target, or on `STAYS`."""

        place: int

    def __init__(self, t: Translator, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._t = t
        self._choices: Choices | None = None

    def show(self, choices: Choices) -> None:
        before = None if self._choices is None else len(self._choices.sorting.targets)
        self._choices = choices
        self.refresh(layout=before != len(choices.sorting.targets))

    def on_click(self, event: events.Click) -> None:
        if "target" in event.style.meta:
            self.post_message(self.Chosen(event.style.meta["target"]))

    def render(self) -> Content:
        return Content("\n").join(list(self._lines(self.content_size.width)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 if self._choices is None else max(2, len(self._choices.sorting.targets) + 1)

    def _lines(self, width: int) -> Iterator[Content]:
        choices = self._choices
        if choices is None:
            return
        if not choices.sorting.targets:
            yield plain(self._t("split.no_targets")).stylize(QUIET)
        for place, target in enumerate(choices.sorting.targets):
            digit = str(place + 1) if place < DIGITS else " "
            beside = "split.gone" if target.gone else "split.new" if target.code is None else ""
            name = one_line(target.name) + (f"  ({self._t(beside)})" if beside else "")
            yield self._line(place, digit, name, choices.counts.get(place, 0), width)
        stays = self._t("split.stays", code=one_line(choices.source))
        yield self._line(STAYS, "k", stays, choices.staying, width)

    def _line(self, place: int, digit: str, name: str, count: int, width: int) -> Content:
        assert self._choices is not None
        chosen = place in self._choices.chosen
        after = f"{number(count):>4}" if count else ""
        room = max(4, width - 4 - len(after))
        shown = short(name, room)
        text = f"{'●' if chosen else '○'} {digit} {shown}{' ' * (room - cell_len(shown))}{after}"
        meta = Style.from_meta({"target": place})
        return plain(text).stylize("bold" if chosen else "").stylize(meta)
