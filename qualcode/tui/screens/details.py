"""The attributes of an interview: site, round, topics to sort by. Filled in, added, removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static

from qualcode.errors import QualcodeError
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.base import StudyDialog, StudyScreen
from qualcode.tui.widgets.find_input import FindInput
from qualcode.workflow import describing
from qualcode.workflow.studies import Study

Details = dict[str, str]


class DetailRow(Horizontal):
    """One attribute: its name, which can be written as long as it is new, and its value."""

    DEFAULT_CSS = """
    DetailRow { height: 1; }
    DetailRow .name { width: 24; margin-right: 1; }
    DetailRow Static.name { text-wrap: nowrap; text-overflow: ellipsis; }
    DetailRow Input.value { width: 1fr; }
    """

    def __init__(self, name: str, value: str, placeholders: tuple[str, str]) -> None:
        super().__init__()
        self.known = name
        self._value = value
        self._placeholders = placeholders

    def compose(self) -> ComposeResult:
        if self.known:
            yield Static(plain(one_line(self.known)), classes="name")
        else:
            yield FindInput(placeholder=self._placeholders[0], classes="name")
        yield Input(
            self._value,
            placeholder=self._placeholders[1],
            compact=True,
            select_on_focus=False,
            classes="value",
        )

    @property
    def written(self) -> tuple[str, str]:
        """Name and value as they stand."""
        name = self.known or " ".join(self.query_one("Input.name", Input).value.split())
        return name, " ".join(self.query_one("Input.value", Input).value.split())

    def focus_first(self) -> None:
        self.query(Input).first().focus()


class DetailsDialog(StudyDialog[Details | None]):
    """Gives back all attributes as they were written, None if it is left; `typed` is what to go on
    with. The last line is for another one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f2,ctrl+d", "save", "details.save", room="codes", priority=True),
        key("f8", "remove", "details.remove", room="codes", priority=True),
        key("down", "step(1)", "details.down", room="codes", tip=False, show=False),
        key("up", "step(-1)", "details.up", room="codes", tip=False, show=False),
        key("escape", "leave", "details.leave", room="codes", priority=True),
    ]
    DEFAULT_CSS = """
    DetailsDialog #rows { height: auto; max-height: 60vh; scrollbar-size-vertical: 1; }
    DetailsDialog #dialog-rule { height: auto; }
    DetailsDialog.-asking #dialog-rule { color: $warning; text-style: bold; }
    """

    def __init__(
        self, study: Study, coder: str, name: str, details: Details, *, typed: Details | None = None
    ) -> None:
        super().__init__(study, coder)
        self._interview = name
        self._details = details
        self._typed = details if typed is None else typed

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as box:
            box.border_title = plain(self.t("codes.details.title", name=one_line(self._interview)))
            with VerticalScroll(id="rows", can_focus=False):
                for name, value in self._typed.items():
                    yield self._row(name, value)
                yield self._row()
            yield Static(plain(self.t("codes.details.how")), id="dialog-rule")

    def _row(self, name: str = "", value: str = "") -> DetailRow:
        return DetailRow(name, value, (self.t("codes.details.name"), self.t("codes.details.value")))

    def on_mount(self) -> None:
        self.query(DetailRow).first().focus_first()

    @property
    def written(self) -> Details:
        """The attributes as they stand; a new one without a name is none yet."""
        pairs = (row.written for row in self.query(DetailRow))
        return {name: value for name, value in pairs if name}

    @property
    def unsaved(self) -> bool:
        """Whether something would be lost if the dialog were closed now."""
        nameless = any(value and not name for name, value in self._rows())
        return nameless or self.written != self._details

    def _rows(self) -> Iterator[tuple[str, str]]:
        for row in self.query(DetailRow):
            yield row.written

    # Writing

    @on(Input.Changed)
    async def keep_a_line_free(self) -> None:
        """There is always one line more to write another attribute in."""
        self._say("codes.details.how")
        if any(self.query(DetailRow).last().written):
            await self.query_one("#rows").mount(self._row())

    @on(Input.Submitted)
    def next_field(self) -> None:
        self.screen.focus_next()

    def action_step(self, rows: int) -> None:
        held = list(self.query(DetailRow))
        here = self._row_in_focus()
        if here is not None:
            held[max(0, min(held.index(here) + rows, len(held) - 1))].focus_first()

    def _row_in_focus(self) -> DetailRow | None:
        focused = self.focused
        nodes = () if focused is None else focused.ancestors_with_self
        return next((node for node in nodes if isinstance(node, DetailRow)), None)

    async def action_remove(self) -> None:
        """Take the attribute away whose line one is on."""
        here, held = self._row_in_focus(), list(self.query(DetailRow))
        if here is None or here is held[-1]:
            return
        held[held.index(here) + 1].focus_first()
        await here.remove()
        self._say("codes.details.how")

    def action_save(self) -> None:
        names = [name.casefold() for name, value in self._rows() if name or value]
        if "" in names:
            self._say("codes.details.nameless", asking=True)
        elif len(set(names)) < len(names):
            self._say("codes.details.twice", asking=True)
        else:
            self.dismiss(self.written)

    def action_leave(self) -> None:
        """Close; what was written goes only when asked for twice."""
        if self.unsaved and not self.has_class("-asking"):
            self._say("codes.details.really", asking=True)
        else:
            self.dismiss(None)

    def _say(self, line: str, *, asking: bool = False) -> None:
        self.set_class(asking, "-asking")
        self.query_one("#dialog-rule", Static).update(plain(self.t(line)))


def edit_details(screen: StudyScreen[Any], transcript_id: int, name: str) -> None:
    """Let a coder edit the attributes of the interview of that name. Where they cannot be kept, she
    is told why and goes on with what she wrote; what others have changed meanwhile comes along."""
    study, coder = screen.study, screen.coder

    def open_on(seen: Details, typed: Details | None = None) -> None:
        def keep(written: Details | None) -> None:
            if written is not None and written != seen:
                try_to_keep(written, seen)

        screen.app.push_screen(DetailsDialog(study, coder, name, seen, typed=typed), keep)

    def try_to_keep(written: Details, seen: Details) -> None:
        try:
            describing.describe_interview(study, coder, transcript_id, written, seen=seen)
        except QualcodeError as error:
            screen.tell_fault(error)
            stored = read_or(seen)
            open_on(stored, together(written, seen, stored))
        else:
            screen.notify(screen.t("codes.details.kept"), markup=False)

    def read_or(seen: Details) -> Details:
        try:
            return describing.details_of(study, transcript_id)
        except QualcodeError:
            # She has just been told what is wrong with the study.
            return seen

    try:
        open_on(describing.details_of(study, transcript_id))
    except QualcodeError as error:
        screen.tell_fault(error)


def together(
    written: Mapping[str, str], seen: Mapping[str, str], stored: Mapping[str, str]
) -> Details:
    """What to go on with: her own changes, and those of others where she changed nothing."""
    found = {}
    for name in {**stored, **written}:
        own, before, now = written.get(name), seen.get(name), stored.get(name)
        kept = now if own == before else own
        if kept is not None:
            found[name] = kept
    return found
