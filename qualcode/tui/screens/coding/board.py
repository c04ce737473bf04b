"""What the coding screen is made of, and how it shows what lies on the desk."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Footer, Static

from qualcode.errors import QualcodeError
from qualcode.model.segmentation import Segmentation
from qualcode.model.spans import Span
from qualcode.model.views import CodedSpan
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.base import StudyScreen
from qualcode.tui.screens.coding.desk import Desk
from qualcode.tui.widgets.codebook_pane import CodebookPane
from qualcode.tui.widgets.progress_map import ProgressMap
from qualcode.tui.widgets.status import here_line, place_line, share_coded, title_of
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.widgets.transcript.selection import Landmarks
from qualcode.tui.widgets.transcript.view import TranscriptView
from qualcode.tui.words import moment
from qualcode.workflow import coding
from qualcode.workflow.studies import Study

SIDE_FITS = 110
"""From this width on, text and codebook stand beside each other."""


class CodingBoard(StudyScreen[int]):
    """Text, codebook, map and status; the screen over it acts."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (SIDE_FITS, "-wide"), (150, "-roomy")]
    DEFAULT_CSS = """
    CodingBoard {
        layers: base above;
        #foot { height: 1; background: $panel; padding: 0 1; }
        #say { width: 52; padding: 0 0 0 2; text-align: right; }
        #say, #here { text-wrap: nowrap; text-overflow: ellipsis; }
        #here { height: 1; padding: 0 1; display: none; background: $surface; }
        ToastRack { align: right top; margin-top: 1; }
        &.-wide #say { width: 64; }
        &.-roomy #side { width: 54; }
        &.-narrow #here { display: block; }
        &.-narrow #side { display: none; layer: above; dock: right; }
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
        self._at = at
        self._share: float | None = None

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
        yield Footer()

    def on_mount(self) -> None:
        self.view.focus()
        self.title_line.left = plain(title_of(self.study.title, self.desk.transcript))
        self.view.show_codings(self.desk.codings, self.desk.looks)
        self._show_numbers()
        if self.view.landmarks.complete:
            self.call_after_refresh(gc.freeze)
        else:
            # Loading spaCy would hold up the first paint, thread or not.
            self.call_after_refresh(self.work_out_sentences)

    def on_unmount(self) -> None:
        gc.unfreeze()

    @work(thread=True, exclusive=True, group="sentences")
    def work_out_sentences(self) -> None:
        try:
            found = coding.work_out_sentences(self.study, self.desk.transcript)
        except QualcodeError as error:
            self.app.call_from_thread(self.tell_fault, error)
            marks = Landmarks(self.desk.transcript.text, self.desk.transcript.turns, None)
            found = Segmentation(tuple(marks.turns.spans), tuple(marks.words.spans))
        self.post_message(self.Segmented(found))

    @on(Segmented)
    def use_sentences(self, message: Segmented) -> None:
        self.view.use_segmentation(message.segmentation)
        self.show_place()
        # A full collection looks through spaCy and every word of the interview: 100 ms and more,
        # for which a key would have to wait. What is loaded now stays until the screen closes.
        gc.freeze()

    def show_all(self) -> None:
        """Everything, after anything may have changed."""
        self.view.show_codings(self.desk.codings, self.desk.looks)
        self.pane.show_codes()
        self._show_numbers()

    def written(self, line: str = "") -> None:
        """Show what has just been written to the study, and say so."""
        self.desk.read_again()
        self.show_all()
        if line:
            self.say(line)

    def show_changed(self, *spans: Span) -> None:
        """What has changed because codings of these spans came or went."""
        self.view.show_changed(self.desk.codings, self.desk.looks, spans)
        self.pane.show_numbers()
        self._show_numbers()

    def _show_numbers(self) -> None:
        spans = [found.span for found in self.desk.codings]
        self.map.show_codings(spans)
        self._share = share_coded(self.view.landmarks.answers, spans)
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
        share = None if view.holding else self._share
        line = place_line(view.selection, view.landmarks, view.turn_place, share, self.t)
        self.say(f"{self.t('coding.holding')}   {line}" if view.holding else line)
        self.pane.show_here(here, self.code_in_focus)
        if self.has_class("-narrow"):
            ground = self.background_colors[1].hex6
            shown = here_line(here, self.desk.by_id, self.t, ground)
            self.query_one("#here", Static).update(shown, layout=False)

    def say(self, line: str) -> None:
        """Put a line beside the map; it stands until the cursor moves."""
        self.query_one("#say", Static).update(plain(line), layout=False)

    def show_focus(self, code_id: int | None) -> None:
        """Tint what has the code, and say what it means."""
        self.code_in_focus = code_id
        self.view.show_focus(code_id)
        self.pane.code_tree.light(code_id)
        self.pane.show_here(self.codings_here(), code_id)

    def codings_here(self) -> list[CodedSpan]:
        """The codings under the cursor; if there are none, those that the selection touches."""
        selection = self.view.selection
        touched = self.view.scene.touching(selection.span)
        return [c for c in touched if c.span.contains(selection.cursor)] or touched

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Show a fault of the study instead of failing; what the screen shows stays true."""
        try:
            yield
        except QualcodeError as error:
            self.tell_fault(error)
