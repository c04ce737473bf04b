"""The change log: of a whole study, between moments, and of a walk that was taken in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import NotFound
from qualcode.store.study import Study
from qualcode.workflow import grouping, importing, recoding, tracing
from qualcode.workflow.history import undo
from tests.ladder_folder import INTERVIEWS, write_folder
from tests.ladder_study import COFFEE, MONEY, NOBODY_OWNS, STARTS, STRANDED, Walker
from tests.reading_reports import happened, own_rows, report, texts

# 10 Changes


def test_the_log_tells_what_became_of_each_code_and_why(climbed: Walker) -> None:
    found = report(climbed.study, "changes")

    assert happened(found, "Ressurser")[1:] == [
        ("delt i", "", STRANDED, "Bare et tema"),
        ("delt i", "", "Får ikke kjøpt fri fagfolk", "Bare et tema"),
    ]
    assert happened(found, STARTS)[1] == ("nytt navn", "Startpenger", STARTS, "")
    assert happened(found, NOBODY_OWNS)[1] == (
        "plassert mot testen",
        "Uten gruppe",
        MONEY,
        "Testes når alle intervjuene er lest",
    )
    assert happened(found, "Været")[1] == ("tatt ut av bruk", "", "", "Har ikke med saken å gjøre")


def test_the_log_tells_how_questions_were_worded(climbed: Walker) -> None:
    found = happened(
        report(climbed.study, "changes"), "Hva skjer med gode prosjekter når pengene tar slutt?"
    )

    assert found == [
        ("laget", "", "Hvordan tas ny kunnskap i bruk?", ""),
        (
            "ny ordlyd",
            "Hvordan tas ny kunnskap i bruk?",
            "Hva skjer med gode prosjekter når pengene tar slutt?",
            "Kodegruppene viste at det er pengene det handler om",
        ),
    ]


def test_an_expectation_is_not_told_as_a_question(climbed: Walker) -> None:
    found = report(climbed.study, "changes")

    things = {row["name"]: row["thing"] for row in own_rows(found)}
    assert things["Jeg venter å høre om mangel på tid."] == "forventning"
    assert things["Hva skjer med gode prosjekter når pengene tar slutt?"] == "spørsmål"


def test_a_code_that_was_a_guest_first_is_told_to_have_been_placed_against_its_test(
    walker: Walker,
) -> None:
    study, name = walker.study, "Strandet uten penger"
    code, theme = walker.codes[STRANDED], walker.themes[MONEY]
    grouping.let_wait(study, "Siv", [code])
    grouping.stand_in_second(study, "Siv", code, theme, reason="også penger")
    recoding.rename_code(study, "Siv", code, name)
    grouping.place_codes(study, "Siv", [code], theme, reason="mot testen")

    told = happened(report(study, "changes"), name)
    assert ("plassert mot testen", "Uten gruppe", MONEY, "mot testen") in told


def test_the_log_since_a_moment_tells_only_what_came_after(climbed: Walker) -> None:
    found = report(climbed.study, "changes", since="etter kodetest 1")

    assert texts(found)[0].startswith(
        "Siden «etter kodetest 1»: 3 koder laget, 1 med nytt navn, 1 helt eller delvis erstattet"
    )
    assert happened(found, COFFEE) == [
        ("flyttet", "Uten gruppe", "Restgruppe", "Hyggelig, men utenfor saken")
    ]


def test_the_log_up_to_a_moment_tells_nothing_of_what_came_after(climbed: Walker) -> None:
    found = report(climbed.study, "changes", until="etter kodetest 1")

    assert {row["happened"] for row in own_rows(found)} == {"laget"}


def test_what_was_taken_back_is_not_in_the_log(walker: Walker) -> None:
    recoding.rename_code(walker.study, "Siv", walker.codes[COFFEE], "Kaffe")
    undo(walker.study, "Siv")

    assert "nytt navn" not in [h[0] for h in happened(report(walker.study, "changes"), COFFEE)]


def test_taking_back_what_is_older_than_the_moment_is_in_the_log(walker: Walker) -> None:
    recoding.rename_code(walker.study, "Siv", walker.codes[COFFEE], "Kaffe")
    tracing.name_moment(walker.study, "Siv", "nå")
    rename = walker.study.history()[1]
    undo(walker.study, "Siv", change_id=rename.id)

    found = report(walker.study, "changes", since="nå")

    assert happened(found, COFFEE) == [("nytt navn", "Kaffe", COFFEE, "")]


def test_a_moment_that_is_not_there_is_refused(climbed: Walker) -> None:
    with pytest.raises(NotFound, match='"i fjor" is no day'):
        report(climbed.study, "changes", since="i fjor")


def test_deductive_codes_are_in_the_log_with_their_layer_and_in_none_of_its_counts(
    climbed: Walker,
) -> None:
    found = report(climbed.study, "changes")

    row = next(row for row in own_rows(found) if row["name"] == "Innføring")
    assert row["kind"] == "intervjuguide"
    assert "18 koder laget" in texts(found)[0]


# A walk that was made elsewhere, and taken in with its folder

WALK = """\
tests:
  - {code: kaffe, by: Siv, at: 2015-02-13T12:40:00Z, K1: yes, verdict: failed, label: Trivsel}
  - {code: kaffe, by: Siv, at: 2015-03-02T12:40:00Z, K1: no, K2: content, K3: yes, verdict: passed}
placements:
  - {code: kaffe, theme: Makt, reason: Handler om hvem som koker den.}
"""
CODES = """\
title: Stige
themes:
  - name: Trivsel
    codes:
      - {id: kaffe, name: Kaffen er god}
  - name: Makt
    codes:
      - {id: raad, name: Rådene blir hørt}
"""
CODED = "Kaffen er god her", "Rådene våre blir hørt"


@pytest.fixture
def taken_in(tmp_path: Path) -> Iterator[Study]:
    folder = write_folder(tmp_path / "mappe")
    (folder / "codebook.yaml").write_text(CODES, encoding="utf-8")
    (folder / "method.yaml").write_text(WALK, encoding="utf-8")
    lines = ["file,start,end,code,coder"]
    for words, code in zip(CODED, ("kaffe", "raad"), strict=True):
        name, text = next((n, t) for n, t in INTERVIEWS.items() if words in t)
        start = text.index(words)
        lines.append(f"{name},{start},{start + len(words)},{code},Siv")
    (folder / "codings.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    study, _ = importing.study_from_folder(tmp_path / "s.qualcode", folder, coder="Siv")
    yield study
    study.close()


def test_names_that_only_tests_have_seen_are_told_as_earlier_names(taken_in: Study) -> None:
    found = report(taken_in, "changes")

    assert ("nytt navn", "Trivsel", COFFEE, "") in happened(found, COFFEE)
    assert "1 med nytt navn" in texts(found)[0]


def test_second_homes_that_were_taken_in_are_told_as_such(taken_in: Study) -> None:
    found = report(taken_in, "changes")

    told = ("en kodegruppe til", "", "Makt", "Handler om hvem som koker den.")
    assert told in happened(found, COFFEE)


def test_verdicts_that_were_taken_in_keep_their_dates_and_what_they_were_on(
    taken_in: Study,
) -> None:
    found = own_rows(report(taken_in, "tests"))

    assert [(row["day"], row["as_tested"]) for row in found] == [
        ("2015-02-13", "Trivsel"),
        ("2015-03-02", COFFEE),
    ]
    assert found[0]["outcome"] == f"heter nå «{COFFEE}»; endret, og har bestått siden"
