"""Grouping: codes sorted into piles, each with a reason where one is wanted; and what is left over.

The board lists what has passed its test. What has not may be placed all the same, with a reason
that is kept and shown; the same goes for a code that is to stand in a second theme.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from qualcode.errors import Conflict, InvalidData, NeedsReason, NotFound
from qualcode.locale import translator
from qualcode.model.method import LETS_PASS
from qualcode.model.text import normalise
from qualcode.model.views import StudyCode, StudyTheme
from qualcode.store import (
    codebooks,
    concepts,
    ladder,
    namesakes,
    placements,
    questions,
    recoding,
    setup,
    testing,
)
from qualcode.store.journal import Change
from qualcode.store.seen import Seen
from qualcode.store.study import Study
from qualcode.store.tables import ThemeRow
from qualcode.workflow.recoding import code_of, named, refuse_given_up, theme_of


def place_codes(
    study: Study, coder: str, code_rows: Sequence[int], theme_id: int, *, reason: str = ""
) -> None:
    """Put codes into a theme, with those that lie beneath them, as one change.

    NeedsReason where a code has not passed its test, unless a reason is given; the reason is kept
    as an override, and shown in the reports. Conflict where a code is not given any more.
    """
    reason = normalise(reason).strip()
    with study.change(coder, "group codes", reason=reason) as change:
        _place(change, code_rows, theme_of(change, theme_id), reason)


def place_in_new(
    study: Study, coder: str, code_rows: Sequence[int], name: str = "", *, reason: str = ""
) -> int:
    """Put codes into a new pile, as one change; returns it. See `add_pile` for the name, and
    `place_codes` for NeedsReason."""
    reason = normalise(reason).strip()
    with study.change(coder, "group codes", reason=reason) as change:
        theme_id = _new_pile(study, change, name)
        _place(change, code_rows, theme_of(change, theme_id), reason)
        return theme_id


def set_aside(study: Study, coder: str, code_rows: Sequence[int], *, reason: str) -> None:
    """Put codes into the residual theme, as one change; NeedsReason without a reason."""
    reason = normalise(reason).strip()
    if not reason:
        raise _needs_reason_aside()
    with study.change(coder, "group codes", reason=reason) as change:
        _place(change, code_rows, residual_theme(study, change), reason)


def let_wait(study: Study, coder: str, code_rows: Sequence[int]) -> None:
    """Put codes back among those that wait to be grouped, as one change."""
    with study.change(coder, "group codes") as change:
        waiting = codebooks.ungrouped_theme(change, study.language)
        _place(change, code_rows, theme_of(change, waiting), "")


def _place(
    change: Change, code_rows: Sequence[int], theme: StudyTheme, reason: str
) -> list[StudyCode]:
    """Put codes into a theme with all that lies beneath them, which must have passed, too; returns
    what can be given of it."""
    rows = list(dict.fromkeys(code_rows))
    beneath = {row: codebooks.beneath(change.connection, row) for row in rows}
    under = {code.id for along in beneath.values() for code in along}
    seen = Seen(change.connection)
    if len(seen.read_codes({*rows, *under})) < len({*rows, *under}):
        recoding.labels(change.connection, rows)  # Raises, and says which is gone.
    # What comes along with another stays beneath it: the two count as one.
    moves = [_Move(seen.code(row), beneath[row]) for row in rows if row not in under]
    given = [code for move in moves for code in move.given]
    for move in moves:
        refuse_given_up(move.code)
    overrides = _unpassed(seen, given) if theme.real else set()
    if overrides and not reason:
        raise _needs_reason(next(code for code in given if code.id in overrides))
    came = [one for move in moves for one in _put(change, move, theme, reason, overrides)]
    namesakes.refuse(change.connection, came, theme.id)
    change.summary = f"{', '.join(move.code.label for move in moves)} → {theme.name}"
    return given


@dataclass(frozen=True, slots=True)
class _Move:
    """A code that is to stand in a theme, and what comes along."""

    code: StudyCode
    beneath: Sequence[StudyCode]

    @property
    def given(self) -> Iterator[StudyCode]:
        yield self.code
        yield from (code for code in self.beneath if code.code.given)


def _unpassed(seen: Seen, codes: Sequence[StudyCode]) -> set[int]:
    states = ladder.code_states(seen, [code.id for code in codes])
    return {row for row, state in states.items() if state not in LETS_PASS}


def _put(
    change: Change, move: _Move, theme: StudyTheme, reason: str, overrides: Collection[int]
) -> list[StudyCode]:
    """Returns the codes that stood in another theme."""
    code, coming = move.code, list(move.given)
    came: list[StudyCode] = []
    if (code.theme_id, code.parent_id) == (theme.id, None):
        coming = [code]  # It stands there already, and the others have their own reasons.
    else:
        came = recoding.move(change, code, theme.id, None, move.beneath)
    for one in coming:
        placements.say(change, one.id, theme.id, reason, override=one.id in overrides)
    return came


def _needs_reason(code: StudyCode) -> NeedsReason:
    return NeedsReason(
        "«{code}» has not passed its test. Test it first, or say why it is placed all the same.",
        code=code.label,
    )


def _needs_reason_aside() -> NeedsReason:
    return NeedsReason("Say why these are not used; it stands in the report of what was left.")


def place_rest(study: Study, coder: str, *, reason: str) -> int:
    """Put everything that is passed and not grouped into the residual theme, with what lies beneath
    it, and one reason for all; returns how many."""
    reason = normalise(reason).strip()
    if not reason:
        raise _needs_reason_aside()
    with study.change(coder, "close residual", reason=reason) as change:
        residual = residual_theme(study, change)
        standings = ladder.read(change.connection).codes
        waiting = {t.id for t in codebooks.read_themes(change.connection) if t.ungrouped}
        left = [s.code.id for s in standings if s.state == "passed" and s.code.theme_id in waiting]
        if not left:
            raise NotFound("There is nothing left that has passed its test and has no theme.")
        placed = _place(change, left, residual, reason)
        change.summary = f"{residual.name} ({len(placed)})"
        return len(placed)


def residual_theme(study: Study, change: Change) -> StudyTheme:
    """The theme that keeps what is not used; it is made when it is first needed."""
    for theme in codebooks.read_themes(change.connection):
        if theme.residual:
            return theme
    name = translator(study.language)("method.residual")
    theme_id = codebooks.add_theme(change, name, residual=True)
    change.update(ThemeRow, theme_id, residual=True)
    return theme_of(change, theme_id)


def stand_in_second(study: Study, coder: str, code_row: int, theme_id: int, *, reason: str) -> None:
    """Let a code stand in a second theme besides its own, with a reason."""
    reason = normalise(reason).strip()
    with study.change(coder, "second theme", reason=reason) as change:
        code, theme = code_of(change, code_row), theme_of(change, theme_id)
        if not reason:
            raise NeedsReason(
                "A code stands in one theme; say why «{code}» is to stand in two.", code=code.label
            )
        refuse_given_up(code)
        if code.theme_id == theme.id:
            raise Conflict(
                "«{code}» stands in «{place}» already.", code=code.label, place=theme.name
            )
        if not theme.real:
            raise InvalidData(
                "«{theme}» keeps codes aside; there is nothing to be in as a second one.",
                theme=theme.name,
            )
        state = ladder.code_states(Seen(change.connection), [code.id])[code.id]
        against = state not in LETS_PASS
        placements.say(change, code.id, theme.id, reason, override=against)
        change.summary = f"{code.label} → {theme.name}"


def leave_second(study: Study, coder: str, code_row: int, theme_id: int) -> None:
    """Let a code stand in its own theme only."""
    with study.change(coder, "leave second theme") as change:
        code, theme = code_of(change, code_row), theme_of(change, theme_id)
        if code.theme_id == theme.id:
            raise Conflict(
                "«{theme}» is the code's own theme; place the code in another.", theme=theme.name
            )
        if (code.id, theme.id) not in placements.read(change.connection, [theme.id]):
            if theme.id in placements.second_homes(change.connection).get(code.id, ()):
                raise Conflict(
                    "«{code}» stands in «{theme}» with a code that it lies beneath; take that "
                    "one out.",
                    code=code.label,
                    theme=theme.name,
                )
            raise NotFound(
                "«{code}» does not stand in «{theme}».", code=code.label, theme=theme.name
            )
        placements.forget(change, code.id, theme.id)
        change.summary = f"{code.label}, {theme.name}"


# Piles


def add_pile(study: Study, coder: str, name: str = "") -> int:
    """A new pile at the end. Naming comes last: until then, one without a name has a number."""
    with study.change(coder, "new theme") as change:
        theme_id = _new_pile(study, change, name)
        change.summary = theme_of(change, theme_id).name
        return theme_id


def _new_pile(study: Study, change: Change, name: str) -> int:
    """Called by its place among the piles, or the next number that is free."""
    held = {theme.name.casefold() for theme in codebooks.read_themes(change.connection)}
    if name.strip():
        wanted = named(name)
        if wanted.casefold() in held:
            raise Conflict("There is a theme «{name}» already.", name=wanted)
    else:
        numbers = _unnamed(study, _piles(change) + 1)
        wanted = next(n for n in numbers if n.casefold() not in held)
    return codebooks.add_theme(change, wanted)


def _piles(change: Change) -> int:
    """How many themes there are but for those that keep codes aside, and those that hold nothing
    but codes that stood before anybody had read."""
    made: dict[int, bool] = {}
    for code in codebooks.read_codes(change.connection):
        made[code.theme_id] = made.get(code.theme_id, False) or not code.code.deductive
    themes = codebooks.read_themes(change.connection)
    return sum(theme.real and made.get(theme.id, True) for theme in themes)


def _unnamed(study: Study, first: int) -> Iterator[str]:
    t = translator(study.language)
    return (t("method.unnamed", n=number) for number in count(first))


def is_unnamed(study: Study, name: str) -> bool:
    """Whether a theme is called by a number still."""
    blank = translator(study.language)("method.unnamed", n="")
    return name.startswith(blank) and name.removeprefix(blank).isdecimal()


def describe_theme(study: Study, coder: str, theme_id: int, sentence: str) -> None:
    """Say in a sentence what the codes of a theme share."""
    with study.change(coder, "describe theme") as change:
        theme = theme_of(change, theme_id)
        change.summary = theme.name
        change.update(ThemeRow, theme_id, definition=normalise(sentence).strip())


def order_themes(study: Study, coder: str, theme_ids: Sequence[int]) -> None:
    """Put themes in an order, which is that of the chapters; those not named come after them."""
    with study.change(coder, "order themes") as change:
        held = [theme.id for theme in codebooks.read_themes(change.connection)]
        wanted = [row for row in theme_ids if row in held]
        wanted += [row for row in held if row not in wanted]
        change.update_many(ThemeRow, {row: {"position": n} for n, row in enumerate(wanted)})
        change.summary = ", ".join(theme_of(change, row).name for row in wanted[:3])


def remove_pile(study: Study, coder: str, theme_id: int) -> None:
    """Take away a theme in which no code stands, and that nothing else builds on. What is not
    given any more goes to those that wait."""
    with study.change(coder, "remove theme") as change:
        theme = theme_of(change, theme_id)
        if theme.ungrouped:
            raise Conflict(
                "«{theme}» is where codes wait to be grouped; it cannot be taken away.",
                theme=theme.name,
            )
        held = codebooks.read_codes(change.connection, of_themes=[theme_id])
        if any(code.code.given for code in held):
            raise Conflict("«{theme}» has codes; place them elsewhere first.", theme=theme.name)
        if testing.read(change.connection, "grouping", [theme_id]):
            raise Conflict(
                "«{theme}» has been tested, and what was tested is kept. Leave it empty; the "
                "reports pass it over.",
                theme=theme.name,
            )
        if used := [c.name for c in concepts.read(change.connection) if theme_id in c.themes]:
            raise Conflict(
                "«{theme}» is a part of the concept «{concept}»; take it out there first.",
                theme=theme.name,
                concept=used[0],
            )
        if named := [c for c in setup.read_chapters(change.connection) if theme.name in c.themes]:
            raise Conflict(
                "«{theme}» is a part of the chapter «{chapter}»; take it out there first.",
                theme=theme.name,
                chapter=named[0].title,
            )
        change.summary = theme.name
        for code in held:
            waiting = codebooks.ungrouped_theme(change, study.language)
            recoding.move(change, code, waiting, None)
        _let_go(change, theme_id)
        change.delete(ThemeRow, theme_id)


def _let_go(change: Change, theme_id: int) -> None:
    """Second places in it, and its links to questions, go along."""
    for code, theme in placements.read(change.connection):
        if theme == theme_id:
            placements.forget(change, code, theme)
    questions.unlink_theme(change, theme_id)
