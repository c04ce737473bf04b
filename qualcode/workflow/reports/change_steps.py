"""What has happened to codes between two moments, as rows of the change log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from qualcode.model.codebook import DEDUCTIVE
from qualcode.model.lives import Step
from qualcode.store import births, changelog, placements
from qualcode.store.journal import Image
from qualcode.store.tables import CodeRow, CoderRow, FateRow, PlacementRow, ThemeRow
from qualcode.tally.ladder import is_made
from qualcode.workflow.reports.material import Material

TEXTS = ("definition", "include", "exclude", "example", "question")
UNTOLD = ("colour", "key", "state")
"""How a code looks; and its state, which is told by what became of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened: `what` is the key of its text."""

    what: str
    at: str
    coder: str
    before: str
    after: str
    reason: str


class CodeSteps:
    """All that happened to the codes of a study, by code, in the order of time."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._connection = material.connection
        self._among = changelog.standing(self._connection, material.since, material.until)
        self._steps = changelog.steps(self._connection, CodeRow, self._among)

    def of_all(self) -> dict[int, list[Told]]:
        """By code, in codebook order; codes that are gone come last."""
        found: dict[int, list[Told]] = {row: [] for row in self._material.codes}
        for told in (self._changes(), self._called_before(), self._became(), self._placed()):
            for row, one in told:
                found.setdefault(row, []).append(one)
        return {row: sorted(held, key=lambda one: one.at) for row, held in found.items() if held}

    def is_made(self, row: int) -> bool:
        """Whether a code was made of what was read; of one that is gone, when it came."""
        if row in self._material.codes:
            return is_made(self._material.codes[row])
        return row in self._last and self._last[row]["origin"] not in DEDUCTIVE

    def label(self, row: int) -> str:
        """What a code is called, or was."""
        if row in self._material.labels:
            return self._material.labels[row]
        image = self._last.get(row, {})
        return str(image.get("name") or image.get("ident") or "")

    def _changes(self) -> Iterator[tuple[int, Told]]:
        for row, steps in self._steps.items():
            made = {step.change for step in steps if not step.field and step.after}
            for step in steps:
                told = self._told(row, step)
                if told is not None and not (step.field and step.change in made):
                    yield row, told

    def _called_before(self) -> Iterator[tuple[int, Told]]:
        """Names that tests have seen and the history does not know: of a study taken in whole."""
        for standing in self._material.made if self._material.whole else ():
            row, label = standing.code.id, standing.code.label
            names = [s for s in self._steps.get(row, ()) if s.field in ("", "name")]
            known = {label, *(s.before for s in names), *(s.after for s in names)}
            for test in standing.tests:
                seen = str(test.seen.get("label", label))
                if seen not in known:
                    known.add(seen)
                    yield row, Told("renamed", test.at, test.tester, seen, label, "")

    def _told(self, row: int, step: Step) -> Told | None:
        said = Told(step.field, step.at, step.coder, step.before, step.after, step.reason)
        match step.field:
            case "" if step.after:
                name = "" if step.after == self.label(row) else step.after
                return replace(said, what="made", at=self._born.get(row, step.at), after=name)
            case "":
                return replace(said, what="gone")
            case "state" if step.after == "active":
                return replace(said, what="again", before="", after="")
            case "name":
                return replace(said, what="renamed")
            case "theme_id":
                before, after = (self._theme_names.get(v, v) for v in (step.before, step.after))
                against = (row, step.change) in self._against
                what = "override" if against else "moved"
                return replace(said, what=what, before=before, after=after)
            case "parent_id":
                before, after = (self._called(value) for value in (step.before, step.after))
                return replace(said, what="beneath", before=before, after=after)
            case "origin":
                before, after = map(self._material.words.origin, (step.before, step.after))
                return replace(said, before=before, after=after)
            case field if field in UNTOLD:
                return None
        return said

    def _became(self) -> Iterator[tuple[int, Told]]:
        for _, fate in changelog.arrivals(self._connection, FateRow, self._among):
            into = self.label(fate["into_id"]) if fate["into_id"] else ""
            coder = self._coders.get(fate["coder_id"], "")
            yield (
                fate["code_id"],
                Told(fate["kind"], fate["at"], coder, "", into, fate["reason"]),
            )

    def _placed(self) -> Iterator[tuple[int, Told]]:
        """Where codes were placed against their test, or as in a second theme; and with a reason,
        where no move tells it."""
        moves = {
            (row, step.change)
            for row, steps in self._steps.items()
            for step in steps
            if step.field == "theme_id"
        }
        for step, image in changelog.arrivals(self._connection, PlacementRow, self._among):
            row, theme = image["code_id"], self._theme_names.get(str(image["theme_id"]), "")
            said = Told("placed", step.at, step.coder, "", theme, image["reason"])
            if image["theme_id"] in self._second.get(row, ()) or step.action == "second theme":
                yield row, replace(said, what="second")
            elif (row, step.change) not in moves:
                yield row, replace(said, what="override") if image["override"] else said

    @cached_property
    def _second(self) -> dict[int, list[int]]:
        return placements.second_homes(self._connection)

    @cached_property
    def _against(self) -> set[tuple[int, int]]:
        """The moves of codes that were made against a test: (code, change)."""
        told = changelog.states(self._connection, PlacementRow, self._among)
        return {
            (after["code_id"], step.change)
            for step, before, after in told
            if after.get("override") and not before.get("override")
        }

    def _called(self, row: str) -> str:
        return self.label(int(row)) if row.isdecimal() else ""

    @cached_property
    def _born(self) -> dict[int, str]:
        return births.of_codes(self._connection)

    @cached_property
    def _theme_names(self) -> Mapping[str, str]:
        """By row, as steps write it; a theme that is gone is called as it was made."""
        came = changelog.arrivals(self._connection, ThemeRow)
        names = {str(image["id"]): str(image["name"]) for _, image in came}
        return names | {str(row): t.theme.name for row, t in self._material.by_theme.items()}

    @cached_property
    def _last(self) -> dict[int, Image]:
        """Codes as they came, by row."""
        came = changelog.arrivals(self._connection, CodeRow)
        return {image["id"]: image for _, image in came}

    @cached_property
    def _coders(self) -> dict[int, str]:
        came = changelog.arrivals(self._connection, CoderRow)
        return {image["id"]: str(image["name"]) for _, image in came}


def counted(steps: Mapping[int, list[Told]]) -> dict[str, int]:
    """How many codes each thing happened to."""
    found: dict[str, int] = defaultdict(int)
    for held in steps.values():
        for what in dict.fromkeys(one.what for one in held):
            found[what] += 1
    return dict(found)
