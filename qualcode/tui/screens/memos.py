"""All memos of a study: found by kind and by word, read whole, and opened where they belong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from qualcode.errors import QualcodeError
from qualcode.model.memos import ABOUT, About, Memo
from qualcode.tui.asking import following
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.following import FollowingScreen
from qualcode.tui.screens.memo_editor import edit_own_memo, edit_segment_memo
from qualcode.tui.widgets.find_input import FindInput
from qualcode.tui.widgets.grid import Grid
from qualcode.tui.widgets.key_footer import KeyFooter
from qualcode.tui.widgets.memo_list import MemoList, thing_of
from qualcode.tui.widgets.memo_text import MemoText
from qualcode.tui.widgets.title_line import TitleLine
from qualcode.tui.words import counted, moment, number
from qualcode.workflow import history
from qualcode.workflow import memos as workflow
from qualcode.workflow.studies import Study

KINDS: tuple[About | None, ...] = (None, *ABOUT)
"""What the list can be narrowed to; None is all."""


class MemosScreen(FollowingScreen[None]):
    """A coder changes her own memos here, and reads those of others."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f,slash", "find", "memo_list.find", room="memos"),
        key("v", "next_kind", "memo_list.kind", room="memos"),
        key("e", "edit", "memo_list.edit", room="memos"),
        key("n", "write_on_study", "memo_list.study", room="memos"),
        key("escape", "back", "memo_list.back", room="memos"),
        key("q", "leave", "screen.back", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-high")]
    DEFAULT_CSS = """
    MemosScreen {
        #kinds { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #find { display: none; padding: 0 1; background: $surface; }
        &.-finding #find { display: block; }
        #both { height: 1fr; }
        #none { display: none; height: 1fr; padding: 1 2; }
        &.-none #none { display: block; }
        &.-none #both { display: none; }
        #whole {
            height: 1fr;
            padding: 0 1;
            background: $surface;
            border-top: solid $primary 40%;
            scrollbar-size-vertical: 1;
        }
        #whole:focus { border-top: solid $primary; }
        #memo-about { height: auto; max-height: 8; margin-bottom: 1; color: $foreground 65%; }
        &.-wide #both { layout: horizontal; }
        &.-wide #whole { width: 2fr; border-top: none; border-left: solid $primary 40%; }
        &.-wide #whole:focus { border-left: solid $primary; }
        &.-wide #memos { width: 3fr; }
        &.-low #kinds, &.-low #whole { display: none; }
    }
    """

    memo_list = getters.query_one(MemoList)
    find_input = getters.query_one("#find", FindInput)

    @dataclass
    class Read(Message):
        """The memos have been read; `seen` is the newest change that was there before."""

        memos: Sequence[Memo]
        seen: int

    def __init__(self, study: Study, coder: str) -> None:
        super().__init__(study, coder)
        self._memos: Sequence[Memo] = ()
        self._kind: About | None = None
        self._wanted: Memo | None = None
        self._whole: Memo | None = None
        self._painting = False

    def compose(self) -> ComposeResult:
        yield TitleLine()
        yield Static(id="kinds")
        yield FindInput(id="find", placeholder=self.t("memos.find"))
        with Container(id="both"):
            yield MemoList(self.t, id="memos")
            with VerticalScroll(id="whole"):
                yield Static(id="memo-about")
                yield MemoText()
        yield Static(id="none")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.query_one(TitleLine).left = plain(self.t("memos.title"))
        self.memo_list.focus()

    # Reading

    def read_again(self) -> None:
        self.read_memos()

    @work(thread=True, exclusive=True, group="memos")
    def read_memos(self) -> None:
        try:
            seen = history.newest_change(self.study)
            read = self.Read(workflow.memos(self.study), seen)
        except QualcodeError as error:
            self.from_thread(self.tell_fault, error)
        else:
            self.post_message(read)

    @on(Read)
    def take_memos(self, message: Read) -> None:
        self._memos, self.seen = message.memos, message.seen
        self.show_list()

    @on(Input.Changed, "#find")
    def show_list(self) -> None:
        """The memos of the kind that was chosen in which all words that were typed stand."""
        found = [m for m in self._memos if workflow.fits(m, self.find_input.value)]
        shown = [m for m in found if self._kind in (None, m.about)]
        self.memo_list.show(shown)
        self.set_class(self.seen is not None and not shown, "-none")
        if self.focused is None:
            # A list that was empty has lost it.
            self.memo_list.focus()
        nothing = "memos.none_fit" if self._memos else "memos.none"
        self.query_one("#none", Static).update(plain(self.t(nothing)))
        self.query_one("#kinds", Static).update(self._kinds(found))
        self.query_one(TitleLine).right = plain(self._count(len(shown)))
        self.want_whole()

    def _kinds(self, found: Sequence[Memo]) -> Content:
        """Each kind with its number; the one that is chosen in brackets."""
        numbers: Counter[About | None] = Counter(memo.about for memo in found)
        numbers[None] = len(found)
        parts = []
        for kind in KINDS:
            name = self.t(f"memos.kinds.{kind or 'all'}")
            part = f"{name} {number(numbers[kind])}"
            chosen = kind == self._kind
            parts.append(plain(f"[{part}]").stylize("bold") if chosen else plain(f" {part} "))
        return Content(" ").join(parts)

    def _count(self, shown: int) -> str:
        if shown == len(self._memos):
            return counted(self.t, "memos.count", shown)
        return self.t("memos.shown", shown=number(shown), all=number(len(self._memos)))

    # The memo under the cursor

    @on(Grid.Moved, "#memos")
    def want_whole(self) -> None:
        """Show the memo under the cursor; while one is being laid out, only the last one asked
        for comes next."""
        self._wanted = self.memo_list.current
        if not self._painting:
            self._painting = True
            self.show_whole()

    @work
    async def show_whole(self) -> None:
        while self._whole is not self._wanted:
            self._whole = memo = self._wanted
            if memo is not None:
                self.query_one("#memo-about", Static).update(plain(self._about(memo)))
                self.query_one("#whole").scroll_home(animate=False)
                await self.query_one(MemoText).show(memo.text)
        self._painting = False

    def _about(self, memo: Memo) -> str:
        """What the memo is about, who wrote it when, and the words of the passage."""
        about = self.t(f"memos.about.{memo.about}")
        thing = thing_of(memo) or one_line(self.study.title)
        lines = [f"{about}: {thing}", f"{one_line(memo.coder)}, {moment(memo.at, self.t)}"]
        if memo.coder != self.coder:
            lines[1] += f" · {self.t('memos.read_only', coder=one_line(memo.coder))}"
        if memo.quote:
            lines.append(f"«{one_line(memo.quote)}»")
        return "\n".join(lines)

    # What one can do here

    @on(Grid.Opened, "#memos")
    def open_place(self) -> None:
        memo = self.memo_list.current
        if memo is None:
            return
        if memo.transcript_id is None:
            self.notify(self.t(f"memos.no_place.{memo.about}"), markup=False)
        else:
            self.open_transcript(memo.transcript_id, memo.span.start if memo.span else None)

    def action_edit(self) -> None:
        """Change the memo under the cursor, if it is the coder's own."""
        memo = self.memo_list.current
        if memo is None:
            return
        if memo.coder != self.coder:
            self.notify(self.t("memos.theirs", coder=one_line(memo.coder)), markup=False)
        elif memo.coding_id is not None:
            edit_segment_memo(self, one_line(memo.code), self._tell_kept, memo.coding_id)
        else:
            thing = {"transcript_id": memo.transcript_id, "code_id": memo.code_id}
            edit_own_memo(self, thing_of(memo), self._tell_kept, **thing)

    def action_write_on_study(self) -> None:
        edit_own_memo(self, "", self._tell_kept)

    def _tell_kept(self, line: str) -> None:
        self.notify(line, markup=False)
        self.read_memos()

    def action_find(self) -> None:
        self.add_class("-finding")
        self.find_input.begin()

    @on(Input.Submitted, "#find")
    def back_to_list(self) -> None:
        self.set_class(bool(self.find_input.value), "-finding")
        self.memo_list.focus()

    def action_next_kind(self) -> None:
        self._kind = following(KINDS, self._kind)
        self.show_list()

    def action_back(self) -> None:
        """One step back: from the words that were typed to the whole list, from the memo to the
        list, from the list."""
        if self.has_class("-finding"):
            self.find_input.value = ""
            self.remove_class("-finding")
            self.memo_list.focus()
        elif self.query_one("#whole").has_focus:
            self.memo_list.focus()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        self.dismiss()
