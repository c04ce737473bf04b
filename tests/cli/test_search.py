"""`qualcode search`: hits as a person reads them, in csv and in JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

COLUMNS = [
    *("interview", "turn", "speaker", "interviewer"),
    *("start", "end", "before", "hit", "after"),
]

Qualcode = Callable[..., Any]


def test_hits_stand_below_the_name_of_their_interview_and_below_each_other(
    qualcode: Qualcode, study: Path
) -> None:
    outcome = qualcode("search", study, "planen")

    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "01.txt",
        "  1 Intervjuer   Er dere med i planen?",
        "02.txt",
        "  1 Intervjuer   Er dere med i planen?",
        "03.txt",
        "  2 Leder            Vi står i planen, men det er trangt.",
    ]
    assert outcome.err == "Treff: 3. Intervjuer: 3.\n"


def test_no_line_is_wider_than_the_terminal(
    qualcode: Qualcode, study: Path, tmp_path: Path
) -> None:
    long = f"En svært lang merkelapp på en person: {'ord ' * 50}her {'ord ' * 50}\n"
    (tmp_path / "lang.txt").write_text(long * 3, encoding="utf-8")
    qualcode("import", study, "lang.txt")

    lines = qualcode("search", study, "her", "--in", "lang").out.splitlines()

    assert len(lines) == 4
    assert max(map(len, lines)) <= 80


def test_nothing_found_is_said_plainly(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("search", study, "finnesikke")

    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == "Ingenting passer med «finnesikke».\n"


def test_it_is_said_that_there_are_more(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("search", study, "planen", "--limit", "2")

    assert len(outcome.out.splitlines()) == 4
    assert outcome.err == "Treff: 2, de første av flere (--limit). Intervjuer: 2.\n"


@pytest.mark.parametrize(
    "words", [("står i",), ("står", "i"), ('"står i"',), ("i vi", "--near", "2"), ("i vi /2",)]
)
def test_words_may_be_given_in_several_ways(
    qualcode: Qualcode, study: Path, words: tuple[str, ...]
) -> None:
    outcome = qualcode("search", study, *words, "--format", "json")

    found = json.loads(outcome.out)["hits"]
    assert [hit["interview"] for hit in found] == ["01.txt", "03.txt"]


def test_nearness_given_twice_is_refused(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("search", study, "i vi /2", "--near", "3")

    assert (outcome.code, outcome.out) == (1, "")
    assert "to ganger" in outcome.err


def test_one_interview_is_searched_by_its_name(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("search", study, "planen", "--in", "03")

    assert outcome.out.splitlines()[0] == "03.txt"
    assert outcome.err == "Treff: 1. Intervjuer: 1.\n"


def test_an_interview_that_is_not_there_is_named(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("search", study, "planen", "--in", "99.txt")

    assert (outcome.code, outcome.out) == (1, "")
    assert "«99.txt»" in outcome.err


def test_csv_has_a_row_for_each_hit(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("search", study, "*økonomi", "--format", "csv")

    assert list(csv.reader(io.StringIO(outcome.out))) == [
        COLUMNS,
        ["01.txt", "2", "Leder", "0", "56", "69", "Ja, vi står i ", "økonomiplanen", " nå."],
    ]


def test_json_has_all_of_it(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("search", study, "~går", "--format", "json")

    found = json.loads(outcome.out)
    assert (found["query"], found["more"]) == ("~går", False)
    assert found["note"].startswith("Andre former av «går»")
    assert found["note"] in outcome.err
    assert found["hits"] == [
        {
            "interview": "03.txt",
            "turn": 1,
            "speaker": "Intervjuer",
            "interviewer": True,
            "start": 20,
            "end": 23,
            "before": "Hvordan ",
            "hit": "går",
            "after": " det?",
        }
    ]


def test_what_stands_outside_the_turns_has_no_turn(
    qualcode: Qualcode, study: Path, tmp_path: Path
) -> None:
    (tmp_path / "notat.txt").write_text("Bare et notat.\n", encoding="utf-8")
    qualcode("import", study, "notat.txt")

    as_json = json.loads(qualcode("search", study, "notat", "--format", "json").out)
    as_csv = qualcode("search", study, "notat", "--format", "csv").out.splitlines()

    assert as_json["hits"][0]["turn"] is None
    assert as_csv[1].startswith("notat.txt,,,0,8,13,")


@pytest.mark.parametrize("words", [(), ("plan", "--limit", "0"), ("plan", "--near", "0")])
def test_wrong_usage_is_told(qualcode: Qualcode, study: Path, words: tuple[str, ...]) -> None:
    assert qualcode("search", study, *words).code == 2
