"""What is coded at the cursor, and what the code in focus means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content
from textual.widgets import Static

from qualcode.locale import Translator
from qualcode.model.views import CodedSpan, StudyCode
from qualcode.tui.colours import colour_of, readable
from qualcode.tui.safe import one_line, plain
from qualcode.tui.widgets.transcript.paint import SIGNS
from qualcode.tui.words import moment

FAINT = "$foreground 62%"


class CodePanel(Static):
    """Redrawn only when what it shows has changed."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    CodePanel {
        height: 38%;
        min-height: 8;
        padding: 0 1;
        border-top: solid $foreground 20%;
        background: $surface;
    }
    """

    def __init__(self, t: Translator) -> None:
        super().__init__(id="panel")
        self._t = t
        self._here: tuple[CodedSpan, ...] = ()
        self._focus: StudyCode | None = None
        self._codes: Mapping[int, StudyCode] = {}

    def show(
        self,
        here: Sequence[CodedSpan],
        codes: Mapping[int, StudyCode],
        focus: StudyCode | None,
    ) -> None:
        self._codes = codes
        if (tuple(here), focus) != (self._here, self._focus):
            self._here, self._focus = tuple(here), focus
            self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        ground = self.background_colors[1].hex6
        parts = list(self._codings(ground))
        if self._focus is not None:
            parts += [Content(""), *self._meaning(self._focus, ground)]
        self.update(Content("\n").join(parts), layout=False)

    def _codings(self, ground: str) -> Iterator[Content]:
        if not self._here:
            yield Content(self._t("coding.panel.nothing")).stylize(FAINT)
        for coding in self._here:
            code = self._codes.get(coding.code_id)
            about = f"{one_line(coding.coder)} {moment(coding.at, self._t)}"
            yield self._apart(entry(coding, code, ground), plain(about).stylize(FAINT))
            if coding.memo:
                memo = self._t("coding.panel.memo", memo=one_line(coding.memo))
                yield plain("  " + memo).stylize("italic")

    def _meaning(self, code: StudyCode, ground: str) -> Iterator[Content]:
        origin = self._t(f"coding.origins.{code.code.origin}")
        yield self._apart(name_of(code, ground), plain(origin).stylize(FAINT))
        if code.code.definition:
            yield plain(one_line(code.code.definition))
        for sign, said in (("+", code.code.include), ("–", code.code.exclude)):
            if said:
                yield plain(f"{sign} {one_line(said)}")
        if code.code.example:
            yield plain(f"«{one_line(code.code.example)}»").stylize("italic")

    def _apart(self, left: Content, right: Content) -> Content:
        """One to the left and one to the right; the left side gives way."""
        room = max(10, self.content_size.width - right.cell_length - 1)
        left = left.truncate(room, ellipsis=True)
        return left.pad_right(room - left.cell_length + 1).append(right)


def entry(coding: CodedSpan, code: StudyCode | None, ground: str) -> Content:
    """A coding in a list: its code, with its stance before the name."""
    if code is None:
        return Content("?")
    sign = SIGNS.get(coding.stance or "", "")
    return name_of(code, ground, f"{sign} " if sign else "")


def name_of(code: StudyCode, ground: str, before: str = "") -> Content:
    square = Content("■ ").stylize(readable(colour_of(code), ground))
    return square.append(plain(before + one_line(code.label)).stylize("bold"))
