"""The reports of a walk up the ladder: which there are, codes, and their tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import InvalidData
from qualcode.model.questions import Question
from qualcode.model.reports import (
    REPORT_NAMES,
)
from qualcode.tally.ground import Ground
from qualcode.workflow import testing
from qualcode.workflow.reports import REPORTS, reports_of
from qualcode.workflow.reports.material import Material
from tests.ladder_study import (
    COFFEE,
    MAY_NOT,
    NOBODY_OWNS,
    SHARING,
    SORTING,
    STARTS,
    TOO_SHORT,
    Walker,
    climb,
)
from tests.reading_reports import own_rows, report, row_of, rows, texts

# All of them


def test_every_report_has_a_builder_under_its_name() -> None:
    assert tuple(REPORTS) == REPORT_NAMES


@pytest.mark.parametrize("language", ["nb", "en"])
def test_each_report_of_a_whole_walk_has_something_to_show_in_both_languages(
    language: str, tmp_path: Path
) -> None:
    walker = climb(tmp_path, language)
    found = [report(walker.study, name) for name in REPORT_NAMES]
    walker.study.close()

    for made in found:
        assert not made.blank
        assert made.grids()
        assert made.title[0].isupper()
        assert all(len(row) == len(grid.columns) for grid in made.grids() for row in grid.rows)


def test_a_study_that_nobody_has_coded_has_no_report_but_the_codes_it_came_with(
    empty: Walker,
) -> None:
    with empty.study.read() as connection:
        material = Material(connection, Question(), Ground(connection, "any"))
        found = [report.name for report in reports_of(material)]

        assert not material.begun
    assert found == ["codes", "changes"]


def test_reports_that_are_named_come_in_their_order_blank_ones_too(empty: Walker) -> None:
    with empty.study.read() as connection:
        material = Material(connection, Question(), Ground(connection, "any"))

        found = reports_of(material, ["method", "tests", "codes"])

    assert [(r.name, r.blank) for r in found] == [
        ("codes", False),
        ("tests", True),
        ("method", True),
    ]


def test_a_report_that_is_not_there_is_refused(empty: Walker) -> None:
    with empty.study.read() as connection:
        material = Material(connection, Question(), Ground(connection, "any"))

        with pytest.raises(InvalidData, match='no report "kodeliste"; there are codes, tests'):
            reports_of(material, ["kodeliste"])


def test_coding_alone_is_no_walk(empty: Walker) -> None:
    empty.code(COFFEE, "Kaffen er god her")

    with empty.study.read() as connection:
        assert not Material(connection, Question(), Ground(connection, "any")).begun


def test_the_same_moment_gives_the_same_reports(climbed: Walker) -> None:
    for name in REPORT_NAMES:
        assert report(climbed.study, name) == report(climbed.study, name)


# 1 Codes


def test_the_list_says_what_each_code_was_made_of_and_what_it_has_come_to(climbed: Walker) -> None:
    found = report(climbed.study, "codes")

    assert row_of(found, "code", STARTS)["state"] == "må testes på nytt"
    assert row_of(found, "code", NOBODY_OWNS)["tested"] == "ikke testet"
    quoted = row_of(found, "code", "gode råd og ingen til å ta dem i bruk")
    assert (quoted["kind"], quoted["passages"], quoted["interviews"]) == ("in vivo", 1, 1)
    tested = str(row_of(found, "code", MAY_NOT)["tested"])
    assert tested.startswith("bestått, Siv 20")
    assert "; bestått, Jonas 20" in tested


def test_the_states_of_codes_add_up_to_all_that_were_made(climbed: Walker) -> None:
    states = rows(report(climbed.study, "codes").grids()[0])

    assert sum(int(str(row["n"])) for row in states[:-1]) == states[-1]["n"] == 18


def test_a_deductive_code_says_its_layer_and_is_not_tested(climbed: Walker) -> None:
    row = row_of(report(climbed.study, "codes"), "code", "Innføring")

    assert (row["kind"], row["tested"]) == ("intervjuguide", "")
    assert str(row["state"]).startswith("i bruk")


def test_a_code_that_is_not_given_any_more_says_what_became_of_it(climbed: Walker) -> None:
    row = row_of(report(climbed.study, "codes"), "code", "Implementering")

    assert row["state"] == "erstattet"
    assert row["note"] == f"erstattet av «{TOO_SHORT}» (Sorteringskode fra guiden)"
    assert str(row["tested"]).startswith("underkjent, Siv")


# 2 Tests


def test_the_log_has_each_verdict_on_the_code_as_it_was_called(climbed: Walker) -> None:
    found = own_rows(report(climbed.study, "tests"))

    assert [row["number"] for row in found] == list(range(1, 20))
    first = found[0]
    assert (first["as_tested"], first["answers"], first["verdict"]) == (
        "Implementering",
        "K1 ja",
        "underkjent",
    )
    assert first["outcome"] == f"erstattet av «{TOO_SHORT}» (Sorteringskode fra guiden)"
    renamed = next(row for row in found if row["as_tested"] == "Startpenger")
    assert str(renamed["outcome"]).startswith(f"heter nå «{STARTS}»")


def test_testers_who_differ_are_both_shown_and_nothing_is_averaged(climbed: Walker) -> None:
    found = report(climbed.study, "tests")

    both = [row for row in own_rows(found) if row["as_tested"] == SHARING]
    assert [(row["tester"], row["verdict"]) for row in both] == [
        ("Siv", "bestått"),
        ("Jonas", "underkjent"),
    ]
    assert "Jonas: underkjent" in str(both[0]["outcome"])
    assert "Der testerne er uenige" in texts(found)
    note = row_of(report(climbed.study, "codes"), "code", SHARING)["note"]
    assert note == "testerne er uenige: Siv bestått og Jonas underkjent"


def test_the_questions_stand_as_they_were_asked(walker: Walker) -> None:
    testing.set_wording(walker.study, "Siv", "K1", "Fantes koden før du leste?")
    walker.test(COFFEE, "failed", SORTING)

    asked = [text for text in texts(report(walker.study, "tests")) if text.startswith("K1 ")]

    assert len(asked) == 2
    assert asked[1] == "K1 Fantes koden før du leste?"


def test_a_verdict_that_was_given_anew_says_so(walker: Walker) -> None:
    walker.test(COFFEE, comment="Fortsatt.")

    first, second = (
        row for row in own_rows(report(walker.study, "tests")) if row["as_tested"] == COFFEE
    )

    assert (first["outcome"], second["outcome"]) == ("testet på nytt siden", "")
