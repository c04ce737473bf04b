"""What a test looks at, as it is now: a code with its passages, a theme with its members, a
concept with its parts; and a digest of each that changes when any of that does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select

from qualcode.model.concepts import Concept
from qualcode.model.method import TestKind, digest
from qualcode.model.views import StudyCode, StudyTheme
from qualcode.store import codebooks, concepts, placements
from qualcode.store.tables import CodingRow, TranscriptRow

Image = Mapping[str, Any]

_PASSAGES = (
    select(CodingRow.code_id, TranscriptRow.name, CodingRow.start, CodingRow.end)
    .join(TranscriptRow, TranscriptRow.id == CodingRow.transcript_id)
    .where(CodingRow.code_id.in_(bindparam("codes", expanding=True)))
    .order_by(CodingRow.code_id, CodingRow.transcript_id, CodingRow.start, CodingRow.end)
    .distinct()
)


class Seen:
    """What has been looked at is held, until it is said to be otherwise (`forget`); what has not
    been, is read when it is asked for. Who will want many reads them ahead."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._codes: dict[int, StudyCode] = {}
        self._whole = False
        self._themes: dict[int, StudyTheme] = {}
        self._members: dict[int, list[int]] = {}
        self._second: dict[int, list[int]] | None = None
        self._concepts: dict[int, Concept] | None = None
        self._passages: dict[int, list[tuple[str, int, int]]] = {}
        self._digests: dict[tuple[TestKind, int], str] = {}
        self._as_members: dict[int, list[str]] = {}

    # What there is

    def read_codes(self, only: Collection[int] | None = None) -> list[StudyCode]:
        """Codes in codebook order, all or `only` those rows; they are held."""
        found = codebooks.read_codes(self.connection, only)
        self._whole = self._whole or only is None
        self._codes |= {code.id: code for code in found}
        return found

    def code(self, row: int) -> StudyCode:
        """KeyError if it is not there."""
        if row not in self._codes:
            self.read_codes([row])
        return self._codes[row]

    def has(self, row: int) -> bool:
        """Whether a code is held."""
        return row in self._codes

    def themes(self) -> Sequence[StudyTheme]:
        """All of them, in their order."""
        if not self._themes:
            self._themes = {theme.id: theme for theme in codebooks.read_themes(self.connection)}
        return list(self._themes.values())

    def theme(self, row: int) -> StudyTheme:
        """KeyError if it is not there."""
        if row not in self._themes:
            self._themes = {}
            self.themes()
        return self._themes[row]

    def concepts(self) -> Mapping[int, Concept]:
        if self._concepts is None:
            self._concepts = {found.id: found for found in concepts.read(self.connection)}
        return self._concepts

    def members(self, theme: int) -> list[int]:
        """The codes of a theme that can be given, in codebook order; after them those that stand in
        it as in a second one."""
        if theme not in self._members:
            homes = self.second_homes().items()
            visitors = [self.code(row) for row, themes in homes if theme in themes]
            standing = (*self._standing_in(theme), *self._in_order(visitors))
            self._members[theme] = [code.id for code in standing if code.code.given]
        return self._members[theme]

    def second_homes(self, *, anew: bool = False) -> Mapping[int, Sequence[int]]:
        """The themes in which codes stand besides their own, by code."""
        if anew or self._second is None:
            self._second = placements.second_homes(self.connection)
        return self._second

    def _standing_in(self, theme: int) -> list[StudyCode]:
        """The codes of a theme, in their order; they are held."""
        if self._whole:
            own = [code for code in self._codes.values() if code.theme_id == theme]
            return self._in_order(own)
        own = codebooks.read_codes(self.connection, of_themes=[theme])
        self._codes |= {code.id: code for code in own}
        return own

    def _in_order(self, codes: Iterable[StudyCode]) -> list[StudyCode]:
        place = {theme.id: n for n, theme in enumerate(self.themes())}
        return sorted(codes, key=lambda c: (place[c.theme_id], c.position, c.id))

    def read_members(self, codes: Sequence[StudyCode]) -> None:
        """Members of all themes at once, from all codes."""
        second = self.second_homes()
        found: dict[int, list[int]] = {theme.id: [] for theme in self.themes()}
        given = [code for code in codes if code.code.given]
        for code in given:
            found[code.theme_id].append(code.id)
        for code in given:
            for theme in second.get(code.id, ()):
                found[theme].append(code.id)
        self._members = found

    def passages(self, code_row: int) -> list[tuple[str, int, int]]:
        """(interview, start, end) of what has the code, each place once, in order."""
        if code_row not in self._passages:
            self.read_passages([code_row])
        return self._passages[code_row]

    def read_passages(self, code_rows: Collection[int]) -> None:
        for row in code_rows:
            self._passages[row] = []
        found = self.connection.execute(_PASSAGES, {"codes": list(code_rows)})
        for code_id, name, start, end in found:
            self._passages[code_id].append((name, start, end))

    def forget(
        self,
        codes: Iterable[int],
        moved: Iterable[int],
        members_of: Iterable[int],
        *,
        themes: bool,
        concepts: bool,
    ) -> None:
        """These have changed: codes, codes that only stand elsewhere (`moved`), the members of some
        themes; and maybe the `themes` themselves, and `concepts`. Whoever held all codes reads
        these again."""
        for code in codes:
            self._codes.pop(code, None)
            self._passages.pop(code, None)
            self._digests.pop(("code", code), None)
            self._as_members.pop(code, None)
        for code in moved:
            self._codes.pop(code, None)
        for theme in members_of:
            self._members.pop(theme, None)
            self._digests.pop(("grouping", theme), None)
        if themes:
            self._themes = {}
        if concepts:
            self._concepts = None
        for key in [key for key in self._digests if key[0] == "concept"]:
            del self._digests[key]

    # What a test sees of it

    def digest(self, kind: TestKind, row: int) -> str:
        if (kind, row) not in self._digests:
            self._digests[kind, row] = digest(self.image(kind, row))
        return self._digests[kind, row]

    def image(self, kind: TestKind, row: int) -> Image:
        """What a test of that kind sees of a code, a theme or a concept; KeyError if it is gone."""
        if kind == "code":
            return self._code(row)
        return self._theme(row) if kind == "grouping" else self._concept(row)

    def _code(self, row: int) -> Image:
        code = self.code(row).code
        texts = {name: getattr(code, name) for name in ("definition", "include", "exclude")}
        said = {name: text for name, text in texts.items() if text}
        return {"label": code.label, "passages": self.passages(row), **said}

    def _theme(self, row: int) -> Image:
        theme = self.theme(row)
        members = self.members_as_seen(self.members(row))
        return {"label": theme.name, "definition": theme.definition, "members": members}

    def members_as_seen(self, codes: Collection[int]) -> list[list[str]]:
        """Codes as the test of a theme sees them: id, name, and what tells whether each is as it
        was."""
        held = self._as_members
        unread = [row for row in codes if row not in held]
        told = [row for row in unread if not self.code(row).code.deductive]
        if len(told) > 1:
            self.read_passages([row for row in told if row not in self._passages])
        for row in unread:
            code = self.code(row)
            held[row] = [code.code.id, code.label, self._member(row)]
        return [held[row] for row in sorted(codes)]

    def _member(self, row: int) -> str:
        """A deductive code may have half a million passages, and no test: its words will do."""
        code = self.code(row).code
        return digest({"words": code.definition}) if code.deductive else self.digest("code", row)

    def _concept(self, row: int) -> Image:
        concept = self.concepts()[row]
        themes = [
            [self.theme(theme).name, self.digest("grouping", theme)] for theme in concept.themes
        ]
        ears = [[ear.title, ear.idea] for ear in concept.ears]
        told = {"label": concept.name, "definition": concept.definition, "theory": concept.theory}
        return {**told, "themes": themes, "ears": ears}
