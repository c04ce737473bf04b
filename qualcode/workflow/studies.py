"""Making and opening a study."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from pathlib import Path

from qualcode.errors import Phrase, QualcodeError
from qualcode.model.studies import CoderSpec, StudySpec
from qualcode.model.units import Unit
from qualcode.model.views import InterviewLine, StudySummary
from qualcode.store import overview, setup, transcripts
from qualcode.store import study as store
from qualcode.store.study import SUFFIX, Study

__all__ = ["Study", "create_study", "default_coder", "interviews", "open_study", "study_path"]

SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud")


def study_path(path: Path) -> Path:
    """The file that a person means by a name: `senter` is `senter.qualcode`."""
    named = new_path(path)
    if path.is_file() or (path.is_dir() and not named.exists()):
        return path
    return named


def new_path(path: Path) -> Path:
    """The file that a new study goes to. A folder of that name may stand beside it."""
    if path.suffix == SUFFIX or not path.name:
        return path
    return path.with_name(path.name + SUFFIX)


def create_study(
    path: Path, spec: StudySpec | None = None, *, units: Sequence[Unit] = (), coder: str
) -> Study:
    """A new study, empty but for what `spec` sets up, and `units`. Refuses to overwrite a file."""
    path = new_path(path)
    spec = spec or StudySpec(title=path.stem)
    study = store.create(path, spec.title, spec.language)
    try:
        with study.change(coder, "set up study", spec.title) as change:
            setup.write_spec(change, spec)
            setup.write_units(change, units)
    except BaseException:
        study.close()
        path.unlink(missing_ok=True)
        raise
    return study


def open_study(path: Path) -> Study:
    """Open a study; one made by an older version is brought up to date first."""
    return store.open_study(study_path(path))


def default_coder(study: Study | None = None) -> str:
    """Who codes where nobody said so: the only coder of the study, or who is logged in."""
    if study is not None:
        names = overview_of(study).coders
        if len(names) == 1:
            return names[0]
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "coder"


def spec_of(study: Study) -> StudySpec:
    """What the study is set up with."""
    with study.read() as connection:
        return setup.read_spec(connection)


def add_coder(study: Study, name: str, *, adjudicates: bool = False) -> CoderSpec:
    """Make a coder known to the study; one that is known already is left as she is."""
    if not name.strip():
        raise QualcodeError("A coder needs a name.")
    with study.change(name, "add coder", name) as change:
        setup.coder_id(change, name, adjudicates=adjudicates)
    return CoderSpec(name=name, adjudicates=adjudicates)


def overview_of(study: Study) -> StudySummary:
    """The study in numbers."""
    with study.read() as connection:
        return overview.summary(connection)


def interviews(study: Study) -> list[InterviewLine]:
    """All interviews with what has been coded in them."""
    with study.read() as connection:
        return overview.interviews(connection)


def interview_ids(study: Study) -> list[int]:
    """All interviews in the order of the study, by id."""
    with study.read() as connection:
        return list(transcripts.transcript_ids(connection).values())


def interview_names(study: Study) -> dict[int, str]:
    """What each interview is called, by id."""
    with study.read() as connection:
        return {row: name for name, row in transcripts.transcript_ids(connection).items()}


def place_warning(path: Path) -> Phrase | None:
    """A warning where a study lies in a folder that a program copies behind one's back."""
    found = [name for name in SYNCED if any(name in part.lower() for part in path.resolve().parts)]
    if not found:
        return None
    return Phrase(
        "{file} lies in a synchronised folder ({service}). Do not have it open on two "
        "machines at once; the later copy would replace the earlier.",
        file=path.name,
        service=found[0],
    )
