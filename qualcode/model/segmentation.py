"""The sentences and words of a text, and the compact form in which a study keeps them."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from qualcode.model.spans import Span

UNSIGNED_32 = "I" if array("I").itemsize == 4 else "L"


class PackedSpans(Sequence[Span]):
    """Spans kept as numbers, each made a `Span` when it is asked for: opening a transcript must
    not pay for thousands of words that nobody looks at."""

    def __init__(self, numbers: array[int]) -> None:
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers) // 2

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Span, ...]: ...
    def __getitem__(self, index: int | slice) -> Span | tuple[Span, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        at = range(len(self))[index]
        return Span(self._numbers[2 * at], self._numbers[2 * at + 1])

    def __iter__(self) -> Iterator[Span]:
        numbers = iter(self._numbers)
        return (Span(start, end) for start, end in zip(numbers, numbers, strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Where sentences and words stand, each in order of the text and without overlap.

    Sentences hold all of what is said and no outer white space. Words are for moving the cursor;
    counting has its own rule (`qualcode.model.text.WORD`).
    """

    sentences: Sequence[Span] = ()
    words: Sequence[Span] = ()


def packed(spans: Iterable[Span]) -> bytes:
    """The spans as pairs (start, end) of unsigned 32-bit numbers, little-endian."""
    numbers = array(UNSIGNED_32, (n for span in spans for n in (span.start, span.end)))
    return _little_endian(numbers).tobytes()


def unpack(data: bytes) -> PackedSpans:
    """The spans that `packed` made into bytes; ValueError if they are not such bytes."""
    if len(data) % 8:
        raise ValueError(f"{len(data)} bytes are not a row of spans: each takes 8")
    numbers = array(UNSIGNED_32)
    numbers.frombytes(data)
    return PackedSpans(_little_endian(numbers))


def _little_endian(numbers: array[int]) -> array[int]:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
