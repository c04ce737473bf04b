"""Codebook files: what one would change is shown first; and the study is saved to one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.message import Message

from qualcode.errors import NeedsReason, QualcodeError, why
from qualcode.locale import fault
from qualcode.model.codebook import Origin
from qualcode.model.codebook_merge import Side
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line
from qualcode.tui.screens.dialogs import AskText
from qualcode.tui.screens.ladder.codes_linking import CodesLinking
from qualcode.tui.screens.ladder.codes_loading import Answer, LoadDialog, TemplateDialog, WayOut
from qualcode.tui.screens.ladder.codes_saving import last_path, remember, save_codebook
from qualcode.workflow import codebooks
from qualcode.workflow.codebooks import Loaded, Plan


class CodesFiles(CodesLinking):
    """Reading a file takes a while, and is done in a thread."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("l", "load_file", "codes.load", room="codes"),
        key("w", "save_file", "codes.save", room="codes"),
    ]

    @dataclass
    class Planned(Message):
        """A file has been read; `before` is the plan before a side was chosen."""

        path: Path
        prefer: Side | None
        plan: Plan
        before: Plan

    def action_save_file(self) -> None:
        save_codebook(self, self.tell_written)

    def action_load_file(self) -> None:
        self._ask_path(str(last_path(self.study)))

    def _ask_path(self, value: str) -> None:
        def answered(named: str | None) -> None:
            if named:
                self.say(self.t("codes.load.reading"))
                self.plan_load(Path(named).expanduser(), None, None)

        title, how = self.t("codes.load.title"), self.t("codes.load.path_how")
        self.app.push_screen(AskText(self.study, self.coder, title, value, how=how), answered)

    @work(thread=True, exclusive=True, group="plan")
    def plan_load(self, path: Path, prefer: Side | None, before: Plan | None) -> None:
        try:
            plan = codebooks.plan(self.study, path, prefer=prefer)
        except (QualcodeError, OSError) as error:
            said = error if isinstance(error, QualcodeError) else why(error)
            self.from_thread(self._unreadable, path, said)
        else:
            self.post_message(self.Planned(path, prefer, plan, before or plan))

    def _unreadable(self, path: Path, said: QualcodeError | str) -> None:
        self.say("")
        self.tell_fault(said)
        self._ask_path(str(path))

    @on(Planned)
    def show_plan(self, message: Planned) -> None:
        """Show what would change, and do what is answered."""

        def answered(answer: Answer | None) -> None:
            match answer:
                case "study" | "file" as side:
                    self.plan_load(message.path, side, message.before)
                case "load":
                    self._load(message.path, message.prefer)

        self.say("")
        remember(self.study, message.path)
        shown = message.path.name, message.plan, message.before
        self.app.push_screen(LoadDialog(self.study, self.coder, *shown), answered)

    def _load(
        self,
        path: Path,
        prefer: Side | None,
        origin: Origin | None = None,
        reason: str = "",
    ) -> None:
        def load() -> Loaded | NeedsReason:
            try:
                return codebooks.load(
                    self.study, path, coder=self.coder, prefer=prefer, origin=origin, reason=reason
                )
            except NeedsReason as error:
                return error  # there are more ways out than a reason

        def loaded(result: Loaded | NeedsReason) -> str:
            if isinstance(result, NeedsReason):
                self._ask_way_out(path, prefer, result)
                return ""
            return self.t("codes.load.done", file=one_line(path.name), **asdict(result))

        self.save(load, loaded)

    def _ask_way_out(self, path: Path, prefer: Side | None, error: NeedsReason) -> None:
        def answered(way: WayOut | None) -> None:
            match way:
                case "guide":
                    self._load(path, prefer, origin="guide")
                case "attributes":
                    self._keep_as_attributes(path)
                case "reason":
                    self._ask_reason_to_load(path, prefer)

        said = fault(error, self.language)
        self.app.push_screen(TemplateDialog(self.study, self.coder, said), answered)

    def _ask_reason_to_load(self, path: Path, prefer: Side | None) -> None:
        def answered(reason: str | None) -> None:
            if reason:
                self._load(path, prefer, reason=reason)

        title = self.t("codes.load.why")
        self.app.push_screen(AskText(self.study, self.coder, title), answered)

    def _keep_as_attributes(self, path: Path) -> None:
        def keep() -> tuple[int, int]:
            names = codebooks.names(codebooks.check(path))
            return codebooks.keep_as_attributes(self.study, self.coder, names), len(names)

        def kept(counts: tuple[int, int]) -> str:
            return self.t("codes.load.attributes", interviews=counts[0], names=counts[1])

        self.save(keep, kept)
