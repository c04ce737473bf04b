"""What a tally asks, and what a tally gives.

A `Question` names everything that a number depends on; a `Table` carries its question, so
that no number is shown without its counting unit, base and coder rule.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Rows = Literal["codes", "themes"]
Base = Literal["all", "interviewed", "asked", "mentions"]
RollUp = Literal["any", "all", "majority"]

TEXT_COUNTS = ("segments", "words", "turns")
SPEECH_COUNTS = (*TEXT_COUNTS, "informants", "interviews")
"""What can be counted besides units of a kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One tally.

    `count` is one of `SPEECH_COUNTS` or a kind of unit (`centre`, `county`, …).
    `by` is a kind of unit, `interview`, the name of an attribute, or None for no breakdown.
    `coder` is `any`, `all`, `adjudicated` or the name of a coder.
    `base` `mentions` needs `base_code`, the code of "av dem som omtalte …".
    `where` keeps only the units whose attribute has the value, as (attribute, value) pairs:
    values of one attribute are alternatives, different attributes must all hold.
    `themes` and `codes` keep only those rows (empty: all).
    `roll_up` is used where the counted kind is reached from centres: a county mentions a
    theme if any, all or most of its centres with an interview do.
    """

    rows: Rows = "codes"
    by: str | None = None
    count: str = "centre"
    coder: str = "any"
    base: Base = "all"
    base_code: str | None = None
    roll_up: RollUp = "any"
    where: tuple[tuple[str, str], ...] = ()
    themes: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def counts_units(self) -> bool:
        return self.count not in SPEECH_COUNTS


@dataclass(frozen=True, slots=True)
class Cell:
    """A count and its base; `base` is None where there is none (segments)."""

    n: int
    base: int | None = None

    @property
    def percent(self) -> float | None:
        """n of base, in percent, unrounded; None without a base or with an empty one."""
        return 100 * self.n / self.base if self.base else None


@dataclass(frozen=True, slots=True)
class Missing:
    """Who is not in the base of a row, and what the counted ones said, in counting units.

    `no_information`: no interview. `not_asked`: interviewed, but the question is not in the
    interview, and it was not mentioned either. `asked_not_mentioned`: the question was asked.
    `unprompted`: mentioned without the question. `explicit_no` and `both`: of the mentions,
    those with only negative, or with both, stances. All are None where units are not counted.
    """

    no_information: int | None = None
    not_asked: int | None = None
    asked_not_mentioned: int | None = None
    unprompted: int | None = None
    explicit_no: int | None = None
    both: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One code or theme: `code` is empty in the row of a theme.

    `depth` is 0 for themes, 1 for codes, 2 for their children and so on. `cells` stand in the
    order of the table's columns; `total` is counted over all columns together, so that a unit
    in two columns counts once.
    """

    theme: str
    code: str
    label: str
    depth: int
    cells: tuple[Cell, ...]
    total: Cell
    missing: Missing = Missing()
    colour: str | None = None
    residual: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One value of the breakdown; `size` is how many units it has, where units are counted."""

    key: str
    label: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class SumLine:
    """The sum line of a multi-response table: mentions per column and in all, and how many
    different units stand behind them. Parents and themes are left out of the sum, since they
    are unions of rows that are already in it."""

    mentions: tuple[int, ...]
    mentions_total: int
    units: tuple[int, ...]
    units_total: int


@dataclass(frozen=True, slots=True)
class Violation:
    """A unit (or other thing counted) with more than one code of an exclusive set."""

    set_name: str
    unit: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a question. `notes` are sentences that a reader must know to trust it."""

    question: Question
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    sums: SumLine | None = None
    size: int | None = None
    """How many counting units the study has within `where` (None: segments, words, turns)."""
    interviewed: int | None = None
    violations: tuple[Violation, ...] = ()
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Quote:
    """One coded segment behind a number, with what a reader needs to find and to cite it.

    `units` are the labels of the units that it belongs to. `codings` are the ids of the rows
    that were merged into it, `coders` who made them.
    """

    transcript_id: int
    transcript: str
    start: int
    end: int
    text: str
    turn: int | None
    units: tuple[str, ...]
    role: str
    theme: str
    code: str
    coders: tuple[str, ...]
    memos: tuple[str, ...] = ()
    codings: tuple[int, ...] = ()
    stances: tuple[str, ...] = ()
