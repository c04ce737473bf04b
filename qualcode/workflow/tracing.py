"""Tracing: what happened to a code, how a passage became a part of a concept, and the codebook of
a day that is past."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.errors import InvalidData, NotFound
from qualcode.model.ladder import CodeStanding, ConceptStanding, Ladder, ThemeStanding
from qualcode.model.lives import Fate, Step
from qualcode.model.spans import Span
from qualcode.model.text import normalise
from qualcode.model.trails import TrailRow
from qualcode.model.views import Excerpt, StudyCode
from qualcode.store import births as born
from qualcode.store import changelog, codebooks, fates, ladder, past, testing
from qualcode.store.excerpts import Excerpts
from qualcode.store.passages import Passage
from qualcode.store.study import Study
from qualcode.store.tables import CodeRow, ThemeRow
from qualcode.store.transcripts import text_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

# The life of a code


def code_named(study: Study, name: str) -> StudyCode:
    """The code that a person means: by its id, else by its name in any case."""
    wanted = " ".join(normalise(name).casefold().split())
    with study.read() as connection:
        codes = codebooks.read_codes(connection)
    for code in codes:
        if code.code.id == name:
            return code
    found = [code for code in codes if " ".join(code.label.casefold().split()) == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise InvalidData(
            "Several codes are called «{name}»: {ids}. Name one by its id.",
            name=name,
            ids=", ".join(code.code.id for code in found),
        )
    raise NotFound('There is no code "{code}" in the study.', code=name)


def life_of_code(study: Study, code_row: int) -> list[Step]:
    """Everything that happened to a code, oldest first: each field from what to what, its tests
    (the field `test`), and what became of it (the field `became`). Themes and codes are named as
    they are called now; a code is made when it was given first, if that is earlier (`births`)."""
    with study.read() as connection:
        steps = past.life(connection, CodeRow, code_row)
        became = fates.read(connection, [code_row]).get(code_row, ())
        names = _names_in(connection, steps, became)
        steps = [names.told(step) for step in steps]
        steps += past.life_of_places(connection, code_row)
        steps = _made_first(steps, born.of_codes(connection, code_row).get(code_row, ""))
        for test in testing.read(connection, "code", [code_row]).get(code_row, ()):
            label, head = str(test.seen.get("label", "")), (0, test.at, test.tester)
            steps.append(Step(*head, "test code", "", "test", label, test.verdict, test))
        for fate in became:
            into = names.codes.get(fate.into or 0, "")
            step = ("became", fate.kind, into)
            steps.append(Step(0, fate.at, fate.coder, f"{fate.kind} code", fate.reason, *step))
    return sorted(steps, key=lambda step: step.at)


def _made_first(steps: Sequence[Step], birth: str) -> list[Step]:
    """With what a code was made of at its birth, which may be before it was taken in."""
    made = next((step for step in steps if not step.field and step.after), None)
    if made is None or not birth:
        return list(steps)
    whole = [replace(step, at=birth) if step.change == made.change else step for step in steps]
    return sorted(whole, key=lambda step: (step.at, bool(step.field)))


class _Names:
    """What rows are called, for steps that point to them."""

    def __init__(self, codes: dict[int, str], themes: dict[int, str]) -> None:
        self.codes = codes
        self._themes = themes

    def told(self, step: Step) -> Step:
        names = {"theme_id": self._themes, "parent_id": self.codes}.get(step.field)
        if names is None:
            return step
        before, after = (
            names.get(int(value), value) if value.isdecimal() else value
            for value in (step.before, step.after)
        )
        return replace(step, field=step.field.removesuffix("_id"), before=before, after=after)


def _names_in(connection: Connection, steps: Sequence[Step], became: Sequence[Fate]) -> _Names:
    """Those that are spoken of, and no more: it is asked for at every key."""
    rows: dict[str, set[int]] = defaultdict(set)
    for step in steps:
        rows[step.field] |= {int(row) for row in (step.before, step.after) if row.isdecimal()}
    codes = rows["parent_id"] | {fate.into for fate in became if fate.into is not None}
    found = codebooks.read_codes(connection, codes) if codes else ()
    themes = codebooks.read_themes(connection) if rows["theme_id"] else ()
    return _Names({c.id: c.label for c in found}, {theme.id: theme.name for theme in themes})


def births(study: Study) -> dict[int, str]:
    """When each code was made, by row; or first given, if that is earlier."""
    with study.read() as connection:
        return born.of_codes(connection)


def makings(study: Study) -> dict[int, Step]:
    """Who made each code, and when, by row."""
    with study.read() as connection:
        return {image["id"]: step for step, image in changelog.arrivals(connection, CodeRow)}


def life_of_theme(study: Study, theme_id: int) -> list[Step]:
    """The same for a theme: its names and sentences."""
    with study.read() as connection:
        return past.life(connection, ThemeRow, theme_id)


# Up and down


def excerpts(study: Study, code_rows: Collection[int]) -> list[Excerpt]:
    """The passages of some codes with their words, interview by interview."""
    with study.read() as connection:
        return Excerpts().of(connection, code_rows)


def heard(study: Study, passages: Collection[Passage]) -> dict[Passage, Excerpt]:
    """The words of passages that need have no code, such as those of EARs, with who says them."""
    with study.read() as connection:
        reader = Excerpts()
        return {passage: reader.at(connection, *passage) for passage in dict.fromkeys(passages)}


def around(study: Study, transcript_id: int, span: Span, reach: int) -> tuple[str, str]:
    """What stands before a passage in its interview, and after it: so many characters at most,
    and whole words."""
    with study.read() as connection:
        _, text = text_of(connection, transcript_id)
    before, after = text[max(0, span.start - reach) : span.start], text[span.end :][:reach]
    if span.start > reach:
        before = before.partition(" ")[2]
    if len(text) > span.end + reach:
        after = after.rpartition(" ")[0]
    return before, after


class ExcerptsInView:
    """The same, for who goes from one code to the next: the texts are held as long as she looks at
    the study of one moment."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._excerpts = Excerpts()
        self._seen = -1

    def of(self, code_rows: Collection[int], seen: int) -> list[Excerpt]:
        """`seen` marks the moment, as `Ladder.seen` does."""
        if seen != self._seen:
            self._excerpts, self._seen = Excerpts(), seen
        with self._study.read() as connection:
            return self._excerpts.of(connection, code_rows)


def trail(study: Study, code_rows: Collection[int] | None = None) -> list[TrailRow]:
    """How passages became what: one row for each passage and code, in codebook order; of all codes
    that were made of what was read, or of those named."""
    with study.read() as connection:
        found = ladder.read(connection)
        wanted = [
            standing
            for standing in found.codes
            if (
                standing.code.id in code_rows
                if code_rows is not None
                else not standing.code.code.deductive
            )
        ]
        held = Excerpts().of(connection, [standing.code.id for standing in wanted])
        return list(trails(connection, found, held))


def trail_of(study: Study, found: Ladder, excerpts: Sequence[Excerpt]) -> list[TrailRow]:
    """The same for passages that have been read already, on a ladder that is held."""
    with study.read() as connection:
        return list(trails(connection, found, excerpts))


def trails(
    connection: Connection, found: Ladder, excerpts: Sequence[Excerpt]
) -> Iterator[TrailRow]:
    """The same for passages that have been read already."""
    codes = found.by_code()
    order = {row: place for place, row in enumerate(codes)}
    above = {row: _above(found, codes[row]) for row in {e.code_id for e in excerpts}}
    first = _given_first(connection, excerpts, codes)
    for excerpt in sorted(excerpts, key=lambda e: (order[e.code_id], e.transcript_id, e.span)):
        row = excerpt.code_id
        origin = codes.get(first.get((row, _place(excerpt)), 0))
        yield TrailRow(excerpt, codes[row], *above[row], None if origin is None else origin.code)


def _above(
    found: Ladder, standing: CodeStanding
) -> tuple[tuple[ThemeStanding, ...], tuple[ConceptStanding, ...]]:
    """The themes of a code (one that is not given any more still has its own), and the concepts
    that gather them."""
    code = standing.code
    themes = tuple(t for t in found.themes if t.theme.id == code.theme_id or code.id in t.codes)
    rows = {theme.theme.id for theme in themes if theme.theme.real}
    concepts = tuple(
        c for c in found.concepts if not c.concept.dropped and rows & set(c.concept.themes)
    )
    return themes, concepts


_Where = tuple[int, Span]


def _place(excerpt: Excerpt) -> _Where:
    return excerpt.transcript_id, excerpt.span


def _given_first(
    connection: Connection, excerpts: Sequence[Excerpt], codes: Mapping[int, CodeStanding]
) -> dict[tuple[int, _Where], int]:
    """The codes that passages were given first, by what they have now and where they are; of those
    that have come to another code since. Where a passage went to several parts of a code at once,
    it is known of one of them, and the same for the others."""
    moved = fates.origins(connection, [c for excerpt in excerpts for c in excerpt.codings])
    found: dict[tuple[int, _Where], int] = {}
    there: dict[_Where, set[int]] = defaultdict(set)
    for excerpt in excerpts:
        if given := {moved[coding] for coding in excerpt.codings if coding in moved}:
            found[excerpt.code_id, _place(excerpt)] = min(given)
            there[_place(excerpt)] |= given
    became = {row: {fate.into for fate in standing.fates} for row, standing in codes.items()}
    for excerpt in excerpts:
        given = {c for c in there[_place(excerpt)] if excerpt.code_id in became.get(c, ())}
        if given:
            found.setdefault((excerpt.code_id, _place(excerpt)), min(given))
    return found


# Moments


def name_moment(study: Study, coder: str, name: str) -> None:
    """Give this moment a name, such as «etter kodetest 1», to come back to it."""
    name = " ".join(normalise(name).split())
    if not name:
        raise InvalidData("A snapshot needs a name.")
    with study.change(coder, "name moment", name) as change:
        past.add_snapshot(change, name, change.id)


def moments(study: Study) -> list[tuple[str, int, str]]:
    """The moments that have a name: (name, change, when it was named), in their order."""
    with study.read() as connection:
        return past.snapshots(connection)
