"""Where sentences begin, told from the tokens of a text. Plain Python: it knows no spaCy.

Made for speech written down: a question ends at its mark even if the answer begins with a small
letter, a thought that trails off (`…`) goes on if a small letter follows, and what stands in
brackets (`[ler]`) stays with the sentence before it.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence
from enum import Enum

from qualcode.language import abbreviations
from qualcode.language.pipelines import Token


class Mark(Enum):
    """What a token can mean for the end of a sentence."""

    STOP = "."
    STRONG = "?!"
    ELLIPSIS = "…"
    LEADING = "an abbreviation that introduces something, or an initial"
    TRAILING = "an abbreviation that may stand last, or an ordinal"
    COLON = ":"
    BRACKET = "["


_TELLING = frozenset(".?!…:[")
"""Last characters that can be a mark; all other tokens, nearly all there are, are passed by."""
_CLOSERS = frozenset("»\"”“’'›)]}")
_GO_ON = frozenset(",;:/%)]}»")
_BULLETS = frozenset("-–—•*·▪◦")
_VOWEL = re.compile(r"[aeiouyæøåäöéèêóòôü]", re.IGNORECASE)
_INITIAL = re.compile(r"[A-ZÆØÅÄÖ]\.(-?[A-ZÆØÅÄÖ]\.)*")
_NUMBER = re.compile(r"[\d§][\d.,:/–-]*\.|[IVX]+\.")
_YEAR = re.compile(r"(19|20)\d\d\.")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_NEW_LINE = re.compile(r"\n\s*")
_ASIDE = 3
"""Round brackets with so few words, the first with a small letter, are an aside like `[ler]`."""


@functools.lru_cache(maxsize=4096)
def mark_of(text: str) -> Mark | None:
    """What a token means by itself."""
    last = text[-1]
    if last in "?!":
        return Mark.STRONG
    if last == "…" or text.endswith(".."):
        return Mark.ELLIPSIS
    if last == ".":
        return Mark.STOP if text == "." else abbreviation(text)
    return {":": Mark.COLON, "[": Mark.BRACKET}.get(text)


def abbreviation(word: str) -> Mark:
    """What a word with its full stop means."""
    small = word.lower()
    if small in abbreviations.LEADING or (_INITIAL.fullmatch(word) and word != "I."):
        return Mark.LEADING
    if small in abbreviations.TRAILING or (_NUMBER.fullmatch(word) and not _YEAR.fullmatch(word)):
        return Mark.TRAILING
    return Mark.STOP


def sentence_starts(text: str, tokens: Sequence[Token]) -> list[int]:
    """The offsets at which sentences begin, the first left out."""
    reader = _Reader(text, tokens)
    return [tokens[i][0] for i in reader.breaks()]


class _Reader:
    """One text on its way to being cut; `i`, `j` are numbers of tokens."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.starts = [start for start, _ in tokens]
        self.words = [word for _, word in tokens]
        self.marks = [mark_of(word) if word[-1] in _TELLING else None for word in self.words]
        self.new_lines = self._after(_NEW_LINE, text)
        self.forced = self._after(_BLANK_LINE, text) | {
            i for i in self.new_lines if self._begins_item(i)
        }

    def _after(self, pattern: re.Pattern[str], text: str) -> set[int]:
        """The tokens that stand after the pattern; none where it ends the text."""
        if "\n" not in text:
            return set()
        found = {bisect_left(self.starts, match.end()) for match in pattern.finditer(text)}
        return found - {0, len(self.starts)}

    def _begins_item(self, i: int) -> bool:
        return self.words[i] in _BULLETS and self._gap(i + 1)

    def breaks(self) -> list[int]:
        """The tokens that begin a sentence, the first left out."""
        found: list[int] = []
        begun = done = 0
        marked = {i for i, mark in enumerate(self.marks) if mark is not None}
        for i in sorted(marked | self.forced):
            if i in self.forced and i > begun:
                found.append(begun := i)
            if i < done or self.marks[i] is None:
                continue
            if self.marks[i] is Mark.BRACKET:
                done = self._closed(i)
                continue
            done = self._past(i)
            if done < len(self.words) and done > begun and self._ends(i, done, begun):
                found.append(begun := done)
        return sorted(set(found))

    def _ends(self, i: int, after: int, begun: int) -> bool:
        """True if the mark at `i` ends the sentence, and the next one begins at `after`."""
        if not any(c.isalnum() for word in self.words[begun:after] for c in word):
            return False
        mark = self._mark(i)
        if mark is Mark.COLON:
            return after in self.new_lines
        if self.words[after][0] in _GO_ON and after not in self.new_lines:
            return False
        lead = self._lead(after)
        if mark is Mark.STOP:
            return self._stop_ends(i, after, lead)
        if mark is Mark.STRONG:
            return not (lead[:1].islower() and self._quoted(i, after))
        if mark is Mark.ELLIPSIS:
            return not (lead[:1].islower() or lead[:1].isdigit())
        if mark is Mark.LEADING:
            return lead in abbreviations.OPENERS
        return self._trailing_ends(i, begun, lead)

    def _stop_ends(self, i: int, after: int, lead: str) -> bool:
        if not lead[:1].islower():
            return self._gap(after) or lead[:1].isupper()
        word = self.words[i - 1]
        unknown = word.islower() and len(word) < 6 and not _VOWEL.search(word)
        return self._gap(after) and not unknown and not self._quoted(i, after)

    def _trailing_ends(self, i: int, begun: int, lead: str) -> bool:
        """`kr. 500`, `17. mai`, `osv. og` go on; so does the number of an item, `1. Ernæring`."""
        if lead[:1].islower() or lead[:1].isdigit() or lead.lower() in abbreviations.MONTHS:
            return False
        item = not any(word[0].isalnum() for word in self.words[begun : self._word_at(i)])
        return not item

    def _mark(self, i: int) -> Mark | None:
        """The mark at `i`, with the word before it where the full stop is a token of its own."""
        word = self._abbreviated(i)
        if word.lower() in abbreviations.BEFORE_NUMBER:
            number = self._lead(i + 1)[:1].isdigit()
            return Mark.LEADING if number else Mark.STOP
        return abbreviation(word) if self.marks[i] is Mark.STOP else self.marks[i]

    def _abbreviated(self, i: int) -> str:
        at = self._word_at(i)
        return self.words[i] if at == i else self.words[at] + self.words[i]

    def _word_at(self, i: int) -> int:
        """The token of the word that the full stop at `i` belongs to."""
        apart = i > 0 and self.words[i] == "." and not self._gap(i)
        return i - 1 if apart else i

    def _past(self, i: int) -> int:
        """The token after the mark at `i`, further marks, closing quotes and asides."""
        j = i + 1
        while j < len(self.words) and not self._gap(j) and self._belongs(j):
            j += 1
        while j < len(self.words) and j not in self.new_lines and (end := self._aside(j)) > j:
            j = end
        return j

    def _belongs(self, j: int) -> bool:
        if self.words[j] in _CLOSERS:
            return True
        return self.marks[j] in (Mark.STOP, Mark.STRONG, Mark.ELLIPSIS) and not any(
            c.isalnum() for c in self.words[j]
        )

    def _aside(self, j: int) -> int:
        """The token after a remark in brackets that begins at `j`; `j` itself if there is none."""
        if self.words[j] == "[":
            return self._closed(j) if self._closed(j) > j + 1 else j
        if self.words[j] == "(" and self.words[j + 1 : j + 2] and self.words[j + 1][0].islower():
            inside = self.words[j + 1 : j + 2 + _ASIDE]
            return j + 2 + inside.index(")") if ")" in inside else j
        return j

    def _closed(self, i: int) -> int:
        """The token after the bracket that closes the one at `i`; `i + 1` if none does."""
        for j in range(i + 1, len(self.words)):
            if j in self.forced or self.words[j] == "[":
                break
            if self.words[j] == "]":
                return j + 1
        return i + 1

    def _quoted(self, i: int, after: int) -> bool:
        """True if a quote or bracket was closed after the mark: `«Kommer du?» sa hun`."""
        return self.words[after - 1] in _CLOSERS - {"]"} and not self._gap(i + 1)

    def _lead(self, i: int) -> str:
        """The first word from token `i` on, past dashes and opening quotes."""
        return next((w for w in self.words[i : i + 5] if w[0].isalnum()), "")

    def _gap(self, i: int) -> bool:
        """True if there is white space before token `i`."""
        if not 0 < i < len(self.words):
            return True
        return self.starts[i] > self.starts[i - 1] + len(self.words[i - 1])
