"""Splitting a code by going through its excerpts: each is given to a part, or stays."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from qualcode.tui.keys import key
from qualcode.tui.safe import one_line
from qualcode.tui.screens.dialogs import AreYouSure, AskText
from qualcode.tui.screens.ladder.parts import choice_of, part_called
from qualcode.tui.screens.ladder.splitting_deciding import Deciding
from qualcode.tui.screens.picking import Choice, PickOne
from qualcode.tui.sorting import Target
from qualcode.tui.widgets.target_list import DIGITS
from qualcode.tui.words import counted
from qualcode.workflow import splitting, tracing

LISTED = 7
"""So many parts are told one by one before they are written; of the others, how many."""


class SplitScreen(Deciding):
    """All that was decided is written as one change, and not before; undo here takes back
    decisions."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            key(str(n), f"give({n - 1})", f"split.give_{n}", room="split", show=False)
            for n in range(1, DIGITS + 1)
        ),
        key("n", "new_part", "split.new_part", room="split"),
        key("f,slash", "find_part", "split.find_part", room="split"),
        key("k", "keep", "split.keep", room="split"),
        key("space", "next_open", "split.next_open", room="split"),
        key("right,l", "step(1)", "split.next", room="split", show=False),
        key("left,h", "step(-1)", "split.previous", room="split", show=False),
        key("e", "rename_part", "split.rename_part", room="split", show=False),
        key("s,enter", "split", "split.split", room="split"),
        key("u", "undo", "split.undo", room="split"),
        key("r,ctrl+r", "redo", "split.redo", room="split", show=False),
        key("escape,q", "back", "screen.back"),
    ]

    # Keeping up

    def show_ladder(self) -> None:
        """Read the excerpts anew; what was decided of those that are there still stands."""
        assert self.ladder is not None
        with self.telling():
            found = tracing.excerpts(self.study, [self.code_row])
            before = {row for excerpt in self.excerpts for row in excerpt.codings}
            now = {row for excerpt in found for row in excerpt.codings}
            told = self.follow_targets(self.ladder)
            first = not self.excerpts
            self.show_excerpts(found)
            if first:
                self.say(self.t("split.how") if found else "")
                return
            if gone := len(before - now):
                told.insert(0, counted(self.t, "split.went", gone))
            if new := len(now - before):
                told.insert(0, counted(self.t, "split.came", new))
            if told:
                self.say(" · ".join(told))

    def written(self) -> None:
        """The screen closes when it has written."""

    # Parts

    def action_new_part(self) -> None:
        """Type the name of a part for the excerpt."""
        if self.excerpt is not None:
            title = self.t("split.ask.new", code=self.label)
            self.app.push_screen(AskText(self.study, self.coder, title), self._give_named)

    def _give_named(self, name: str | None) -> None:
        if name and self.ladder is not None:
            part = part_called(self.ladder, " ".join(name.split()))
            if part == self.code_row:
                self.say(self.t("split.itself"))
            elif isinstance(part, int):
                self.give_to(Target(self.ladder.by_code()[part].code.label, part))
            else:
                self.give_to(Target(part))

    def action_find_part(self) -> None:
        """Find a code that is there, or a part that has no digit."""
        if self.excerpt is None or self.ladder is None:
            return
        targets = self.sorting.targets
        named = [
            Choice("code", target.name, self.t("split.new"), -1 - place)
            for place, target in enumerate(targets)
            if target.code is None
        ]
        codes = [
            choice_of(standing)
            for standing in self.ladder.codes
            if standing.code.code.given and standing.code.id != self.code_row
        ]

        def chosen(found: Choice | None) -> None:
            if found is not None:
                self.give_to(
                    targets[-1 - found.id] if found.id < 0 else Target(found.name, found.id)
                )

        title, hint = self.t("split.ask.find"), self.t("board.ask.code")
        dialog = PickOne(self.study, self.coder, title, hint, [*named, *codes])
        self.app.push_screen(dialog, chosen)

    def action_rename_part(self) -> None:
        """Word the new part of the excerpt otherwise."""
        places = () if self.excerpt is None else sorted(self.sorting.of(self.excerpt))
        place = next((n for n in places if self.sorting.targets[n].code is None), None)
        if place is None:
            self.say(self.t("split.no_new_part"))
            return

        def answered(name: str | None) -> None:
            if not name or self.ladder is None:
                return
            if part_called(self.ladder, name) == self.code_row:
                self.say(self.t("split.itself"))
            else:
                self.decide(self.sorting.with_name(place, Target(" ".join(name.split()))))
                if told := self.follow_targets(self.ladder):
                    self.say(" · ".join(told))
                    self.show_decisions()

        value = self.sorting.targets[place].name
        title = self.t("split.ask.rename", part=one_line(value))
        self.app.push_screen(AskText(self.study, self.coder, title, value), answered)

    # Writing, and leaving

    def action_split(self) -> None:
        """Say what is going to be done, ask why, and do it."""
        if not self.sorting.parts(self.excerpts):
            self.say(self.t("split.nothing_given"))
            return
        title = self.t("split.ask.why", code=self.label)
        before, how = "\n".join(self._what_it_does()), self.t("split.ask.how")
        dialog = AskText(self.study, self.coder, title, before=before, how=how)
        self.app.push_screen(dialog, self._split)

    def _what_it_does(self) -> list[str]:
        counts = self.sorting.counts(self.excerpts)
        given = [(n, target) for n, target in enumerate(self.sorting.targets) if counts[n]]
        lines = []
        for place, target in given[:LISTED]:
            new = f" ({self.t('split.new')})" if target.code is None else ""
            excerpts = counted(self.t, "ladder.excerpts", counts[place])
            lines.append(f"→ «{one_line(target.name)}»{new} · {excerpts}")
        if more := len(given) - LISTED:
            lines += [counted(self.t, "split.more", more)] if more > 0 else []
        stays = sum(self.sorting.fate(excerpt) != "given" for excerpt in self.excerpts)
        told = counted(self.t, "ladder.excerpts", stays)
        left = "split.some_stay" if stays else "split.none_stays"
        return [*lines, self.t(left, code=self.label, excerpts=told)]

    def _split(self, reason: str | None) -> None:
        if reason is None:
            return

        def write() -> list[int]:
            parts = self.sorting.parts(self.excerpts)
            return splitting.split_code(self.study, self.coder, self.code_row, parts, reason=reason)

        def done(made: list[int]) -> str:
            line = self.t("split.done", code=self.label, n=len(made))
            self.notify(line, markup=False)
            self.dismiss()
            return line

        self.save(write, done)

    def action_back(self) -> None:
        """Leave; what was decided and not written is not left by mistake."""
        decided = sum(self.sorting.fate(excerpt) != "open" for excerpt in self.excerpts)
        if not decided:
            super().action_back()
            return
        title, how = self.t("split.leave.title"), self.t("split.leave.how")
        lines = [counted(self.t, "split.leave.what", decided)]

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss()

        self.app.push_screen(AreYouSure(self.study, self.coder, title, lines, how), answered)
