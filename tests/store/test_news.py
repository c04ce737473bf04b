"""What is new since somebody last looked: the same as reading all again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.model.history import News
from qualcode.model.spans import Span
from qualcode.model.views import CodedSpan
from qualcode.store import codebooks
from qualcode.store.study import Study
from qualcode.store.tables import CoderRow
from qualcode.workflow import coding, history, reading


def code_row(study: Study, ident: str) -> int:
    with study.read() as connection:
        return codebooks.code_id(connection, ident)


def apply(study: Study, start: int, end: int, ident: str, coder: str = "siv") -> CodedSpan:
    row = code_row(study, ident)
    made = coding.apply_codes(study, coder, 1, Span(start, end), [row])
    return next(c for c in coding.codings_in(study, 1) if c.id == made[0])


def news_of(study: Study, seen: int) -> News:
    return history.news(study, seen, 1)


def test_nothing_new_is_no_news(study: Study) -> None:
    seen = history.newest_change(study)

    assert not news_of(study, seen)


def test_a_coding_of_somebody_else_is_news_with_its_coder(study: Study) -> None:
    seen = history.newest_change(study)

    made = apply(study, 40, 50, "oko", coder="jonas")

    news = news_of(study, seen)
    assert news.codings == {made.id: made}
    assert news.used == {made.code_id: 1}
    assert news.coders == ("jonas",)


def test_a_coding_that_came_and_went_again_counts_for_nothing(study: Study) -> None:
    seen = history.newest_change(study)

    made = apply(study, 40, 50, "oko")
    coding.remove_codings(study, "siv", [made])

    news = news_of(study, seen)
    assert (news.codings, news.used) == ({made.id: None}, {})


def test_a_coding_in_another_interview_is_only_counted(study: Study) -> None:
    seen = history.newest_change(study)

    made = apply(study, 40, 50, "oko")

    news = history.news(study, seen, transcript_id=2)
    assert (news.codings, news.used) == ({}, {made.code_id: 1})


def test_a_new_code_is_news_of_the_codebook(study: Study) -> None:
    seen = history.newest_change(study)

    coding.create_code(study, "siv", "Ny kode")

    assert news_of(study, seen).codebook


def test_an_import_makes_everything_new(study: Study) -> None:
    seen = history.newest_change(study)
    with study.change("siv", "import transcripts") as change:
        change.insert_batch(CoderRow, ("guid", "name", "adjudicates"), [("g" * 32, "ny", False)])

    assert news_of(study, seen).everything


def test_the_traces_of_a_change_are_its_passages(study: Study) -> None:
    apply(study, 40, 50, "oko")
    entry = history.history(study, 1)[0]

    assert history.traces(study, entry.id).places == {1: (Span(40, 50),)}


def test_the_history_of_an_interview_leaves_out_what_was_done_elsewhere(study: Study) -> None:
    made = apply(study, 40, 50, "oko")
    coding.remove_codings(study, "siv", [made])
    reading.mark_read(study, "siv", 1, [Span(40, 50)])
    coding.create_code(study, "siv", "Ny kode")

    found = [entry.action for entry in history.history_of(study, 1)]

    assert found == ["mark as read", "remove coding", "apply code"]
    assert history.history_of(study, 2) == []


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["apply", "remove", "note", "move", "new", "read", "undo", "redo"]),
        st.integers(33, 70),
    ),
    max_size=8,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=DEEDS, after=DEEDS)
def test_taking_in_the_news_is_the_same_as_reading_all_again(
    study: Study, before: list[tuple[str, int]], after: list[tuple[str, int]]
) -> None:
    for deed in before:
        do(study, *deed)
    seen = history.newest_change(study)
    held = {c.id: c for c in coding.codings_in(study, 1)}
    marks = {r.id: r for r in reading.readings_in(study, 1)}
    counts = coding.counts(study)

    for deed in after:
        do(study, *deed)
    news = news_of(study, seen)

    assert not news.everything
    assert patched(held, news.codings) == {c.id: c for c in coding.codings_in(study, 1)}
    assert patched(marks, news.readings) == {r.id: r for r in reading.readings_in(study, 1)}
    counted = {code: counts.get(code, 0) + news.used.get(code, 0) for code in {*counts, *news.used}}
    assert {code: n for code, n in counted.items() if n} == coding.counts(study)


Thing = TypeVar("Thing")


def patched(held: dict[int, Thing], changed: Mapping[int, Thing | None]) -> dict[int, Thing]:
    return {row: value for row, value in (held | dict(changed)).items() if value is not None}


def in_bulk(study: Study) -> bool:
    """Whether nothing is left to take back but what the study was set up with."""
    entry = history.next_undo(study, "siv")
    return entry is None or entry.action in {"import", "load codebook", "set up study"}


def do(study: Study, deed: str, number: int) -> None:
    held = coding.codings_in(study, 1)
    try:
        match deed:
            case "apply":
                apply(study, number, number + 5, "oko")
            case "remove" if held:
                coding.remove_codings(study, "siv", held[:1])
            case "note" if held:
                coding.annotate(study, "siv", held[-1:], memo=f"notat {number}", stance="-")
            case "move" if held:
                coding.move_coding(study, "siv", held[0], Span(number, number + 7))
            case "new":
                coding.create_and_apply(study, "siv", 1, Span(number, 75), f"Kode {number}")
            case "read":
                reading.mark_read(study, "siv", 1, [Span(number, number + 3)])
            case "undo" if not in_bulk(study):
                study.undo("siv")
            case "redo":
                study.redo("siv")
    except QualcodeError:
        pass  # nothing to take back, or done already: nothing has changed then


def test_a_coding_that_was_changed_meanwhile_is_not_overwritten(study: Study) -> None:
    seen = apply(study, 40, 50, "oko")
    coding.annotate(study, "jonas", [seen], memo="det jonas skrev")

    with pytest.raises(QualcodeError, match="Somebody has changed"):
        coding.annotate(study, "siv", [seen], memo="det siv skrev")

    coding.annotate(study, "siv", [seen], stance="+")
    now = coding.codings_in(study, 1)[0]
    assert (now.memo, now.stance) == ("det jonas skrev", "+")


def test_a_coding_is_moved_with_its_voice_and_back_again(study: Study) -> None:
    made = apply(study, 40, 50, "oko")
    before = voice_of(study, made.id)

    coding.move_coding(study, "siv", made, Span(12, 20))

    asked = voice_of(study, made.id)
    study.undo("siv")
    assert asked != before == voice_of(study, made.id)


def voice_of(study: Study, coding_id: int) -> object:
    with study.read() as connection:
        return connection.exec_driver_sql(
            f"SELECT voice_id FROM coding WHERE id = {coding_id}"
        ).scalar_one()


def test_edges_are_not_moved_to_where_the_same_code_stands(study: Study) -> None:
    made = apply(study, 40, 50, "oko")
    apply(study, 40, 55, "oko")

    with pytest.raises(QualcodeError, match="already"):
        coding.move_coding(study, "siv", made, Span(40, 55))
