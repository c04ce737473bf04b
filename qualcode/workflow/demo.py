"""The sample study: from its folder to a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import qualcode
from qualcode.errors import StudyError, why
from qualcode.model.questions import Question, Row
from qualcode.model.studies import ImportReport
from qualcode.store.study import Study
from qualcode.workflow.handing_over import export_study
from qualcode.workflow.importing import study_from_folder
from qualcode.workflow.studies import open_study
from qualcode.workflow.tallying import tally

NAME = "utviklingssentre"
TOP = 10


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A theme with how many units mention it, of how many; and its most mentioned code."""

    theme: str
    n: int
    base: int
    code: str = ""
    code_n: int = 0


@dataclass(frozen=True, slots=True)
class DemoResult:
    """The sample study, open, with its workbook; `report` is None where both were there."""

    study: Study
    workbook: Path
    top: tuple[Mentioned, ...]
    report: ImportReport | None


def sample_folder() -> Path:
    """The sample study as a study folder: in an installed package, or in the repository."""
    package = Path(qualcode.__file__).parent
    for folder in (package / "_data", package.parent):
        if (folder / "transcripts_sample" / "study.yaml").exists():
            return folder / "transcripts_sample"
    raise StudyError("The sample study is missing from this installation; install qualcode again.")


def build_demo(folder: Path, coder: str, sample: Path | None = None) -> DemoResult:
    """Make the sample study and its workbook in a folder.

    What is there already is opened and left as it is: somebody may have coded in it.
    """
    path, workbook = folder / f"{NAME}.qualcode", folder / f"{NAME}.xlsx"
    _make_folder(folder)
    report = None
    if path.exists():
        study = open_study(path)
    else:
        study, report = study_from_folder(path, sample or sample_folder(), coder=coder)
    try:
        if not workbook.exists():
            export_study(study, workbook)
        return DemoResult(study, workbook, most_mentioned(study), report)
    except BaseException:
        study.close()
        raise


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StudyError(
            "{folder} cannot be made: {why}. Name another folder.", folder=folder, why=why(error)
        ) from error


def most_mentioned(study: Study, limit: int = TOP) -> tuple[Mentioned, ...]:
    """The themes that most units mention, by number and then in codebook order."""
    themes = [row for row in tally(study, Question(rows="themes")).rows if not row.residual]
    codes: dict[str, Row] = {}
    for row in tally(study, Question(rows="codes")).rows:
        best = codes.get(row.theme)
        if row.code and (best is None or row.total.n > best.total.n):
            codes[row.theme] = row
    ranked = sorted(themes, key=lambda row: -row.total.n)
    return tuple(_mentioned(row, codes.get(row.theme)) for row in ranked[:limit])


def _mentioned(theme: Row, code: Row | None) -> Mentioned:
    known = ("", 0) if code is None else (code.label, code.total.n)
    return Mentioned(theme.label, theme.total.n, theme.total.base or 0, *known)
