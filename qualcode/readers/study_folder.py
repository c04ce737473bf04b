"""A study folder: its tables, its codebook and the files in it, read and checked together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from qualcode.errors import InvalidData, Phrase, UnreadableFile, at
from qualcode.model.codebook import Codebook
from qualcode.model.studies import InterviewRow, StudyFolder, StudySpec
from qualcode.model.text import normalise
from qualcode.model.units import CENTRE, Unit, UnitKind
from qualcode.model.walk import Walk
from qualcode.readers import READERS
from qualcode.readers.codebook import read_codebook
from qualcode.readers.codings import Codings
from qualcode.readers.faults import Faults, fault
from qualcode.readers.interviews import outside, read_interviews
from qualcode.readers.study_yaml import StudyYaml, check_chapters, read_study_yaml
from qualcode.readers.unit_tables import UnitTables, read_units
from qualcode.readers.walk import METHOD_FILE, read_walk
from qualcode.readers.yaml import YamlFile

STUDY_FILE = "study.yaml"
CENTRES_FILE = "centres.csv"
INTERVIEWS_FILE = "interviews.csv"
CODEBOOK_FILES = ("codebook.yaml", "codebook.yml", "codebook.csv")
CODINGS_FILE = "codings.csv"
TRANSCRIPTS_FOLDER = "transcripts"


def read_study_folder(path: Path) -> StudyFolder:
    """Everything in the folder but the texts and the codings, which are read when asked for.

    Each file may be missing, but not all of them; `method.yaml` alone is no study. Without a
    `study.yaml` the study is called as the folder is.
    """
    _check_folder(path)
    study = _study(path)
    tables = read_units(_unit_files(path, study), study.spec.kinds, study.spec.attributes)
    codebook = _codebook(path)
    themes = {theme.name for theme in codebook.themes}
    check_chapters(study, themes, {attribute.name for attribute in tables.attributes})
    transcripts = _transcripts(path / TRANSCRIPTS_FOLDER)
    interviews = _interviews(path, study.spec, tables, transcripts)
    codings, method = path / CODINGS_FILE, path / METHOD_FILE
    return StudyFolder(
        path=path,
        spec=replace(study.spec, attributes=tables.attributes),
        units=(*tables.units, *_named_only(interviews, tables)),
        interviews=interviews,
        codebook=codebook,
        transcript_files=tuple(transcripts.values()),
        codings_file=codings if codings.is_file() else None,
        codings=Codings(codings) if codings.is_file() else (),
        walk=read_walk(method, codebook) if method.is_file() else Walk(),
    )


def _check_folder(path: Path) -> None:
    if not path.is_dir():
        raise UnreadableFile(
            "{place} is not a folder; name the folder that holds the study.", place=at(path)
        )
    known = (STUDY_FILE, CENTRES_FILE, INTERVIEWS_FILE, *CODEBOOK_FILES, CODINGS_FILE)
    if not any((path / name).is_file() for name in known) and not _transcripts(
        path / TRANSCRIPTS_FOLDER
    ):
        raise UnreadableFile(
            "{place} holds no study; it needs at least one of {known}, "
            "or files in a folder called {folder}.",
            place=at(path),
            known=", ".join(known),
            folder=TRANSCRIPTS_FOLDER,
        )


def _study(path: Path) -> StudyYaml:
    file = path / STUDY_FILE
    if file.is_file():
        return read_study_yaml(file)
    title = normalise(path.resolve().name)
    return StudyYaml(StudySpec(title=title), YamlFile(file, {}, {}))


def _unit_files(path: Path, study: StudyYaml) -> dict[str, Path]:
    """The table of each kind that has one. Only that of the centres may go unmentioned."""
    files = {}
    for kind in study.spec.kinds:
        if kind.file is not None:
            files[kind.name] = _inside(path, kind, study)
        elif kind.name == CENTRE and (path / CENTRES_FILE).is_file():
            files[kind.name] = path / CENTRES_FILE
    return files


def _inside(path: Path, kind: UnitKind, study: StudyYaml) -> Path:
    name = kind.file or ""
    line = study.file.line(("units", kind.name, "file"))
    if outside(name) or not _lies_in(path / name, path):
        what = Phrase("give the name of a file in the study's own folder.")
        raise fault(study.file.path, line, "file", name, what)
    if not (path / name).is_file():
        raise fault(study.file.path, line, "file", name, Phrase("the file is not in the folder."))
    return path / name


def _lies_in(file: Path, folder: Path) -> bool:
    """False where a link leads out of the folder, too."""
    return file.resolve().is_relative_to(folder.resolve())


def _codebook(path: Path) -> Codebook:
    there = [path / name for name in CODEBOOK_FILES if (path / name).is_file()]
    if len(there) > 1:
        *names, last = (file.name for file in there)
        raise InvalidData(
            "{place} has {names} and {last}; keep the one that holds, and move the other.",
            place=at(path),
            names=", ".join(names),
            last=last,
        )
    return read_codebook(there[0]) if there else Codebook()


def _transcripts(folder: Path) -> dict[str, Path]:
    """The files that can be read, by name, sorted. Hidden files and Word's own (`~$…`) are not
    transcripts."""
    if not folder.is_dir():
        return {}
    found = {
        normalise(file.name): file
        for file in folder.iterdir()
        if file.suffix.lower() in READERS
        and not file.name.startswith((".", "~$"))
        and file.is_file()
    }
    for name, file in found.items():
        if not _lies_in(file, folder):
            raise UnreadableFile(
                "{place} is a link that leads out of the folder; copy the file.", place=at(name)
            )
    return dict(sorted(found.items()))


def _interviews(
    path: Path, spec: StudySpec, tables: UnitTables, transcripts: Mapping[str, Path]
) -> tuple[InterviewRow, ...]:
    file = path / INTERVIEWS_FILE
    if not file.is_file():
        return ()
    kinds = [kind.name for kind in spec.kinds]
    separators = {kind.name: kind.separator for kind in spec.kinds if kind.separator}
    rows = read_interviews(file, kinds, separators)
    faults = Faults(file)
    known = {(unit.kind, unit.key) for unit in tables.units}
    for row in rows:
        if row.file not in transcripts and not _is_answer(row.file, transcripts):
            faults.add(row.line, "file", row.file, _why_missing(path, row.file))
        for kind, key in row.units:
            if kind in tables.complete and (kind, key) not in known:
                what = Phrase("there is no {kind} of that name in the study's tables.", kind=kind)
                faults.add(row.line, kind, key, what)
    faults.raise_if_any()
    return rows


def _is_answer(name: str, transcripts: Mapping[str, Path]) -> bool:
    """True for `answers.csv#12`, one respondent of a file that is there."""
    file, _, respondent = name.partition("#")
    return bool(respondent) and file in transcripts and file.lower().endswith(".csv")


def _why_missing(path: Path, name: str) -> Phrase:
    if (path / TRANSCRIPTS_FOLDER / name).is_file():
        return Phrase(
            "its format cannot be read; save it as one of {formats}.", formats=", ".join(READERS)
        )
    return Phrase(
        "the file is not in the folder {folder}; is the name misspelt?", folder=TRANSCRIPTS_FOLDER
    )


def _named_only(interviews: Iterable[InterviewRow], tables: UnitTables) -> list[Unit]:
    """The units of kinds without a table: those that the interviews name."""
    known = {(unit.kind, unit.key) for unit in tables.units}
    named = dict.fromkeys(unit for row in interviews for unit in row.units if unit not in known)
    return [Unit(kind=kind, key=key) for kind, key in named]
