"""What loading a codebook would do, shown before it is done; and the ways out where the method asks
why there are codes before anybody has coded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualcode.locale import fault
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.base import StudyDialog
from qualcode.tui.telling.differences import clashes, labels_of, listed
from qualcode.tui.widgets.paragraphs import Paragraph, Paragraphs, said
from qualcode.tui.words import counted, moment
from qualcode.workflow.codebooks import Plan
from qualcode.workflow.studies import Study

Answer = Literal["load", "study", "file"]
"""Take it in; or show first what comes of it if the one side's word counts."""

WayOut = Literal["guide", "attributes", "reason"]
WAYS_OUT: tuple[WayOut, ...] = ("guide", "attributes", "reason")


class LoadDialog(StudyDialog[Answer | None]):
    """Nothing can be taken in while both sides have changed the same, and nobody has chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "load", "load.load", room="codes", priority=True),
        key("m", "dismiss('study')", "load.study", room="codes"),
        key("f", "dismiss('file')", "load.file", room="codes"),
        key("escape,q", "dismiss(None)", "load.leave", room="codes"),
    ]
    DEFAULT_CSS = """
    LoadDialog #dialog { width: 96; height: 80%; }
    LoadDialog Paragraphs { height: 1fr; background: $surface; }
    LoadDialog #dialog-rule { margin-top: 0; }
    """

    def __init__(self, study: Study, coder: str, file: str, plan: Plan, before: Plan) -> None:
        super().__init__(study, coder)
        self._file = file
        self._plan = plan
        self._clashed = before
        """The plan before anybody chose a side."""

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as box:
            box.border_title = plain(self.t("codes.load.what", file=one_line(self._file)))
            yield Paragraphs(id="plan")
            yield Static(plain(self._how()), id="dialog-rule")

    def on_mount(self) -> None:
        listed = self.query_one(Paragraphs)
        listed.show(list(self._told()))
        listed.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if parameters and parameters[0] in ("study", "file"):
            return bool(self._clashed.merged.clashes)
        return True

    def _how(self) -> str:
        if self._plan.merged.clashes:
            return self.t("codes.load.how_clashes")
        chosen = "codes.load.how_chosen" if self._clashed.merged.clashes else "codes.load.how"
        return self.t(chosen)

    def _told(self) -> Iterator[Paragraph]:
        plan, t = self._plan, self.t
        labels = labels_of(plan.file.codebook, plan.merged.codebook)
        for remark in plan.file.remarks:
            yield said(f"! {fault(remark, self.language)}", "warning", indent=2)
        if older := plan.base.older:
            name, at = one_line(older.name), moment(older.at, t)
            yield said(t("codes.load.compared", name=name, at=at), "quiet")
        if plan.merged.clashes:
            yield said(t("codes.load.clashes"), "head")
            yield from clashes(plan.merged.clashes, labels, t)
            yield Paragraph()
        count = len(plan.differences)
        yield said(counted(t, "codes.load.differences", count) if count else t("codes.load.same"))
        yield from listed(plan.differences, labels, t)
        if plan.merged.kept:
            yield said(counted(t, "codes.load.kept", len(plan.merged.kept)), "quiet")

    def action_load(self) -> None:
        if self._plan.merged.clashes:
            self.notify(self.t("codes.load.how_clashes"), severity="warning", markup=False)
        else:
            self.dismiss("load")


class TemplateDialog(StudyDialog[WayOut | None]):
    """Says why the method asks, and offers what can be done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,q", "dismiss(None)", "load.leave", room="codes"),
    ]

    def __init__(self, study: Study, coder: str, why: str) -> None:
        super().__init__(study, coder)
        self._why = why

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as box:
            box.border_title = plain(self.t("codes.load.template"))
            yield Static(plain(self._why), id="dialog-before")
            ways = (Option(plain(self.t(f"codes.load.way.{way}"))) for way in WAYS_OUT)
            yield OptionList(*ways, markup=False)
            yield Static(plain(self.t("codebook.pick.how")), id="dialog-rule")

    def on_mount(self) -> None:
        ways = self.query_one(OptionList)
        ways.highlighted = 0
        ways.focus()

    @on(OptionList.OptionSelected)
    def give_back(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(WAYS_OUT[event.option_index])
