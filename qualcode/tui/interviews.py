"""Which interviews a coder is shown, and in which order: how far each has come decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qualcode.locale import LANGUAGES, translator
from qualcode.model.views import InterviewLine

READ, STARTED, NOTHING = "●", "◐", "○"
ORDERS = ("study", "uncoded", "unread", "latest", "name")


def share_coded(line: InterviewLine) -> float | None:
    """Of the informants' turns, the percentage that some coding touches; None without any."""
    return 100 * line.coded_turns / line.turns if line.turns else None


def share_read(line: InterviewLine, coder: str) -> float | None:
    """Of the informants' turns, the percentage that a coder has coded anything in, or has marked
    as read."""
    return 100 * line.read_turns.get(coder, 0) / line.turns if line.turns else None


def mark_of(line: InterviewLine, coder: str) -> str:
    """● if a coder has read all of it, ◐ if she has begun, ○ if not."""
    read = line.read_turns.get(coder, 0)
    if read and read >= line.turns:
        return READ
    return STARTED if read or line.by_coder.get(coder) else NOTHING


def label_of(key: str, name: str) -> str:
    """A unit by its key and its name, but not the same twice."""
    return name if name.startswith(key) else f"{key} {name}".strip()


def in_order(lines: Iterable[InterviewLine], order: str, coder: str) -> list[InterviewLine]:
    """One of `ORDERS`; what is equal stays in the order of the study."""
    match order:
        case "uncoded":
            return sorted(lines, key=lambda line: _left_to_do(share_coded(line)))
        case "unread":
            return sorted(lines, key=lambda line: _left_to_do(share_read(line, coder)))
        case "latest":
            return sorted(lines, key=lambda line: line.last, reverse=True)
        case "name":
            return sorted(lines, key=lambda line: line.name.casefold())
        case _:
            return list(lines)


def _left_to_do(share: float | None) -> float:
    """Where there is nothing to do, it is done."""
    return 100.0 if share is None else share


def filtered(lines: Sequence[InterviewLine], query: str, coder: str) -> list[InterviewLine]:
    """The interviews that every word of a query fits.

    A word fits where it stands in the name, the units, what is known of these, or the roles; or
    if it is the name of somebody who has begun there, or a word for "uncoded" or "unread".
    """
    words = query.casefold().split()
    return [line for line in lines if all(_fits(line, word, coder) for word in words)]


def _fits(line: InterviewLine, word: str, coder: str) -> bool:
    if word in _UNCODED and not line.codings:
        return True
    if word in _UNREAD and _left_to_do(share_read(line, coder)) < 100:
        return True
    if word in {name.casefold() for name in (*line.by_coder, *line.read_turns)}:
        return True
    values = (value for values in line.attributes.values() for value in values)
    searched = " ".join((line.name, *line.units, *line.unit_names, *line.roles, *values))
    return word in searched.casefold()


_UNCODED = {translator(language)("tui.home.filters.uncoded") for language in LANGUAGES}
_UNREAD = {translator(language)("tui.home.filters.unread") for language in LANGUAGES}
