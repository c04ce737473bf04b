"""The dialog in which a memo is written, and how it is opened so that no text is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from rich.text import Text
from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static, TextArea

from qualcode.errors import QualcodeError
from qualcode.tui.keys import key
from qualcode.tui.safe import plain, visible
from qualcode.tui.screens.base import StudyDialog, StudyScreen
from qualcode.tui.widgets.memo_text import MemoText
from qualcode.tui.words import moment
from qualcode.workflow import memos
from qualcode.workflow.studies import Study

DRAFT_EVERY = 1.0
"""Seconds between two times that what is being written is kept as a draft."""


class Writing(TextArea):
    """The text while it is written. What a terminal would obey is shown, not sent."""

    HELP = "memos.help.editor"

    def get_line(self, line_index: int) -> Text:
        # Tabs stay: the wrapping has been worked out with them.
        parts = self.document.get_line(line_index).split("\t")
        return Text("\t".join(map(visible, parts)), end="", no_wrap=True)


class MemoEditor(StudyDialog[str | None]):
    """Gives back what was written (empty: the memo is to go), None if it is left.

    `text` is the memo as it is kept, `typed` what to go on with where a first try to keep it
    failed. What is written is kept as a draft of `thing` meanwhile.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f2,ctrl+d", "save", "editor.save", room="memos", priority=True),
        key("f4", "preview", "editor.preview", room="memos", priority=True),
        key("escape", "leave", "editor.leave", room="memos", priority=True),
    ]
    DEFAULT_CSS = """
    MemoEditor { align: center bottom; background: $background 30%; }
    MemoEditor #memo {
        width: 88;
        max-width: 96%;
        height: 50%;
        min-height: 9;
        max-height: 96%;
        margin-bottom: 2;
        padding: 0 1;
        background: $surface;
        border: round $primary;
        border-title-color: $foreground;
    }
    MemoEditor Writing {
        height: 1fr;
        padding: 0;
        border: none;
        background: $surface;
        scrollbar-size-vertical: 1;
        & .text-area--cursor-line { background: $surface; }
    }
    MemoEditor #preview { height: 1fr; display: none; scrollbar-size-vertical: 1; }
    MemoEditor #how {
        height: 1;
        color: $foreground 62%;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    MemoEditor.-shown #preview { display: block; }
    MemoEditor.-shown Writing { display: none; }
    MemoEditor.-asking #how { color: $warning; text-style: bold; }
    """

    writing = getters.query_one(Writing)

    def __init__(
        self,
        study: Study,
        coder: str,
        title: str,
        text: str = "",
        *,
        typed: str | None = None,
        thing: str = "",
    ) -> None:
        super().__init__(study, coder)
        self._heading = title
        self._text = text
        self._thing = thing
        self._drafted = text
        self._begun = text if typed is None else typed
        self._loaded = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="memo") as box:
            box.border_title = plain(self._heading)
            yield Writing(self._begun, tab_behavior="indent", soft_wrap=True, compact=True)
            with VerticalScroll(id="preview"):
                yield MemoText()
            yield Static(plain(self.t("memos.editor.how")), id="how")

    def on_mount(self) -> None:
        self._loaded = self.writing.text
        self.writing.move_cursor(self.writing.document.end)
        self.writing.focus()
        if self._thing:
            self.set_interval(DRAFT_EVERY, self._draft)

    @property
    def written(self) -> str:
        """The memo as it stands in the dialog."""
        # The text area takes some rare characters for line breaks; what nobody touched is kept.
        untouched = self.writing.text == self._loaded
        return self._begun if untouched else memos.tidied(self.writing.text)

    @property
    def unsaved(self) -> bool:
        """Whether something would be lost if the dialog were closed now."""
        return self.written != self._text

    def _draft(self) -> None:
        if self.written != self._drafted:
            self._drafted = self.written
            self.keep_draft(self._drafted)

    @work(thread=True, group="draft")
    def keep_draft(self, text: str) -> None:
        memos.keep_draft(self.study, self.coder, self._thing, text, self._text)

    def action_save(self) -> None:
        self.dismiss(self.written)

    async def action_preview(self) -> None:
        """Show the memo as it will be read; once more, go on writing."""
        shown = not self.has_class("-shown")
        if shown:
            await self.query_one(MemoText).show(self.writing.text)
        self._show_preview(shown)

    def _show_preview(self, shown: bool) -> None:
        self.set_class(shown, "-shown")
        (self.query_one("#preview") if shown else self.writing).focus()
        self._ask(False)

    def action_leave(self) -> None:
        """Close, from the preview to the text first; what was written goes only when asked for
        twice."""
        if self.has_class("-shown"):
            self._show_preview(False)
        elif self.unsaved and not self.has_class("-asking"):
            self._ask(True)
        else:
            self.dismiss(None)

    @on(TextArea.Changed)
    def go_on(self) -> None:
        self._ask(False)

    def _ask(self, asking: bool) -> None:
        self.set_class(asking, "-asking")
        line = self.t("memos.editor.really" if asking else "memos.editor.how")
        self.query_one("#how", Static).update(plain(line))


Tell = Callable[[str], object]
"""Takes the line that says what was kept."""


def edit_own_memo(
    screen: StudyScreen[Any],
    name: str,
    tell: Tell,
    *,
    transcript_id: int | None = None,
    code_id: int | None = None,
) -> None:
    """Let the coder write her memo on an interview or a code of that name; else on the study."""
    thing = {"transcript_id": transcript_id, "code_id": code_id}

    def read() -> str:
        memo = memos.memo_on(screen.study, screen.coder, **thing)
        return memo.text if memo else ""

    def write(text: str, seen: str) -> None:
        memos.write_memo(screen.study, screen.coder, text, **thing, seen=seen)

    about = "code" if code_id is not None else "study" if transcript_id is None else "interview"
    drafted = f"{about} {code_id or transcript_id or ''}".strip()
    edit_memo(screen, screen.t(f"memos.ask.{about}", name=name), read, write, tell, drafted)


def edit_segment_memo(screen: StudyScreen[Any], name: str, tell: Tell, coding_id: int) -> None:
    """Let the coder write the memo of a coding of hers; `name` is that of its code."""

    def read() -> str:
        memo = memos.memo_on_coding(screen.study, coding_id)
        return memo.text if memo else ""

    def write(text: str, seen: str) -> None:
        memos.write_on_coding(screen.study, screen.coder, coding_id, text, seen=seen)

    title = screen.t("memos.ask.segment", name=name)
    edit_memo(screen, title, read, write, tell, f"coding {coding_id}")


def edit_memo(
    screen: StudyScreen[Any],
    title: str,
    read: Callable[[], str],
    write: Callable[[str, str], object],
    tell: Tell,
    thing: str,
    *,
    editor: Callable[..., MemoEditor] = MemoEditor,
    said: tuple[str, str] = ("memos.kept", "memos.removed"),
) -> None:
    """Let a coder write a memo on a thing, and tell what was kept; or another text in its own
    `editor`, where `said` are the texts that tell so (kept, and removed).

    `read` gives the memo that the study holds, `write(text, seen)` keeps another. Where it
    cannot be kept, she is told why and goes on with what she wrote; where somebody has changed
    it meanwhile, she goes on with both texts; and where the program ended while she wrote, with
    her draft.
    """
    study, coder = screen.study, screen.coder

    def open_on(seen: str, typed: str | None = None) -> None:
        def keep(text: str | None) -> None:
            if text is not None and text != seen:
                try_to_keep(text, seen)
            else:
                memos.drop_draft(study, coder, thing)

        opened = editor(study, coder, title, seen, typed=typed, thing=thing)
        screen.app.push_screen(opened, keep)

    def try_to_keep(text: str, seen: str) -> None:
        try:
            write(text, seen)
        except QualcodeError as error:
            screen.tell_fault(error)
            stored = _read_or(seen, read)
            open_on(stored, text if stored in ("", seen) else both(text, stored))
        else:
            memos.drop_draft(study, coder, thing)
            tell(screen.t(said[0] if text else said[1]))

    try:
        seen, draft = read(), memos.draft_of(study, coder, thing)
    except QualcodeError as error:
        screen.tell_fault(error)
        return
    if draft is None or draft.text == seen:
        open_on(seen)
    else:
        at = moment(draft.at, screen.t)
        screen.notify(screen.t("memos.drafted", at=at), markup=False)
        open_on(seen, draft.text if seen in ("", draft.seen) else both(draft.text, seen))


def _read_or(seen: str, read: Callable[[], str]) -> str:
    try:
        return read()
    except QualcodeError:
        # The coder has just been told what is wrong with the study.
        return seen


def both(typed: str, stored: str) -> str:
    """Two texts of one memo under each other, with a rule between them."""
    return "\n\n---\n\n".join(part for part in (typed, stored) if part)
