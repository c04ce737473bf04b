"""Searching as a researcher does, and coding what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qualcode.errors import CodeGone, Conflict, InvalidData, NotFound
from qualcode.model.searching import Found
from qualcode.model.spans import Span
from qualcode.store.study import Study
from qualcode.workflow import codebooks, coding, importing, searching, studies
from qualcode.workflow.checking import check_study
from qualcode.workflow.history import history, traces
from qualcode.workflow.searching import Whole

TEXTS = {
    "01_fjordvik.txt": "Leder: Det går fint. Planen gikk ikke. Men planen ble ny.\n\n"
    "Informant 2: Plan?\n",
    "02_granli.txt": "Notat om planen. Den er god.\n",
    "02_solheim.txt": "Leder: Gården selges.\n",
}
PLAN, GOD = 1, 2


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = studies.create_study(tmp_path / "s.qualcode", coder="siv")
    (tmp_path / "kodebok.csv").write_text("code,theme\nplan,Plan\ngod,Råd\n", encoding="utf-8")
    codebooks.load(made, tmp_path / "kodebok.csv", coder="siv", reason="prøve")
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        importing.import_files(made, [tmp_path / name], coder="siv")
    yield made
    made.close()


def said(found: Found) -> list[str]:
    return [hit.said for hit in found.hits]


def coded(study: Study, transcript_id: int = 1) -> list[tuple[str, int, str]]:
    """What is coded in an interview, the code and the coder."""
    transcript = coding.open_transcript(study, transcript_id)
    return [(c.span.of(transcript.text), c.code_id, c.coder) for c in transcript.codings]


def test_the_first_hits_are_given_and_that_there_are_more(study: Study) -> None:
    first, all_of_them = (searching.search(study, "plan", limit=n) for n in (2, 4))

    assert (said(first), first.more) == (["Planen", "planen"], True)
    assert (said(all_of_them), all_of_them.more) == (["Planen", "planen", "Plan", "planen"], False)


def test_nothing_found_is_no_fault(study: Study) -> None:
    assert searching.search(study, "finnesikke") == Found()


def test_a_query_that_asks_for_nothing_is_refused(study: Study) -> None:
    with pytest.raises(InvalidData, match="no words"):
        searching.search(study, " ")


def test_one_interview_is_searched_alone(study: Study) -> None:
    found = searching.search(study, "planen", transcript_id=2)

    assert [hit.interview for hit in found.hits] == ["02_granli.txt"]


def test_a_lemma_is_searched_where_a_pipeline_is_installed(
    study: Study, install_pipeline: Callable[[str], None]
) -> None:
    install_pipeline("nb_core_news_sm")

    everywhere = searching.search(study, "~gå")
    here = searching.search(study, "~gå", transcript_id=1)

    assert said(everywhere) == said(here) == ["går", "gikk"]
    assert everywhere.note == ""


@pytest.mark.usefixtures("install_pipeline")
@pytest.mark.parametrize(
    ("language", "note"),
    [(None, "Andre former av «gå» er ikke kjent"), ("en", "Other forms of “gå” are not known")],
)
def test_without_a_pipeline_words_that_begin_so_are_found_and_it_is_said(
    study: Study, language: str | None, note: str
) -> None:
    found = searching.search(study, "~gå", language=language)

    assert said(found) == ["går", "Gården"]
    assert found.note.startswith(note)


@pytest.mark.parametrize(
    ("name", "row"),
    [("01_fjordvik.txt", 1), ("01_fjordvik", 1), ("02_Granli", 2), ("01", 1), ("02_s", 3)],
)
def test_an_interview_is_known_by_its_name_or_its_beginning(
    study: Study, name: str, row: int
) -> None:
    assert searching.transcript_named(study, name) == row


@pytest.mark.parametrize(("name", "message"), [("02", "may be 02_granli.txt, 02_sol"), ("x", "no")])
def test_a_name_that_may_be_any_or_none_is_refused(study: Study, name: str, message: str) -> None:
    with pytest.raises(NotFound, match=message):
        searching.transcript_named(study, name)


@pytest.mark.parametrize(
    ("whole", "passages"),
    [
        ("hit", ["Planen", "planen", "Plan"]),
        ("sentence", ["Planen gikk ikke.", "Men planen ble ny.", "Plan?"]),
        ("turn", ["Det går fint. Planen gikk ikke. Men planen ble ny.", "Plan?"]),
    ],
)
def test_the_hit_its_sentence_or_its_turn_is_coded(
    study: Study, whole: Whole, passages: list[str]
) -> None:
    hits = searching.search(study, "plan", transcript_id=1).hits

    made = searching.code_hits(study, "jonas", hits, [PLAN], whole=whole)

    assert made.codings == len(passages)
    assert coded(study) == [(passage, PLAN, "jonas") for passage in passages]
    assert check_study(study) == []


def test_a_hit_over_two_sentences_gets_both(study: Study) -> None:
    hits = searching.search(study, "ikke men").hits

    searching.code_hits(study, "siv", hits, [PLAN])

    assert coded(study) == [("Planen gikk ikke. Men planen ble ny.", PLAN, "siv")]


def test_a_text_without_turns_is_coded_by_sentences(study: Study) -> None:
    hits = searching.search(study, "planen", transcript_id=2).hits

    searching.code_hits(study, "siv", hits, [PLAN], whole="turn")

    assert coded(study, 2) == [("Notat om planen.", PLAN, "siv")]


def test_all_hits_are_one_change_that_is_taken_back_as_one(study: Study) -> None:
    hits = searching.search(study, "planen").hits
    before = history(study)

    assert searching.code_hits(study, "siv", hits, [PLAN, GOD]).codings == 6

    entry, *rest = history(study)
    assert (entry.action, entry.summary) == ("code search hits", "plan, god (6)")
    assert rest == before
    assert set(traces(study, entry.id).places) == {1, 2}
    study.undo("siv")
    assert coded(study, 1) == coded(study, 2) == []
    study.redo("siv")
    assert len(coded(study, 1)) == 4
    assert check_study(study) == []


def test_a_code_that_is_made_for_the_hits_goes_with_them(study: Study) -> None:
    hits = searching.search(study, "planen").hits
    codes = coding.codes(study)

    made = searching.code_hits(study, "siv", hits, [PLAN], new="Planer på gang")

    assert len(coding.codes(study)) == len(codes) + 1
    assert made.codings == 6
    study.undo("siv", change_id=made.change_id)
    assert coding.codes(study) == codes
    assert coded(study, 1) == coded(study, 2) == []


def test_what_the_coder_has_coded_already_is_passed_over(study: Study) -> None:
    hits = searching.search(study, "planen", transcript_id=1).hits
    coding.apply_codes(study, "siv", 1, Span(21, 38), [PLAN])
    coding.apply_codes(study, "jonas", 1, Span(39, 57), [PLAN])

    made = searching.code_hits(study, "siv", hits, [PLAN])

    assert made.codings == 1
    assert ("Men planen ble ny.", PLAN, "siv") in coded(study)


def test_if_all_is_coded_already_nothing_is_written(study: Study) -> None:
    hits = searching.search(study, "planen").hits
    searching.code_hits(study, "siv", hits, [PLAN])
    before = history(study)

    with pytest.raises(Conflict, match="already"):
        searching.code_hits(study, "siv", hits, [PLAN])

    assert history(study) == before


def test_a_code_that_is_gone_is_told_and_nothing_is_written(study: Study) -> None:
    hits = searching.search(study, "planen").hits
    before = history(study)

    with pytest.raises(CodeGone):
        searching.code_hits(study, "siv", hits, [99])

    assert history(study) == before


def test_hits_in_a_text_that_is_another_by_now_are_refused(study: Study, tmp_path: Path) -> None:
    other = studies.create_study(tmp_path / "o.qualcode", coder="siv")
    (tmp_path / "x.txt").write_text("Noe annet enn planen.\n", encoding="utf-8")
    importing.import_files(other, [tmp_path / "x.txt"], coder="siv")
    hits = searching.search(other, "planen").hits
    other.close()

    with pytest.raises(Conflict, match=r"x\.txt has changed since"):
        searching.code_hits(study, "siv", hits, [PLAN])
