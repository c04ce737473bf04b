"""What is decided of each excerpt while a code is split; and going from one to the next."""

from __future__ import annotations

from textual import events, on

from qualcode.model.ladder import Ladder
from qualcode.tui.safe import one_line
from qualcode.tui.screens.ladder.parts import part_called
from qualcode.tui.screens.ladder.splitting_view import SplitView
from qualcode.tui.sorting import Sorting, Target, next_open
from qualcode.tui.widgets.target_list import STAYS, TargetList
from qualcode.workflow.studies import Study


class Deciding(SplitView):
    """Decisions can be taken back one by one; nothing of them is written."""

    def __init__(self, study: Study, coder: str, code_row: int) -> None:
        super().__init__(study, coder, code_row)
        self._past: list[tuple[Sorting, int]] = []
        self._ahead: list[tuple[Sorting, int]] = []

    # Deciding

    def decide(self, sorting: Sorting, *, then: int | None = None) -> None:
        """Take over what is decided; it can be taken back. `then` is the excerpt to go to."""
        self._past.append((self.sorting, self.at))
        self._ahead.clear()
        self.sorting = sorting
        if then is not None:
            self.at = then
        self.say(self.t("split.ready") if self._all_decided() else "")
        self.show_decisions()

    def _all_decided(self) -> bool:
        return next_open(self.sorting, self.excerpts, 0) is None

    def action_give(self, place: int) -> None:
        """Give the excerpt to a part as well, or no more."""
        excerpt, targets = self.excerpt, self.sorting.targets
        if excerpt is None:
            return
        if place >= len(targets) or targets[place].gone:
            self.say(self.t("split.no_part", n=place + 1))
        else:
            self.decide(self.sorting.turned(excerpt, place))

    def action_keep(self) -> None:
        """Let the excerpt stay where it is, and go on."""
        if self.excerpt is not None:
            sorting = self.sorting.keeping(self.excerpt)
            self.decide(sorting, then=next_open(sorting, self.excerpts, self.at))

    @on(TargetList.Chosen)
    def choose_clicked(self, message: TargetList.Chosen) -> None:
        if message.place == STAYS:
            self.action_keep()
        else:
            self.action_give(message.place)

    def action_undo(self) -> None:
        self._go_back(self._past, self._ahead)

    def action_redo(self) -> None:
        self._go_back(self._ahead, self._past)

    def _go_back(self, held: list[tuple[Sorting, int]], other: list[tuple[Sorting, int]]) -> None:
        if not held:
            self.say(self.t("split.nothing_decided"))
            return
        other.append((self.sorting, self.at))
        self.sorting, at = held.pop()
        self.at = max(0, min(at, len(self.excerpts) - 1))
        if self.ladder is not None:
            self.follow_targets(self.ladder)
        self.say("")
        self.show_decisions()

    def give_to(self, target: Target) -> None:
        excerpt = self.excerpt
        if excerpt is None:
            return
        sorting, place = self.sorting, self.sorting.place_of(target)
        if place is None:
            place, sorting = len(sorting.targets), sorting.with_target(target)
        elif sorting.targets[place].gone:
            sorting = sorting.with_name(place, target)
        if place not in sorting.of(excerpt):
            sorting = sorting.turned(excerpt, place)
        self.decide(sorting)

    # Going about

    def action_step(self, steps: int) -> None:
        if self.excerpts:
            self._go_to((self.at + steps) % len(self.excerpts))

    def action_next_open(self) -> None:
        """The next excerpt of which nothing is decided."""
        found = next_open(self.sorting, self.excerpts, self.at)
        if found is None:
            self.say(self.t("split.ready"))
        else:
            self._go_to(found)

    def _go_to(self, at: int) -> None:
        self.at = at
        self.say("")
        self.show_decisions()

    def on_click(self, event: events.Click) -> None:
        """A click on the sign of an excerpt goes there."""
        at = event.style.meta.get("excerpt")
        if at is not None and at < len(self.excerpts):
            self._go_to(at)

    # What is there

    def follow_targets(self, ladder: Ladder) -> list[str]:
        """Codes may have gone, and others have come by the name of a new part."""
        codes, told = ladder.by_code(), []
        for place, target in enumerate(self.sorting.targets):
            if target.gone:
                continue
            if target.code is None:
                part = part_called(ladder, target.name)
                if isinstance(part, int) and part != self.code_row:
                    label = codes[part].code.label
                    self.sorting = self.sorting.with_name(place, Target(label, part))
                    told.append(self.t("split.there_now", code=one_line(label)))
            elif target.code not in codes or not codes[target.code].code.code.given:
                self.sorting = self.sorting.without({place})
                told.append(self.t("split.target_gone", code=one_line(target.name)))
            elif target.name != (label := codes[target.code].code.label):
                self.sorting = self.sorting.with_name(place, Target(label, target.code))
        return told
