"""What was read and had nothing to code; and how far each interview has come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import Conflict, InvalidData, NotFound
from qualcode.model.spans import Span
from qualcode.model.transcripts import Transcript
from qualcode.store import overview, places, readings, transcripts
from qualcode.store.progress import ANYONE, touched
from qualcode.store.study import Study
from qualcode.workflow import coding
from qualcode.workflow.studies import open_study


def mark(study: Study, *spans: tuple[int, int], coder: str = "siv") -> int:
    with study.change(coder, "mark as read") as change:
        return len(readings.mark(change, 1, [Span(*span) for span in spans]))


def held(study: Study) -> list[tuple[int, int, str]]:
    with study.read() as connection:
        found = readings.of_transcript(connection, 1)
    return [(r.span.start, r.span.end, r.coder) for r in found]


def test_marks_stand_in_the_order_of_the_text_with_who_made_them(study: Study) -> None:
    mark(study, (40, 50), (0, 31))
    mark(study, (33, 60), coder="jonas")

    assert held(study) == [(0, 31, "siv"), (33, 60, "jonas"), (40, 50, "siv")]


def test_what_one_has_marked_already_is_passed_over(study: Study) -> None:
    mark(study, (0, 31))

    assert mark(study, (0, 31), (5, 9), (33, 60), (40, 50)) == 1
    assert held(study) == [(0, 31, "siv"), (33, 60, "siv")]


def test_marking_nothing_new_is_refused_and_leaves_no_entry(study: Study) -> None:
    mark(study, (0, 31))
    entries = len(study.history())

    with pytest.raises(Conflict, match="already"):
        mark(study, (3, 31))

    assert len(study.history()) == entries


def test_what_another_has_marked_is_still_to_be_read(study: Study) -> None:
    mark(study, (0, 31), coder="jonas")

    assert mark(study, (0, 31)) == 1


def test_a_mark_beyond_the_text_is_refused(study: Study) -> None:
    with pytest.raises(InvalidData, match="9000"):
        mark(study, (0, 9000))

    assert held(study) == []


def test_a_mark_in_an_interview_that_is_gone_is_refused(study: Study) -> None:
    with study.change("siv", "mark as read") as change, pytest.raises(NotFound):
        readings.mark(change, 99, [Span(0, 1)])


def test_a_mark_that_is_gone_cannot_be_taken_away(study: Study) -> None:
    with study.change("siv", "unmark as read") as change, pytest.raises(NotFound):
        readings.unmark(change, [1])


def test_five_thousand_turns_are_marked_as_one_change(study: Study) -> None:
    with study.change("siv", "import") as change:
        shelf = transcripts.Shelf(change, {})
        shelf.take("lang.txt", b"lang", [Transcript("lang.txt", "ja " * 5_000, b"")])
        shelf.flush()
    with study.change("siv", "mark as read") as change:
        readings.mark(change, 2, [Span(n, n + 2) for n in range(0, 15_000, 3)])

    study.undo("siv")

    with study.read() as connection:
        assert readings.of_transcript(connection, 2) == ()


def test_a_place_replaces_the_one_before_it_and_has_no_history(study: Study) -> None:
    entries = study.history()
    for offset in (7, 42):
        places.keep(study, "siv", 1, offset)
    places.keep(study, "jonas", 1, 3)

    with study.read() as connection:
        assert places.of_coder(connection, "siv", 1) == 42
        assert places.of_coder(connection, "jonas", 1) == 3
        assert places.of_coder(connection, "siv", 2) is None
    assert study.history() == entries


def test_a_place_goes_with_its_interview(study: Study) -> None:
    places.keep(study, "siv", 1, 42)

    study.undo("siv")

    with study.read() as connection:
        assert places.last(connection, "siv") is None


def test_turns_are_numbered_as_on_the_screen(study: Study) -> None:
    with study.read() as connection:
        assert [places.turn_at(connection, 1, offset) for offset in (0, 32, 33, 80)] == [1, 1, 2, 2]


# How far an interview has come


@st.composite
def stretches(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Turns: in order, and apart or next to one another."""
    edges = sorted(draw(st.sets(st.integers(0, 40), max_size=12)))
    return list(zip(edges[::2], edges[1::2], strict=False))


touches = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 12), st.integers(1, 3), st.integers(0, 1)),
    max_size=12,
)


@given(stretches(), touches)
def test_a_turn_counts_once_for_each_coder_who_touches_it(
    turns: list[tuple[int, int]], made: list[tuple[int, int, int, int]]
) -> None:
    spans = sorted((1, start, start + length, coder, coded) for start, length, coder, coded in made)

    found = touched([start for start, _ in turns], [end for _, end in turns], spans)

    expected = {
        who: sum(
            any(s < end and start < e and (coded if who == ANYONE else coder == who)
                for _, s, e, coder, coded in spans)
            for start, end in turns
        )
        for who in range(4)
    }  # fmt: skip
    assert {who: found.get(who, 0) for who in range(4)} == expected


def line(study: Study) -> tuple[int, int, dict[str, int]]:
    with study.read() as connection:
        found = overview.interviews(connection)[0]
    return found.turns, found.coded_turns, found.read_turns


def test_an_informants_turn_is_read_when_it_is_coded_or_marked(study: Study) -> None:
    assert line(study) == (1, 0, {})

    mark(study, (40, 50))
    assert line(study) == (1, 0, {"siv": 1})

    coding.apply_codes(study, "jonas", 1, Span(40, 50), [1])
    assert line(study) == (1, 1, {"siv": 1, "jonas": 1})


def test_the_interviewers_turns_are_in_no_share(study: Study) -> None:
    mark(study, (0, 31))
    coding.apply_codes(study, "siv", 1, Span(0, 10), [1])

    assert line(study) == (1, 0, {})


def test_a_text_without_turns_is_one(study: Study) -> None:
    with study.change("siv", "import") as change:
        shelf = transcripts.Shelf(change, {})
        shelf.take("notat.txt", b"notat", [Transcript("notat.txt", "Et notat.", b"")])
        shelf.flush()
    with study.read() as connection:
        notes = overview.interviews(connection)[1]
    assert (notes.turns, notes.coded_turns) == (1, 0)

    coding.apply_codes(study, "siv", 2, Span(3, 5), [1])

    with study.read() as connection:
        notes = overview.interviews(connection)[1]
    assert (notes.turns, notes.coded_turns, notes.read_turns) == (1, 1, {"siv": 1})


def test_an_interview_knows_its_units_their_values_and_where_they_lie(study: Study) -> None:
    with study.read() as connection:
        found = overview.interviews(connection)[0]

    assert (found.units, found.attributes) == (("S1",), {"type": ("USH",), "county": ("Nord",)})


def test_units_that_nobody_speaks_for_are_told_of(study: Study) -> None:
    with study.read() as connection:
        summary = overview.summary(connection)

    assert (summary.kind, summary.attributes) == ("centre", ("type",))
    assert summary.not_interviewed == ("S2",)


def test_marks_and_places_are_there_in_the_next_session(study: Study) -> None:
    mark(study, (40, 50))
    places.keep(study, "siv", 1, 44)
    study.close()

    again = open_study(study.path)

    assert held(again) == [(40, 50, "siv")]
    with again.read() as connection:
        last = places.last(connection, "siv")
    assert last is not None
    assert last[:2] == (1, 44)
    again.close()
