"""A brute-force tally over plain values: slow, and meant to be seen to be right.

It is written from the sentences of DESIGN section 5 and knows nothing of `qualcode.tally`. What
those sentences leave open is settled here:

a. Rule `all`: the coders of a transcript are those with a coding in it, or who marked anything
   in it as read. A code's admitted spans are the non-empty intersections of one merged span
   (merged per coder) of each of them. What a parent code or a theme admits is the union of what
   its codes and their descendants admit; spans that overlap are then merged, and those that only
   touch stay apart.
b. Rule `adjudicated` admits the coders who adjudicate; a name admits that coder only.
c. A merged segment belongs to every informant whose turn, label included, it touches. A text
   without turns is its own informants'. A segment that touches no informant is in no count.
d. A code is asked in a transcript where a coding, by any coder, touches turns of interviewers
   and none of informants, and is of that code, an ancestor, a descendant, or a code with the
   same non-empty question. A parent, being the union of itself and its children, is asked where
   one of them is, and a theme where one of its codes is. A unit is asked if one of its
   transcripts (those where an informant of it speaks) asked.
e. A unit that informants name mentions what a segment of theirs is about. Units that link to
   another are its members. `any`: a member mentions; `all`: every member with an interview
   does, and there is one; `majority`: more than half of those. Where informants name the unit
   itself as well, that speech is one more member. Links are followed one step. A member of two
   units counts in both.
f. Base for units: `all` those of the kind; `interviewed` those with a transcript; `asked` those
   asked about the row; `mentions` those that mention the base code, by the same coder rule. The
   count holds only units of the base. Missing is counted over all units within `where`; of the
   count, `explicit_no` are those with "-" only, `both` those with "-" beside anything else, or
   with "±". The stances are those of the admitted codings, each as far as it is admitted,
   that touch a turn of an informant of the unit.
g. Interviews and informants: those with a segment; base `all` and `interviewed` are all
   transcripts with an informant, and all informants; `asked` those of transcripts that asked.
h. Turns: informants' turns that a segment touches, of all informants' turns; a text without
   turns is one. Words: those of informants' turns, labels left out, that begin inside a segment,
   of all words of informants' turns, labels left out. Segments have no base. `base` changes none.
i. Columns: one per transcript with an informant; per unit of a kind; or per value of an
   attribute in its order (or as units show them), with a last one, "", for units without value
   if there are any. Transcripts and units outside `where` have no column. Speech is in a column
   through its informants: those who name the column's unit or one with the column's value, or a
   member of such a unit. A counted unit is in a column if it is, or is linked either way to, the
   column's unit or a unit with its value. An interview counts in a column if a segment that is
   in the column does. Where a unit is in a column through its members, only they speak for it
   there; by interview, only the speech of that interview does. The same speech decides whether a
   unit is in the base there.
j. `where` keeps the units of the attribute's kind that have a value asked for, and the units of
   other kinds that are linked to one either way. It keeps the informants who name such a unit
   of the attribute's kind, or a member of one; other speech is as if it were not there. What is
   kept belongs to kept units only.
k. Totals are counted over everything within `where`, whether or not a column shows it.
l. The sum line adds the counts of codes without a descendant in the table. There is none for
   segments, words and turns, nor in a table without rows of codes.
m. A violation is a counted unit within `where` that mentions two codes or more of a set.
n. A theme's row is followed by its codes in codebook order, children under their parent; a code
   whose parent is not shown in the same theme has depth 1. Codes that are not given any more, and
   have no coding, are left out. Question.codes keeps the codes named, and the themes that have one
   of them.
o. A theme is the union of its codes and of those that stand in it as in a second one. These have
   their row in their own theme only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qualcode.model.codebook import Code, Theme
from qualcode.model.codings import Stance
from qualcode.model.questions import TEXT_COUNTS, Cell, Missing, Question, SumLine, Violation
from qualcode.model.transcripts import Turn
from qualcode.model.units import AttributeDef
from tests.tally.passages import Segment, Topic, characters, topic, with_descendants
from tests.tally.world import Informant, Interview, UnitKey, World


@dataclass(frozen=True)
class OracleRow:
    theme: str
    code: str
    depth: int
    residual: bool
    cells: tuple[Cell, ...]
    total: Cell
    missing: Missing


@dataclass(frozen=True)
class OracleTable:
    """The parts of a `Table` that the sentences decide; `sizes` are those of the columns.

    `size`, `sizes` and `interviewed` are None where units are not counted.
    """

    columns: tuple[str, ...]
    rows: tuple[OracleRow, ...]
    sums: SumLine | None
    violations: tuple[Violation, ...]
    size: int | None
    sizes: tuple[int, ...] | None
    interviewed: int | None


@dataclass(frozen=True)
class View:
    """The speech that a number is counted in, and the units that it is counted for."""

    informants: frozenset[Informant]
    units: frozenset[UnitKey]


Counted = tuple[set[object], set[object] | None]
"""What is counted, and its base."""


def answer(world: World, question: Question) -> OracleTable:
    """The table that a question must get."""
    view = within(world, question.where)
    columns = column_keys(world, question, view)
    lines = list(row_lines(world, question))
    counts = [
        [count(world, question, line_topic(world, question, theme, code), view, column)
         for column in (*columns, None)]
        for theme, code, _ in lines
    ]  # fmt: skip
    rows = tuple(
        OracleRow(
            theme=theme.name,
            code=code.id if code else "",
            depth=depth,
            residual=theme.residual,
            cells=tuple(cell(*pair) for pair in pairs[:-1]),
            total=cell(*pairs[-1]),
            missing=missing(world, question, line_topic(world, question, theme, code), view),
        )
        for (theme, code, depth), pairs in zip(lines, counts, strict=True)
    )
    nothing = Topic((), frozenset())
    everyone = Question(by=question.by, count=question.count)
    size, *sizes = (
        cell(*count(world, everyone, nothing, view, column)).base for column in (None, *columns)
    )
    counted = [u for u in keys_of(world, question.count) if u in view.units]
    return OracleTable(
        columns=columns,
        rows=rows,
        sums=sum_line(world, question, lines, counts),
        violations=tuple(violations(world, question, view)),
        size=size if question.counts_units else None,
        sizes=tuple(s or 0 for s in sizes) if question.counts_units else None,
        interviewed=sum(bool(voices(world, u, view)) for u in counted)
        if question.counts_units
        else None,
    )


def cell(counted: set[object], base: set[object] | None) -> Cell:
    return Cell(len(counted), None if base is None else len(base))


def line_topic(world: World, question: Question, theme: Theme, code: Code | None) -> Topic:
    both = [ident for ident, name in world.second if name == theme.name]
    codes = [code.id] if code else [*(c.id for c in theme.codes), *both]
    return topic(world, codes, question.coder)


# Units


def keys_of(world: World, kind: str) -> list[UnitKey]:
    return [(u.kind, u.key) for u in world.units if u.kind == kind]


def links(world: World, unit: UnitKey) -> set[UnitKey]:
    return {link for u in world.units if (u.kind, u.key) == unit for link in u.links}


def members(world: World, unit: UnitKey) -> set[UnitKey]:
    return {(u.kind, u.key) for u in world.units if unit in u.links}


def attribute_of(world: World, name: str) -> AttributeDef | None:
    return next((a for a in world.attributes if a.name == name), None)


def value(world: World, unit: UnitKey, attribute: str) -> str:
    return next(u.attributes.get(attribute, "") for u in world.units if (u.kind, u.key) == unit)


def with_value(world: World, attribute: AttributeDef, wanted: str) -> set[UnitKey]:
    of_kind = keys_of(world, attribute.of)
    return {u for u in of_kind if value(world, u, attribute.name) == wanted}


def within(world: World, where: tuple[tuple[str, str], ...]) -> View:
    """Everything, or what is left of it where units must have certain values."""
    everyone = {i for interview in world.interviews for i in interview.informants}
    units = {(u.kind, u.key) for u in world.units}
    if not where:
        return View(frozenset(everyone), frozenset(units))
    names = {name for name, _ in where}
    [kind] = {a.of for a in world.attributes if a.name in names}
    kept = {
        u
        for u in keys_of(world, kind)
        if all((name, value(world, u, name)) in where for name in names)
    }
    linked = {u for u in units if kept & (links(world, u) | members(world, u)) and u[0] != kind}
    speaking = kept.union(*(members(world, u) for u in kept))
    return View(frozenset(i for i in everyone if speaking & set(i.units)), frozenset(kept | linked))


def voices(world: World, unit: UnitKey, view: View) -> set[UnitKey]:
    """Whose speech stands for a unit: itself and its members, as far as somebody speaks."""
    named = {u for i in view.informants for u in i.units}
    return {unit, *members(world, unit)} & named & view.units


def segments_of(unit: UnitKey, about: Topic, view: View) -> list[Segment]:
    return [
        s for s in about.segments if any(unit in i.units for i in s.informants & view.informants)
    ]


def mentions(world: World, question: Question, unit: UnitKey, about: Topic, view: View) -> bool:
    said = [bool(segments_of(voice, about, view)) for voice in voices(world, unit, view)]
    if question.roll_up == "all":
        return all(said) and said != []
    if question.roll_up == "majority":
        return sum(said) > len(said) / 2
    return any(said)


def asked(world: World, unit: UnitKey, about: Topic, view: View) -> bool:
    speaking = voices(world, unit, view)
    return any(
        interview.name in about.asked and speaking & set(informant.units)
        for interview in world.interviews
        for informant in view.informants & set(interview.informants)
    )


def missing(world: World, question: Question, about: Topic, view: View) -> Missing:
    if not question.counts_units:
        return Missing()
    counted = [u for u in keys_of(world, question.count) if u in view.units]
    spoke = {u for u in counted if voices(world, u, view)}
    said = {u for u in counted if mentions(world, question, u, about, view)}
    were_asked = {u for u in counted if asked(world, u, about, view)}
    stances = {u: stances_of(world, u, about, view) for u in said}
    return Missing(
        no_information=len(set(counted) - spoke),
        not_asked=len(spoke - were_asked - said),
        asked_not_mentioned=len(were_asked - said),
        unprompted=len(said - were_asked),
        explicit_no=sum(found == {"-"} for found in stances.values()),
        both=sum("±" in found or {"-"} < found for found in stances.values()),
    )


def stances_of(world: World, unit: UnitKey, about: Topic, view: View) -> set[Stance | None]:
    return {
        stance
        for voice in voices(world, unit, view)
        for segment in about.segments
        for informant, stance in segment.stances
        if informant in view.informants and voice in informant.units
    }


def violations(world: World, question: Question, view: View) -> Iterator[Violation]:
    if not question.counts_units:
        return
    for group in world.codebook.exclusive:
        for unit in (u for u in keys_of(world, question.count) if u in view.units):
            said = [
                code.id
                for code in world.codebook.codes()
                if code.id in group.codes
                and mentions(world, question, unit, topic(world, [code.id], question.coder), view)
            ]
            if len(said) > 1:
                yield Violation(group.name, unit[1], tuple(said))


# Columns


def column_keys(world: World, question: Question, view: View) -> tuple[str, ...]:
    if question.by is None:
        return ()
    if question.by == "interview":
        return tuple(t.name for t in world.interviews if view.informants & set(t.informants))
    attribute = attribute_of(world, question.by)
    if attribute is None:
        return tuple(u[1] for u in keys_of(world, question.by) if u in view.units)
    found = [value(world, u, attribute.name) for u in keys_of(world, attribute.of)]
    keys = list(attribute.values or dict.fromkeys(v for v in found if v))
    return (*keys, "") if with_value(world, attribute, "") & view.units else tuple(keys)


def informants_in(world: World, by: str, column: str, view: View) -> View:
    """The view with only the speech that is in a column."""
    attribute = attribute_of(world, by)
    if by == "interview":
        speaking = {i for t in world.interviews if t.name == column for i in t.informants}
    else:
        units = {(by, column)} if attribute is None else with_value(world, attribute, column)
        units &= view.units
        units |= set().union(*(members(world, u) for u in units)) & view.units
        speaking = {i for i in view.informants if units & set(i.units)}
    return View(view.informants & speaking, view.units)


def unit_in(world: World, unit: UnitKey, by: str, column: str, view: View) -> View | None:
    """What speaks for a unit in a column; None if the unit is not in the column."""
    if by == "interview":
        here = informants_in(world, by, column, view)
        return here if voices(world, unit, here) else None
    attribute = attribute_of(world, by)
    units = {(by, column)} if attribute is None else with_value(world, attribute, column)
    units &= view.units
    if units & {unit, *links(world, unit)}:
        return view
    inside = units & members(world, unit)
    return View(view.informants, frozenset(inside)) if inside else None


# Counts


def count(
    world: World, question: Question, about: Topic, view: View, column: str | None
) -> Counted:
    """What a cell counts, and its base; the column None stands for all together."""
    if question.counts_units:
        return count_units(world, question, about, view, column)
    if column is not None and question.by is not None:
        view = informants_in(world, question.by, column, view)
    if question.count in TEXT_COUNTS:
        return count_text(world, question.count, about, view)
    return count_speech(world, question, about, view)


def count_units(
    world: World, question: Question, about: Topic, view: View, column: str | None
) -> Counted:
    said: set[object] = set()
    base: set[object] = set()
    for unit in (u for u in keys_of(world, question.count) if u in view.units):
        here: View | None = view
        if column is not None and question.by is not None:
            here = unit_in(world, unit, question.by, column, view)
        if here is not None and in_base(world, question, unit, about, here):
            base.add(unit)
            if mentions(world, question, unit, about, here):
                said.add(unit)
    return said, base


def in_base(world: World, question: Question, unit: UnitKey, about: Topic, view: View) -> bool:
    if question.base == "interviewed":
        return bool(voices(world, unit, view))
    if question.base == "asked":
        return asked(world, unit, about, view)
    if question.base == "mentions":
        return mentions(world, question, unit, base_topic(world, question), view)
    return True


def base_topic(world: World, question: Question) -> Topic:
    assert question.base_code is not None
    return topic(world, [question.base_code], question.coder)


def count_speech(world: World, question: Question, about: Topic, view: View) -> Counted:
    """Interviews or informants."""
    base = spoken_by(world, question.count, view.informants)
    if question.base == "asked":
        asking = {i for t in world.interviews if t.name in about.asked for i in t.informants}
        base = spoken_by(world, question.count, view.informants & asking)
    elif question.base == "mentions":
        base = having(world, question.count, base_topic(world, question), view)
    return having(world, question.count, about, view) & base, base


def having(world: World, what: str, about: Topic, view: View) -> set[object]:
    """Interviews or informants with a segment."""
    heard_from = {i for segment in about.segments for i in segment.informants}
    return spoken_by(world, what, heard_from & view.informants)


def spoken_by(world: World, what: str, informants: Iterable[Informant]) -> set[object]:
    speaking = set(informants)
    if what == "informants":
        return {*speaking}
    return {t.name for t in world.interviews if speaking & set(t.informants)}


def count_text(world: World, what: str, about: Topic, view: View) -> Counted:
    found: set[object] = set()
    base: set[object] = set()
    for interview in world.interviews:
        here = [s for s in about.segments if s.interview == interview.name]
        heard_here = [s for s in here if s.informants & view.informants]
        if what == "segments":
            found |= {(interview.name, s.start, s.end) for s in heard_here}
        elif what == "words":
            found |= {
                (interview.name, turn, word.start())
                for turn in stretches(interview, view)
                for word in re.finditer(r"\w+", interview.text[turn.body : turn.end])
                for s in heard_here
                if s.start <= turn.body + word.start() < s.end
            }
        for turn in stretches(interview, view):
            if what == "turns":
                base.add((interview.name, turn))
                if any(characters((turn.start, turn.end)) & characters((s.start, s.end))
                       for s in heard_here):  # fmt: skip
                    found.add((interview.name, turn))
            elif what == "words":
                said = interview.text[turn.body : turn.end]
                base |= {(interview.name, turn, w.start()) for w in re.finditer(r"\w+", said)}
    return found, None if what == "segments" else base


def stretches(interview: Interview, view: View) -> list[Turn]:
    """The turns of informants in view; a text without turns is one."""
    speaking = view.informants & set(interview.informants)
    if not interview.turns:
        return [Turn("", 0, 0, len(interview.text))] if speaking else []
    return [t for t in interview.turns if any(t.speaker in i.labels for i in speaking)]


# Rows


def row_lines(world: World, question: Question) -> Iterator[tuple[Theme, Code | None, int]]:
    """(theme, code or None for the theme itself, depth)."""
    coded = {c.code for c in world.codings}
    for theme in world.codebook.themes:
        shown = [c for c in theme.codes if c.state == "active" or c.id in coded]
        if question.codes:
            shown = [c for c in shown if c.id in question.codes]
        if question.themes and theme.name not in question.themes:
            continue
        if question.codes and not shown:
            continue
        yield theme, None, 0
        if question.rows == "codes":
            ids = {c.id for c in shown}
            for code in shown:
                if code.parent not in ids:
                    yield from subtree(theme, code, shown, 1)


def subtree(
    theme: Theme, code: Code, shown: list[Code], depth: int
) -> Iterator[tuple[Theme, Code | None, int]]:
    yield theme, code, depth
    for child in shown:
        if child.parent == code.id:
            yield from subtree(theme, child, shown, depth + 1)


def sum_line(
    world: World,
    question: Question,
    lines: list[tuple[Theme, Code | None, int]],
    counts: list[list[Counted]],
) -> SumLine | None:
    if question.count in TEXT_COUNTS or not any(code for _, code, _ in lines):
        return None
    shown = {code.id for _, code, _ in lines if code}
    leaves = [
        [said for said, _ in pairs]
        for (_, code, _), pairs in zip(lines, counts, strict=True)
        if code and with_descendants(world, code.id) & shown == {code.id}
    ]
    width = len(counts[0]) if counts else 1
    sums = [sum(len(row[i]) for row in leaves) for i in range(width)]
    behind = [len(set().union(*(row[i] for row in leaves))) for i in range(width)]
    return SumLine(tuple(sums[:-1]), sums[-1], tuple(behind[:-1]), behind[-1])
