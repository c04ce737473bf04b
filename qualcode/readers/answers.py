"""Open survey answers in .csv: one row per respondent, one transcript per row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.errors import Phrase, UnreadableFile, at
from qualcode.model.text import normalise
from qualcode.model.transcripts import Transcript, Turn
from qualcode.model.units import CENTRE
from qualcode.readers.encoding import read_bytes
from qualcode.readers.faults import Faults
from qualcode.readers.interviews import SEPARATOR, kind_columns, parted
from qualcode.readers.tables import Row, Table, read_table

ID_COLUMNS = ("id", "respondent", "svar")
DETAIL_COLUMNS = ("role", "date", "mode")
RESPONDENT = "respondent"
"""Who answers, where there are several questions and hence turns."""

_LISTED = 10


@dataclass(frozen=True, slots=True)
class _Layout:
    """What the columns of one table are for."""

    ids: str | None
    units: dict[str, str]
    questions: tuple[str, ...]
    unused: tuple[str, ...]


def read_answers(path: Path, kinds: frozenset[str] = frozenset({CENTRE})) -> list[Transcript]:
    """The answers of each respondent who gave any.

    With one question the text is the answer. With several, each question stands before its
    answer as the turn of an interviewer, also where it was left unanswered, so that it is known
    who was asked what. A column is a question if any of its cells holds a letter.
    """
    original = read_bytes(path)
    table = read_table(path, known=(*ID_COLUMNS, *DETAIL_COLUMNS, *kinds))
    layout = _layout(table, kinds)
    found = [
        _transcript(f"{normalise(path.name)}#{key}", row, layout, original)
        for key, row in _respondents(table, layout)
    ]
    if not found:
        raise UnreadableFile(
            "{place} has no answers: no column holds text besides those that say who answers.",
            place=at(path),
        )
    return [replace(found[0], remarks=_remarks(table, layout)), *found[1:]]


def _layout(table: Table, kinds: frozenset[str]) -> _Layout:
    units = kind_columns(table.header, kinds)
    ids = next((name for name in ID_COLUMNS if name in table.header), None)
    rest = [c for c in table.header if c not in units and c != ids and c not in DETAIL_COLUMNS]
    questions = tuple(c for c in rest if any(_has_letters(row.get(c)) for row in table.rows))
    return _Layout(ids, units, questions, tuple(c for c in rest if c not in questions))


def _has_letters(cell: str) -> bool:
    return any(map(str.isalpha, cell))


def _respondents(table: Table, layout: _Layout) -> Iterator[tuple[str, Row]]:
    """Those who answered, each with the id (or the number of the row) that names the answer."""
    faults = Faults(table.path)
    first: dict[str, int] = {}
    for number, row in enumerate(table.rows, start=1):
        key = row.get(layout.ids) if layout.ids else str(number)
        if not key:
            faults.add(row.line, layout.ids, "", Phrase("the respondent has no id."))
        elif key in first:
            what = Phrase("the respondent of line {line} has the same id.", line=first[key])
            faults.add(row.line, layout.ids, key, what)
        first.setdefault(key, row.line)
    faults.raise_if_any()
    for key, row in zip(first, table.rows, strict=True):
        if _answered(row, layout):
            yield key, row


def _answered(row: Row, layout: _Layout) -> bool:
    return any(row.get(question) for question in layout.questions)


def _transcript(name: str, row: Row, layout: _Layout, original: bytes) -> Transcript:
    text = row.get(layout.questions[0])
    turns: tuple[Turn, ...] = ()
    if len(layout.questions) > 1:
        text, turns = _conversation(row, layout.questions)
    return Transcript(
        name=name,
        text=text,
        original=original,
        kind="open_answer",
        turns=turns,
        units=tuple(
            (kind, key)
            for column, kind in layout.units.items()
            for key in parted(row.get(column), SEPARATOR)
        ),
    )


def _conversation(row: Row, questions: tuple[str, ...]) -> tuple[str, tuple[Turn, ...]]:
    """Questions and answers in turn, and where they stand. The label of a question is itself."""
    parts: list[str] = []
    turns: list[Turn] = []
    start = 0
    for question in questions:
        for said, asks in ((question, True), (row.get(question), False)):
            if said:
                end = start + len(said)
                turns.append(Turn(question if asks else RESPONDENT, start, start, end, asks))
                parts.append(said)
                start = end + 1
        parts.append("")
        start += 1
    return "\n".join(parts[:-1]), tuple(turns)


def _remarks(table: Table, layout: _Layout) -> tuple[str, ...]:
    """What is to be known of the file as a whole; its first transcript carries it."""
    remarks = list(table.remarks)
    silent = [str(row.line) for row in table.rows if not _answered(row, layout)]
    if silent:
        lines = ", ".join(silent[:_LISTED]) + (" …" if len(silent) > _LISTED else "")
        remarks.append(
            Phrase(
                "{silent} of {all} respondents answered nothing (lines {lines}).",
                silent=len(silent),
                all=len(table.rows),
                lines=lines,
            )
        )
    if layout.unused:
        named = ", ".join(layout.unused)
        remarks.append(
            Phrase("These columns hold no text and were left out: {named}.", named=named)
        )
    return tuple(remarks)
