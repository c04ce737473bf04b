"""Cautions: what is worth a second look; none of them decides anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.model.cautions import CAUTIONS
from qualcode.model.spans import Span
from qualcode.workflow import (
    asking,
    cautioning,
    codebooks,
    coding,
    conceptual,
    grouping,
    importing,
    recoding,
)
from qualcode.workflow.studies import Study, create_study
from tests.workflow.ladder_moves import small_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = small_study(tmp_path)
    yield made
    made.close()


def found(study: Study, kind: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(c.label, c.details) for c in cautioning.cautions(study) if c.kind == kind]


def pile(study: Study, name: str) -> int:
    return next(theme.id for theme in coding.themes(study) if theme.name == name)


def many(study: Study, folder: Path, count: int) -> None:
    """More interviews, in each of which the code 1 is given."""
    for n in range(count):
        (folder / f"m{n}.txt").write_text(f"Leder: Det tok slutt, nummer {n}.\n", "utf-8")
    importing.import_files(study, [folder / f"m{n}.txt" for n in range(count)], coder="siv")
    for n in range(count):
        coding.apply_codes(study, "siv", 3 + n, Span(7, 20), [1])


def test_clauses_of_ones_own_with_passages_are_left_in_peace(study: Study) -> None:
    labels = {c.label for c in cautioning.cautions(study) if c.thing == "code"}

    assert labels == set()


def test_one_or_two_words_are_short(study: Study) -> None:
    coding.create_and_apply(study, "siv", 1, Span(7, 20), "Knappe rammer")

    assert found(study, "short_label") == [("Knappe rammer", ())]


def test_a_word_of_the_guide_counts_like_one_of_a_research_question(
    study: Study, tmp_path: Path
) -> None:
    guide = "code,theme,origin,question\nrolle,Guide,guide,Hvordan ser du på rollen som pådriver?\n"
    (tmp_path / "guide.csv").write_text(guide, "utf-8")
    codebooks.load(study, tmp_path / "guide.csv", coder="siv")
    coding.create_and_apply(study, "siv", 1, Span(7, 20), "Pådriverrollen")
    coding.create_and_apply(study, "siv", 1, Span(8, 20), "Er pådriver")

    assert ("Er pådriver", ("pådriver",)) in found(study, "shares_word")


def test_a_code_that_no_passage_has_is_pointed_out(study: Study) -> None:
    coding.create_code(study, "siv", "Ingen har sagt dette ennå")

    assert found(study, "no_segment") == [("Ingen har sagt dette ennå", ())]


def test_labels_that_are_nearly_the_same_are_named_both(study: Study) -> None:
    coding.create_and_apply(study, "siv", 1, Span(44, 60), "Kan bare gi råd!")

    assert found(study, "near_duplicate") == [("Kan bare gi råd", ("Kan bare gi råd!",))]


def test_a_code_in_most_interviews_may_be_a_topic(study: Study, tmp_path: Path) -> None:
    many(study, tmp_path, 6)

    assert found(study, "large_share") == [("Pengene tar slutt før start", ("7",))]


def test_a_theme_that_says_what_the_question_asks_is_pointed_out(study: Study) -> None:
    asking.ask(study, "siv", "Hva hindrer innføring av prosjekter?")
    grouping.place_codes(study, "siv", [1], pile(study, "Penger"), reason="prøve")
    recoding.rename_theme(study, "siv", pile(study, "Penger"), "Innføring av prosjekter")

    assert found(study, "theme_is_question") == [
        ("Innføring av prosjekter", ("Hva hindrer innføring av prosjekter?",))
    ]


def test_a_theme_that_one_interview_carries_alone_is_pointed_out(study: Study) -> None:
    grouping.place_codes(study, "siv", [1, 2], pile(study, "Penger"), reason="prøve")
    grouping.place_codes(study, "siv", [3], pile(study, "Råd"), reason="prøve")
    coding.apply_codes(study, "siv", 1, Span(64, 77), [3])

    assert found(study, "one_unit_theme") == [("Penger", ("intervju",))]


def test_where_there_is_but_one_interview_no_theme_is_carried_by_one_alone(tmp_path: Path) -> None:
    study = create_study(tmp_path / "en.qualcode", coder="siv")
    (tmp_path / "a.txt").write_text("Leder: Pengene tar slutt.\n", "utf-8")
    importing.import_files(study, [tmp_path / "a.txt"], coder="siv")
    code, _ = coding.create_and_apply(study, "siv", 1, Span(7, 24), "Pengene tar slutt")
    grouping.place_codes(
        study, "siv", [code], grouping.add_pile(study, "siv", "Penger"), reason="prøve"
    )

    assert found(study, "one_unit_theme") == []
    study.close()


def test_a_pile_without_a_name_is_pointed_out(study: Study) -> None:
    unnamed = grouping.add_pile(study, "siv")
    grouping.place_codes(study, "siv", [1], unnamed, reason="prøve")

    assert [label for label, _ in found(study, "unnamed_theme")] == ["Bunke 3"]


def test_few_and_many_themes_make_one_ask_why(study: Study) -> None:
    grouping.place_codes(study, "siv", [1], pile(study, "Penger"), reason="prøve")
    assert found(study, "few_themes") == [("", ("1",))]

    for n in range(9):
        code, _ = coding.create_and_apply(study, "siv", 1, Span(n, n + 9), f"Noe sagt nummer {n}")
        theme = grouping.add_pile(study, "siv", f"Gruppe {n}")
        grouping.place_codes(study, "siv", [code], theme, reason="prøve")
    assert found(study, "many_themes") == [("", ("10",))]


def test_a_concept_wants_a_passage_that_speaks_against_it(study: Study) -> None:
    concept = conceptual.new_concept(study, "siv", "Klemma")
    conceptual.weigh(study, "siv", concept, "for", (1, Span(7, 20)))
    assert found(study, "no_counter_example") == [("Klemma", ())]

    conceptual.weigh(study, "siv", concept, "against", (1, Span(44, 63)))
    assert found(study, "no_counter_example") == []


def test_deductive_codes_and_those_given_up_are_not_cautioned_about(
    study: Study, tmp_path: Path
) -> None:
    (tmp_path / "guide.csv").write_text("code,theme,origin\nrolle,Guide,guide\n", "utf-8")
    codebooks.load(study, tmp_path / "guide.csv", coder="siv")
    code, _ = coding.create_and_apply(study, "siv", 1, Span(7, 20), "Økonomi")
    recoding.retire_code(study, "siv", code)

    assert [c for c in cautioning.cautions(study) if c.thing == "code"] == []


def test_every_caution_has_its_words_in_both_languages() -> None:
    from qualcode.locale import LANGUAGES, entries

    for language in LANGUAGES:
        assert {f"cautions.{kind}" for kind in CAUTIONS} <= entries(language, "ladder").keys()
