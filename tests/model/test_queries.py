"""What a query asks for, and that the quick finder finds what a slow and simple one does."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import InvalidData
from qualcode.model.queries import (
    Finder,
    Query,
    Reach,
    Stretch,
    Term,
    folded_words,
    parse,
    words_in,
)
from qualcode.model.text import WORD, normalise

TEXT = "Leder: Vi vil rekruttere sykepleiere. Kommuneøkonomien, den er\ntrang; økonomi er alt!"


def found(query: str, text: str = TEXT, **forms: str) -> list[str]:
    """What a query finds in the whole of a text; `forms` are those of its lemmas."""
    asked = parse(query)
    if asked.lemmas:
        asked = asked.with_forms({word: frozenset(forms[word].split()) for word in asked.lemmas})
    return [span.of(text) for span in Finder(asked).find(text, lambda: [(0, len(text))])]


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("rekrutt", ["rekruttere"]),
        ("REKRUTT", ["rekruttere"]),
        ("kruttere", []),
        ("rekrutt sykepl", ["rekruttere sykepleiere"]),
        ("sykepl rekrutt", []),
        ("vil sykepl", []),
        ("den er trang økonomi", ["den er\ntrang; økonomi"]),
        ("økonomi", ["økonomi"]),
        ("*økonomi", ["Kommuneøkonomien", "økonomi"]),
        ("okonomi", []),
        ('"økonomi"', ["økonomi"]),
        ('"sykepleier"', []),
        ('"er alt"', ["er alt"]),
        ("“er alt”", ["er alt"]),
        ('"er alt', ["er alt"]),
        ('er "alt"', ["er alt"]),
        ("*nomien d", ["Kommuneøkonomien, den"]),
        ("d *nomi", []),
        ("rekrutt*", ["rekruttere"]),
    ],
)
def test_words_are_found_one_after_the_other(query: str, hits: list[str]) -> None:
    assert found(query) == hits


def test_a_word_with_a_hyphen_is_two_of_which_the_last_may_go_on() -> None:
    assert found("e-post", "E-posten og en postmann") == ["E-posten"]


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ('sykepl "vi" /3', ["Vi vil rekruttere sykepleiere"]),
        ('"vi" sykepl /2', []),
        ('"er" trang /1', ["er\ntrang"]),
        ("er er /4", ["er\ntrang; økonomi er"]),
        ("er er /2", []),
        ("er trang økonomi /2", ["er\ntrang; økonomi"]),
    ],
)
def test_words_are_found_near_each_other_in_any_order(query: str, hits: list[str]) -> None:
    assert found(query) == hits


def test_the_tightest_hit_is_taken() -> None:
    assert found("a b /5", "a x a b x a") == ["a b"]


def test_a_lemma_is_found_in_its_forms() -> None:
    assert found("~gå", "Det går, det gikk. Gården.", gå="gå går gikk") == ["går", "gikk"]


def test_a_lemma_that_no_text_holds_is_not_found() -> None:
    assert found("~gå", "Det går.", gå="") == []


def test_without_lemmas_words_that_begin_so_are_meant() -> None:
    assert parse('~gå ~"til fots"').without_lemmas() == parse("gå til fots")


def test_a_letter_that_is_two_when_folded_is_found_either_way() -> None:
    assert found("strasse", "Die Straße, straße") == ["Straße", "straße"]
    assert found("Straß", "strasse og strasbourg") == ["strasse"]


def test_letters_and_marks_that_have_no_letter_of_their_own_are_not_lost() -> None:
    assert found("é", "é e\u0301t") == ["é"]
    assert found("e", "e\u0323\u0301t") == ["e"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "no words"),
        ("  ", "no words"),
        ('"', "no words"),
        ("~ *", "no words"),
        ("…", "no words"),
        ("/5", "no words"),
        ("råd /5", "two words"),
        ("råd midler /0", "number from 1"),
        ("råd /3 midler /5", "twice"),
    ],
)
def test_a_query_that_asks_for_nothing_is_refused(query: str, message: str) -> None:
    with pytest.raises(InvalidData, match=message):
        parse(query)


def test_a_query_is_read_in_the_form_that_texts_are_kept_in() -> None:
    assert parse("ra\u030ad") == parse("råd")


def test_speaker_labels_and_what_crosses_turns_are_not_found() -> None:
    text = "A: en to\nB: tre"
    said = [(3, 8), (12, 15)]

    def where(query: str) -> list[str]:
        return [span.of(text) for span in Finder(parse(query)).find(text, lambda: said)]

    assert where("en to") == ["en to"]
    assert where("to b") == where("to tre") == where("a") == where("b") == []


def test_who_speaks_is_asked_only_of_texts_that_may_fit() -> None:
    def never() -> Sequence[Stretch]:
        raise AssertionError("nothing in the text fits")

    assert list(Finder(parse("finnes ikke")).find(TEXT, never)) == []


def test_only_one_mark_becomes_a_letter_when_folded() -> None:
    letters = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    single = ((letter, folded) for letter in letters if len(folded := letter.casefold()) == 1)

    odd = [a for a, b in single if (WORD.match(a) is None) != (WORD.match(b) is None)]

    assert odd == ["\u0345"]


WRITTEN = st.text(
    st.sampled_from("aæbßıİĸſﬁ_9 \n-.\u0301\u0345µ🙂") | st.sampled_from("ab  "), max_size=40
).map(normalise)
WORDS = st.sampled_from(["a", "b", "ab", "ba", "æ", "aæ", "ss", "s", "fi", "i", "i̇", "μ", "9", "_"])
REACHES: list[Reach] = ["beginning", "whole", "inside", "lemma"]
TERMS = st.builds(Term, WORDS, st.sampled_from(REACHES), st.frozensets(WORDS, max_size=3))
QUERIES = st.builds(Query, st.lists(TERMS, min_size=1, max_size=3).map(tuple)) | st.builds(
    Query, st.lists(TERMS, min_size=2, max_size=3).map(tuple), st.integers(1, 4)
)


@st.composite
def stretches_of(draw: st.DrawFn, text: str) -> list[Stretch]:
    """Parts of a text that begin and end between words."""
    inside = {at for word in WORD.finditer(text) for at in range(word.start() + 1, word.end())}
    edges = [at for at in range(len(text) + 1) if at not in inside]
    cuts = sorted(draw(st.lists(st.sampled_from(edges), max_size=6)))
    return list(zip(cuts[::2], cuts[1::2], strict=False))


def slow(query: Query, text: str, stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    """Word by word, from the sentences that say what a query means."""
    hits = []
    for start, end in stretches:
        words = words_in(text, start, end)
        fits = slow_near if query.near is not None else slow_row
        hits += [(words[i].start, words[j].end) for i, j in fits(query, [w.folded for w in words])]
    return hits


def slow_fits(term: Term, word: str) -> bool:
    return {
        "beginning": re.match(re.escape(term.word), word) is not None,
        "whole": term.word == word,
        "inside": re.search(re.escape(term.word), word) is not None,
        "lemma": any(form == word for form in term.forms),
    }[term.reach]


def slow_row(query: Query, words: list[str]) -> list[tuple[int, int]]:
    hits: list[tuple[int, int]] = []
    size = len(query.terms)
    for at in range(len(words) - size + 1):
        taken = hits and at <= hits[-1][1]
        if not taken and all(map(slow_fits, query.terms, words[at : at + size])):
            hits.append((at, at + size - 1))
    return hits


def slow_near(query: Query, words: list[str]) -> list[tuple[int, int]]:
    """Of all ways to give each term a word of its own: the one that ends first, then the one that
    begins last; then the same with the words after it."""
    assert query.near is not None
    ways = {
        (min(places), max(places))
        for some in combinations(range(len(words)), len(query.terms))
        for places in permutations(some)
        if max(places) - min(places) <= query.near
        and all(slow_fits(t, words[at]) for t, at in zip(query.terms, places, strict=True))
    }
    hits: list[tuple[int, int]] = []
    for first, last in sorted(ways, key=lambda way: (way[1], -way[0])):
        if not hits or first > hits[-1][1]:
            hits.append((first, last))
    return hits


@settings(deadline=None)
@given(data=st.data(), query=QUERIES, text=WRITTEN)
def test_the_finder_finds_what_a_slow_and_simple_one_does(
    data: st.DataObject, query: Query, text: str
) -> None:
    stretches = data.draw(stretches_of(text))

    hits = list(Finder(query).find(text, lambda: stretches))

    assert [(hit.start, hit.end) for hit in hits] == slow(query, text, stretches)


@given(WRITTEN | st.text())
def test_an_index_holds_the_words_as_they_are_compared(text: str) -> None:
    assert folded_words(text).split() == [word.folded for word in words_in(text, 0, len(text))]


@given(st.text(st.sampled_from('ab*~"“» /5-æ') | st.characters()))
def test_any_text_is_a_query_or_refused_in_words(written: str) -> None:
    try:
        query = parse(written)
    except InvalidData:
        return
    assert all(term.word == term.word.casefold() != "" for term in query.terms)
