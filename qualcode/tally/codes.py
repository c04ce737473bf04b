"""The rows of a tally: themes and codes in codebook order, and which codings count for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Connection, select

from qualcode.errors import WrongQuestion
from qualcode.model.codebook import ExclusiveSet
from qualcode.model.questions import Question
from qualcode.model.views import StudyCode, StudyTheme
from qualcode.store import codebooks, placements
from qualcode.store.tables import CodingRow


@dataclass(frozen=True)
class RowSpec:
    """A row to count: `codes` are the ids whose union it is."""

    theme: str
    ident: str
    label: str
    depth: int
    codes: frozenset[int]
    colour: str | None = None
    residual: bool = False


@dataclass(frozen=True)
class Codes:
    """The codebook as the tally sees it."""

    all: tuple[StudyCode, ...]
    themes: tuple[StudyTheme, ...]
    exclusive: tuple[ExclusiveSet, ...]
    used: frozenset[int]
    second: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """The codes that stand in a theme as in a second one, by theme: they count for both."""

    @cached_property
    def by_ident(self) -> Mapping[str, StudyCode]:
        return {c.code.id: c for c in self.all}

    @cached_property
    def labels(self) -> Mapping[int, str]:
        return {c.id: c.label for c in self.all}

    @cached_property
    def children(self) -> Mapping[int, list[StudyCode]]:
        found: dict[int, list[StudyCode]] = defaultdict(list)
        for code in self.all:
            if code.parent_id is not None:
                found[code.parent_id].append(code)
        return found

    def union(self, code_id: int) -> frozenset[int]:
        """A code and all that lies beneath it."""
        children = self.children
        found: set[int] = set()
        ahead = [code_id]
        while ahead:
            one = ahead.pop()
            if one not in found:
                found.add(one)
                ahead += [c.id for c in children.get(one, ())]
        return frozenset(found)

    @cached_property
    def parents(self) -> Mapping[int, int | None]:
        return {c.id: c.parent_id for c in self.all}

    def ancestors(self, code_id: int) -> frozenset[int]:
        found: set[int] = set()
        parent = self.parents.get(code_id)
        while parent is not None and parent not in found:
            found.add(parent)
            parent = self.parents.get(parent)
        return frozenset(found)

    def asked_by(self, code_ids: Iterable[int]) -> frozenset[int]:
        """Codes which, on a question, mean that one of these was asked about: itself, what lies
        above and beneath it, and all codes of the same guide question."""
        questions: dict[str, set[int]] = defaultdict(set)
        for code in self.all:
            if code.code.question:
                questions[code.code.question].add(code.id)
        by_id = {c.id: c for c in self.all}
        found: set[int] = set()
        for code_id in code_ids:
            same = questions.get(by_id[code_id].code.question, set())
            found |= self.union(code_id) | self.ancestors(code_id) | same
        return frozenset(found)


def read_codes(connection: Connection) -> Codes:
    used = connection.execute(select(CodingRow.code_id).distinct()).scalars()
    return Codes(
        tuple(codebooks.read_codes(connection)),
        tuple(codebooks.read_themes(connection)),
        tuple(codebooks.read_exclusive(connection)),
        frozenset(used),
        _second(placements.second_homes(connection)),
    )


def _second(homes: Mapping[int, Iterable[int]]) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = defaultdict(list)
    for code, themes in homes.items():
        for theme in themes:
            found[theme].append(code)
    return {theme: tuple(codes) for theme, codes in found.items()}


def rows_of(codes: Codes, question: Question) -> list[RowSpec]:
    """The rows that a question asks for. WrongQuestion for a theme or code that is not there."""
    _refuse_unknown(codes, question)
    found: list[RowSpec] = []
    for theme in codes.themes:
        if question.themes and theme.name not in question.themes:
            continue
        within = [c for c in codes.all if c.theme_id == theme.id]
        shown = [c for c in within if _shown(codes, c, question)]
        if question.codes and not shown:
            continue
        found.append(_theme_row(codes, theme, within))
        if question.rows == "codes":
            found += _code_rows(codes, theme, shown)
    return found


def _refuse_unknown(codes: Codes, question: Question) -> None:
    known_themes = {t.name for t in codes.themes}
    for name in question.themes:
        if name not in known_themes:
            raise WrongQuestion('There is no theme "{name}" in the codebook.', name=name)
    for ident in (*question.codes, *((question.base_code,) if question.base_code else ())):
        if ident not in codes.by_ident:
            raise WrongQuestion('There is no code "{code}" in the codebook.', code=ident)


def _shown(codes: Codes, code: StudyCode, question: Question) -> bool:
    """Retired codes are shown while they have codings."""
    if question.codes and code.code.id not in question.codes:
        return False
    return code.code.given or code.id in codes.used


def _theme_row(codes: Codes, theme: StudyTheme, within: list[StudyCode]) -> RowSpec:
    members = (*(c.id for c in within), *codes.second.get(theme.id, ()))
    union = frozenset[int]().union(*(codes.union(code) for code in members))
    return RowSpec(theme.name, "", theme.name, 0, union, residual=theme.residual)


def _code_rows(codes: Codes, theme: StudyTheme, within: list[StudyCode]) -> list[RowSpec]:
    """Codes with their children directly after them."""
    children = codes.children
    ids = {c.id for c in within}
    found: list[RowSpec] = []

    def add(code: StudyCode, depth: int) -> None:
        below = [c for c in children.get(code.id, ()) if c.id in ids]
        found.append(
            RowSpec(
                theme.name,
                code.code.id,
                code.label,
                depth,
                codes.union(code.id),
                colour=code.code.colour,
                residual=theme.residual,
            )
        )
        for child in below:
            add(child, depth + 1)

    for code in within:
        if code.parent_id not in ids:
            add(code, 1)
    return found
