"""A study whose file disappears, or is exchanged, while it is open."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from qualcode.errors import StudyError
from qualcode.model.history import News
from qualcode.model.spans import Span
from qualcode.store.study import Study
from qualcode.workflow import coding, history
from qualcode.workflow.studies import create_study, open_study


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


def test_another_study_in_its_place_is_refused_until_the_first_is_back(
    study: Study, tmp_path: Path
) -> None:
    create_study(tmp_path / "ny.qualcode", coder="siv").close()
    away = study.path.rename(tmp_path / "bort.qualcode")

    (tmp_path / "ny.qualcode").rename(study.path)

    for _ in range(2):
        with pytest.raises(StudyError, match="exchanged for another study"):
            coding.codes(study)
    away.replace(study.path)
    assert len(coding.codes(study)) == 4
    assert study.generation == 0


@pytest.mark.parametrize("version", ["0001", "9999"])
def test_a_copy_of_another_version_in_its_place_is_refused(
    study: Study, tmp_path: Path, version: str
) -> None:
    copy = tmp_path / "kopi.qualcode"
    shutil.copy(study.path, copy)
    with sqlite3.connect(copy) as connection:
        connection.execute("DROP TABLE reading")
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    connection.close()

    copy.replace(study.path)

    with pytest.raises(StudyError, match="a copy of another version"):
        coding.codes(study)
    with pytest.raises(StudyError, match="a copy of another version"):
        coding.apply_codes(study, "siv", 1, Span(40, 50), [1])


def test_everything_is_news_once_a_copy_is_put_in_its_place(study: Study, tmp_path: Path) -> None:
    copy = tmp_path / "kopi.qualcode"
    shutil.copy(study.path, copy)
    coding.apply_codes(study, "siv", 1, Span(40, 50), [1])
    coding_elsewhere(copy)
    seen = history.newest_change(study)

    copy.replace(study.path)

    latest = history.newest_change(study)
    assert study.generation == 1
    assert history.news(study, seen, 1) == News(latest, everything=True)
    assert history.news(study, latest, 1) == News(latest)


def test_what_comes_after_the_exchange_is_told_as_ever(study: Study, tmp_path: Path) -> None:
    copy = tmp_path / "kopi.qualcode"
    shutil.copy(study.path, copy)
    copy.replace(study.path)
    seen = history.newest_change(study)

    [made] = coding.apply_codes(study, "siv", 1, Span(40, 50), [1])

    news = history.news(study, seen, 1)
    assert (list(news.codings), news.coders, news.everything) == ([made], ("siv",), False)


def coding_elsewhere(path: Path) -> None:
    """One coding, so that there are as many changes as in the file that was there."""
    other = open_study(path)
    coding.apply_codes(other, "jonas", 1, Span(41, 50), [2])
    other.close()
