"""The sentence above a table."""

from __future__ import annotations

import pytest

from qualcode.export.wording import breakdown, describe, plural, singular
from qualcode.model.questions import Question


@pytest.mark.parametrize(
    ("question", "language", "sentence"),
    [
        (Question(), "nb", "Sentre som omtaler, av alle sentre; enhver koder"),
        (Question(), "en", "Centres that mention, of all centres; any coder"),
        (Question(), "nn", "Sentre som omtaler, av alle sentre; enhver koder"),
        (
            Question(base="interviewed", coder="all"),
            "nb",
            "Sentre som omtaler, av sentre med intervju; bare det alle kodere har kodet",
        ),
        (
            Question(base="asked", coder="adjudicated"),
            "nb",
            "Sentre som omtaler, av sentre som ble spurt; avgjorte kodinger",
        ),
        (
            Question(count="segments", coder="Kari"),
            "nb",
            "Utdrag, uten base; kodet av Kari",
        ),
        (
            Question(count="words"),
            "en",
            "Words in segments, of all that informants said; any coder",
        ),
        (
            Question(count="interviews", base="interviewed"),
            "nb",
            "Intervjuer med omtale, av alle intervjuer; enhver koder",
        ),
        (
            Question(count="informants", base="asked"),
            "nb",
            "Informanter som omtaler, av informanter som ble spurt; enhver koder",
        ),
    ],
)
def test_the_sentence_names_unit_base_and_coder_rule(
    question: Question, language: str, sentence: str
) -> None:
    assert describe(question, language) == sentence


@pytest.mark.parametrize("count", ["segments", "words", "turns", "informants", "interviews"])
@pytest.mark.parametrize("base", ["all", "interviewed", "asked", "mentions"])
@pytest.mark.parametrize("language", ["nb", "en"])
def test_there_are_words_for_all_that_can_be_asked(count: str, base: str, language: str) -> None:
    question = Question(count=count, base=base, base_code="x")  # type: ignore[arg-type]

    assert "{" not in describe(question, language)


def test_a_base_of_mentions_names_the_code_by_its_label() -> None:
    question = Question(base="mentions", base_code="tech")

    assert "«tech»" in describe(question, "nb")
    assert "«Velferdsteknologi»" in describe(question, "nb", {"tech": "Velferdsteknologi"})


def test_the_roll_up_is_named_where_units_are_reached_from_others() -> None:
    assert describe(Question(count="county", roll_up="majority"), "en") == (
        "Counties that mention, of all counties; any coder; "
        "a unit counts when most of those it gathers that have an interview do"
    )
    assert "gathers" not in describe(Question(count="centre", roll_up="all"), "en")


def test_a_selection_is_told_with_its_alternatives() -> None:
    where = (("type", "USH"), ("county", "Vest"), ("type", "UHT"))

    sentence = describe(Question(where=where), "nb")

    assert sentence.endswith("; bare type: USH eller UHT og fylke: Vest")


def test_a_kind_that_is_not_known_is_shown_as_it_is() -> None:
    assert describe(Question(count="bydel"), "nb").startswith("Bydel som omtaler, av alle bydel")
    assert (singular("county", "nb"), plural("county", "nb")) == ("fylke", "fylker")


def test_the_breakdown_is_a_heading() -> None:
    assert breakdown(Question(by="county"), "nb") == "Etter fylke"
    assert breakdown(Question(by="interview"), "en") == "By interview"
    assert breakdown(Question(by="størrelse"), "nb") == "Etter størrelse"
    assert breakdown(Question(by=None), "nb") == ""
