"""`qualcode tally`: the numbers on the screen, in csv and in JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Qualcode = Callable[..., Any]

DESIGNED = (
    *("--rows", "--by", "--count", "--coder", "--base", "--roll-up", "--where"),
    *("--format", "--out", "--dialect"),
)


def rows(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def test_the_options_are_those_of_the_design(qualcode: Qualcode) -> None:
    shown = qualcode("tally", "--help").out

    assert [option for option in DESIGNED if option not in shown] == []


def test_csv_has_a_row_for_each_theme_and_code_and_a_column_for_each_value(
    qualcode: Qualcode, study: Path
) -> None:
    outcome = qualcode("tally", study, "--by", "type", "--format", "csv")

    assert outcome.code == 0
    assert rows(outcome.out) == [
        ["theme", "code", "USH", "UHT", "n", "base", "percent"],
        ["Forankring", "", "2", "0", "2", "3", "66.7"],
        ["Forankring", "plan", "2", "0", "2", "3", "66.7"],
        ["Forankring", "utvalg", "0", "0", "0", "3", "0.0"],
        ["Rammer", "", "1", "1", "2", "3", "66.7"],
        ["Rammer", "knapt", "1", "1", "2", "3", "66.7"],
    ]


def test_a_centre_in_two_counties_counts_in_both_and_once_in_all(
    qualcode: Qualcode, study: Path
) -> None:
    outcome = qualcode("tally", study, "--rows", "themes", "--by", "county", "--format", "csv")

    assert rows(outcome.out)[1:] == [
        ["Forankring", "", "1", "1", "2", "3", "66.7"],
        ["Rammer", "", "1", "2", "2", "3", "66.7"],
    ]


def test_csv_for_norwegian_excel(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("tally", study, "--format", "csv", "--dialect", "excel-nb")

    assert outcome.out.startswith("\ufefftheme;code;n;base;percent")
    assert rows(outcome.out, ";")[2] == ["Forankring", "plan", "2", "3", "66,7"]


def test_json_names_the_question(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("tally", study, "--coder", "all", "--base", "interviewed", "--format=json")

    answer = json.loads(outcome.out)
    assert (answer["question"]["coder"], answer["question"]["base"]) == ("all", "interviewed")
    assert [row["total"]["n"] for row in answer["rows"] if row["code"] == "plan"] == [2]


@pytest.mark.parametrize("name", ["centre", "centres", "senter", "sentre", "Sentre"])
def test_the_counting_unit_may_be_named_in_any_form(
    qualcode: Qualcode, study: Path, name: str
) -> None:
    counted = qualcode("tally", study, "--count", name, "--format", "csv")

    assert rows(counted.out)[1][2:4] == ["2", "3"]


def test_a_code_as_base_asks_of_those_who_mention_it(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("tally", study, "--base", "plan", "--format", "csv")

    assert rows(outcome.out)[-1] == ["Rammer", "knapt", "1", "2", "50.0"]


def test_where_keeps_only_the_units_with_the_value(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("tally", study, "--where", "type=USH", "--format", "csv")

    counts = {row[1]: row[2:4] for row in rows(outcome.out) if row[1] != "code"}
    assert counts == {"": ["1", "2"], "plan": ["2", "2"], "utvalg": ["0", "2"], "knapt": ["1", "2"]}


def test_the_table_says_what_it_counts_and_of_how_many(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("tally", study, "--by", "type")

    lines = outcome.out.split("\n")
    assert lines[0] == "Sentre som omtaler, av alle sentre; enhver koder"
    assert "N = 3" in lines[1]
    plan = next(line for line in lines if "Står i planen" in line)
    assert plan.split()[3:10] == ["2", "0", "2", "av", "3", "67", "%"]


def test_the_table_keeps_to_eighty_columns(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("tally", study, "--by", "interview", "--count", "words")

    assert max(len(line) for line in outcome.out.split("\n")) <= 80


def test_many_columns_come_in_blocks(qualcode: Qualcode, study: Path, tmp_path: Path) -> None:
    for i in range(20):
        (tmp_path / f"svar_{i:02}.txt").write_text(f"Leder: Svar {i}.\n", encoding="utf-8")
    qualcode("import", study, *sorted(tmp_path.glob("svar_*.txt")))

    outcome = qualcode("tally", study, "--by", "interview", "--count", "segments")

    assert max(len(line) for line in outcome.out.split("\n")) <= 80
    assert all(f"svar_{i:02}" in outcome.out for i in range(20))
    assert outcome.out.count("Knappe rammer") > 1


def test_brackets_in_a_name_are_letters(
    qualcode: Qualcode, study_folder: Path, tmp_path: Path
) -> None:
    book = study_folder / "codebook.yaml"
    text = book.read_text(encoding="utf-8").replace("Knappe rammer", "'[bold] og [/latter]'")
    book.write_text(text, encoding="utf-8")
    qualcode("new", "klammer", "--from", study_folder)

    assert "[bold] og [/latter]" in qualcode("tally", "klammer").out


def test_a_file_is_written_whole(qualcode: Qualcode, study: Path, tmp_path: Path) -> None:
    out = tmp_path / "tall.csv"

    outcome = qualcode("tally", study, "--format", "csv", "--out", out)

    assert (outcome.code, outcome.out) == (0, "")
    assert out.read_text(encoding="utf-8").startswith("theme,code,n,base,percent\n")


def test_a_file_in_a_folder_that_is_not_there_is_refused(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("tally", study, "--out", "ingen/tall.txt")

    assert outcome.code == 1
    assert "mappen ingen finnes ikke" in outcome.err


@pytest.mark.parametrize(
    "option",
    [
        ["--by", "alder"],
        ["--count", "hester"],
        ["--coder", "kari"],
        ["--base", "ukjent"],
        ["--where", "type"],
        ["--where", "alder=12"],
        ["--where", "type=ABC"],
        ["--rows", "linjer"],
        ["--format", "pdf"],
    ],
)
def test_a_question_without_meaning_is_wrong_usage(
    qualcode: Qualcode, study: Path, option: list[str]
) -> None:
    outcome = qualcode("tally", study, *option)

    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.strip()


def test_the_same_question_gives_the_same_bytes(qualcode: Qualcode, study: Path) -> None:
    first, second = (qualcode("tally", study, "--format", "json") for _ in range(2))

    assert first == second
