"""A study whose file disappears, or is exchanged, while it is open."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qualcode.errors import StudyError
from qualcode.model.spans import Span
from qualcode.store.study import Study
from qualcode.workflow import coding


def test_nothing_is_written_to_a_file_that_was_deleted(study: Study) -> None:
    study.path.unlink()

    with pytest.raises(StudyError, match="not in its folder any more"):
        coding.apply_codes(study, "siv", 1, Span(40, 50), [1])
    with pytest.raises(StudyError, match="not in its folder any more"):
        coding.codings_in(study, 1)


def test_work_goes_on_when_the_file_is_put_back(study: Study, tmp_path: Path) -> None:
    away = study.path.rename(tmp_path / "bort.qualcode")
    with pytest.raises(StudyError):
        coding.apply_codes(study, "siv", 1, Span(40, 50), [1])

    away.rename(study.path)
    coding.apply_codes(study, "siv", 1, Span(40, 50), [1])

    assert len(coding.codings_in(study, 1)) == 1


def test_a_copy_put_in_its_place_is_the_study_from_then_on(study: Study, tmp_path: Path) -> None:
    copy = tmp_path / "kopi.qualcode"
    shutil.copy(study.path, copy)
    coding.apply_codes(study, "siv", 1, Span(40, 50), [1])

    copy.replace(study.path)

    assert coding.codings_in(study, 1) == ()
    coding.apply_codes(study, "siv", 1, Span(41, 50), [1])
    assert len(coding.codings_in(study, 1)) == 1


def test_something_else_in_its_place_is_refused(study: Study, tmp_path: Path) -> None:
    other = tmp_path / "brev.txt"
    other.write_text("Kjære deg", encoding="utf-8")

    other.replace(study.path)

    with pytest.raises(StudyError, match="not a qualcode study"):
        coding.codings_in(study, 1)
