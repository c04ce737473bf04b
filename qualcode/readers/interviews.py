"""`interviews.csv`: who speaks in which file, and for which units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from qualcode.errors import Phrase
from qualcode.model.studies import InterviewRow
from qualcode.model.transcripts import TRANSCRIPT_KINDS, TranscriptKind
from qualcode.model.units import CENTRE
from qualcode.readers.faults import Faults
from qualcode.readers.tables import Row, read_table

SEPARATOR = "+"
"""Parts the units in a cell, where the kind of unit does not say otherwise."""
KIND_ALIASES = {"senter": CENTRE}
"""Other names that the columns of a kind may have."""

_OWN = ("file", "speaker", "role", "mode", "date", "kind")


def read_interviews(
    path: Path, kinds: Iterable[str], separators: Mapping[str, str] | None = None
) -> tuple[InterviewRow, ...]:
    """The rows of an interview table, checked on their own.

    A column named after one of `kinds` holds units, parted by that kind's separator; a column
    that has no meaning here is kept as a detail.
    """
    wanted = frozenset(kinds)
    table = read_table(path, required=("file",), known=(*_OWN, *wanted, *KIND_ALIASES))
    columns = kind_columns(table.header, wanted)
    faults = Faults(path)
    rows = tuple(_interview(row, columns, separators or {}, faults) for row in table.rows)
    _check_doubles(rows, faults)
    faults.raise_if_any()
    return rows


def kind_columns(header: Iterable[str], kinds: frozenset[str]) -> dict[str, str]:
    """The columns that name units, each with the kind that it names."""
    meant = {name.casefold(): name for name in kinds}
    meant |= {alias: kind for alias, kind in KIND_ALIASES.items() if kind in kinds}
    return {name: meant[name.casefold()] for name in header if name.casefold() in meant}


def parted(cell: str, separator: str) -> list[str]:
    """The names in a cell, each once."""
    names = (part.strip() for part in cell.split(separator))
    return list(dict.fromkeys(name for name in names if name))


def outside(name: str) -> bool:
    """True for what is not the bare name of a file, and might lead out of its folder."""
    file = name.partition("#")[0]  # after it stands the respondent of a survey
    return file in ("", ".", "..") or "/" in file or "\\" in file or ":" in file[:2]


def _interview(
    row: Row, columns: Mapping[str, str], separators: Mapping[str, str], faults: Faults
) -> InterviewRow:
    file = row.get("file")
    if not file:
        faults.add(row.line, "file", "", Phrase("the cell is empty; name the file."))
    elif outside(file):
        faults.add(
            row.line, "file", file, Phrase("give the name of the file alone, without a folder.")
        )
    return InterviewRow(
        file=file,
        speaker=row.get("speaker"),
        units=tuple(
            (kind, key)
            for column, kind in columns.items()
            for key in parted(row.get(column), separators.get(kind) or SEPARATOR)
        ),
        role=row.get("role"),
        mode=row.get("mode"),
        date=row.get("date"),
        kind=_kind(row, columns, faults),
        details={
            column: cell.strip()
            for column, cell in row.values.items()
            if column not in _OWN and column not in columns and cell.strip()
        },
        line=row.line,
    )


def _kind(row: Row, columns: Mapping[str, str], faults: Faults) -> TranscriptKind | None:
    said = "" if "kind" in columns else row.get("kind")
    for kind in TRANSCRIPT_KINDS:
        if said.casefold() == kind:
            return kind
    if said:
        faults.add(
            row.line,
            "kind",
            said,
            Phrase("it is none of {known}.", known=", ".join(TRANSCRIPT_KINDS)),
        )
    return None


def _check_doubles(rows: Iterable[InterviewRow], faults: Faults) -> None:
    """Two rows for the same speaker would leave open which of them holds."""
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        line = first.setdefault((row.file, row.speaker.casefold()), row.line)
        if line != row.line:
            who = Phrase("the file as a whole")
            if row.speaker:
                who = Phrase('the speaker "{speaker}"', speaker=row.speaker)
            what = Phrase(
                "line {line} is about {who} already; put several units in one cell (A+B).",
                line=line,
                who=who,
            )
            faults.add(row.line, "file", row.file, what)
