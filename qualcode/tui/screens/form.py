"""A dialog of several fields, and how it is opened so that nothing that was typed is ever lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.tui.keys import key
from qualcode.tui.safe import plain
from qualcode.tui.screens.base import StudyScreen
from qualcode.tui.screens.memo_editor import MemoEditor, Tell, Writing, both
from qualcode.tui.words import moment
from qualcode.workflow import memos
from qualcode.workflow.studies import Study

Texts = dict[str, str]
"""What stands in the fields, by their names."""


@dataclass(frozen=True, slots=True)
class Field:
    """`name` is that of its text, `label` stands above it; it shows so many `lines` at once."""

    name: str
    label: str
    lines: int = 2


class FieldText(Writing):
    """One field. Tab goes to the next."""

    HELP = "codes.help.form"


class Form(MemoEditor):
    """Gives back what was written in its fields, as `packed`; None if it is left.

    `texts` are those that the study holds, `typed` what to go on with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f2,ctrl+d", "save", "form.save", room="codes", priority=True),
        key("escape", "leave", "editor.leave", room="memos", priority=True),
    ]
    DEFAULT_CSS = """
    Form #memo { height: auto; }
    Form #fields { height: auto; max-height: 80vh; scrollbar-size-vertical: 1; }
    Form .label { color: $foreground 65%; height: 1; }
    Form FieldText { height: auto; background: $background; }
    Form FieldText:focus { background: $panel; }
    """

    def __init__(
        self,
        study: Study,
        coder: str,
        title: str,
        fields: Sequence[Field],
        texts: Texts,
        *,
        typed: Texts | None = None,
        thing: str = "",
    ) -> None:
        super().__init__(study, coder, title, packed(texts), thing=thing)
        self._fields = fields
        self._texts = texts
        self._typed = texts if typed is None else typed
        self._loaded_texts: Texts = {}

    def compose(self) -> ComposeResult:
        with Vertical(id="memo") as box:
            box.border_title = plain(self._heading)
            with VerticalScroll(id="fields", can_focus=False):
                for field in self._fields:
                    yield Static(plain(field.label), classes="label")
                    area = FieldText(
                        self._typed.get(field.name, ""),
                        tab_behavior="focus",
                        soft_wrap=True,
                        compact=True,
                        id=f"field-{field.name}",
                    )
                    area.styles.min_height = area.styles.max_height = field.lines
                    yield area
            yield Static(plain(self.t("codes.form.how")), id="how")

    def on_mount(self) -> None:
        self._loaded_texts = dict(self._in_fields())
        super().on_mount()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "preview"

    def _in_fields(self) -> Iterator[tuple[str, str]]:
        for field in self._fields:
            yield field.name, self.query_one(f"#field-{field.name}", FieldText).text

    @property
    def written(self) -> str:
        """All fields as they stand; what nobody touched is as it was."""
        found = {}
        for name, text in self._in_fields():
            untouched = text == self._loaded_texts.get(name)
            found[name] = self._typed.get(name, "") if untouched else memos.tidied(text)
        return packed(found)

    def _ask(self, asking: bool) -> None:
        self.set_class(asking, "-asking")
        line = self.t("memos.editor.really" if asking else "codes.form.how")
        self.query_one("#how", Static).update(plain(line))


def packed(texts: Mapping[str, str]) -> str:
    """Fields as one text, as a draft is kept."""
    return json.dumps(dict(texts), ensure_ascii=False)


def unpacked(text: str) -> Texts:
    found = json.loads(text)
    return {str(name): str(value) for name, value in found.items()}


def edit_form(
    screen: StudyScreen[Any],
    title: str,
    fields: Sequence[Field],
    read: Callable[[], Texts],
    write: Callable[[Texts, Texts], object],
    tell: Tell,
    done: str,
    thing: str,
) -> None:
    """Let a coder write some texts about a thing, and tell `done` when they are kept.

    `read` gives the texts that the study holds, `write(changed, seen)` keeps those that she has
    changed. Where they cannot be kept she is told why and goes on with what she wrote; where
    somebody has changed the same meanwhile, with both; and where the program ended while she wrote,
    with her draft.
    """
    study, coder = screen.study, screen.coder

    def open_on(seen: Texts, typed: Texts | None = None) -> None:
        def keep(written: str | None) -> None:
            if written is not None and unpacked(written) != seen:
                try_to_keep(unpacked(written), seen)
            else:
                memos.drop_draft(study, coder, thing)

        form = Form(study, coder, title, fields, seen, typed=typed, thing=thing)
        screen.app.push_screen(form, keep)

    def try_to_keep(texts: Texts, seen: Texts) -> None:
        changed = {name: text for name, text in texts.items() if text != seen[name]}
        try:
            write(changed, seen)
        except QualcodeError as error:
            screen.tell_fault(error)
            stored = _read_or(seen, read)
            open_on(stored, together(texts, seen, stored))
        else:
            memos.drop_draft(study, coder, thing)
            tell(done)

    try:
        seen, draft = read(), memos.draft_of(study, coder, thing)
    except QualcodeError as error:
        screen.tell_fault(error)
        return
    if draft is None or unpacked(draft.text) == seen:
        open_on(seen)
    else:
        at = moment(draft.at, screen.t)
        screen.notify(screen.t("memos.drafted", at=at), markup=False)
        open_on(seen, together(unpacked(draft.text), unpacked(draft.seen), seen))


def _read_or(seen: Texts, read: Callable[[], Texts]) -> Texts:
    try:
        return read()
    except QualcodeError:
        # The coder has just been told what is wrong with the study.
        return seen


def together(typed: Texts, seen: Texts, stored: Texts) -> Texts:
    """What to go on with: where only one side has changed a text since it was seen, that; where
    both have, both."""
    found = {}
    for name, now in stored.items():
        before, own = seen.get(name, ""), typed.get(name, now)
        if own == before:
            found[name] = now
        else:
            found[name] = own if now in ("", before, own) else both(own, now)
    return found
