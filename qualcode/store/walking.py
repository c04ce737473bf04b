"""Taking in a walk up the ladder that was made elsewhere, as a study folder tells it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from qualcode.errors import InvalidData, Phrase, at, joined
from qualcode.model.concepts import Side
from qualcode.model.method import digest
from qualcode.model.places import Place
from qualcode.model.research import QuestionKind
from qualcode.model.walk import (
    ConceptRecord,
    EarRecord,
    EvidenceRecord,
    FateRecord,
    QuestionRecord,
    TestRecord,
    Walk,
)
from qualcode.store import codebooks, concepts, fates, past, placements, questions, testing
from qualcode.store.journal import Change
from qualcode.store.passages import Passage
from qualcode.store.seen import Seen
from qualcode.store.setup import Signed
from qualcode.store.tables import CodeRow, CodingRow, ConceptRow, ResearchQuestionRow
from qualcode.store.transcripts import lengths, transcript_ids


def take_in(
    change: Change, walk: Walk, asked: Mapping[str, str], left_out: Collection[str] = ()
) -> int:
    """Keep all that a walk tells; the names in it are those of the codebook. `asked` are the
    questions of the tests, as they are worded.

    Passages of files that were `left_out` are passed over, and EARs that hang on nothing else;
    returns how many passages. InvalidData where one is not in the interviews, or has not the code
    that it came to.
    """
    taker = _Taker(change, walk.name, left_out)
    if walk.terms is not None:
        testing.set_terms(change, walk.terms)
    for question in walk.questions:
        taker.ask(question)
    for placed in walk.placements:
        places = taker.codes[placed.code], taker.themes[placed.theme]
        placements.say(change, *places, placed.reason, override=placed.override)
    for fate in walk.fates:
        taker.end(fate)
    ears = {ear.title: row for ear in walk.ears if (row := taker.note(ear)) is not None}
    made = {concept.name: taker.gather(concept, ears) for concept in walk.concepts}
    taker.test(walk.tests, made, asked)
    taker.raise_if_any()
    for name in walk.moments:
        past.add_snapshot(change, name, change.id)
    return taker.passed_over


class _Taker:
    """Knows rows by the names in the file, and collects what is wrong with its passages."""

    def __init__(self, change: Change, file: str, left_out: Collection[str]) -> None:
        connection = change.connection
        self.codes = {code.code.id: code.id for code in codebooks.read_codes(connection)}
        self.themes = {theme.name: theme.id for theme in codebooks.read_themes(connection)}
        self._change = change
        self._file = file
        self._left_out = left_out
        self.passed_over = 0
        self._states = {c.id: c.code.state for c in codebooks.read_codes(connection)}
        self._interviews = transcript_ids(connection)
        self._lengths = lengths(connection)
        self._given: dict[int, list[tuple[str, int, int]]] = {}
        self._faults: list[Phrase] = []

    def raise_if_any(self) -> None:
        if self._faults:
            raise InvalidData(joined("\n", self._faults))

    def passages(self, line: int, places: Iterable[Place]) -> list[Passage]:
        """The passages of places; one that is not there is a fault."""
        found = []
        for place in places:
            transcript = self._interviews.get(place.file)
            if place.file in self._left_out or place.file.partition("#")[0] in self._left_out:
                self.passed_over += 1
            elif transcript is None or place.span.end > self._lengths[transcript]:
                self._fault(line, place, Phrase("there is no such passage in the interviews."))
            else:
                found.append((transcript, place.span))
        return found

    def _fault(self, line: int, place: Place, what: Phrase) -> None:
        where = at(self._file, line, "passage", place)
        self._faults.append(Phrase("{place}: {what}", place=where, what=what))

    def ask(self, question: QuestionRecord) -> None:
        first, *later = (*question.earlier, question.words)
        kind: QuestionKind = "expectation" if question.expected else "question"
        row = questions.add(self._change, kind, first, question.at)
        for words in later:
            self._change.update(ResearchQuestionRow, row, words=words)
        for theme in question.themes:
            questions.link(self._change, row, self.themes[theme], linked=True)

    # What became of codes

    def end(self, fate: FateRecord) -> None:
        code = self.codes[fate.code]
        into = None if fate.into is None else self.codes[fate.into]
        moved = [] if into is None else self._moved(fate, into)
        told = code, fate.kind, into, fate.reason, fates.Moved(moved)
        fates.add(self._change, *told, Signed(fate.by, fate.at))
        gone = [(place.file, place.span.start, place.span.end) for place in fate.passages]
        self._given.setdefault(code, []).extend(gone)
        if self._states[code] == "active" and (into is None or not self._has_codings(code)):
            self._change.update(CodeRow, code, state=fate.kind)

    def _moved(self, fate: FateRecord, into: int) -> list[int]:
        """The codings that are on these passages with the code that they came to."""
        found: list[int] = []
        for place in fate.passages:
            for passage in self.passages(fate.line, [place]):
                rows = self._codings(into, passage)
                if not rows:
                    what = Phrase("it is not coded with what the code became.")
                    self._fault(fate.line, place, what)
                found += rows
        return found

    def _codings(self, code: int, passage: Passage) -> Sequence[int]:
        transcript, span = passage
        statement = select(CodingRow.id).where(
            CodingRow.code_id == code,
            CodingRow.transcript_id == transcript,
            CodingRow.start == span.start,
            CodingRow.end == span.end,
        )
        return self._change.connection.execute(statement).scalars().all()

    def _has_codings(self, code: int) -> bool:
        return codebooks.codings_of(self._change.connection, code) > 0

    # EARs and concepts

    def note(self, ear: EarRecord) -> int | None:
        passages = self.passages(ear.line, ear.passages)
        if not passages:
            return None
        return concepts.add_ear(
            self._change,
            ear.title,
            ear.idea,
            passages,
            theory=ear.theory,
            stage=ear.stage,
            by=Signed(ear.by, ear.at),
        )

    def gather(self, concept: ConceptRecord, ears: Mapping[str, int]) -> int:
        told = concept.name, concept.definition, concept.theory
        row = concepts.add(self._change, *told)
        for theme in concept.themes:
            why = concept.overrides.get(theme, "")
            concepts.add_part(self._change, row, theme_id=self.themes[theme], override=why)
        for ear in filter(ears.__contains__, concept.ears):
            concepts.add_part(self._change, row, ear_id=ears[ear])
        self._weigh(row, "for", concept.speaks_for, concept.line)
        self._weigh(row, "against", concept.speaks_against, concept.line)
        if concept.dropped:
            self._change.update(ConceptRow, row, dropped=concept.dropped)
        return row

    def _weigh(self, row: int, side: Side, evidence: Sequence[EvidenceRecord], line: int) -> None:
        for one in evidence:
            for passage in self.passages(line, [one.passage]):
                by = Signed(one.by, one.at)
                concepts.add_evidence(self._change, row, side, passage, one.note, by)

    # Tests

    def test(
        self, tests: Sequence[TestRecord], made: Mapping[str, int], asked: Mapping[str, str]
    ) -> None:
        """Keep verdicts, in the order in which they were given."""
        seen = Seen(self._change.connection)
        seen.read_passages(self.codes.values())
        rows = {"code": self.codes, "grouping": self.themes, "concept": made}
        for test in sorted(tests, key=lambda test: test.at):
            subject = rows[test.kind][test.subject]
            image = self._image(seen, test, subject)
            testing.add(
                self._change,
                test.kind,
                subject,
                test.answers,
                test.verdict,
                comment=test.comment,
                digest=digest(image),
                seen=image,
                asked={key: asked[key] for key in test.answers},
                by=Signed(test.by, test.at),
            )

    def _image(self, seen: Seen, test: TestRecord, subject: int) -> dict[str, Any]:
        """What was tested: what stands there now, but for what the file says was otherwise."""
        image = dict(seen.image(test.kind, subject))
        if test.label:
            image["label"] = test.label
        if test.kind == "code":
            if test.passages is not None:
                self.passages(test.line, test.passages)
                image["passages"] = [(p.file, p.span.start, p.span.end) for p in test.passages]
            elif not image["passages"]:
                image["passages"] = sorted(self._given.get(subject, []))
        if test.members is not None:
            rows = [self.codes[ident] for ident in test.members]
            image["members"] = seen.members_as_seen(rows)
        return image
