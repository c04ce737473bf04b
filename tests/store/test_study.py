"""Opening, making and refusing studies; what happens when saving fails."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from qualcode.errors import CodeGone, Conflict, StudyError
from qualcode.model.spans import Span
from qualcode.store import codings, engine
from qualcode.store import study as store
from qualcode.store.study import Study
from qualcode.store.tables import CoderRow
from qualcode.workflow import coding as workflow
from qualcode.workflow.checking import check_study
from qualcode.workflow.studies import open_study


def test_a_file_that_is_not_a_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notat.qualcode"
    path.write_text("Bare et notat.", encoding="utf-8")

    with pytest.raises(StudyError, match=r"notat\.qualcode is not a qualcode study"):
        open_study(path)


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "annet.qualcode"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE ting (id INTEGER)")
    connection.close()

    with pytest.raises(StudyError, match="is not a qualcode study"):
        open_study(path)


def test_a_folder_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="qualcode new STUDY --from"):
        open_study(tmp_path)


def test_a_study_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="There is no study"):
        open_study(tmp_path / "borte")


def test_a_study_of_a_newer_version_is_refused(study: Study) -> None:
    study.close()
    with sqlite3.connect(study.path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    with pytest.raises(StudyError, match="newer version of qualcode"):
        open_study(study.path)


def test_making_a_study_never_overwrites(study: Study) -> None:
    with pytest.raises(StudyError, match="exists already"):
        store.create(study.path, "Ny", "nb")


def test_a_study_that_may_not_be_written_to_opens_for_reading(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.close()
    # The tests may run as root, whom no file mode stops; so the system is made to say no.
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)

    reading = open_study(study.path)

    assert reading.read_only
    assert len(workflow.codes(reading)) == 4
    with pytest.raises(StudyError, match="read-only"):
        workflow.create_code(reading, "siv", "Ny")
    reading.close()


def test_the_database_itself_refuses_to_write_to_what_is_read_only(study: Study) -> None:
    db = engine.make_engine(study.path, read_only=True)

    with pytest.raises(StudyError, match="cannot be written to"), db.begin() as connection:
        connection.execute(text("DELETE FROM coding"))
    db.dispose()


def test_a_full_disk_while_saving_is_said_and_nothing_is_changed(study: Study) -> None:
    held = workflow.codes(study)

    with pytest.raises(StudyError, match="the disk is full; nothing was changed"):
        fill_up(study)

    assert workflow.codes(study) == held
    assert check_study(study) == []


def fill_up(study: Study) -> None:
    with study.change("siv", "fill") as change:
        pages = change.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        change.connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 1}")
        for number in range(10_000):
            change.insert(CoderRow, guid=f"{number:032}", name=f"koder {number}", adjudicates=False)


def test_a_study_that_another_program_writes_to_says_so(study: Study) -> None:
    blocker = sqlite3.connect(study.path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    quick = engine.make_engine(study.path)
    with quick.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=10")

    with (
        pytest.raises(StudyError, match="being written to by another program"),
        quick.execution_options(**{engine.WRITING: True}).connect() as connection,
        connection.begin(),
    ):
        pass
    blocker.close()
    quick.dispose()


def test_a_screen_waits_less_for_another_program_than_a_command(study: Study) -> None:
    blocker = sqlite3.connect(study.path, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")

    study.wait_at_most(0.1)

    for do in (
        lambda: workflow.codes(study),
        lambda: workflow.create_code(study, "siv", "Ny"),
    ):
        begun = time.monotonic()
        with pytest.raises(StudyError, match="being written to by another program"):
            do()
        assert time.monotonic() - begun < engine.PATIENT / 2
    blocker.close()
    assert workflow.create_code(study, "siv", "Ny")


def test_how_long_to_wait_is_told_to_connections_that_are_open(study: Study) -> None:
    def waiting() -> int:
        with study.read() as connection:
            return int(connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one())

    asked = [waiting()]
    for seconds in (1.5, 1.5, engine.PATIENT):
        study.wait_at_most(seconds)
        asked.append(waiting())

    assert asked == [5000, 1500, 1500, 5000]


def test_a_file_that_went_away_is_not_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "flyttet.qualcode"
    db = engine.make_engine(path)

    with pytest.raises(StudyError, match="cannot be opened; does the folder exist"):
        db.connect()

    assert not path.exists()
    db.dispose()


def name_two_alike(study: Study) -> None:
    with study.change("siv", "add coder") as change:
        for number in range(2):
            change.insert(CoderRow, guid=f"{number:032}", name="kari", adjudicates=False)


def test_what_there_may_be_only_once_is_not_made_twice(study: Study) -> None:
    with pytest.raises(Conflict, match="something of that name is there already"):
        name_two_alike(study)

    assert check_study(study) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from qualcode.model.spans import Span
from qualcode.workflow import coding
from qualcode.workflow.studies import open_study

study = open_study(Path(sys.argv[1]))
coding.apply_codes(study, "siv", 1, Span(40, 50), [1])
print("saved", flush=True)
os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
"""


def test_a_coding_survives_being_killed_the_moment_it_is_saved(study: Study) -> None:
    study.close()

    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(study.path)], capture_output=True, text=True, check=False
    )

    assert done.stdout == "saved\n", done.stderr
    again = open_study(study.path)
    assert [c.span for c in workflow.codings_in(again, 1)] == [Span(40, 50)]
    assert check_study(again) == []
    again.close()


def test_foreign_keys_are_on_in_every_connection(study: Study) -> None:
    with study.read() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_the_study_has_room_for_odd_characters_in_its_path(tmp_path: Path) -> None:
    odd = tmp_path / "50 % av # sentrene å"
    odd.mkdir()

    made = store.create(odd / "s.qualcode", "Tittel", "nb")
    made.close()

    assert open_study(odd / "s.qualcode").title == "Tittel"


def test_a_code_that_is_gone_is_said_to_be_gone(study: Study) -> None:
    with pytest.raises(CodeGone, match="not there any more"):
        workflow.apply_codes(study, "siv", 1, Span(40, 50), [99])


def test_a_row_that_points_to_nothing_is_refused(study: Study) -> None:
    with (
        pytest.raises(StudyError, match="points to is gone"),
        study.change("siv", "apply code") as change,
    ):
        codings.apply(change, 1, Span(40, 50), 99)
