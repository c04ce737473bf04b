from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import InvalidData
from qualcode.model.studies import InterviewRow
from qualcode.readers.interviews import read_interviews

Write = Callable[[str, str | bytes], Path]


def test_a_row_says_who_speaks_and_for_which_units(write: Write) -> None:
    path = write(
        "interviews.csv",
        "file,speaker,centre,county,role,mode,date,kind,lengde\n"
        "a.txt,,S01+S02,Troms/Finnmark,leder,telefon,2015-03-01,minutes,45\n",
    )

    assert read_interviews(path, ["centre", "county"], {"county": "/"}) == (
        InterviewRow(
            file="a.txt",
            units=(
                ("centre", "S01"),
                ("centre", "S02"),
                ("county", "Troms"),
                ("county", "Finnmark"),
            ),
            role="leder",
            mode="telefon",
            date="2015-03-01",
            kind="minutes",
            details={"lengde": "45"},
            line=2,
        ),
    )


def test_columns_of_other_kinds_than_the_study_has_are_details(write: Write) -> None:
    path = write("interviews.csv", "File;Senter;kommune\na.txt;S01;Bø\n")

    (row,) = read_interviews(path, ["centre"])

    assert row.units == (("centre", "S01"),)
    assert row.details == {"kommune": "Bø"}


def test_a_group_interview_has_a_row_per_speaker(write: Write) -> None:
    path = write(
        "interviews.csv", "file,speaker,centre\na.txt,Kari,S01\na.txt,Ola,S02\na.txt,,S03\n"
    )

    assert [row.speaker for row in read_interviews(path, ["centre"])] == ["Kari", "Ola", ""]


def test_names_in_parts_are_put_together(write: Write) -> None:
    path = write("interviews.csv", unicodedata.normalize("NFD", "file,centre\npå.txt,Bø\n"))

    assert read_interviews(path, ["centre"])[0].file == "på.txt"


def test_one_respondent_of_a_survey_can_be_named(write: Write) -> None:
    path = write("interviews.csv", "file,centre\nsvar.csv#2024/12,S01\n")

    assert read_interviews(path, ["centre"])[0].file == "svar.csv#2024/12"


def test_all_faults_are_told_with_their_lines(write: Write) -> None:
    path = write(
        "interviews.csv",
        "file,kind,speaker\n../x.txt,,\n/etc/passwd,,\n..\\x.txt,,\nC:x.txt,,\n,,Kari\n"
        "a.txt,samtale,\na.txt,,\n..,,\n",
    )

    with pytest.raises(InvalidData) as caught:
        read_interviews(path, ["centre"])

    alone = "give the name of the file alone, without a folder."
    assert str(caught.value).split("\n") == [
        f'interviews.csv, line 2, column "file", value "../x.txt": {alone}',
        f'interviews.csv, line 3, column "file", value "/etc/passwd": {alone}',
        f'interviews.csv, line 4, column "file", value "..\\x.txt": {alone}',
        f'interviews.csv, line 5, column "file", value "C:x.txt": {alone}',
        'interviews.csv, line 6, column "file", value "": the cell is empty; name the file.',
        'interviews.csv, line 7, column "kind", value "samtale": it is none of interview, notes, '
        "open_answer, minutes, document.",
        f'interviews.csv, line 9, column "file", value "..": {alone}',
        'interviews.csv, line 8, column "file", value "a.txt": line 7 is about the file as a whole '
        "already; put several units in one cell (A+B).",
    ]


def test_the_column_of_files_is_required(write: Write) -> None:
    with pytest.raises(InvalidData, match='line 1, column "file": the column is missing'):
        read_interviews(write("interviews.csv", "fil,centre\n"), ["centre"])
