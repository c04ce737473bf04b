"""Noting an idea that hangs on a passage, and writing it anew: no code is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from qualcode.errors import NotFound, QualcodeError
from qualcode.model.concepts import Ear, Stage
from qualcode.model.spans import Span
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.base import StudyScreen
from qualcode.tui.screens.memo_editor import MemoEditor, Tell, Writing, edit_memo
from qualcode.tui.widgets.memo_text import MemoText
from qualcode.workflow import conceptual, memos
from qualcode.workflow.studies import Study

DRAFT = "ear"
"""The draft of an EAR that is not noted yet; whoever begins another goes on with it."""


class Idea(Writing):
    """What the passage makes one think of."""

    HELP = "ears.help"


class EarDialog(MemoEditor):
    """Asks for an idea, and for a title that may be left open; it does not close without an idea.

    What it gives back has the title on its first line, and the idea after that. `place` is where
    the idea hangs, and is kept with its draft.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f2,ctrl+d", "save", "ear.save", room="ears", priority=True),
    ]
    DEFAULT_CSS = """
    EarDialog #quote { height: auto; max-height: 4; color: $foreground 75%; }
    EarDialog #title { background: $surface; margin-bottom: 1; }
    EarDialog #memo { height: 60%; min-height: 11; }
    """

    def __init__(
        self,
        study: Study,
        coder: str,
        title: str,
        text: str = "",
        *,
        typed: str | None = None,
        thing: str = "",
        quote: str = "",
        place: str = "",
    ) -> None:
        super().__init__(study, coder, title, text, typed=typed, thing=thing)
        self._called, _, self._begun = self._begun.partition("\n")
        self._quote = quote
        self._place = place

    def compose(self) -> ComposeResult:
        with Vertical(id="memo") as box:
            box.border_title = plain(self._heading)
            if self._quote:
                yield Static(plain(f"«{one_line(self._quote)}»"), id="quote")
            yield Input(
                self._called,
                placeholder=self.t("ears.title"),
                id="title",
                compact=True,
                select_on_focus=False,
            )
            yield Idea(self._begun, tab_behavior="focus", soft_wrap=True, compact=True)
            with VerticalScroll(id="preview"):
                yield MemoText()
            yield Static(plain(self.t("memos.editor.how")), id="how")

    @property
    def idea(self) -> str:
        return super().written

    @property
    def written(self) -> str:
        title = " ".join(self.query_one("#title", Input).value.split())
        return f"{title}\n{self.idea}" if title or self.idea else ""

    @work(thread=True, group="draft")
    def keep_draft(self, text: str) -> None:
        seen = self._place or self._text
        memos.keep_draft(self.study, self.coder, self._thing, text, seen)

    def action_save(self) -> None:
        """Give back what was written; without an idea it is a passage, and stays open."""
        if self.idea.strip():
            super().action_save()
        else:
            self.add_class("-asking")
            self.query_one("#how", Static).update(plain(self.t("ears.needs_idea")))
            self.writing.focus()

    @on(Input.Changed, "#title")
    def go_on_with_title(self) -> None:
        self.go_on()

    @on(Input.Submitted, "#title")
    def go_to_idea(self) -> None:
        self.writing.focus()


def note_ear(
    screen: StudyScreen[Any],
    passages: Sequence[tuple[int, Span]],
    quote: str,
    done: Tell,
    *,
    stage: Stage = "coding",
) -> None:
    """Let a coder note an idea about passages, of which `quote` are the words, and tell that it is
    noted. Nothing that was typed is lost: see `edit_memo`."""
    place = " ".join(f"{transcript}:{span.start}-{span.end}" for transcript, span in passages)

    def write(text: str, _: str) -> None:
        title, _, idea = text.partition("\n")
        conceptual.note_ear(screen.study, screen.coder, title, idea, passages, stage=stage)

    try:
        draft = memos.draft_of(screen.study, screen.coder, DRAFT)
    except QualcodeError as error:
        screen.tell_fault(error)
        return
    if draft is not None and draft.text and draft.seen != place:
        screen.notify(screen.t("ears.elsewhere"), severity="warning", markup=False, timeout=10)
    edit_memo(
        screen,
        screen.t("ears.note"),
        lambda: "",
        write,
        done,
        DRAFT,
        editor=partial(EarDialog, quote=quote, place=place),
        said=("ears.noted", "ears.noted"),
    )


def rewrite_ear(screen: StudyScreen[Any], ear: Ear, done: Tell) -> None:
    """Let a coder write the title and the idea of an EAR anew."""

    def read() -> str:
        found = {held.id: held for held in conceptual.ears(screen.study)}.get(ear.id)
        if found is None:
            raise NotFound("The EAR is not there any more: somebody has taken it away.")
        return f"{found.title}\n{found.idea}"

    def write(text: str, seen: str) -> None:
        title, _, idea = text.partition("\n")
        before = dict(zip(("title", "idea"), seen.split("\n", 1), strict=True))
        conceptual.rewrite_ear(
            screen.study, screen.coder, ear.id, title=title or None, idea=idea, seen=before
        )

    edit_memo(
        screen,
        screen.t("ears.rewrite", title=one_line(ear.title)),
        read,
        write,
        done,
        f"ear {ear.id}",
        editor=partial(EarDialog, quote=ear.anchors[0].quote if ear.anchors else ""),
        said=("ears.rewritten", "ears.rewritten"),
    )
