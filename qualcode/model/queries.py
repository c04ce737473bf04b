"""What a search asks for: words in a row or near one another, and where a text has them.

rekrutt sykeplei      words that begin so, one after the other
"faglig råd"          whole words
*økonomi              inside words, too
~gå                   the word in all its forms
råd midler /5         at most five words apart, in any order
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Literal, NamedTuple

from qualcode.errors import InvalidData
from qualcode.model.spans import Span
from qualcode.model.text import TYPOGRAPHIC, WORD, normalise

Reach = Literal["beginning", "whole", "inside", "lemma"]

Stretch = tuple[int, int]
"""A part of a text, by the offsets of its beginning and its end."""

_PIECE = re.compile(
    r"""
    /(?P<near>\d+)(?!\S)
    | (?P<sign>[~*]?)
      (?: ["“”„«»](?P<quoted>[^"“”„«»]*)["“”„«»]? | (?P<bare>[^\s"“”„«»]+) )
    """,
    re.VERBOSE,
)
_REACHES: dict[str, Reach] = {"*": "inside", "~": "lemma"}

_LATIN = [chr(code) for code in range(256)]
_AWKWARD = [c for c in _LATIN if len(c.casefold()) > 1 or c.casefold() not in _LATIN]
"""Letters that folding makes two of (ß), or takes out of Latin-1 (µ)."""
_FOLDED_LATIN = bytes(
    ord(c.casefold()) if WORD.match(c) and c not in _AWKWARD else ord(" ") for c in _LATIN
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query, folded. `forms` are the words of the lemma, once they are known."""

    word: str
    reach: Reach
    forms: frozenset[str] = frozenset()

    def fits(self, word: str) -> bool:
        if self.reach == "beginning":
            return word.startswith(self.word)
        if self.reach == "inside":
            return self.word in word
        return word == self.word if self.reach == "whole" else word in self.forms

    @property
    def literals(self) -> frozenset[str]:
        """A word that fits holds one of these."""
        return self.forms if self.reach == "lemma" else frozenset({self.word})


@dataclass(frozen=True, slots=True)
class Query:
    """Words one after the other; with `near`, in any order, the last at most so many words after
    the first."""

    terms: tuple[Term, ...]
    near: int | None = None

    @property
    def lemmas(self) -> frozenset[str]:
        """The words whose forms must be found out before the query fits anything."""
        return frozenset(term.word for term in self.terms if term.reach == "lemma")

    def with_forms(self, forms: Mapping[str, frozenset[str]]) -> Query:
        terms = (replace(t, forms=forms[t.word]) if t.reach == "lemma" else t for t in self.terms)
        return replace(self, terms=tuple(terms))

    def without_lemmas(self) -> Query:
        """The same, where nobody knows the forms of words: words that begin so."""
        terms = (Term(t.word, "beginning") if t.reach == "lemma" else t for t in self.terms)
        return replace(self, terms=tuple(terms))


class Word(NamedTuple):
    """A word of a text, where it stands, and folded for comparing."""

    start: int
    end: int
    folded: str


def parse(written: str) -> Query:
    """Read a query as people type it. Raises InvalidData where it asks for nothing."""
    terms: list[Term] = []
    near: int | None = None
    for piece in _PIECE.finditer(normalise(written)):
        if piece["near"] is None:
            terms += _terms(piece)
        elif near is None:
            near = int(piece["near"])
        else:
            raise InvalidData(
                "«{query}» says twice how near the words are; keep one of them.", query=written
            )
    if not terms:
        raise InvalidData("There are no words to search for; write one, or several.")
    if near is not None and (near < 1 or len(terms) < 2):
        raise InvalidData(
            "/{near} needs two words or more and a number from 1: råd midler /5 finds them at "
            "most five words apart.",
            near=near,
        )
    return Query(tuple(terms), near)


def _terms(piece: re.Match[str]) -> Iterator[Term]:
    """The words of a piece; of `e-post` only the last may go on: `e-posten`."""
    words = [word.casefold() for word in WORD.findall(piece["quoted"] or piece["bare"] or "")]
    last: Reach = "beginning" if piece["quoted"] is None else "whole"
    for number, word in enumerate(words, 1):
        reach = _REACHES.get(piece["sign"])
        yield Term(word, reach or (last if number == len(words) else "whole"))


def words_in(text: str, start: int, end: int) -> list[Word]:
    found = WORD.finditer(text, start, end)
    return [Word(match.start(), match.end(), match[0].casefold()) for match in found]


def folded_words(text: str) -> str:
    """The words of a text as they are compared, with blanks between: what an index holds."""
    latin = _folded_latin(text)
    return " ".join(map(str.casefold, WORD.findall(text))) if latin is None else latin


def _folded_latin(text: str) -> str | None:
    """The text with its words folded and all else made blank, letter for letter; None where not
    all letters are Latin. Ten times as fast as looking for words."""
    plain = text
    for sign in TYPOGRAPHIC:
        plain = plain.replace(sign, " ")
    if any(letter in plain for letter in _AWKWARD):
        return None
    try:
        return plain.encode("latin-1").translate(_FOLDED_LATIN).decode("latin-1")
    except UnicodeEncodeError:
        return None


def _folded(text: str) -> str | None:
    """The text folded letter for letter; None where it cannot be: ß becomes two letters, and
    U+0345, which is no letter, becomes one."""
    if (latin := _folded_latin(text)) is not None:
        return latin
    folded = text.casefold()
    return folded if len(folded) == len(text) and "\u0345" not in text else None


class Finder:
    """Looks for one query in one text after another.

    A quick look tells which stretches of a text may fit, and only those are taken apart.
    """

    def __init__(self, query: Query) -> None:
        self._query = query
        self._fits = _in_a_row if query.near is None else _near
        rarest = max(query.terms, key=lambda term: min(map(len, term.literals), default=0))
        self._sign = re.compile(_pattern(query.terms if query.near is None else [rarest]))

    def find(self, text: str, stretches: Callable[[], Sequence[Stretch]]) -> Iterator[Span]:
        """Where the query fits, in order and without overlap.

        No hit spans two stretches, and none lies outside them. They stand in order, begin and end
        between words, and are asked for only where they are needed.
        """
        folded = _folded(text)
        if folded is not None and self._sign.search(folded) is None:
            return
        for start, end in self._promising(folded, stretches()):
            words = words_in(text, start, end)
            for first, last in self._fits(self._query, words):
                yield Span(words[first].start, words[last].end)

    def _promising(self, folded: str | None, stretches: Sequence[Stretch]) -> Iterator[Stretch]:
        if folded is None:
            yield from stretches
            return
        at = here = 0
        while match := self._sign.search(folded, at):
            here = bisect_right(stretches, match.start(), lo=here, key=itemgetter(0))
            if here and match.start() < stretches[here - 1][1]:
                start, at = stretches[here - 1]
                if self._holds_all(folded, start, at):
                    yield start, at
            elif here < len(stretches):
                at = stretches[here][0]
            else:
                return

    def _holds_all(self, folded: str, start: int, end: int) -> bool:
        return all(
            any(folded.find(literal, start, end) >= 0 for literal in term.literals)
            for term in self._query.terms
        )


def _pattern(terms: Sequence[Term]) -> str:
    """What stands in a folded text wherever the terms do, one after the other.

    It begins with letters, which `re` finds fast; that no word goes on before them is looked at
    afterwards.
    """
    first, *others = (_word_pattern(term, begins=number == 0) for number, term in enumerate(terms))
    return r"\W+".join([first, *others])


def _word_pattern(term: Term, *, begins: bool) -> str:
    inside = term.reach == "inside"
    literals = [re.escape(literal) for literal in sorted(term.literals)] or ["(?!)"]
    if begins and not inside and term.literals:
        literals = [rf"{literal}(?<!\w{literal})" for literal in literals]
    before = r"\w*" if inside and not begins else ""
    after = r"\w*" if inside or term.reach == "beginning" else r"(?!\w)"
    return f"{before}(?:{'|'.join(literals)}){after}"


def _in_a_row(query: Query, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """The first and last word of each hit, from left to right."""
    first, *others = query.terms
    free = 0
    for at in range(len(words) - len(others)):
        if at < free or not first.fits(words[at].folded):
            continue
        if all(term.fits(words[at + n].folded) for n, term in enumerate(others, 1)):
            free = at + len(query.terms)
            yield at, free - 1


def _near(query: Query, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """The hit that is complete first, as tight as it can be; then on after it."""
    assert query.near is not None
    recent: list[tuple[int, frozenset[int]]] = []
    for at, word in enumerate(words):
        fitted = frozenset(n for n, term in enumerate(query.terms) if term.fits(word.folded))
        if not fitted:
            continue
        recent = [seen for seen in recent if seen[0] >= at - query.near] + [(at, fitted)]
        if not _complete(query, recent):
            continue
        while _complete(query, recent[1:]):
            del recent[0]
        yield recent[0][0], at
        recent = []


def _complete(query: Query, recent: Sequence[tuple[int, frozenset[int]]]) -> bool:
    """True if each term can have a word of its own: `råd råd /5` wants two of them."""
    holder: dict[int, int] = {}

    def place(term: int, tried: set[int]) -> bool:
        for at, fitted in recent:
            if term in fitted and at not in tried:
                tried.add(at)
                if at not in holder or place(holder[at], tried):
                    holder[at] = term
                    return True
        return False

    return len(recent) >= len(query.terms) and all(
        place(term, set()) for term in range(len(query.terms))
    )
