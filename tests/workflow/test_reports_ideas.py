"""EARs, concepts and saturation; and the terms that reports use."""

from __future__ import annotations

from itertools import accumulate

from qualcode.model.reports import (
    Curve,
    Quotation,
)
from qualcode.workflow import testing
from tests.ladder_study import (
    ADVICE,
    HEARD,
    MAY_NOT,
    SPENT,
    Walker,
)
from tests.reading_reports import own_rows, report, row_of, texts

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
