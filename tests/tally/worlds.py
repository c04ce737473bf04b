"""Worlds made quickly: interviews from their lines, and a real study from a world."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from qualcode.model.spans import Span
from qualcode.model.studies import CodingRecord, InterviewRow, StudySpec
from qualcode.model.transcripts import Transcript, Turn
from qualcode.model.units import UnitKind
from qualcode.store import codebooks, codings, placements, readings, setup, taking_in
from qualcode.store.transcripts import Shelf, transcript_ids
from qualcode.workflow.studies import Study, create_study
from tests.tally.world import Informant, Interview, UnitKey, World

INTERVIEWER = "I"
KINDS = (
    UnitKind(name="centre"),
    UnitKind(name="municipality"),
    UnitKind(name="county", of="centre", column="county", separator="+"),
)


def spoken(
    name: str,
    lines: Sequence[tuple[str, str]],
    units: dict[str, tuple[UnitKey, ...]],
    gap: str = "\n",
) -> Interview:
    """An interview from (label, words) pairs; `units` are those of each label that speaks.

    Labels written as one, parted by "+", are one informant: a joint answer.
    """
    text, turns = "", []
    for label, words in lines:
        start = len(text) + len(gap) * bool(text)
        body = start + len(f"{label}: ")
        text = f"{text}{gap if text else ''}{label}: {words}"
        turns.append(Turn(label, start, body, len(text), label == INTERVIEWER))
    informants = [Informant(f"{name}/{who}", tuple(who.split("+")), u) for who, u in units.items()]
    return Interview(name, text, tuple(turns), tuple(informants))


def noted(name: str, text: str, *units: UnitKey) -> Interview:
    """A text without turns, given by one informant."""
    return Interview(name, text, (), (Informant(name, ("",), units),))


def build(world: World, path: Path) -> Study:
    """The study that a world describes, written through the doors that an import uses."""
    spec = StudySpec(title="World", coders=world.coders, kinds=KINDS, attributes=world.attributes)
    study = create_study(path, spec, coder="maker")
    with study.change("maker", "import") as change:
        setup.write_units(change, world.units)
        taking_in.take_in(change, world.codebook)
        _shelve(Shelf(change, _rows(world.interviews)), world.interviews)
        codings.load(change, "codings.csv", _records(world))
        themes = {theme.name: theme.id for theme in codebooks.read_themes(change.connection)}
        for code, theme in world.second:
            row = codebooks.code_id(change.connection, code)
            placements.say(change, row, themes[theme], "both", override=False)
    for read in world.readings:
        with study.change(read.coder, "mark as read") as change:
            transcript = transcript_ids(change.connection)[read.transcript]
            readings.mark(change, transcript, [Span(read.start, read.end)])
    return study


def _shelve(shelf: Shelf, interviews: Iterable[Interview]) -> None:
    for interview in interviews:
        # Two interviews may have the same text, but no two files the same bytes.
        content = f"{interview.name}\n{interview.text}".encode()
        shelf.take(
            interview.name,
            content,
            [Transcript(interview.name, interview.text, content, turns=interview.turns)],
        )
    shelf.flush()


def _rows(interviews: Iterable[Interview]) -> dict[str, list[InterviewRow]]:
    """As in interviews.csv: an informant of several labels has the row without a label."""
    rows: dict[str, list[InterviewRow]] = {}
    line = 1
    for interview in interviews:
        for informant in interview.informants:
            line += 1
            label = informant.labels[0] if len(informant.labels) == 1 else ""
            row = InterviewRow(
                file=interview.name,
                speaker=label,
                units=informant.units,
                role=informant.role,
                line=line,
            )
            rows.setdefault(interview.name, []).append(row)
    return rows


def _records(world: World) -> Iterable[CodingRecord]:
    for line, coding in enumerate(world.codings, 2):
        yield CodingRecord(
            line,
            coding.transcript,
            coding.start,
            coding.end,
            coding.code,
            coding.coder,
            coding.stance,
        )
