"""The sentences and words of a text, and the compact form in which a study keeps them."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from qualcode.model.spans import Span

_PAIR = struct.Struct("<II")


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Where sentences and words stand, each in order of the text and without overlap.

    Sentences hold all of what is said and no outer white space. Words are for moving the cursor;
    counting has its own rule (`qualcode.model.text.WORD`).
    """

    sentences: tuple[Span, ...] = ()
    words: tuple[Span, ...] = ()


def packed(spans: Iterable[Span]) -> bytes:
    """The spans as pairs (start, end) of unsigned 32-bit numbers, little-endian."""
    numbers = list(chain.from_iterable((span.start, span.end) for span in spans))
    return struct.pack(f"<{len(numbers)}I", *numbers)


def unpack(data: bytes) -> tuple[Span, ...]:
    """The spans that `packed` made into bytes; ValueError if they are not such bytes."""
    if len(data) % _PAIR.size:
        raise ValueError(f"{len(data)} bytes are not a row of spans: each takes {_PAIR.size}")
    return tuple(Span(start, end) for start, end in _PAIR.iter_unpack(data))
