"""Scenario 10 of the method: a finished project is printed, and every quote leads up and back.

Given a finished project, when the audit trail and the chapters are printed, then every quote traces
quote → code (with verdict, tester, date) → theme → concept and back to its place; chapters stand in
the order of themes; untested items and overrides are marked; the counts of the method paragraphs
are those of the database; and who reads the codes alone can say what participants said.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Any

import docx
import pytest

from qualcode.model.cautions import is_short
from qualcode.model.spans import Span
from qualcode.workflow import asking, coding, testing
from qualcode.workflow.handing_over import export_study
from tests.ladder_folder import INTERVIEWS
from tests.ladder_oracle import counted
from tests.ladder_study import ADVICE, MONEY, NOBODY_OWNS, STARTS, TOO_SHORT, Walker, climb


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walker]:
    walker = climb(tmp_path_factory.mktemp("stige"))
    yield walker
    walker.study.close()


@pytest.fixture(scope="module")
def trail(finished: Walker, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """The audit trail as it is printed to a table."""
    path = tmp_path_factory.mktemp("ut") / "spor.csv"
    export_study(finished.study, path, reports=["trail"])
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def printed(finished: Walker, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """All reports as they are printed to a document."""
    path = tmp_path_factory.mktemp("ut") / "rapport.docx"
    export_study(finished.study, path)
    return docx.Document(str(path))


def paragraphs(document: Any, *styles: str) -> list[str]:
    return [p.text for p in document.paragraphs if not styles or p.style.name in styles]


def chapter(document: Any, title: str) -> list[tuple[str, str]]:
    """(style, text) of what stands under a heading of the second level."""
    found: list[tuple[str, str]] = []
    within = False
    for p in document.paragraphs:
        if p.style.name in ("Heading 1", "Heading 2"):
            within = p.text == title
        elif within:
            found.append((p.style.name, p.text))
    return found


def test_every_quote_leads_to_its_code_with_verdict_tester_and_date(
    trail: list[dict[str, str]],
) -> None:
    tested = [row for row in trail if row["code"] not in (STARTS, NOBODY_OWNS, "Været")]

    assert len(tested) == 15
    for row in tested:
        assert re.match(r"(bestått|underkjent), (Siv|Jonas) \d{4}-\d\d-\d\d", row["tested"])


def test_every_quote_of_a_theme_leads_to_it_and_to_its_concepts(
    trail: list[dict[str, str]],
) -> None:
    in_themes = [row for row in trail if MONEY in row["theme"] or ADVICE in row["theme"]]

    assert len(in_themes) == 11
    assert all("prosjektklemma" in row["concept"] for row in in_themes)
    assert [row["concept"] for row in trail if row not in in_themes] == [""] * 7


def test_every_quote_leads_back_to_its_place_in_the_interview(
    finished: Walker, trail: list[dict[str, str]]
) -> None:
    ids = {name: number for number, name in enumerate(INTERVIEWS, start=1)}

    for row in trail:
        file, _, span = row["place"].rpartition(":")
        start, end = map(int, span.split("-"))
        text = coding.open_transcript(finished.study, ids[file]).text
        assert Span(start, end).of(text) == row["words"]


def test_a_quote_knows_the_code_that_it_was_given_first(trail: list[dict[str, str]]) -> None:
    first = {row["code"]: row["first"] for row in trail if row["first"]}

    assert first[TOO_SHORT] == "Implementering"


def test_the_order_of_chapters_is_that_of_the_themes(finished: Walker, printed: Any) -> None:
    themes = [theme.name for theme in coding.themes(finished.study) if theme.real]
    chapters = [t for t in paragraphs(printed, "Heading 2") if re.match(r"\d ", t)]

    order = [name for name in themes if name in (MONEY, ADVICE)]
    assert chapters[:2] == [f"{n} {name}" for n, name in enumerate(order, start=1)]


def test_a_chapter_holds_all_passages_of_its_codes_with_who_says_them(
    trail: list[dict[str, str]], printed: Any
) -> None:
    found = chapter(printed, f"1 {MONEY}")

    quotes = [text for style, text in found if style == "Quote"]
    expected = [f"«{row['words']}»" for row in trail if MONEY in row["theme"]]
    assert sorted(quotes) == sorted(expected)
    sources = [text for style, text in found if style == "Quote source"]
    assert all(re.match(r"S\d\d \w+, leder · S\d\d_\w+\.txt, replikk \d+", s) for s in sources)


def test_what_is_not_tested_and_what_stands_against_a_test_is_marked(printed: Any) -> None:
    marks = [text for style, text in chapter(printed, f"1 {MONEY}") if style == "Mark"]

    assert "Grupperingstesten for kodegruppen: må testes på nytt." in marks
    assert "ikke testet; plassert mot testen: Testes når alle intervjuene er lest" in marks
    assert "må testes på nytt; plassert mot testen: Bare navnet er nytt, og det er godt" in marks
    assert "plassert mot testen: Mangler bare én test" in paragraphs(printed, "Mark")


def test_the_counts_of_the_method_paragraphs_are_those_of_the_database(
    finished: Walker, printed: Any
) -> None:
    truth = counted(finished.study.path)
    text = " ".join(paragraphs(printed, "Normal"))

    for pattern, key in (
        (r"Det ga (\d+) empirinære koder", "codes"),
        (r"I testen har (\d+) koder falt", "failed"),
        (r"(\d+) har fått nytt navn", "renamed"),
        (r"(\d+) er slått sammen med en annen", "state merged"),
        (r"(\d+) i en kodegruppe", "place passed grouped"),
        (r"(\d+) i restgruppen", "place passed residual"),
    ):
        found = re.search(pattern, text)
        assert found is not None, pattern
        assert int(found[1]) == truth[key], key


def test_who_reads_the_codes_alone_can_say_what_was_said(finished: Walker) -> None:
    """Each code that has passed says so by the answer of a person, and is more than a topic."""
    passed = [s for s in testing.ladder(finished.study).codes if s.state == "passed"]

    assert len(passed) == 11
    for standing in passed:
        assert all(test.answers["K2"] == "content" for test in standing.current)
        assert not is_short(standing.code.label)


def test_what_the_study_asks_stands_with_the_chapter_that_answers_it(
    finished: Walker, printed: Any
) -> None:
    (question,) = (q for q in asking.questions(finished.study) if q.kind == "question")

    assert ("Normal", f"Belyser: «{question.words}».") in chapter(printed, f"1 {MONEY}")


def test_a_concept_that_was_sent_back_is_no_finding_of_the_report(printed: Any) -> None:
    headings = paragraphs(printed, "Heading 2", "Heading 3")

    assert headings.index("Ikke funn") < headings.index(
        "rådgiverens avmakt (sendt tilbake til kodegruppene)"
    )
