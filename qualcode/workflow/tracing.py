"""Tracing: what happened to a code, how a passage became a part of a concept, and the codebook of
a day that is past."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from qualcode.errors import InvalidData, NotFound
from qualcode.model.ladder import Ladder
from qualcode.model.lives import Step
from qualcode.model.text import normalise
from qualcode.model.trails import TrailRow
from qualcode.model.views import Excerpt, StudyCode
from qualcode.store import codebooks, fates, ladder, past, testing
from qualcode.store.excerpts import Excerpts
from qualcode.store.study import Study
from qualcode.store.tables import CodeRow, ThemeRow

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
    they are called now."""
    with study.read() as connection:
        names = _Names(
            {code.id: code.label for code in codebooks.read_codes(connection)},
            {theme.id: theme.name for theme in codebooks.read_themes(connection)},
        )
        steps = [names.told(step) for step in past.life(connection, CodeRow, code_row)]
        for test in testing.read(connection, "code", code_row).get(code_row, ()):
            answers = ", ".join(f"{key} {answer}" for key, answer in test.answers.items())
            after = " · ".join(filter(None, (test.verdict, answers, test.comment)))
            step = ("test", str(test.seen.get("label", "")), after)
            steps.append(Step(0, test.at, test.tester, "test code", "", *step))
        for fate in fates.read(connection).get(code_row, ()):
            into = names.codes.get(fate.into or 0, "")
            step = ("became", fate.kind, into)
            steps.append(Step(0, fate.at, fate.coder, f"{fate.kind} code", fate.reason, *step))
    return sorted(steps, key=lambda step: step.at)


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


def life_of_theme(study: Study, theme_id: int) -> list[Step]:
    """The same for a theme: its names and sentences."""
    with study.read() as connection:
        return past.life(connection, ThemeRow, theme_id)


# Up and down


def excerpts(study: Study, code_rows: Collection[int]) -> list[Excerpt]:
    """The passages of some codes with their words, interview by interview."""
    with study.read() as connection:
        return Excerpts().of(connection, code_rows)


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
        first = fates.origins(connection, [c for excerpt in held for c in excerpt.codings])
    return list(_trails(found, held, first))


def _trails(
    found: Ladder, excerpts: Sequence[Excerpt], first: dict[int, int]
) -> Iterator[TrailRow]:
    codes = found.by_code()
    order = {row: place for place, row in enumerate(codes)}
    for excerpt in sorted(excerpts, key=lambda e: (order[e.code_id], e.transcript_id, e.span)):
        themes = tuple(t for t in found.themes if excerpt.code_id in t.codes)
        rows = {theme.theme.id for theme in themes if theme.theme.real}
        concepts = tuple(
            c for c in found.concepts if not c.concept.dropped and rows & set(c.concept.themes)
        )
        given = {first[coding] for coding in excerpt.codings if coding in first}
        origin = codes[min(given)].code if given and min(given) in codes else None
        yield TrailRow(excerpt, codes[excerpt.code_id], themes, concepts, origin)


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
