"""Work on the codebook beside the text: names, places, merging, and taking codes out of use."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import on

from qualcode.errors import CodeGone, CodeRetired, Conflict, InvalidData, QualcodeError
from qualcode.model.views import StudyCode, StudyTheme, Touch, below
from qualcode.tui.colours import colour_of
from qualcode.tui.safe import one_line
from qualcode.tui.screens.coding.board import CodingBoard
from qualcode.tui.screens.dialogs import AreYouSure, AskText
from qualcode.tui.screens.picking import Choice, PickOne
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.words import counted
from qualcode.workflow import recoding, splitting


class CodebookWork(CodingBoard):
    """Does what the tree asks for; before codes are merged it says what that touches."""

    @on(CodeTree.WorkWanted)
    def work_on(self, message: CodeTree.WorkWanted) -> None:
        code = self.desk.by_id.get(message.code_id or 0)
        theme = next((t for t in self.desk.themes if t.name == message.theme), None)
        with self.telling():
            if code is not None:
                self._work_on_code(code, message.deed)
            elif message.deed == "rename" and message.code_id is None and theme is not None:
                self._rename_theme(theme)
            else:
                self.say(self.t("codebook.choose_code"))

    def _work_on_code(self, code: StudyCode, deed: str) -> None:
        match deed:
            case "rename":
                self._rename(code)
            case "move":
                self._move(code)
            case "merge":
                self._merge(code)
            case "retire":
                self._retire(code)

    def tell_fault(self, error: QualcodeError | str) -> None:
        """What others did to a code is told in the language of the coder."""
        match error:
            case CodeGone(name=name):
                key = "codebook.gone" if name else "codebook.gone_unnamed"
                error = self.t(key, name=one_line(name)) if name else self.t(key)
            case CodeRetired(name=name):
                error = self.t("codebook.no_more", name=one_line(name))
        super().tell_fault(error)

    # Names

    def _rename(self, code: StudyCode) -> None:
        touch = self._touched(recoding.touches(self.study, code.id))
        title = self.t("codebook.ask.rename", name=one_line(code.label), touch=touch)
        rename = partial(recoding.rename_code, self.study, self.coder, code.id)
        self._ask_name(title, code.label, rename)

    def _rename_theme(self, theme: StudyTheme) -> None:
        title = self.t("codebook.ask.rename_theme", name=one_line(theme.name))
        rename = partial(recoding.rename_theme, self.study, self.coder, theme.id)
        self._ask_name(title, theme.name, rename)

    def _ask_name(self, title: str, value: str, rename: Callable[[str], None]) -> None:
        """Ask for a name until it can be given, or is given up."""

        def answered(name: str | None) -> None:
            if name is not None and name != value:
                self.save(lambda: give(name), lambda _: self.t("codebook.renamed", name=name))

        def give(name: str) -> None:
            try:
                rename(name)
            except (Conflict, InvalidData):
                # What was typed is not lost, and the notice says why it will not do.
                self.app.push_screen(AskText(self.study, self.coder, title, name), answered)
                raise

        self.app.push_screen(AskText(self.study, self.coder, title, value), answered)

    # Places

    def _move(self, code: StudyCode) -> None:
        def chosen(place: Choice | None) -> None:
            if place is not None:
                self.save(lambda: self._move_to(code, place), lambda _: said(place))

        def said(place: Choice) -> str:
            names = {"name": one_line(code.label), "place": one_line(place.name)}
            return self.t("codebook.moved", **names)

        title = self.t("codebook.ask.move", name=one_line(code.label))
        hint = self.t("codebook.pick.move")
        self.app.push_screen(
            PickOne(self.study, self.coder, title, hint, self._places(code), new=True), chosen
        )

    def _move_to(self, code: StudyCode, place: Choice) -> None:
        move = partial(recoding.move_code, self.study, self.coder, code.id)
        match place.what:
            case "theme":
                move(theme_id=place.id)
            case "code":
                move(parent=place.id)
            case "new":
                move(new_theme=place.name)

    def _places(self, code: StudyCode) -> list[Choice]:
        """Where a code can go: not where it stands, nor under itself."""
        kind = self.t("codebook.pick.theme")
        themes = [
            Choice("theme", theme.name, kind, theme.id)
            for theme in self.desk.themes
            if theme.id != code.theme_id or code.parent_id is not None
        ]
        return themes + [
            Choice(
                "code",
                other.label,
                self.t("codebook.pick.under", theme=one_line(other.theme)),
                other.id,
                colour_of(other),
            )
            for other in self._others(code)
            if other.id != code.parent_id
        ]

    def _others(self, code: StudyCode) -> list[StudyCode]:
        """The codes in use but for this one and what lies beneath it."""
        own = {code.id, *(c.id for c in below(self.desk.codes, code.id))}
        return [other for other in self.desk.active if other.id not in own]

    # Merging, and out of use

    def _merge(self, code: StudyCode) -> None:
        def chosen(found: Choice | None) -> None:
            target = self.desk.by_id.get(found.id) if found is not None else None
            if target is not None:
                with self.telling():
                    self._ask_merge(code, target)

        title = self.t("codebook.ask.merge", name=one_line(code.label))
        targets = [
            Choice("code", other.label, other.theme, other.id, colour_of(other))
            for other in self._others(code)
        ]
        hint = self.t("codebook.pick.merge")
        self.app.push_screen(PickOne(self.study, self.coder, title, hint, targets), chosen)

    def _ask_merge(self, code: StudyCode, target: StudyCode) -> None:
        touch = recoding.touches(self.study, code.id)

        def merge() -> None:
            recoding.merge_codes(self.study, self.coder, [code.id], target.id)

        def merged(_: None) -> str:
            self.show_focus(target.id)
            return self.t("codebook.merged", **self._both(code, target))

        title, how = self.t("codebook.merge.title"), self.t("codebook.merge.how")
        self.app.push_screen(
            AreYouSure(
                self.study, self.coder, title, self._what_merging_does(code, target, touch), how
            ),
            lambda yes: self.save(merge, merged) if yes else None,
        )

    def _what_merging_does(self, code: StudyCode, target: StudyCode, touch: Touch) -> list[str]:
        names = self._both(code, target)
        themes = {"theme": one_line(code.theme), "target_theme": one_line(target.theme)}
        lines = [self.t("codebook.merge.what", **names, **themes)]
        if touch.codings:
            told = self._touched(touch)
            lines.append(self.t("codebook.merge.codings", touch=told, target=names["target"]))
            coders = one_line(", ".join(touch.coders))
            lines.append(self.t("codebook.merge.coders", names=coders))
        if touch.children:
            beneath = counted(self.t, "codebook.touch.children", touch.children)
            lines.append(self.t("codebook.merge.children", children=beneath))
        return [*lines, self.t("codebook.merge.kept", name=names["name"])]

    def _retire(self, code: StudyCode) -> None:
        """Give a code no more; one that is not given, give again, with what went to others."""
        name, who = one_line(code.label), (self.study, self.coder, code.id)
        if code.code.given:
            line = self.t("codebook.retired", name=name)
            self.save(lambda: recoding.retire_code(*who), lambda _: line)
        elif code.code.state == "retired":
            line = self.t("codebook.brought_back", name=name)
            self.save(lambda: recoding.bring_back_code(*who), lambda _: line)
        else:
            self.save(
                lambda: splitting.tell_apart(*who),
                lambda counts: self.t("codebook.told_apart", name=name, n=counts[0]),
            )

    def _both(self, code: StudyCode, target: StudyCode) -> dict[str, str]:
        return {"name": one_line(code.label), "target": one_line(target.label)}

    def _touched(self, touch: Touch) -> str:
        return self.t(
            "codebook.touch.in_interviews",
            codings=counted(self.t, "codebook.touch.codings", touch.codings),
            interviews=counted(self.t, "codebook.touch.interviews", touch.interviews),
        )
