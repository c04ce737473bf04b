"""Taking in transcripts, and making a study of a whole study folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from qualcode.errors import InvalidData, Phrase, QualcodeError, StudyError, joined, why
from qualcode.model.studies import (
    CodingRecord,
    FileReport,
    ImportReport,
    InterviewRow,
    StudyFolder,
)
from qualcode.model.text import normalise
from qualcode.model.transcripts import Transcript
from qualcode.model.units import Unit
from qualcode.readers import READERS, read_transcripts
from qualcode.readers.interviews import read_interviews
from qualcode.store import codings, engine, setup, taking_in, transcripts, walking
from qualcode.store.journal import Change
from qualcode.store.study import Study
from qualcode.workflow import testing
from qualcode.workflow.studies import create_study, new_path, open_study

TAKEN, KNOWN, REFUSED = "taken", "known", "refused"


def study_from_folder(path: Path, folder: Path, *, coder: str) -> tuple[Study, ImportReport]:
    """A study made of a study folder (DESIGN 6), all or nothing.

    A fault in any of the folder's tables leaves no study behind. A transcript that cannot be
    read is left out and reported, and so are the codings that point to it.
    """
    # 90 ms: pydantic; an import of transcripts does without.
    from qualcode.readers.study_folder import read_study_folder

    path = new_path(path)
    held = read_study_folder(folder)
    with _built_aside(path) as draft:
        study = create_study(draft, held.spec, units=held.units, coder=coder)
        try:
            report = _fill(study, held, coder)
        finally:
            study.close()
    return open_study(path), report


def import_files(
    study: Study, files: Iterable[Path], *, coder: str, interviews: Path | None = None
) -> ImportReport:
    """Take in transcripts, as one change; folders are searched for files that can be read.

    A file that cannot be read is refused and the others are taken; a fault in `interviews`
    refuses all. A file that the study has already, under whatever name, is not taken again.
    """
    with study.change(coder, "import transcripts") as change:
        rows = _interviews_of(change, interviews)
        intake = _Intake(change, rows, interviews.name if interviews else "")
        for path in _found(files, leave_out=interviews):
            intake.take(path)
        return intake.finish()


def _interviews_of(change: Change, path: Path | None) -> Sequence[InterviewRow]:
    if path is None:
        return ()
    kinds = setup.read_spec(change.connection).kinds
    separators = {kind.name: kind.separator for kind in kinds if kind.separator}
    return read_interviews(path, [kind.name for kind in kinds], separators)


@contextmanager
def _built_aside(path: Path) -> Iterator[Path]:
    """A place to build a study in, from where it is moved to `path` once it is whole."""
    _refuse_taken(path)
    try:
        aside = TemporaryDirectory(prefix=".qualcode-", dir=path.parent)
    except OSError as error:
        raise StudyError(
            "{file} cannot be made in {folder}: {why}. Make that folder, or choose another.",
            file=path.name,
            folder=path.parent,
            why=why(error),
        ) from error
    with aside as name:
        draft = Path(name) / path.name
        yield draft
        _refuse_taken(path)
        os.replace(draft, path)


def _refuse_taken(path: Path) -> None:
    if path.exists():
        raise StudyError("{file} exists already; choose another name or open it.", file=path.name)


def _fill(study: Study, held: StudyFolder, coder: str) -> ImportReport:
    """Codebook, transcripts, codings and method of a study folder, a change for each."""
    with study.change(coder, "load codebook", held.codebook.title) as change:
        taking_in.take_in(change, held.codebook)
    with study.change(coder, "import transcripts") as change:
        intake = _Intake(change, held.interviews, "interviews.csv")
        for path in held.transcript_files:
            intake.take(path)
        report = intake.finish()
        taking_in.hang(change, held.codebook)
    lacking = {f.name for f in report.files if f.outcome != TAKEN}
    notes = [*report.notes, *_load_codings(study, held, lacking, coder)]
    notes += _load_walk(study, held, lacking, coder)
    return ImportReport(report.files, tuple(notes))


def _load_walk(
    study: Study, held: StudyFolder, lacking: Collection[str], coder: str
) -> Iterator[str]:
    if not held.walk:
        return
    asked = testing.wording(study)
    with study.change(coder, "load method", held.walk.name) as change:
        passed_over = walking.take_in(change, held.walk, asked, lacking)
    if passed_over:
        yield Phrase(
            "{file}: {count} passages were left out: they are in files that were not taken in.",
            file=held.walk.name,
            count=passed_over,
        )


def _load_codings(
    study: Study, held: StudyFolder, lacking: Collection[str], coder: str
) -> Sequence[str]:
    """Take the codings in; what is to be said of those that were not."""
    if held.codings_file is None:
        return ()
    left_out = _LeftOut(held.codings, lacking)
    with study.change(coder, "load codings") as change:
        count = codings.load(change, held.codings_file.name, left_out)
        change.summary = f"{held.codings_file.name} ({count})"
        engine.analyze(change.connection)
    return left_out.notes()


class _LeftOut:
    """Codings without those of files that were not taken in, which it counts."""

    def __init__(self, records: Iterable[CodingRecord], files: Collection[str]) -> None:
        self._records = records
        self._files = files
        self._count = 0

    def __iter__(self) -> Iterator[CodingRecord]:
        return self._wanted() if self._files else iter(self._records)

    def _wanted(self) -> Iterator[CodingRecord]:
        for record in self._records:
            if record.file in self._files or record.file.partition("#")[0] in self._files:
                self._count += 1
            else:
                yield record

    def notes(self) -> list[str]:
        if not self._count:
            return []
        return [
            Phrase(
                "{count} codings were left out: they point to files that were not taken in.",
                count=self._count,
            )
        ]


class _Intake:
    """One import: looks at each file, puts it on the shelf or says why not.

    A unit that a file names must be in the study; only of kinds that have none yet, those named
    become its units, so that a study can begin with interviews alone.
    """

    def __init__(self, change: Change, interviews: Sequence[InterviewRow], table: str) -> None:
        connection = change.connection
        self._change = change
        self._kinds = frozenset(setup.kinds_by_name(connection))
        self._units = set(setup.unit_ids(connection))
        self._open = self._kinds - {kind for kind, _ in self._units}
        self._files = transcripts.known_files(connection)
        self._names = set(transcripts.transcript_ids(connection))
        self._expected = dict.fromkeys(row.file for row in interviews)
        self._make_known(unit for row in interviews for unit in row.units)
        self._table = table
        self._shelf = transcripts.Shelf(change, _by_file(interviews), table)
        self._reports: list[FileReport] = []

    def take(self, path: Path) -> None:
        """Take a file in, or report why not. A fault in interviews.csv is raised."""
        name = normalise(path.name)
        digest = _digest(path)
        if digest in self._files:
            self._report(name, KNOWN, _known_as(name, self._files[digest]))
            return
        try:
            read = read_transcripts(path, self._kinds)
            self._check(name, read)
        except QualcodeError as error:
            self._report(name, REFUSED, error.phrase)
            return
        if self._make_known(unit for t in read for unit in t.units):
            self._shelf.learn_units()
        words = self._shelf.take(name, read[0].original, read)
        self._files[digest] = name
        self._names.update(t.name for t in read)
        remarks = joined("\n", dict.fromkeys(r for t in read for r in t.remarks))
        self._report(name, TAKEN, remarks, len(read), words)

    def finish(self) -> ImportReport:
        self._shelf.flush()
        report = ImportReport(tuple(self._reports), tuple(self._absent()))
        self._change.summary = _listed([f.name for f in report.of(TAKEN)])
        return report

    def _report(self, name: str, outcome: str, message: str, held: int = 0, words: int = 0) -> None:
        self._reports.append(FileReport(name, outcome, message, held, words))

    def _check(self, name: str, read: Sequence[Transcript]) -> None:
        if taken := next((t.name for t in read if t.name in self._names), None):
            raise InvalidData(
                "{name} is not taken in: the study has another transcript with the name "
                '"{taken}". Rename the file and import it again.',
                name=name,
                taken=taken,
            )
        for transcript in read:
            for kind, key in transcript.units:
                if (kind, key) not in self._units and kind not in self._open:
                    raise InvalidData(
                        '{interview} names a {kind} "{key}", which the study does not '
                        "have; correct the file and import it again.",
                        interview=transcript.name,
                        kind=kind,
                        key=key,
                    )

    def _make_known(self, named: Iterable[tuple[str, str]]) -> list[Unit]:
        """Units of the kinds that had none; the others are left to be refused."""
        new = [u for u in dict.fromkeys(named) if u[0] in self._open and u not in self._units]
        units = [Unit(kind=kind, key=key) for kind, key in new]
        if units:
            setup.write_units(self._change, units)
            self._units.update(new)
        return units

    def _absent(self) -> Iterator[str]:
        seen = self._names | {report.name for report in self._reports}
        missing = [f for f in self._expected if f not in seen and f.partition("#")[0] not in seen]
        if missing:
            yield Phrase(
                "{file} names files that are not here: {missing}.",
                file=self._table,
                missing=", ".join(missing),
            )


def _listed(names: Sequence[str], shown: int = 3) -> str:
    """`01.txt, 02.txt, 03.txt, … (35)`."""
    if len(names) <= shown:
        return ", ".join(names)
    return f"{', '.join(names[:shown])}, … ({len(names)})"


def _digest(path: Path) -> str:
    """The hash of a file; empty if it cannot be read, for the reader to say why."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _known_as(name: str, known: str) -> Phrase:
    if name == known:
        return Phrase("{name} is in the study already.", name=name)
    return Phrase(
        "{name} is the same file as {known}, which is in the study already.", name=name, known=known
    )


def _by_file(rows: Iterable[InterviewRow]) -> dict[str, list[InterviewRow]]:
    by_file: dict[str, list[InterviewRow]] = {}
    for row in rows:
        by_file.setdefault(row.file, []).append(row)
    return by_file


def _found(files: Iterable[Path], leave_out: Path | None) -> Iterator[Path]:
    """The files themselves, and in folders those that can be read, in the order of names."""
    for path in files:
        if path.is_dir():
            yield from _within(path, leave_out)
        else:
            yield path


def _within(folder: Path, leave_out: Path | None) -> Iterator[Path]:
    if (folder / "study.yaml").exists():
        raise InvalidData(
            "{folder} is a study folder; make a study of it with "
            "`qualcode new STUDY --from {folder}`, or name the files in it.",
            folder=folder.name,
        )
    found = [p for p in sorted(folder.rglob("*")) if _readable(p) and not _same(p, leave_out)]
    if not found:
        raise InvalidData(
            "{folder} holds no file of a format that can be read.", folder=folder.name
        )
    yield from found


def _readable(path: Path) -> bool:
    """Hidden files, and those that Word leaves beside a document that is open, are passed over."""
    return (
        path.suffix.lower() in READERS and not path.name.startswith((".", "~$")) and path.is_file()
    )


def _same(path: Path, other: Path | None) -> bool:
    return other is not None and other.exists() and path.samefile(other)
