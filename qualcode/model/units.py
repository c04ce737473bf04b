"""Units: what is counted, how they hang together, and their attributes."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from qualcode.errors import Phrase

CENTRE = "centre"
"""The default kind of unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitKind:
    """A kind of unit. A kind with `of` is reached through that kind's `column`; a unit may name
    several, parted by `separator`. A kind without `of` has a file of its own."""

    name: str
    of: str | None = None
    column: str | None = None
    separator: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeDef:
    """An attribute of the units of one kind.

    A category has `values` (in the order to show them; empty: those found, in order of
    appearance) and `aliases`. A number has `classes`, each a name and its bounds
    `[low, high)`; classes leave no gap and do not overlap.
    """

    name: str
    of: str = CENTRE
    kind: Literal["category", "number"] = "category"
    values: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    classes: tuple[NumberClass, ...] = ()

    def value_of(self, raw: str) -> str:
        """The value to tally by: alias resolved, number put in its class. Empty stays empty.

        Raises ValueError for a value that is not in the list, or not a number.
        """
        raw = raw.strip()
        if not raw:
            return ""
        if self.kind == "number":
            return self._class_of(parse_number(raw))
        value = dict(self.aliases).get(raw, raw)
        if self.values and value not in self.values:
            raise ValueError(Phrase("it is none of {known}", known=", ".join(self.values)))
        return value

    def _class_of(self, number: float) -> str:
        if not self.classes:
            return f"{number:g}"
        for one in self.classes:
            if one.low <= number < one.high:
                return one.name
        raise ValueError(Phrase("it falls in none of the classes"))

    def order(self) -> tuple[str, ...]:
        """The values in the order of the study; empty if they are as found."""
        return tuple(c.name for c in self.classes) if self.kind == "number" else self.values


@dataclass(frozen=True, slots=True)
class NumberClass:
    """The numbers from `low` up to, not including, `high`; either may be infinite."""

    name: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One centre, municipality, county …; `key` is how files name it."""

    kind: str
    key: str
    name: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    links: tuple[tuple[str, str], ...] = ()
    """Units of other kinds that this one lies in or is hosted by, as (kind, key)."""

    @property
    def label(self) -> str:
        return self.name or self.key


_EITHER = re.compile(r"[1-9]\d{0,2}([.,]\d{3})+")


def parse_number(raw: str) -> float:
    """A number as people write it in Norwegian or English: `12 400`, `2,5`, `2.5`.

    `30.000` is thirty to some and thirty thousand to others; it is refused rather than guessed.
    """
    if _EITHER.fullmatch(raw.strip()):
        raise ValueError(Phrase("it may be thousands or decimals; write it as 30000 or 30,0"))
    compact = re.sub(r"[\s\u00a0\u202f]", "", raw).replace(",", ".")
    number = float(compact)
    if not math.isfinite(number):
        raise ValueError(Phrase("it is not a finite number"))
    return number


_BOUND = re.compile(r"(?P<op><=|>=|<|>)\s*(?P<n>\d+(?:[.,]\d+)?)")
_RANGE = re.compile(r"(?P<low>\d+(?:[.,]\d+)?)\s*[-–]\s*(?P<high>\d+(?:[.,]\d+)?)")


def parse_classes(spec: dict[str, str]) -> tuple[NumberClass, ...]:
    """`{liten: "<5000", stor: ">=5000"}` as classes, lowest first.

    A range `5000-29999` holds both ends, so its neighbour may begin a whole number above
    (30000); a value between the two, 29999.5, is then in no class, and refused as such.
    Raises ValueError, naming the classes, where they overlap or leave a gap.
    """
    found = sorted((_parse_class(n, s) for n, s in spec.items()), key=lambda c: c.low)
    for lower, upper in pairwise(found):
        names = Phrase('the classes "{lower}" and "{upper}"', lower=lower.name, upper=upper.name)
        if lower.high > upper.low:
            raise ValueError(Phrase("{names} overlap", names=names))
        if lower.high < upper.low and not _whole(lower, upper):
            raise ValueError(Phrase("there is a gap between {names}", names=names))
    return tuple(found)


def _whole(lower: NumberClass, upper: NumberClass) -> bool:
    low_end = math.nextafter(lower.high, -math.inf)
    return float(upper.low).is_integer() and round(low_end) == upper.low - 1


def _parse_class(name: str, spec: str) -> NumberClass:
    text = str(spec).strip()
    if match := _RANGE.fullmatch(text):
        low, high = parse_number(match["low"]), parse_number(match["high"])
        if low > high:
            raise ValueError(Phrase('class "{name}": {text} runs backwards', name=name, text=text))
        return NumberClass(name, low, math.nextafter(high, math.inf))
    if match := _BOUND.fullmatch(text):
        number = parse_number(match["n"])
        above = math.nextafter(number, math.inf)
        return {
            "<": NumberClass(name, -math.inf, number),
            "<=": NumberClass(name, -math.inf, above),
            ">": NumberClass(name, above, math.inf),
            ">=": NumberClass(name, number, math.inf),
        }[match["op"]]
    raise ValueError(
        Phrase('class "{name}": "{text}" is neither <N, >=N nor N-M', name=name, text=text)
    )
