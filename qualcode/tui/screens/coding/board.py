"""What the coding screen is made of, and how it shows what lies on the desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from rich.cells import cell_len
from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.model.segmentation import Segmentation
from qualcode.model.spans import Span
from qualcode.model.views import CodedSpan
from qualcode.tui import collecting
from qualcode.tui.desk import Desk, Fresh
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.saving import SavingScreen
from qualcode.tui.widgets.codebook_pane import CodebookPane
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.progress_map import ProgressMap
from qualcode.tui.widgets.status import here_line, place_line, title_of
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.widgets.transcript.selection import (
    Coverage,
    Edge,
    Landmarks,
    Selection,
    Units,
)
from qualcode.tui.widgets.transcript.view import TranscriptView
from qualcode.tui.words import moment
from qualcode.workflow import coding, reading
from qualcode.workflow.studies import Study

SIDE_FITS = 110
"""From this width on, text and codebook stand beside each other."""
SAY, SAY_WIDE = 52, 64
"""Cells for a line beside the map, as the style sheet has them, less its padding."""


class CodingBoard(SavingScreen[int]):
    """Text, codebook, map and status; the screen over it acts."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (SIDE_FITS, "-wide"), (150, "-roomy")]
    DEFAULT_CSS = """
    CodingBoard {
        layers: base above;
        #foot { height: 1; background: $panel; padding: 0 1; }
        #say { width: 54; padding: 0 0 0 2; text-align: right; }
        #say, #here { text-wrap: nowrap; text-overflow: ellipsis; }
        #foot.-long { height: auto; max-height: 4; }
        #foot.-long #map { display: none; }
        #foot.-long #say { width: 1fr; height: auto; text-align: left; text-wrap: wrap; }
        #here { height: 1; padding: 0 1; display: none; background: $surface; }
        ToastRack { align: right top; margin-top: 1; }
        &.-wide #say, &.-roomy #say { width: 66; }
        &.-roomy #side { width: 54; }
        &.-narrow #here { display: block; }
        &.-narrow #side { display: none; layer: above; dock: right; width: 56; max-width: 80%; }
        &.-narrow #side.-open { display: block; }
    }
    """

    view = getters.query_one(TranscriptView)
    pane = getters.query_one(CodebookPane)
    map = getters.query_one(ProgressMap)
    title_line = getters.query_one(TitleLine)

    @dataclass
    class Segmented(Message):
        """Sentences and words have been worked out."""

        segmentation: Segmentation

    def __init__(self, study: Study, coder: str, transcript_id: int, at: int | None = None) -> None:
        super().__init__(study, coder)
        self.desk = Desk(study, coder, transcript_id)
        self.code_in_focus: int | None = None
        self.given: tuple[Span, frozenset[int]] | None = None
        """The passage that was coded last, and with which codes."""
        self._at = at
        self._coded = self._read = Coverage(Units(()))
        self._said_at: tuple[Selection, Edge | None] | None = None

    def compose(self) -> ComposeResult:
        # The breakpoint comes with the first resize, when all has been laid out once already.
        self.set_class(self.app.size.width < SIDE_FITS, "-narrow")
        yield TitleLine()
        with Horizontal(id="desk"):
            yield TranscriptView(self.desk.transcript, at=self._at)
            yield CodebookPane(self.desk, self.t)
        yield Static(id="here")
        with Horizontal(id="foot"):
            yield ProgressMap(len(self.desk.transcript.text))
            yield Static(id="say")
        yield KeyFooter()

    def on_mount(self) -> None:
        collecting.opening()
        self.view.focus()
        self._show_title()
        self._show_codings()
        self._measure()
        self._show_readings()
        self._show_numbers()
        self.call_after_refresh(self._after_first_paint)

    def _after_first_paint(self) -> None:
        collecting.opened()
        self.show_place()  # What is coded here is known only now that it has been laid out.
        if not self.view.landmarks.complete:
            # Loading spaCy would hold up the first paint, thread or not.
            self.work_out_sentences()

    def on_unmount(self) -> None:
        collecting.closed()

    @work(thread=True, exclusive=True, group="sentences")
    def work_out_sentences(self) -> None:
        try:
            found = coding.work_out_sentences(self.study, self.desk.transcript)
        except QualcodeError as error:
            self.from_thread(self.tell_fault, error)
            marks = Landmarks(self.desk.transcript.text, self.desk.transcript.turns, None)
            found = Segmentation(tuple(marks.turns.spans), tuple(marks.words.spans))
        self.post_message(self.Segmented(found))

    @on(Segmented)
    def use_sentences(self, message: Segmented) -> None:
        self.view.use_segmentation(message.segmentation)
        self._measure()
        self.show_place()
        collecting.opened()

    # What is new

    def written(self) -> None:
        self.desk.saved_now()
        self.catch_up()

    def catch_up(self) -> None:
        with suppress(QualcodeError):
            self.show_fresh(self.desk.catch_up())

    def show_fresh(self, fresh: Fresh) -> None:
        """Show what has changed on the desk, and paint no more than that."""
        if fresh.all:
            self.show_all()
            return
        if fresh.gone or fresh.come:
            self.view.show_codings(self.desk.shown, self.desk.looks)
            shown = (_spans(filter(self.desk.is_shown, some)) for some in (fresh.gone, fresh.come))
            self.map.change_codings(*shown)
            self.pane.show_numbers()
            self._coded.change(_spans(fresh.gone), _spans(fresh.come))
            self._read.change(_spans(self._mine(fresh.gone)), _spans(self._mine(fresh.come)))
        if fresh.readings:
            self._show_readings()
        self._show_numbers()
        self._follow_picked()

    def _follow_picked(self) -> None:
        """Somebody else may have moved, or removed, the coding whose edges are being moved."""
        picked = self.view.picked
        if picked is None:
            return
        now = self.desk.coding(picked.id)
        if now is None:
            self.view.let_go()
        elif now.span != picked.span:
            self.view.pick(now)
        else:
            self.view.picked = now

    def closed_by_exchange(self) -> bool:
        """While a dialog is open, whatever is written there is waited for."""
        if self.study.generation == self.desk.generation:
            return False
        if self.is_active:
            self.notify(self.t("coding.exchanged"), severity="warning", markup=False, timeout=12)
            self.dismiss()
        return True

    def show_all(self) -> None:
        """Everything, after anything may have changed."""
        self._show_codings()
        self._measure()
        self._show_readings()
        self.pane.show_codes()
        self._show_title()
        self._show_numbers()

    def _show_codings(self) -> None:
        self.view.show_codings(self.desk.shown, self.desk.looks)
        self.map.show_codings(_spans(self.desk.shown))

    def _measure(self) -> None:
        """Count anew which answers are coded, and which this coder has coded or read."""
        answers, codings = self.view.landmarks.answers, self.desk.codings
        self._coded = Coverage(answers, _spans(codings))
        self._read = Coverage(answers, [*_spans(self._mine(codings)), *self.view.read])

    def _mine(self, codings: Iterable[CodedSpan]) -> list[CodedSpan]:
        return [found for found in codings if found.coder == self.coder]

    def _show_readings(self) -> None:
        spans = [found.span for found in self.desk.read_by_me()]
        self._read.change(self.view.read, spans)
        self.view.read = spans
        self.view.show_read(spans, self.t("coding.read_mark"))
        self.map.show_readings(spans)

    def _show_title(self) -> None:
        only = self.desk.only
        title = title_of(self.study.title, self.desk.transcript)
        if self.desk.close:
            title = f"{self.t('coding.close.title')}   {title}"
        if only is not None:
            title = f"{self.t('coding.only', name=one_line(only.name))}   {title}"
        self.title_line.left = plain(title)

    def _show_numbers(self) -> None:
        parts = [one_line(self.coder)]
        if self.desk.saved_at:
            parts.append(self.t("coding.saved", at=moment(self.desk.saved_at, self.t)))
        self.title_line.right = plain(" · ".join(parts))
        self.show_place()

    @on(TranscriptView.Moved)
    def show_place(self) -> None:
        """Where the cursor is, what is selected, and what is coded there."""
        view, here = self.view, self.codings_here()
        self.map.show_cursor(view.selection.cursor)
        shares = (None, None) if view.holding else (self._read.share, self._coded.share)
        if self._said_at != (view.selection, view.holding):
            self._said_at = None
            held = f"{self._held()}   " if view.holding else ""
            marks, room = view.landmarks, self._room - len(held)
            line = place_line(view.selection, marks, view.turn_place, shares, self.t, room)
            self._show_line(held + line)
        self.pane.show_here(here, self._meant_code(here))
        if self.has_class("-narrow"):
            ground = self.background_colors[1].hex6
            shown = here_line(here, self.desk.by_id, self.t, ground)
            self.query_one("#here", Static).update(shown, layout=False)

    def _held(self) -> str:
        """Which edge the arrows move; with a coding in hand, how to end it."""
        edge = self.t(f"coding.edges.{self.view.holding}")
        return self.t("coding.moving", edge=edge) if self.view.picked else edge

    def say(self, line: str) -> None:
        """Put a line beside the map, or in its place if it is long; it stands until the cursor
        moves."""
        self._said_at = self.view.selection, self.view.holding
        self._show_line(line, long=cell_len(line) > self._room)

    def _show_line(self, line: str, *, long: bool = False) -> None:
        self.query_one("#foot").set_class(long, "-long")
        self.query_one("#say", Static).update(plain(line), layout=False)

    @property
    def _room(self) -> int:
        """The width of a line beside the map."""
        return SAY if self.has_class("-narrow") else SAY_WIDE

    def show_focus(self, code_id: int | None) -> None:
        """Tint what has the code, and say what it means."""
        self.code_in_focus = code_id
        self.view.show_focus(code_id)
        self.pane.code_tree.light(code_id, follow=False)
        here = self.codings_here()
        self.pane.show_here(here, self._meant_code(here))

    def _meant_code(self, here: Sequence[CodedSpan]) -> int | None:
        """The code whose meaning is shown: the one in focus, unless others are coded here."""
        codes = [found.code_id for found in here]
        if self.pane.code_tree.has_focus or not codes or self.code_in_focus in codes:
            return self.code_in_focus
        return codes[0]

    def codings_here(self) -> list[CodedSpan]:
        """The codings under the cursor; if there are none, those that the selection touches."""
        selection = self.view.selection
        touched = self.view.scene.touching(selection.span)
        return [c for c in touched if c.span.contains(selection.cursor)] or touched

    def show_side(self) -> None:
        self.pane.add_class("-open")

    def to_text(self) -> None:
        self.pane.remove_class("-open")
        self.view.focus()

    def leave_place(self) -> None:
        """Keep where the coder is, for the next time; a study out of reach is no reason to stay."""
        with suppress(QualcodeError):
            place = self.view.selection.cursor
            reading.remember_place(self.study, self.coder, self.desk.transcript.id, place)


def _spans(codings: Iterable[CodedSpan]) -> list[Span]:
    return [found.span for found in codings]
