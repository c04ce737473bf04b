"""The code palette: type any part of a code, Enter gives it to the selection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.model.codings import Said, Stance
from qualcode.model.views import StudyCode
from qualcode.tui.colours import colour_of, readable
from qualcode.tui.desk import QUICK_KEYS, Desk
from qualcode.tui.finding import find_codes, named
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.picking import MOST, Finder
from qualcode.tui.widgets.code_panel import FAINT
from qualcode.tui.widgets.find_input import FindInput
from qualcode.tui.widgets.transcript.paint import short

SHORT_QUERY = 3
"""Up to so many letters, a digit chooses from the list."""


STANCE_OF: dict[frozenset[str], Stance] = {
    frozenset("+"): "+",
    frozenset("-"): "-",
    frozenset("+-"): "±",
}
"""The stance that the keys plus and minus set."""


@dataclass(frozen=True, slots=True)
class Picked:
    """The codes that were chosen, the name of one to make, what is said of the codings, and
    whether a memo is to be written at once."""

    codes: tuple[int, ...] = ()
    new: str = ""
    said: Said = field(default_factory=Said)
    memo: bool = False


class CodeQuery(FindInput):
    """Asks first whether a character chooses something; all others are typed."""

    chooses: Callable[[str], bool] = staticmethod(lambda character: False)

    def on_key(self, event: events.Key) -> None:
        if event.character is not None and self.chooses(event.character):
            event.stop()
            event.prevent_default()


class CodePalette(Finder[Picked | None]):
    """Gives back what was chosen, None if it is left."""

    SAYS_MORE: ClassVar[bool] = True
    """Whether a stance and a memo can be given along with the code."""
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "pick", "palette.pick", room="coding", priority=True),
        key("tab", "mark", "palette.mark", room="coding", priority=True),
        key("ctrl+n", "pick(True)", "palette.memo", room="coding", priority=True),
        key("down", "step(1)", "palette.down", room="coding", show=False, priority=True),
        key("up", "step(-1)", "palette.up", room="coding", show=False, priority=True),
        key("escape", "leave", "palette.leave", room="coding", priority=True),
    ]

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk.study, desk.coder, title, "", "")
        self._desk = desk
        self._marked: list[int] = []
        self._signs: frozenset[str] = frozenset()
        self._listed: list[StudyCode] = []
        self._digits: dict[int, str] = {}
        self._listed_for: str | None = None

    def compose(self) -> ComposeResult:
        self._how, self._hint = self.t("coding.palette.how"), self.t("coding.palette.find")
        yield from super().compose()

    def field(self, hint: str) -> FindInput:
        field = CodeQuery(id="query", placeholder=hint)
        field.chooses = self._chosen
        return field

    def _list_if_stale(self) -> None:
        """What was typed last may not have been looked for yet."""
        if self._listed_for != self.query_input.value:
            self.list_found()

    def _chosen(self, character: str) -> bool:
        """Whether a character chooses: a digit that stands beside a code, plus or minus before
        anything is typed. Otherwise it is a letter of a name."""
        self._list_if_stale()
        if character in self._signs_now():
            self._sign(character)
        elif character in self._digits.values():
            self._choose(character)
        else:
            return False
        return True

    def list_found(self) -> None:
        """The codes that fit what is typed, and a new one of that name if there is none."""
        desk, query = self._desk, self.query_input.value.strip()
        self._listed = find_codes(query, desk.active, recent=desk.recent, used=desk.everywhere)
        self._listed = self._listed[:MOST]
        self._listed_for = self.query_input.value
        self._digits = self._numbered(self._listed_for)
        options = [Option(self._line(code), id=str(code.id)) for code in self._listed]
        same = named(query, desk.codes)
        if same is not None and same not in self._listed:
            # A code that is out of sight, or not given any more, has the name all the same.
            options.append(Option(self._line(same), id=str(same.id)))
        if query and same is None:
            options.append(Option(self._new_line(query), id="new"))
        kept = self.found.highlighted if not query and self._marked else 0
        self.found.clear_options()
        self.found.add_options(options)
        self.found.highlighted = min(kept or 0, len(options) - 1) if options else None

    def _line(self, code: StudyCode) -> Content:
        # A column is kept for the scrollbar, which comes only when the list is longer than it.
        spare = 0 if self.found.show_vertical_scrollbar else 1
        width = max(20, self.found.scrollable_content_region.width - spare)
        ground = self.found.background_colors[1].hex6
        digit = self._digits.get(code.id, " ")
        used = self._use(code)
        name_room = (width - 6) * 11 // 20
        theme_room = width - 6 - name_room - max(12, cell_len(used) + 2)
        name = _padded(one_line(code.label), name_room)
        return (
            Content("✓ " if code.id in self._marked else "  ")
            .append(Content("■ ").stylize(readable(colour_of(code), ground)))
            .append(plain(name))
            .append(plain(_padded(one_line(code.theme), theme_room)).stylize(FAINT))
            .append(plain(f"{used:>{width - 6 - name_room - theme_room}} ").stylize(FAINT))
            .append(Content(digit).stylize(FAINT))
        )

    def _use(self, code: StudyCode) -> str:
        if code.id in self._desk.recent[:1]:
            return self.t("coding.palette.latest")
        return str(self._desk.everywhere[code.id])

    def _new_line(self, query: str) -> Content:
        said = self.t("coding.palette.new", name=one_line(query))
        return plain(f"  + {said}")

    @on(OptionList.OptionSelected)
    def pick_pointed(self) -> None:
        self.action_pick()

    def action_pick(self, memo: bool = False) -> None:
        """Apply what is marked; if nothing is, what the cursor is on."""
        if memo and not self.SAYS_MORE:
            return
        self._list_if_stale()
        current, codes, new = self._current(), tuple(self._marked), ""
        if current == "new":
            new = self.query_input.value.strip()
        elif not codes and current is not None:
            codes = (int(current),)
        if codes or new:
            self.dismiss(Picked(codes, new, self._said(), memo))

    def _signs_now(self) -> tuple[str, ...]:
        return ("+", "-") if self.SAYS_MORE and not self.query_input.value else ()

    def _choose(self, digit: str) -> None:
        """Take the code with the digit, along with those that are marked."""
        code_id = next(code for code, shown in self._digits.items() if shown == digit)
        codes = dict.fromkeys((*self._marked, code_id))
        self.dismiss(Picked(tuple(codes), said=self._said()))

    def _numbered(self, query: str) -> dict[int, str]:
        """The digit that gives each code: at first those of the text; after a letter or two, the
        place in the list. In a longer query digits are to be typed."""
        if not query:
            listed = {code.id for code in self._listed}
            return {code: digit for digit, code in self._desk.quick.items() if code in listed}
        if len(query) > SHORT_QUERY or not query.isalpha():
            return {}
        return {code.id: digit for code, digit in zip(self._listed, QUICK_KEYS, strict=False)}

    def _sign(self, sign: str) -> None:
        """Set the stance, or take it back; plus and minus together are ±."""
        self._signs ^= {sign}
        self._tell_marked()

    def _said(self) -> Said:
        stance = STANCE_OF.get(self._signs)
        return Said(stance=stance) if stance else Said()

    def action_mark(self) -> None:
        """Take the code along, and find the next one."""
        self._list_if_stale()
        current = self._current()
        if current is None or current == "new":
            return
        code_id = int(current)
        if code_id in self._marked:
            self._marked.remove(code_id)
        else:
            self._marked.append(code_id)
        if self.query_input.value:
            self.query_input.value = ""
        else:
            self.list_found()
        self._tell_marked()

    def _tell_marked(self) -> None:
        # A marked code may have been taken away in another window; applying it says so.
        marked = (self._desk.by_id.get(code_id) for code_id in self._marked)
        names = [one_line(code.label) for code in marked if code is not None]
        stance = STANCE_OF.get(self._signs)
        told = [self.t(f"coding.stances.{stance}")] if stance else []
        box = self.query_one("#dialog")
        box.border_subtitle = plain(short(" · ".join([*told, *names]), 60))

    def action_step(self, step: int) -> None:
        self._list_if_stale()
        super().action_step(step)

    def _current(self) -> str | None:
        place = self.found.highlighted
        return None if place is None else self.found.get_option_at_index(place).id


def _padded(text: str, cells: int) -> str:
    shown = short(text, cells - 1)
    return shown + " " * (cells - cell_len(shown))
