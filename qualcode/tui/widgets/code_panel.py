"""What is coded at the cursor, and what the code in focus means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from textual.content import Content
from textual.strip import Strip
from textual.visual import Visual

from qualcode.locale import Translator
from qualcode.model.codings import CERTAINTIES, WHENS
from qualcode.model.views import CodedSpan, StudyCode
from qualcode.tui.colours import colour_of, readable
from qualcode.tui.safe import one_line, plain
from qualcode.tui.widgets.at_rest import AtRest
from qualcode.tui.widgets.transcript.paint import SIGNS
from qualcode.tui.words import moment

FAINT = "$foreground 62%"
MEMO_LINES = 3
"""So many lines of a memo are shown; the list of memos has the rest."""


class CodePanel(AtRest):
    """Wraps what it shows, and scrolls if that is too much. Redrawn only when it has changed."""

    HELP = "codebook.help.panel"
    DEFAULT_CSS = """
    CodePanel {
        height: 38%;
        min-height: 8;
        padding: 0 1;
        border-top: solid $foreground 20%;
        background: $surface;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        &:focus { border-top: solid $primary; }
    }
    """

    def __init__(self, t: Translator) -> None:
        super().__init__(id="panel")
        self._t = t
        self._here: tuple[tuple[CodedSpan, StudyCode | None], ...] = ()
        self._focus: StudyCode | None = None
        self._codes: Mapping[int, StudyCode] = {}
        self._alike: frozenset[str] = frozenset()
        self._lines: list[Strip] = []
        self._width = 0
        self._ground = ""
        self._meanings: dict[int, tuple[StudyCode, list[Strip]]] = {}
        self._stale = False

    def show(
        self,
        here: Sequence[CodedSpan],
        codes: Mapping[int, StudyCode],
        focus: StudyCode | None,
    ) -> None:
        if codes is not self._codes:
            self._codes, self._alike = codes, labels_alike(codes.values())
        shown = tuple((coding, codes.get(coding.code_id)) for coding in here)
        if (shown, focus) != (self._here, self._focus):
            self._here, self._focus = shown, focus
            if not self._stale:
                # Once, though giving a code shows first the coding and then the code in focus.
                self._stale = True
                self.call_next(self._draw_anew)

    def _draw_anew(self) -> None:
        self._stale = False
        self._draw()
        if self.scroll_offset.y:
            self.scroll_to(y=0, animate=False)

    def on_resize(self) -> None:
        if self._width != self._room():
            self._draw()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_mounted:
            self._meanings = {}
            self._draw()

    def _room(self) -> int:
        """The width of a line; a column is kept for the scrollbar, lest its coming wraps anew."""
        return max(1, self.outer_size.width - self.gutter.width - 1)

    def _draw(self) -> None:
        ground, width = self.background_colors[1].hex6, self._room()
        if (ground, width) != (self._ground, self._width):
            self._ground, self._width = ground, width
            self._meanings = {}
        self._lines = self._strips(self._codings(ground))
        meant = self._focus or next((code for _, code in self._here if code), None)
        if meant is not None:
            self._lines += self._meaning_of(meant)
        self.set_extent()
        self.refresh()

    def _strips(self, parts: Iterable[Content]) -> list[Strip]:
        shown = Content("\n").join(list(parts))
        return Visual.to_strips(self, shown, self._width, None, self.visual_style)

    def _meaning_of(self, code: StudyCode) -> list[Strip]:
        """Wrapped once: the same codes come into focus again and again."""
        held = self._meanings.get(code.id)
        if held is None or held[0] is not code:
            lines = self._strips([Content(""), *self._meaning(code, self._ground)])
            held = self._meanings[code.id] = code, lines
        return held[1]

    def lines_there(self) -> int:
        return len(self._lines)

    @property
    def width_of_lines(self) -> int:
        return self._width

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        if row < len(self._lines):
            return self._lines[row].extend_cell_length(self._width, self.rich_style)
        return Strip.blank(self.size.width, self.rich_style)

    def _codings(self, ground: str) -> Iterator[Content]:
        if not self._here:
            yield Content(self._t("coding.panel.nothing")).stylize(FAINT)
        for coding, code in self._here:
            about = f"{one_line(coding.coder)} {moment(coding.at, self._t)}"
            yield self._apart(entry(coding, code, ground), plain(about).stylize(FAINT))
            if code is not None and self._is_alike(code):
                yield plain(f"  {one_line(code.theme)}").stylize(FAINT)
            told = ", ".join(self._told(coding))
            if told:
                yield plain(f"  {told}")
            yield from self._memo(coding.memo)

    def _told(self, coding: CodedSpan) -> Iterator[str]:
        """When, how much and how certain, in words."""
        if coding.when:
            known = coding.when in WHENS
            yield self._t(f"coding.whens.{coding.when}") if known else one_line(coding.when)
        if coding.value:
            yield one_line(coding.value)
        if coding.certainty in CERTAINTIES:
            yield self._t(f"coding.certainties.{coding.certainty}")
        elif coding.certainty is not None:
            yield self._t("codebook.panel.certainty", n=coding.certainty)

    def _memo(self, memo: str) -> Iterator[Content]:
        """Its first lines."""
        lines = [line for line in map(one_line, memo.splitlines()) if line]
        if not lines:
            return
        lines[0] = self._t("coding.panel.memo", memo=lines[0])
        for line in lines[:MEMO_LINES]:
            yield plain(f"  {line}").stylize("italic")
        if len(lines) > MEMO_LINES:
            yield plain("  …").stylize("italic")

    def _meaning(self, code: StudyCode, ground: str) -> Iterator[Content]:
        life, origin = code.code.state, code.code.origin
        state = f"coding.origins.{origin}" if code.code.given else f"codebook.panel.{life}"
        yield self._apart(name_of(code, ground), plain(self._t(state)).stylize(FAINT))
        if self._is_alike(code):
            yield plain(one_line(code.theme)).stylize(FAINT)
        if code.code.definition:
            yield plain(one_line(code.code.definition))
        else:
            yield Content(self._t("codebook.panel.undefined")).stylize(FAINT)
        for sign, said in (("+", code.code.include), ("–", code.code.exclude)):
            if said:
                yield plain(f"{sign} {one_line(said)}")
        if code.code.example:
            yield plain(f"«{one_line(code.code.example).strip('«»')}»").stylize("italic")

    def _is_alike(self, code: StudyCode) -> bool:
        return code.label.casefold() in self._alike

    def _apart(self, left: Content, right: Content) -> Content:
        """One to the left and one to the right; the left side gives way."""
        room = max(10, self._width - right.cell_length - 1)
        left = left.truncate(room, ellipsis=True)
        return left.pad_right(max(0, room - left.cell_length) + 1).append(right)


def labels_alike(codes: Iterable[StudyCode]) -> frozenset[str]:
    """The labels that several codes have: these are told apart by their themes."""
    labels = Counter(code.label.casefold() for code in codes)
    return frozenset(label for label, n in labels.items() if n > 1)


def entry(coding: CodedSpan, code: StudyCode | None, ground: str) -> Content:
    """A coding in a list: its code, with its stance before the name."""
    if code is None:
        return Content("?")
    sign = SIGNS.get(coding.stance or "", "")
    return name_of(code, ground, f"{sign} " if sign else "")


def name_of(code: StudyCode, ground: str, before: str = "") -> Content:
    square = Content("■ ").stylize(readable(colour_of(code), ground))
    return square.append(plain(before + one_line(code.label)).stylize("bold"))
