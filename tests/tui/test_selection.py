from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.segmentation import Segmentation
from qualcode.model.spans import Span
from qualcode.model.transcripts import Turn
from qualcode.tui.widgets.transcript.selection import (
    Edge,
    Landmarks,
    Selection,
    Units,
    dragged,
    edged,
    extended,
    moved,
    next_bare,
    next_span,
    shrunk,
    touched_by,
)

EDGES: st.SearchStrategy[Edge] = st.sampled_from(["start", "end"])
TEXT = "I: Hva nå? L: Vi er tre. Det er få. Ja."
TURNS = (Turn("I", 0, 3, 10, True), Turn("L", 11, 14, 39))
SENTENCES = (Span(3, 10), Span(14, 24), Span(25, 35), Span(36, 39))
WORDS = tuple(
    Span(a, b)
    for a, b in (
        (3, 6),
        (7, 9),
        (14, 16),
        (17, 19),
        (20, 23),
        (25, 28),
        (29, 31),
        (32, 34),
        (36, 38),
    )
)
MARKS = Landmarks(TEXT, TURNS, Segmentation(SENTENCES, WORDS))


def sentence(number: int) -> Selection:
    return Selection.at(SENTENCES[number])


def test_down_selects_the_next_sentence() -> None:
    assert moved(sentence(1), MARKS.sentences, 1).span.of(TEXT) == "Det er få."


def test_up_from_a_word_selects_its_sentence() -> None:
    word = Selection.at(WORDS[6])

    assert moved(word, MARKS.sentences, -1).span == SENTENCES[2]


def test_right_selects_the_next_word() -> None:
    assert moved(sentence(1), MARKS.words, 1).span.of(TEXT) == "er"


def test_the_ends_hold() -> None:
    assert moved(sentence(3), MARKS.sentences, 1) == sentence(3)
    assert moved(sentence(0), MARKS.sentences, -1) == sentence(0)


def test_growing_takes_in_the_next_sentence_and_gives_it_back() -> None:
    grown = extended(sentence(1), MARKS.sentences, 1)

    assert grown.span.of(TEXT) == "Vi er tre. Det er få."
    assert grown.cursor == grown.span.end - 1
    assert extended(grown, MARKS.sentences, -1) == sentence(1)


def test_growing_backwards_puts_the_cursor_first() -> None:
    grown = extended(sentence(2), MARKS.sentences, -1)

    assert grown.span.of(TEXT) == "Vi er tre. Det er få."
    assert grown.cursor == grown.span.start


def test_the_pointer_marks_whole_words() -> None:
    cut = dragged(TEXT, Span(15, 16), Span(17, 18), MARKS.words)

    assert cut.span.of(TEXT) == "Vi er"


@given(st.integers(14, 38), st.integers(14, 38))
def test_what_the_pointer_marks_begins_and_ends_with_whole_words(one: int, other: int) -> None:
    marked = dragged(TEXT, Span(one, one + 1), Span(other, other + 1), MARKS.words).span

    assert not any(word.start < marked.start < word.end for word in WORDS)
    assert not any(word.start < marked.end < word.end for word in WORDS)


def test_an_edge_moves_either_way_and_leaves_something_selected() -> None:
    held = sentence(2)

    shorter = edged(held, MARKS.words, -1, "end")
    least = edged(edged(edged(shorter, MARKS.words, -1, "end"), *back()), *back())
    longer = edged(held, MARKS.sentences, 1, "end")
    later = edged(held, MARKS.words, 1, "start")
    earlier = edged(held, MARKS.sentences, -1, "start")

    assert shorter.span.of(TEXT) == "Det er få"
    assert least.span.of(TEXT) == "Det"
    assert longer.span.of(TEXT) == "Det er få. Ja."
    assert later.span.of(TEXT) == "er få."
    assert earlier.span.of(TEXT) == "Vi er tre. Det er få."


def back() -> tuple[Units, int, Edge]:
    return MARKS.words, -1, "end"


STEPS = st.lists(
    st.tuples(st.sampled_from(["words", "sentences", "turns"]), st.sampled_from([1, -1]), EDGES)
)


@given(st.integers(0, 3), STEPS)
def test_however_edges_move_something_is_selected_with_the_cursor_at_the_moving_edge(
    first: int, steps: list[tuple[str, int, Edge]]
) -> None:
    held = sentence(first)

    for unit, step, edge in steps:
        held = edged(held, getattr(MARKS, unit), step, edge)

        assert 0 <= held.span.start < held.span.end <= len(TEXT)
        assert held.cursor == (held.span.end - 1 if edge == "end" else held.span.start)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 4)), max_size=8), st.integers(0, 12))
def test_next_and_previous_go_through_all_spans(places: list[tuple[int, int]], at: int) -> None:
    spans = sorted(Span(start, start + length) for start, length in places)
    here = Span(at, at + 1)

    ahead, found = [], next_span(spans, here, 1)
    while found is not None:
        ahead.append(found)
        found = next_span(spans, found, 1)

    assert ahead == sorted({span for span in spans if span > here})
    assert next_span(spans, here, -1) == max((s for s in spans if s < here), default=None)


def test_shrinking_a_sentence_leaves_out_its_last_word() -> None:
    assert shrunk(sentence(1), MARKS.sentences, MARKS.words).span.of(TEXT) == "Vi er tre"
    twice = shrunk(shrunk(sentence(1), *units()), *units())
    assert twice.span.of(TEXT) == "Vi er"


def units() -> tuple[Units, Units]:
    return MARKS.sentences, MARKS.words


def test_the_pointer_and_the_keys_mark_the_same() -> None:
    by_keys = extended(sentence(1), MARKS.sentences, 1)

    forwards = dragged(TEXT, Span(13, 14), Span(34, 35), MARKS.words)
    backwards = dragged(TEXT, Span(34, 35), Span(14, 15), MARKS.words)

    assert forwards.span == backwards.span == by_keys.span


def test_a_click_in_a_sentence_selects_it_and_keeps_the_cursor() -> None:
    landed = MARKS.landing(29)

    assert (landed.span, landed.cursor) == (SENTENCES[2], 29)


def test_a_click_on_a_label_selects_what_is_said_after_it() -> None:
    assert MARKS.landing(12).span == SENTENCES[1]


def test_before_sentences_are_known_a_word_is_selected_for_now() -> None:
    landed = Landmarks(TEXT, TURNS, None).landing(18)

    assert landed.provisional
    assert landed.span.of(TEXT) == "er"


def test_a_text_without_words_still_has_a_selection() -> None:
    assert Landmarks("…", (), Segmentation()).landing(0).span == Span(0, 1)
    assert Landmarks("", (), None).landing(0).span == Span(0, 1)


def test_paragraphs_are_the_turns_of_a_text_without_turns() -> None:
    text = "Ett.\n\n  To.\nTre."

    assert [s.of(text) for s in Landmarks(text, (), None).turns.spans] == ["Ett.", "To.", "Tre."]


def test_the_interviewer_has_no_answers() -> None:
    assert MARKS.answers.spans == [Span(14, 39)]


def test_the_next_bare_answer_is_one_that_nothing_is_coded_in() -> None:
    answers = Units([Span(0, 5), Span(10, 15), Span(20, 25), Span(30, 35)])
    coded = [Span(12, 22)]

    assert next_bare(answers, coded, 2, 1) == Span(30, 35)
    assert next_bare(answers, coded, 32, -1) == Span(0, 5)
    assert next_bare(answers, coded, 2, -1) is None
    assert next_bare(answers, coded, 30, 1) is None


SPANS = st.lists(st.integers(0, 200), min_size=2, max_size=30, unique=True).map(
    lambda cuts: [Span(a, b) for a, b in zip(*[iter(sorted(cuts))] * 2, strict=False)]
)


@given(SPANS, SPANS)
def test_touched_units_are_those_that_share_a_character(
    spans: list[Span], coded: list[Span]
) -> None:
    expected = {i for i, span in enumerate(spans) if any(span.overlaps(c) for c in coded)}

    assert touched_by(Units(spans), coded) == expected


@given(SPANS, st.integers(0, 199), st.lists(st.sampled_from([1, -1]), max_size=12))
def test_a_selection_keeps_its_anchor_and_its_cursor_within(
    spans: list[Span], offset: int, steps: list[int]
) -> None:
    found = Units(spans)
    unit = found.at(offset)
    assert unit is not None
    selection = Selection.at(unit)

    for step in steps:
        selection = extended(selection, found, step)

        assert selection.span.covers(selection.anchor)
        assert selection.span.contains(selection.cursor)
        assert selection.span.start in found.starts
        assert selection.span.end in found.ends


@given(SPANS, st.integers(0, 199), st.integers(1, 6))
def test_what_is_grown_can_be_given_back(spans: list[Span], offset: int, times: int) -> None:
    found = Units(spans)
    unit = found.at(offset)
    assert unit is not None
    place = found.spans.index(unit)
    start = selection = Selection.at(unit)
    steps = min(times, len(spans) - 1 - place)

    for _ in range(steps):
        selection = extended(selection, found, 1)
    for _ in range(steps):
        selection = extended(selection, found, -1)

    assert selection == start
