"""Themes as chapters, what was left over, the audit trail, and the spread of themes."""

from __future__ import annotations

from qualcode.model.questions import Question
from qualcode.model.reports import (
    Heading,
    Paragraph,
    Quotation,
)
from qualcode.tally.answering import answer
from qualcode.tally.ground import Ground
from qualcode.workflow import coding, grouping, splitting
from qualcode.workflow.reports.material import Material
from tests.ladder_folder import INTERVIEWS
from tests.ladder_study import (
    ADVICE,
    COFFEE,
    HEARD,
    MAY_NOT,
    MONEY,
    NOBODY_OWNS,
    STARTS,
    STRANDED,
    TOO_SHORT,
    Walker,
)
from tests.reading_reports import own_rows, report, row_of, rows, texts

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
    assert [column.key for column in found.columns] == ["unit", MONEY, ADVICE]
    assert list(found.rows[5]) == ["S06 Sandnes", "–", "–"]
    assert list(found.rows[-1]) == ["Omtalt av (sentre)", "4 av 5", "3 av 5"]


def test_a_theme_whose_numbers_count_deductive_codes_too_says_so(walker: Walker) -> None:
    walker.place_codes(MONEY, "Innføring")

    found = texts(report(walker.study, "spread"))

    assert f"«{MONEY}» teller også 1 kode som sto før noen hadde lest." in found
