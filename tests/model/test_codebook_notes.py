"""Everything that is said of a code, in one text and apart again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.codebook_notes import OF_CODES, fold, unfold

FIELDS = {
    "definition": "Senteret står i en plan.",
    "include": "Kommuneplan.",
    "origin": "guide",
    "state": "retired",
    "id": "plan",
}
LINES = st.sampled_from(
    ["Ta med: x", "\\Ta med:", "\\\\Example: y", "Id:", "", " ", "a: b", "guide", "Eksempel:\ttid"]
)
TEXTS = st.lists(LINES | st.text(max_size=9).filter(lambda t: "\r" not in t)).map("\n".join)


def test_people_can_read_it() -> None:
    assert fold(FIELDS, "nn") == (
        "Senteret står i en plan.\n\nTa med: Kommuneplan.\nOpphav: intervjuguide\n"
        "Tilstand: ute av bruk\nId: plan"
    )


@pytest.mark.parametrize("language", ["nb", "en"])
def test_it_is_taken_apart_whatever_the_language(language: str) -> None:
    assert unfold(fold(FIELDS, language), OF_CODES) == FIELDS


@given(
    st.fixed_dictionaries({}, optional=dict.fromkeys(("definition", "include", "example"), TEXTS)),
    st.sampled_from(["nb", "en"]),
)
def test_whatever_the_texts_are_they_come_apart_again(
    fields: dict[str, str], language: str
) -> None:
    said = {name: text for name, text in fields.items() if text}

    assert unfold(fold(fields, language), OF_CODES) == said


def test_what_another_program_wrote_is_a_definition() -> None:
    assert unfold("Merknad: se møtet.\nLaget 3. mars.", OF_CODES) == {
        "definition": "Merknad: se møtet.\nLaget 3. mars."
    }


def test_a_label_that_somebody_wrote_in_another_program_is_understood() -> None:
    assert unfold("Om planer.\nExample: «Vi står i planen.»", OF_CODES) == {
        "definition": "Om planer.",
        "example": "«Vi står i planen.»",
    }


def test_labels_that_mean_nothing_here_are_let_be() -> None:
    assert unfold("Om planer.\nKey: a", {"include"}) == {"definition": "Om planer.\nKey: a"}
