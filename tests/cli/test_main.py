"""What all commands share: exit codes, messages, and that no traceback reaches a person."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import qualcode as package
from qualcode import __version__

Qualcode = Callable[..., Any]


ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(package.__file__).parents[1])}
"""Where a process of its own finds the package, installed or not."""


def in_process(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "qualcode", *map(str, arguments)],
        capture_output=True,
        env={**ENVIRONMENT, **environment},
        check=False,
    )


def test_the_version_is_shown(qualcode: Qualcode) -> None:
    assert qualcode("--version").out.split()[-1] == __version__


def test_an_unknown_command_is_wrong_usage(qualcode: Qualcode) -> None:
    outcome = qualcode("tellopp")

    assert outcome.code == 2
    assert outcome.out == ""
    assert "No such command 'tellopp'" in outcome.err


def test_a_fault_in_the_data_is_a_message_on_stderr(qualcode: Qualcode, study_folder: Path) -> None:
    (study_folder / "centres.csv").write_text(
        "centre,county,type\nS01,Vestdal,XYZ\n", encoding="utf-8"
    )

    outcome = qualcode("new", "studie", "--from", study_folder)

    assert outcome.code == 1
    assert outcome.out == ""
    assert 'centres.csv, line 2, column "type", value "XYZ"' in outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize("place", [0, 2])
def test_debug_shows_where_an_error_arose(qualcode: Qualcode, place: int) -> None:
    arguments = ["check", "ingen.qualcode"]
    arguments.insert(place, "--debug")

    outcome = qualcode(*arguments)

    assert outcome.code == 1
    assert "Traceback" in outcome.err
    assert "There is no study" in outcome.err


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("", "Det er ingenting som heter «farge» å dele opp etter"),
        ("en", 'There is nothing called "farge" to break down by'),
    ],
)
def test_a_fault_is_told_in_the_language_of_the_study_or_the_one_asked_for(
    qualcode: Qualcode, study: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    monkeypatch.setenv("QUALCODE_LANGUAGE", language)

    outcome = qualcode("tally", study, "--by", "farge")

    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(said)


def test_where_there_is_no_study_a_fault_is_told_in_the_language_asked_for(
    qualcode: Qualcode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALCODE_LANGUAGE", "nb")

    outcome = qualcode("check", "ingen.qualcode")

    assert outcome.code == 1
    assert outcome.err.startswith("Det er ingen studie ingen.qualcode; lag en med")


def test_what_was_not_foreseen_is_told_in_a_sentence(
    qualcode: Qualcode, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bool:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(os, "access", fail)

    outcome = qualcode("check", study)

    assert outcome.code == 1
    assert "not foreseen" in outcome.err
    assert "--debug" in outcome.err
    assert "Traceback" not in outcome.err


def test_an_interruption_is_quiet(
    qualcode: Qualcode, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "access", interrupt)

    outcome = qualcode("check", study)

    assert (outcome.code, outcome.out, outcome.err) == (130, "", "")


def test_the_name_of_a_study_opens_it(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode(study)

    assert outcome.code == 1
    assert "need a terminal" in outcome.err


def test_a_study_may_be_named_without_its_ending(qualcode: Qualcode, study: Path) -> None:
    assert qualcode("check", study.with_suffix("")).code == 0


def test_a_study_that_is_not_there_says_how_to_make_one(qualcode: Qualcode) -> None:
    outcome = qualcode("tally", "ingen")

    assert outcome.code == 1
    assert "qualcode new ingen.qualcode" in outcome.err


@pytest.mark.parametrize("content", [b"", b"bare tekst", b"SQLite format 3\x00" + b"\0" * 200])
def test_a_file_that_is_no_study_is_refused(
    qualcode: Qualcode, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "feil.qualcode"
    path.write_bytes(content)

    outcome = qualcode("check", path)

    assert (outcome.code, outcome.err) == (1, "feil.qualcode is not a qualcode study.\n")
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused(qualcode: Qualcode, tmp_path: Path) -> None:
    path = tmp_path / "annet.qualcode"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE study (id INTEGER)")
    database.close()

    assert qualcode("tally", path).err == "annet.qualcode is not a qualcode study.\n"


def test_a_study_made_by_a_newer_version_is_refused(qualcode: Qualcode, study: Path) -> None:
    with sqlite3.connect(study) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    before = study.read_bytes()

    outcome = qualcode("tally", study)

    assert outcome.code == 1
    assert "made by a newer version of qualcode" in outcome.err
    assert study.read_bytes() == before


def test_a_study_on_a_read_only_disk_is_read_and_not_written(
    qualcode: Qualcode, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writable = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and writable(path, mode))
    before = study.read_bytes()

    told, written = qualcode("tally", study), qualcode("undo", study)

    assert told.code == 0
    assert written.code == 1
    assert "skrivebeskyttet" in written.err
    assert study.read_bytes() == before


LIMITED = """
import resource, sys
limit = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
from qualcode.cli.main import main
main()
"""


def with_full_disk(room: int, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """A command in a process that cannot write beyond `room` bytes in any file."""
    pytest.importorskip("resource")
    return subprocess.run(
        [sys.executable, "-c", LIMITED, str(room), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env=ENVIRONMENT,
        check=False,
    )


def test_a_full_disk_changes_nothing(qualcode: Qualcode, study: Path, tmp_path: Path) -> None:
    long = tmp_path / "lang.txt"
    long.write_text("Leder: " + "Det er mye å si om dette. " * 40_000, encoding="utf-8")
    history = qualcode("history", study).out

    failed = with_full_disk(study.stat().st_size, "import", study, long)

    assert failed.returncode == 1
    assert "ingenting er endret" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert qualcode("check", study).code == 0
    assert qualcode("history", study).out == history


def test_a_full_disk_leaves_no_new_study_behind(study_folder: Path, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())

    failed = with_full_disk(60_000, "new", tmp_path / "ny", "--from", study_folder)

    assert failed.returncode == 1
    assert "could not be saved" in failed.stderr
    assert set(tmp_path.iterdir()) == before


def test_a_full_disk_leaves_the_old_workbook(qualcode: Qualcode, study: Path) -> None:
    workbook = study.with_suffix(".xlsx")
    assert qualcode("export", study, workbook).code == 0
    before = workbook.read_bytes()

    failed = with_full_disk(4_000, "export", study, workbook)

    assert failed.returncode == 1
    assert "Traceback" not in failed.stderr
    assert workbook.read_bytes() == before


def test_a_reader_that_stops_reading_is_no_error(study: Path) -> None:
    command = f'"{sys.executable}" -m qualcode tally "{study}" --by interview | true'

    done = subprocess.run(command, shell=True, capture_output=True, env=ENVIRONMENT)

    assert done.stderr == b""


def test_letters_that_a_terminal_lacks_do_no_harm(study: Path) -> None:
    plain = in_process("tally", study, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")

    assert plain.returncode == 0
    assert "Står i planen" in plain.stdout.decode("utf-8")


def test_the_language_may_be_chosen(
    qualcode: Qualcode, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    norwegian = qualcode("check", study).out
    monkeypatch.setenv("QUALCODE_LANGUAGE", "en")

    english = qualcode("check", study).out

    assert norwegian == "tre-sentre.qualcode er hel.\n"
    assert english == "tre-sentre.qualcode is whole.\n"
