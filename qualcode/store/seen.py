"""What a test looks at, as it is now: a code with its passages, a theme with its members, a
concept with its parts; and a digest of each that changes when any of that does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from qualcode.model.concepts import Concept
from qualcode.model.method import TestKind, digest
from qualcode.model.views import StudyCode, StudyTheme
from qualcode.store import codebooks, concepts, placements
from qualcode.store.tables import CodingRow, TranscriptRow

Image = Mapping[str, Any]


class Seen:
    """One moment of the study. Passages are read when they are first asked for, code by code;
    who will want many reads them ahead."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._passages: dict[int, list[tuple[str, int, int]]] = {}
        self._digests: dict[tuple[TestKind, int], str] = {}

    @cached_property
    def codes(self) -> dict[int, StudyCode]:
        return {code.id: code for code in codebooks.read_codes(self._connection)}

    @cached_property
    def themes(self) -> dict[int, StudyTheme]:
        return {theme.id: theme for theme in codebooks.read_themes(self._connection)}

    @cached_property
    def members(self) -> dict[int, list[int]]:
        """The codes of each theme that can be given, those that stand in it as in a second one
        too; in codebook order."""
        found: dict[int, list[int]] = defaultdict(list)
        second = placements.second_homes(self._connection)
        for code in self.codes.values():
            for theme in (code.theme_id, *second.get(code.id, ())):
                if code.code.given:
                    found[theme].append(code.id)
        return found

    @cached_property
    def concepts(self) -> dict[int, Concept]:
        return {concept.id: concept for concept in concepts.read(self._connection)}

    def passages(self, code_row: int) -> list[tuple[str, int, int]]:
        """(interview, start, end) of what has the code, each place once, in order."""
        if code_row not in self._passages:
            self.read_passages([code_row])
        return self._passages[code_row]

    def read_passages(self, code_rows: Collection[int]) -> None:
        statement = (
            select(CodingRow.code_id, TranscriptRow.name, CodingRow.start, CodingRow.end)
            .join(TranscriptRow, TranscriptRow.id == CodingRow.transcript_id)
            .where(CodingRow.code_id.in_(list(code_rows)))
            .order_by(CodingRow.code_id, CodingRow.transcript_id, CodingRow.start, CodingRow.end)
            .distinct()
        )
        for row in code_rows:
            self._passages[row] = []
        for code_id, name, start, end in self._connection.execute(statement):
            self._passages[code_id].append((name, start, end))

    def digest(self, kind: TestKind, row: int) -> str:
        if (kind, row) not in self._digests:
            self._digests[kind, row] = digest(self.image(kind, row))
        return self._digests[kind, row]

    def image(self, kind: TestKind, row: int) -> Image:
        """What a test of that kind sees of a code, a theme or a concept."""
        if kind == "code":
            return self._code(row)
        return self._theme(row) if kind == "grouping" else self._concept(row)

    def _code(self, row: int) -> Image:
        code = self.codes[row].code
        texts = {name: getattr(code, name) for name in ("definition", "include", "exclude")}
        said = {name: text for name, text in texts.items() if text}
        return {"label": code.label, "passages": self.passages(row), **said}

    def _theme(self, row: int) -> Image:
        theme = self.themes[row]
        members = [
            [self.codes[code].code.id, self.codes[code].label, self._member(code)]
            for code in sorted(self.members.get(row, ()))
        ]
        return {"label": theme.name, "definition": theme.definition, "members": members}

    def _member(self, code_row: int) -> str:
        """A deductive code may have half a million passages, and no test: its words will do."""
        code = self.codes[code_row].code
        return (
            digest({"words": code.definition}) if code.deductive else self.digest("code", code_row)
        )

    def _concept(self, row: int) -> Image:
        concept = self.concepts[row]
        themes = [
            [self.themes[theme].name, self.digest("grouping", theme)] for theme in concept.themes
        ]
        ears = [[ear.title, ear.idea] for ear in concept.ears]
        told = {"label": concept.name, "definition": concept.definition, "theory": concept.theory}
        return {**told, "themes": themes, "ears": ears}
