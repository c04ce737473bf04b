"""The reports of a walk up the ladder: what each shows, and what must never be missed in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import pytest

from qualcode.errors import InvalidData, NotFound
from qualcode.model.questions import Question
from qualcode.model.reports import (
    REPORT_NAMES,
    Curve,
    Grid,
    Heading,
    Paragraph,
    Quotation,
    Report,
)
from qualcode.store.study import Study
from qualcode.tally.answering import answer
from qualcode.tally.ground import Ground
from qualcode.workflow import coding, grouping, recoding, splitting, testing, tracing
from qualcode.workflow.history import undo
from qualcode.workflow.reports import REPORTS, reports_of
from qualcode.workflow.reports.material import Material
from tests.ladder_study import (
    ADVICE,
    COFFEE,
    HEARD,
    INTERVIEWS,
    MAY_NOT,
    MONEY,
    NOBODY_OWNS,
    SHARING,
    SORTING,
    SPENT,
    STARTS,
    STRANDED,
    TOO_SHORT,
    Walker,
    climb,
    new_study,
)


@pytest.fixture(scope="module")
def climbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walker]:
    """For tests that only look."""
    walker = climb(tmp_path_factory.mktemp("stige"))
    yield walker
    walker.study.close()


@pytest.fixture
def walker(tmp_path: Path) -> Iterator[Walker]:
    """For tests that go on from there."""
    made = climb(tmp_path)
    yield made
    made.study.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Walker]:
    made = new_study(tmp_path)
    yield made
    made.study.close()


def report(study: Study, name: str, **moments: str) -> Report:
    with study.read() as connection:
        ground = Ground(connection, "any")
        return REPORTS[name](Material(connection, Question(), ground, **moments))


def texts(report: Report) -> list[str]:
    """All paragraphs and headings."""
    return [b.text for b in report.blocks if isinstance(b, Heading | Paragraph)]


def rows(grid: Grid) -> list[dict[str, object]]:
    keys = [column.key for column in grid.columns]
    return [dict(zip(keys, row, strict=True)) for row in grid.rows]


def own_rows(report: Report) -> list[dict[str, object]]:
    return rows(report.grids()[-1])


def row_of(report: Report, key: str, value: str) -> dict[str, object]:
    (found,) = (row for row in own_rows(report) if row[key] == value)
    return found


# All of them


def test_every_report_has_a_builder_under_its_name() -> None:
    assert tuple(REPORTS) == REPORT_NAMES


@pytest.mark.parametrize("name", REPORT_NAMES)
@pytest.mark.parametrize("language", ["nb", "en"])
def test_each_report_of_a_whole_walk_has_something_to_show_in_both_languages(
    name: str, language: str, tmp_path: Path
) -> None:
    walker = climb(tmp_path, language)
    found = report(walker.study, name)
    walker.study.close()

    assert not found.blank
    assert found.grids()
    assert found.title[0].isupper()
    assert all(len(row) == len(grid.columns) for grid in found.grids() for row in grid.rows)


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


# 3 Themes


def test_themes_stand_in_the_order_of_chapters_with_all_their_passages(climbed: Walker) -> None:
    found = report(climbed.study, "themes")

    headings = [b.text for b in found.blocks if isinstance(b, Heading) and b.level == 2]
    assert headings == [f"1 {MONEY}", f"2 {ADVICE}"]
    quotes = [b for b in found.blocks if isinstance(b, Quotation)]
    assert len(quotes) == 7 + 5
    assert quotes[0].words == "Et prosjekt er for kort til å innføre noe"
    assert quotes[0].source == "S03 Solheim, leder · S03_solheim.txt, replikk 2"


def test_what_has_not_passed_and_what_was_placed_all_the_same_is_marked(climbed: Walker) -> None:
    found = report(climbed.study, "themes")

    marks = [b.text for b in found.blocks if isinstance(b, Paragraph) and b.style == "mark"]
    assert "Grupperingstesten for kodegruppen: må testes på nytt." in marks
    assert "ikke testet; plassert mot testen: Testes når alle intervjuene er lest" in marks
    row = next(row for row in own_rows(found) if row["code"] == STARTS)
    assert str(row["note"]).startswith("må testes på nytt; plassert mot testen: Bare navnet")


def test_a_second_home_is_marked_in_both_themes(climbed: Walker) -> None:
    found = [row for row in own_rows(report(climbed.study, "themes")) if row["code"] == STRANDED]

    assert [row["theme"] for row in found] == [MONEY, ADVICE]
    assert found[0]["note"] == f"står også i «{ADVICE}» (Handler også om makt)"
    assert found[1]["note"] == f"hører til «{MONEY}»; står også her: Handler også om makt"


def test_deductive_codes_in_a_theme_are_named_with_their_layer_and_not_quoted(
    walker: Walker,
) -> None:
    walker.place_codes(MONEY, "Innføring")

    found = report(walker.study, "themes")

    assert any("«Innføring» (intervjuguide)" in text for text in texts(found))
    quotes = [b.words for b in found.blocks if isinstance(b, Quotation)]
    assert "Hva med innføringen?" not in quotes
    assert "Innføring" not in [row["code"] for row in own_rows(found)]


def test_a_theme_that_was_tested_and_emptied_is_no_chapter_but_its_tests_are_kept(
    walker: Walker,
) -> None:
    moved = [MAY_NOT, HEARD, "gode råd og ingen til å ta dem i bruk"]
    grouping.leave_second(walker.study, "Siv", walker.codes[STRANDED], walker.themes[ADVICE])
    walker.place_codes(MONEY, *moved)

    found = report(walker.study, "themes")

    headings = [b.text for b in found.blocks if isinstance(b, Heading) and b.level == 2]
    assert headings == [f"1 {MONEY}", "Testet, og uten koder nå"]
    assert sum(text.startswith(f"{ADVICE}: Grupperingstest") for text in texts(found)) == 4


# 4 Residual


def test_the_counts_of_passed_codes_add_up(climbed: Walker) -> None:
    found = report(climbed.study, "residual")

    assert texts(found)[0] == (
        "11 koder har bestått kodetesten = 7 i en kodegruppe + 2 i restgruppen + 2 ikke plassert."
    )
    sums = rows(found.grids()[0])
    for row in sums:
        assert sum(int(str(row[k])) for k in ("grouped", "residual", "waiting")) == row["sum"]
    for key in ("grouped", "residual", "waiting", "sum"):
        assert sum(int(str(row[key])) for row in sums[:-1]) == sums[-1][key]


def test_what_was_left_over_says_why(climbed: Walker) -> None:
    found = own_rows(report(climbed.study, "residual"))

    assert {row["code"]: row["reason"] for row in found}[COFFEE] == "Hyggelig, men utenfor saken"


def test_what_was_left_over_without_a_reason_says_that(walker: Walker) -> None:
    residual = next(theme.id for theme in coding.themes(walker.study) if theme.residual)
    grouping.place_codes(walker.study, "Siv", [walker.codes[COFFEE]], residual)

    row = row_of(report(walker.study, "residual"), "code", COFFEE)

    assert row["reason"] == "ingen grunn oppgitt"


# 5 The trail


def test_every_passage_leads_up_to_its_concept_and_back_to_its_place(climbed: Walker) -> None:
    found = own_rows(report(climbed.study, "trail"))

    assert len(found) == 18
    for row in found:
        file, _, span = str(row["place"]).rpartition(":")
        start, end = map(int, span.split("-"))
        assert INTERVIEWS[file][start:end] == row["words"]
    first = found[0]
    assert (first["code"], first["first"]) == (TOO_SHORT, "Implementering")
    assert str(first["theme"]) == f"{MONEY} (må testes på nytt)"
    assert first["concept"] == "prosjektklemma"


def test_the_trail_knows_what_parts_of_a_code_were_given_first(walker: Walker) -> None:
    code, study = walker.code, walker.study
    row = code("Tid", "Jeg må ringe tre ganger før noen svarer", "så snakker vi om været")
    with study.read() as connection:
        held = Material(connection, Question(), Ground(connection, "any")).excerpts[row]
    both = [coding for excerpt in held for coding in excerpt.codings]
    splitting.split_code(study, "Siv", row, {"Venter": both, "Prater": both[1:]})

    found = own_rows(report(study, "trail"))

    parts = {(r["code"], r["words"]): r["first"] for r in found if r["first"] == "Tid"}
    assert {code for code, _ in parts} == {"Venter", "Prater"}
    assert len(parts) == 3


def test_overrides_are_marked_in_the_trail_as_well(climbed: Walker) -> None:
    row = row_of(report(climbed.study, "trail"), "code", NOBODY_OWNS)

    assert row["tested"] == "ikke testet"
    assert "plassert mot testen: Testes når" in str(row["theme"])


def test_deductive_codes_leave_no_trail(climbed: Walker) -> None:
    found = own_rows(report(climbed.study, "trail"))

    assert "Innføring" not in {row["code"] for row in found}


# 6 Spread


def test_the_spread_is_that_of_the_tally(climbed: Walker) -> None:
    found = report(climbed.study, "spread").grids()[0]

    question = Question(rows="themes", by="centre", count="segments", themes=(MONEY, ADVICE))
    with climbed.study.read() as connection:
        table = answer(connection, question)
    for number, row in enumerate(table.rows, start=1):
        shown = [held[number] for held in found.rows[:5]]
        assert shown == [cell.n for cell in row.cells[:5]]
    assert list(found.rows[5]) == ["S06 Sandnes", "–", "–"]
    assert list(found.rows[-1]) == ["Omtalt av (sentre)", "4 av 5", "3 av 5"]


def test_a_theme_whose_numbers_count_deductive_codes_too_says_so(walker: Walker) -> None:
    walker.place_codes(MONEY, "Innføring")

    found = texts(report(walker.study, "spread"))

    assert f"«{MONEY}» teller også 1 kode som sto før noen hadde lest." in found


# 7 EARs and 8 concepts


def test_ears_stand_with_their_passages_the_codes_there_and_what_came_of_them(
    climbed: Walker,
) -> None:
    found = own_rows(report(climbed.study, "ears"))

    assert [row["title"] for row in found] == ["Prosjektet som felle"] * 2 + [
        "Rådet ingen må følge"
    ]
    assert found[0]["respondent"] == "S03 Solheim, leder"
    assert found[0]["concepts"] == "«prosjektklemma» (bestått)"
    assert (found[2]["concepts"], found[2]["codes_there"]) == ("", f"{MAY_NOT}; {HEARD}")


def test_a_concept_shows_what_carries_it_and_what_speaks_on_each_side(climbed: Walker) -> None:
    found = report(climbed.study, "concepts")

    shown = texts(found)
    assert shown.index("prosjektklemma") < shown.index("Taler for") < shown.index("Taler imot")
    against = next(
        b for b in found.blocks if isinstance(b, Quotation) and "erfaringsdeling" in b.words
    )
    assert against.source.startswith("S05 Tverrelv, leder")
    assert against.mark == "Her er prosjektet en styrke"
    assert "plassert mot testen: Mangler bare én test" in shown
    supporting = [row for row in own_rows(found) if row["role"] == "kode"]
    assert {row["respondent"] for row in supporting} >= {"S01 Fjordvik, leder"}
    assert len({(row["what"], row["place"]) for row in supporting}) == len(supporting) == 11


def test_concepts_sent_back_or_given_up_are_no_findings(climbed: Walker) -> None:
    shown = texts(report(climbed.study, "concepts"))

    at = shown.index("Ikke funn")
    assert shown.index("prosjektklemma") < at
    assert shown.index("rådgiverens avmakt (sendt tilbake til kodegruppene)") > at
    assert shown.index("Gitt opp: Et bilde, ikke mer") > at


def test_a_concept_without_a_counter_example_says_so(walker: Walker) -> None:
    walker.concept("avmakt", "Å ikke få gjort noe.", [ADVICE])

    shown = texts(report(walker.study, "concepts"))

    assert "Dette er ikke et funn ennå: kandidat, ikke testet." in shown
    assert "Det er ikke lagt fram noe moteksempel." in shown


# 10 Changes


def happened(report: Report, name: str) -> list[tuple[object, object, object, object]]:
    return [
        (row["happened"], row["before"], row["after"], row["reason"])
        for row in own_rows(report)
        if row["name"] == name
    ]


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


# 11 Saturation


def test_new_codes_per_interview_come_as_a_table_and_as_a_curve(climbed: Walker) -> None:
    found = report(climbed.study, "saturation")

    shown = own_rows(found)
    new = [int(str(row["new"])) for row in shown]
    assert [row["total"] for row in shown] == list(accumulate(new))
    assert (len(new), sum(new)) == (5, 15)
    assert [b.lines for b in found.blocks if isinstance(b, Curve)] == [("new", "total")]


def test_the_terms_of_the_study_are_those_of_its_reports(walker: Walker) -> None:
    testing.set_terms(walker.study, "Siv", "2012")

    assert report(walker.study, "themes").title == "Kategorier med alle utdrag"
    assert "(Tjora, 2012)" in texts(report(walker.study, "method"))[0]
    assert row_of(report(walker.study, "codes"), "code", SPENT)["kind"] == "tekstnær"
