"""Scenario 9: a concept is tested downward, on themes, codes and what was said (sdi.md, j.9)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import docx
import pytest
from textual.pilot import Pilot

from qualcode.errors import Conflict, InvalidData, NeedsReason
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.ladder.concepts import ConceptsScreen
from qualcode.tui.screens.ladder.verdicts import VerdictScreen
from qualcode.workflow import cautioning, conceptual, grouping, testing
from qualcode.workflow.handing_over import export_study
from tests.ladder_folder import INTERVIEWS
from tests.ladder_screens import answer, at_screen, painted, press
from tests.ladder_study import (
    ADVICE,
    CONCEPT_PASSED,
    EASIER,
    MAY_NOT,
    MONEY,
    SHARING,
    SPENT,
    TOO_SHORT,
    Walker,
    ask,
    copied,
    group,
    new_study,
    read,
)
from tests.ladder_study import test_codes as judge_codes
from tests.reading_reports import own_rows, report, texts

CLAMP = "prosjektklemma"
SUITED = "Prosjektarbeid egner seg som erfaringsdeling"
WITH_STAFF = "de ansatte var med fra første dag"


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Walker:
    walker = new_study(tmp_path_factory.mktemp("stige"))
    for step in (ask, read, judge_codes, group):
        step(walker)
    walker.test_theme(MONEY)
    walker.concept(
        CLAMP,
        "En trenger prosjektpenger for å begynne, og taper fordi det er et prosjekt.",
        [MONEY, ADVICE],
        ["Prosjektet som felle"],
    )
    walker.study.close()
    return walker


@pytest.fixture
def walker(walked: Walker, tmp_path: Path) -> Iterator[Walker]:
    """Two themes that have passed their tests, and a concept of both that nobody has tested."""
    made = copied(walked, tmp_path)
    yield made
    made.study.close()


def weigh_against(walker: Walker, words: str = SUITED, note: str = "Her er det en styrke") -> int:
    who = walker.study, walker.coder, walker.concepts[CLAMP]
    return conceptual.weigh(*who, "against", walker.place(words), note=note)


def send_back(walker: Walker) -> None:
    walker.test_concept(CLAMP, "back", {"C1": "no"})


def state(walker: Walker) -> str:
    (standing,) = testing.ladder(walker.study).concepts
    return standing.state


# What carries it


def test_what_carries_it_is_listed_with_codes_and_with_who_says_it(walker: Walker) -> None:
    rows = own_rows(report(walker.study, "concepts"))

    supporting = [row for row in rows if row["role"] == "kode"]
    assert {row["what"] for row in supporting} >= {TOO_SHORT, SPENT, MAY_NOT}
    assert {str(row["respondent"])[:3] for row in supporting} == {"S01", "S02", "S03", "S04"}
    for row in supporting:
        file, _, span = str(row["place"]).rpartition(":")
        start, end = map(int, span.split("-"))
        assert INTERVIEWS[file][start:end] == row["words"]


def test_a_theme_that_has_not_passed_carries_it_only_with_a_reason(walker: Walker) -> None:
    rest = grouping.add_pile(walker.study, "Siv", "Ting ved siden av")
    concept = walker.concepts[CLAMP]

    with pytest.raises(NeedsReason, match="Ting ved siden av"):
        conceptual.gather(walker.study, "Siv", concept, theme_id=rest)

    conceptual.gather(walker.study, "Siv", concept, theme_id=rest, override="en idé å følge")
    assert "plassert mot testen: en idé å følge" in texts(report(walker.study, "concepts"))


# What speaks against it


def test_that_nobody_has_looked_for_a_counter_example_is_pointed_out(walker: Walker) -> None:
    def warned() -> bool:
        found = cautioning.cautions(walker.study)
        return any((c.kind, c.label) == ("no_counter_example", CLAMP) for c in found)

    assert warned()
    weigh_against(walker)
    assert not warned()


def test_a_counter_excerpt_is_attached_with_who_says_it_and_why(walker: Walker) -> None:
    weigh_against(walker)
    weigh_against(walker, WITH_STAFF, "Med folk på laget går det lettere")

    rows = own_rows(report(walker.study, "concepts"))
    against = [row for row in rows if row["role"] == "taler imot"]
    assert [(row["words"], row["note"]) for row in against] == [
        (SUITED, "Her er det en styrke"),
        (WITH_STAFF, "Med folk på laget går det lettere"),
    ]
    assert {row["respondent"] for row in against} == {"S05 Tverrelv, leder"}
    # They need not be in any theme of the concept.
    themes = testing.ladder(walker.study).themes
    carried = [row for s in themes if s.theme.name in (MONEY, ADVICE) for row in s.codes]
    assert walker.codes[SHARING] not in carried
    assert walker.codes[EASIER] not in carried


def test_an_excerpt_lies_on_one_side_of_the_scales_alone(walker: Walker) -> None:
    weigh_against(walker)

    who = walker.study, "Jonas", walker.concepts[CLAMP]
    with pytest.raises(Conflict, match=CLAMP):
        conceptual.weigh(*who, "for", walker.place(SUITED))

    assert [e.side for e in conceptual.concepts(walker.study)[0].evidence] == ["against"]


# The verdict


def test_it_cannot_pass_if_nothing_can_be_pointed_to(walker: Walker) -> None:
    with pytest.raises(InvalidData, match="C1"):
        walker.test_concept(CLAMP, "passed", {**CONCEPT_PASSED, "C1": "no"})

    assert state(walker) == "candidate"


def test_c1_no_sends_it_back_to_the_groups_and_out_of_the_report(
    walker: Walker, tmp_path: Path
) -> None:
    send_back(walker)

    assert state(walker) == "back"
    path = tmp_path / "rapport.docx"
    export_study(walker.study, path)
    printed: Any = docx.Document(str(path))
    headings = [p.text for p in printed.paragraphs if "Heading" in p.style.name]
    sent_back = f"{CLAMP} (sendt tilbake til kodegruppene)"
    assert CLAMP not in headings
    assert headings.index("Ikke funn") < headings.index(sent_back)
    # Nothing rests on it, and no quote leads up to it as to something found.
    assert not [r for r in own_rows(report(walker.study, "concepts")) if r["role"] == "kode"]
    trail = tmp_path / "spor.csv"
    export_study(walker.study, trail, reports=["trail"])
    with trail.open(encoding="utf-8", newline="") as file:
        assert {row["concept"] for row in csv.DictReader(file)} == {"", sent_back}


def test_a_concept_that_passed_stands_in_the_report_with_both_sides(walker: Walker) -> None:
    weigh_against(walker)
    walker.test_concept(CLAMP)

    shown = texts(report(walker.study, "concepts"))
    assert shown.index(CLAMP) < shown.index("Taler for") < shown.index("Taler imot")
    assert "Ikke funn" not in shown


def test_what_changes_far_below_wants_a_new_test_of_what_was_sent_back(walker: Walker) -> None:
    send_back(walker)

    walker.code(TOO_SHORT, "Når det er slutt, er det ingen som eier det")

    assert state(walker) == "retest"


def test_back_at_the_groups_and_up_again_both_verdicts_are_kept(walker: Walker) -> None:
    send_back(walker)
    conceptual.let_go(walker.study, "Siv", walker.concepts[CLAMP], theme_id=walker.themes[ADVICE])

    walker.test_concept(CLAMP)

    (standing,) = testing.ladder(walker.study).concepts
    assert standing.state == "passed"
    assert [test.verdict for test in standing.tests] == ["back", "passed"]
    assert [len(test.seen["themes"]) for test in standing.tests] == [2, 1]


# On screen


def at_the_test(
    walker: Walker,
) -> AbstractAsyncContextManager[tuple[VerdictScreen, Pilot[None]]]:
    return at_screen(
        walker.study, lambda study, coder: VerdictScreen(study, coder, "concept"), coder="Siv"
    )


async def test_the_test_lists_codes_and_excerpts_on_both_sides_with_who_says_them(
    walker: Walker,
) -> None:
    weigh_against(walker)

    async with at_the_test(walker) as (screen, _):
        quotes = screen.quote_list.quotes
        assert quotes[0].text == SUITED
        assert (quotes[0].units, quotes[0].code) == (("S05 Tverrelv",), "mot")
        assert {quote.code for quote in quotes} >= {TOO_SHORT, SPENT, MAY_NOT}
        assert all(quote.units and quote.role for quote in quotes)
        assert "Tverrelv" in painted(screen.quote_list)


async def test_no_to_c1_and_one_key_send_it_back(walker: Walker) -> None:
    async with at_the_test(walker) as (_, pilot):
        await press(pilot, "2", "p")
        assert state(walker) == "candidate"

        await press(pilot, "f")
        assert state(walker) == "back"


async def test_each_step_down_to_the_place_in_the_interview_is_one_key(walker: Walker) -> None:
    async with at_screen(walker.study, ConceptsScreen, coder="Siv") as (screen, pilot):
        went = []
        for _ in range(4):
            assert screen.way.current is not None
            went.append(screen.way.current)
            await press(pilot, "enter")

        assert [item.kind for item in went] == ["concept", "theme", "code", "passage"]
        opened, quote = pilot.app.screen, went[-1].quote
        assert isinstance(opened, CodingScreen)
        assert quote is not None
        assert opened.desk.transcript.id == quote.transcript_id
        assert opened.view.selection.cursor == quote.start


async def test_what_is_found_down_there_is_put_on_the_scales_against_it(walker: Walker) -> None:
    async with at_screen(walker.study, ConceptsScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "enter", "enter", "enter")
        assert screen.way.current is not None
        quote = screen.way.current.quote
        await press(pilot, "minus")
        await answer(pilot, "Dette er jo motsatt")

        ((held,),) = (concept.evidence for concept in conceptual.concepts(walker.study))
        assert (held.side, held.note, held.coder) == ("against", "Dette er jo motsatt", "Siv")
        assert quote is not None
        assert held.passage.quote == quote.text
