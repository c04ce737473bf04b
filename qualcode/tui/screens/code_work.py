"""Work on codes and themes from any screen: names, places, merging, and taking codes out of use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from qualcode.errors import CodeGone, CodeRetired, Conflict, InvalidData, QualcodeError
from qualcode.model.views import StudyCode, StudyTheme, Touch, below
from qualcode.tui.colours import colour_of
from qualcode.tui.safe import one_line
from qualcode.tui.screens.base import Result
from qualcode.tui.screens.dialogs import AskText, ask_reason
from qualcode.tui.screens.picking import Choice, PickOne
from qualcode.tui.screens.remarking import remarks_on_names
from qualcode.tui.screens.saving import SavingScreen
from qualcode.tui.telling.joining import joining_said, names_of, touched
from qualcode.tui.words import counted
from qualcode.workflow import recoding, splitting, testing
from qualcode.workflow.joining import joining

Remark = Callable[[str], str]


class CodeWork(SavingScreen[Result]):
    """Asks, says what it touches, and writes. Whoever derives from it says which codes and themes
    there are."""

    def codes_there(self) -> Sequence[StudyCode]:
        """All codes, in codebook order."""
        raise NotImplementedError

    def themes_there(self) -> Sequence[StudyTheme]:
        raise NotImplementedError

    def show_code(self, code_row: int) -> None:
        """Show the code that something has become a part of."""
        raise NotImplementedError

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

    def rename(self, code: StudyCode) -> None:
        """Says how much has the code; its test was of the old name."""
        title = self.t("codebook.ask.rename", name=one_line(code.label))
        touch = self.touched(recoding.touches(self.study, code.id))
        before = self.t("codebook.ask.renames", touch=touch)
        remark = remarks_on_names(self.study, self.t, code.label)
        rename = partial(recoding.rename_code, self.study, self.coder, code.id)
        self._ask_name(
            partial(self._asked, title, before=before, remark=remark), code.label, rename
        )

    def rename_theme(self, theme: StudyTheme) -> None:
        title = self.t("codebook.ask.rename_theme", name=one_line(theme.name))
        rename = partial(recoding.rename_theme, self.study, self.coder, theme.id)
        self._ask_name(partial(self._asked, title), theme.name, rename)

    def _asked(
        self, title: str, value: str, *, before: str = "", remark: Remark | None = None
    ) -> AskText:
        return AskText(self.study, self.coder, title, value, before=before, remark=remark)

    def _ask_name(
        self, asked: Callable[[str], AskText], value: str, rename: Callable[[str], None]
    ) -> None:
        """Ask for a name in the dialog that `asked` makes until it can be given, or is given up."""

        def answered(name: str | None) -> None:
            if name is not None and name != value:
                self.save(lambda: give(name), lambda _: self.t("codebook.renamed", name=name))

        def give(name: str) -> None:
            try:
                rename(name)
            except (Conflict, InvalidData):
                # What was typed is not lost, and the notice says why it will not do.
                self.app.push_screen(asked(name), answered)
                raise

        self.app.push_screen(asked(value), answered)

    # Places

    def move(self, code: StudyCode) -> None:
        def chosen(place: Choice | None) -> None:
            if place is not None:
                self.save(lambda: self._move_to(code, place), lambda _: said(place))

        def said(place: Choice) -> str:
            names = {"name": one_line(code.label), "place": one_line(place.name)}
            return self.t("codebook.moved", **names)

        title = self.t("codebook.ask.move", name=one_line(code.label))
        hint = self.t("codebook.pick.move")
        before = self._comes_along(recoding.touches(self.study, code.id))
        places = self._places(code)
        self.app.push_screen(
            PickOne(self.study, self.coder, title, hint, places, new=True, before=before), chosen
        )

    def _comes_along(self, touch: Touch) -> str:
        """What lies beneath a code moves with it, and so do all codings."""
        told = self.touched(touch)
        if touch.children:
            told = f"{told}, {counted(self.t, 'codebook.touch.children', touch.children)}"
        return self.t("codebook.ask.moves", touch=told)

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
            for theme in self.themes_there()
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

    def _others(self, *codes: StudyCode) -> list[StudyCode]:
        """The codes in use but for these and what lies beneath them."""
        there = self.codes_there()
        own = {c.id for code in codes for c in (code, *below(there, code.id))}
        return [other for other in there if other.code.given and other.id not in own]

    # Merging, and out of use

    def merge(self, *codes: StudyCode) -> None:
        """Merge codes into one that is chosen; several can become one of them."""

        def chosen(found: Choice | None) -> None:
            there = self.codes_there()
            target = next((c for c in there if found is not None and c.id == found.id), None)
            if target is not None:
                with self.telling():
                    self._ask_merge([code for code in codes if code.id != target.id], target)

        among = codes if len(codes) > 1 else ()
        targets = [
            Choice("code", other.label, other.theme, other.id, colour_of(other))
            for other in (*among, *self._others(*codes))
        ]
        title = self.t("codebook.ask.merge", names=names_of(codes, self.t))
        hint = self.t("codebook.pick.merge")
        self.app.push_screen(PickOne(self.study, self.coder, title, hint, targets), chosen)

    def _ask_merge(self, codes: Sequence[StudyCode], target: StudyCode) -> None:
        """Say what merging does, and do it if that is wanted."""
        found = joining(self.study, [code.id for code in codes], target.id)
        words = testing.words(self.study, self.language)
        lines = joining_said(found, self.t, words)
        merge = partial(self._merge, codes, target)
        ask_reason(self, self.t("codes.ask.merge"), lines, merge)

    def _merge(self, codes: Sequence[StudyCode], target: StudyCode, reason: str) -> None:
        rows = [code.id for code in codes]

        def merge() -> None:
            recoding.merge_codes(self.study, self.coder, rows, target.id, reason=reason)

        def merged(_: None) -> str:
            self.show_code(target.id)
            names = {"names": names_of(codes, self.t), "target": one_line(target.label)}
            return self.t("codebook.merged", **names)

        self.save(merge, merged)

    def retire(self, code: StudyCode, reason: str = "") -> None:
        """Give a code no more."""
        line = self.t("codebook.retired", name=one_line(code.label))
        self.save(
            lambda: recoding.retire_code(self.study, self.coder, code.id, reason=reason),
            lambda _: line,
        )

    def give_again(self, code: StudyCode) -> None:
        """Give a code again that is not given any more, with what went to others."""
        name, who = one_line(code.label), (self.study, self.coder, code.id)
        if code.code.state == "retired":
            line = self.t("codebook.brought_back", name=name)
            self.save(lambda: recoding.bring_back_code(*who), lambda _: line)
        else:
            self.save(
                lambda: splitting.tell_apart(*who),
                lambda counts: self.t("codebook.told_apart", name=name, n=counts[0]),
            )

    def touched(self, touch: Touch) -> str:
        """How much a change concerns."""
        return touched(touch, self.t)
