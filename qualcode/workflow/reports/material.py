"""What reports are made of: one moment of a study, read as far as it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.model.concepts import Ear, QuotedPassage
from qualcode.model.ladder import CodeStanding, Ladder, ThemeStanding
from qualcode.model.ladder_counts import LadderCounts
from qualcode.model.lives import Fate
from qualcode.model.questions import Question
from qualcode.model.research import ResearchQuestion
from qualcode.model.trails import TrailRow
from qualcode.model.views import Excerpt
from qualcode.store import changelog, concepts, ladder, past, placements, questions, setup, testing
from qualcode.store.excerpts import Excerpts
from qualcode.tally.ground import Ground
from qualcode.tally.ladder import count, is_grown, is_made
from qualcode.workflow import tracing
from qualcode.workflow.reports.words import Words

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Material:
    """`asked` says whose codings the spread of themes counts, and of which units. `since` and
    `until` are the moments between which changes are told, as `store.past.moment` takes them."""

    def __init__(
        self,
        connection: Connection,
        asked: Question,
        ground: Ground,
        *,
        since: str = "",
        until: str = "",
    ) -> None:
        self.connection = connection
        self.asked = asked
        self.ground = ground
        self.since = past.moment(connection, since) if since else 0
        newest = changelog.newest(connection)
        self.until = past.moment(connection, until) if until else newest
        self.whole = not (since or until)

    @cached_property
    def words(self) -> Words:
        language = setup.read_spec(self.connection).language
        return Words(language, testing.terms(self.connection))

    @cached_property
    def ladder(self) -> Ladder:
        return ladder.read(self.connection)

    @cached_property
    def codes(self) -> dict[int, CodeStanding]:
        return self.ladder.by_code()

    @cached_property
    def labels(self) -> dict[int, str]:
        return {row: standing.code.label for row, standing in self.codes.items()}

    @cached_property
    def made(self) -> list[CodeStanding]:
        """The codes that were made of what was read, those not given any more too."""
        return [standing for standing in self.ladder.codes if is_made(standing)]

    @cached_property
    def sorting(self) -> list[CodeStanding]:
        """The codes that stood before anybody had read."""
        return [standing for standing in self.ladder.codes if not is_made(standing)]

    @cached_property
    def themes(self) -> list[ThemeStanding]:
        """The themes that have grown from codes, in the order of chapters."""
        return [theme for theme in self.ladder.themes if is_grown(theme, self.codes)]

    @cached_property
    def by_theme(self) -> dict[int, ThemeStanding]:
        return {theme.theme.id: theme for theme in self.ladder.themes}

    def members(self, theme: ThemeStanding) -> list[CodeStanding]:
        """The codes of a theme that were made of what was read: those that are given, and then
        those that are not any more and have passages still."""
        given = [self.codes[row] for row in theme.codes if is_made(self.codes[row])]
        ended = [
            standing
            for standing in self.made
            if theme.theme.id in (standing.code.theme_id, *self._second.get(standing.code.id, ()))
            and not standing.code.code.given
            and standing.passages
        ]
        return given + ended

    def homes(self, standing: CodeStanding) -> list[ThemeStanding]:
        """The theme of a code, and then those in which it stands as in a second one."""
        row = standing.code.id
        own = self.by_theme[standing.code.theme_id]
        return [own, *(t for t in self._members_of.get(row, ()) if t is not own)]

    @cached_property
    def _second(self) -> Mapping[int, Sequence[int]]:
        return placements.second_homes(self.connection)

    @cached_property
    def _members_of(self) -> dict[int, list[ThemeStanding]]:
        found: dict[int, list[ThemeStanding]] = defaultdict(list)
        for theme in self.ladder.themes:
            for row in theme.codes:
                found[row].append(theme)
        return found

    # Passages

    @cached_property
    def excerpts(self) -> dict[int, list[Excerpt]]:
        """The passages of the codes that were made of what was read, by code."""
        found: dict[int, list[Excerpt]] = defaultdict(list)
        for excerpt in self.read_excerpts([standing.code.id for standing in self.made]):
            found[excerpt.code_id].append(excerpt)
        return found

    def read_excerpts(self, code_rows: list[int]) -> list[Excerpt]:
        return self._reader.of(self.connection, code_rows)

    def passage(self, quoted: QuotedPassage) -> Excerpt:
        """A passage that an EAR or a concept hangs on, with who says it."""
        return self._reader.at(self.connection, quoted.transcript_id, quoted.span)

    @cached_property
    def _reader(self) -> Excerpts:
        return Excerpts()

    @cached_property
    def trail(self) -> list[TrailRow]:
        excerpts = [excerpt for held in self.excerpts.values() for excerpt in held]
        return list(tracing.trails(self.connection, self.ladder, excerpts))

    def codes_on(self, passage: QuotedPassage) -> list[CodeStanding]:
        """The codes made of what was read that a passage, or a part of it, has."""
        on = (
            excerpt.code_id
            for excerpt in self._by_interview.get(passage.transcript_id, ())
            if excerpt.span.overlaps(passage.span)
        )
        return [self.codes[row] for row in dict.fromkeys(on)]

    @cached_property
    def _by_interview(self) -> dict[int, list[Excerpt]]:
        found: dict[int, list[Excerpt]] = defaultdict(list)
        for held in self.excerpts.values():
            for excerpt in held:
                found[excerpt.transcript_id].append(excerpt)
        return found

    # The rest

    @cached_property
    def ears(self) -> list[Ear]:
        return concepts.read_ears(self.connection)

    @cached_property
    def questions(self) -> list[ResearchQuestion]:
        return questions.read(self.connection)

    @cached_property
    def moments(self) -> list[tuple[str, int, str]]:
        return past.snapshots(self.connection)

    @cached_property
    def counts(self) -> LadderCounts:
        return count(self.connection, self.ladder)

    @property
    def begun(self) -> bool:
        """Whether anybody has set foot on the ladder: coding alone is not enough."""
        found = self.ladder
        fates: list[Fate] = [fate for standing in self.made for fate in standing.fates]
        tests = [test for standing in self.made for test in standing.tests]
        tests += [test for theme in found.themes for test in theme.tests]
        reasons = [
            row for theme in found.themes for row in theme.reasons or () if is_made(self.codes[row])
        ]
        return bool(fates or tests or reasons or found.concepts or self.ears)
