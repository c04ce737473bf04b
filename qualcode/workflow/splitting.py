"""When one code was several, or several were one: splitting, recoding, and telling apart again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from qualcode.errors import InvalidData, NotFound
from qualcode.model.codebook import Life
from qualcode.model.views import StudyCode
from qualcode.store import fates, parting, telling_apart
from qualcode.store.journal import Change, Image
from qualcode.store.study import Study
from qualcode.store.tables import CodeRow
from qualcode.workflow.coding import new_code
from qualcode.workflow.recoding import code_of, refuse_given_up

Part = int | str
"""Where passages go: to a code that is there (its row), or to a new one of that name."""


def split_code(
    study: Study,
    coder: str,
    code_row: int,
    parts: Mapping[Part, Collection[int]],
    *,
    kind: Life = "split",
    reason: str = "",
) -> list[int]:
    """Give the codings of a code to others, each to one or to several, as one change; returns the
    codes that they went to. What is not named stays. A code that has none left is not given any
    more; `kind` is what became of it.

    NotFound where a coding is gone or has another code by now; then nothing is done.
    """
    if not any(parts.values()):
        raise InvalidData("Say which passages go to which code.")
    action = "split code" if kind == "split" else "replace code"
    with study.change(coder, action, reason=reason) as change:
        source = code_of(change, code_row)
        held = parting.as_they_are(change, code_row)
        if any(coding not in held for ids in parts.values() for coding in ids):
            raise NotFound("A passage has been coded otherwise meanwhile; look at them again.")
        made = [
            _part(study, change, source, part, [held[row] for row in ids], kind, reason)
            for part, ids in parts.items()
            if ids
        ]
        _end_if_empty(change, code_row, kind)
        names = ", ".join(code_of(change, row).label for row in made)
        change.summary = f"{source.label} → {names}"
        return made


def replace_code(
    study: Study,
    coder: str,
    code_row: int,
    part: Part,
    codings: Collection[int] | None = None,
    *,
    reason: str = "",
) -> int:
    """Recode passages of a code (all, unless some are named) with a better one: a new one by its
    name, or one that is there. The old code knows what became of it; returns the new one."""
    with study.read() as connection:
        held = parting.codings_of(connection, code_row)
    wanted = held if codings is None else list(codings)
    if not wanted and not held:
        return _rename_into(study, coder, code_row, part, reason)
    return split_code(study, coder, code_row, {part: wanted}, kind="replaced", reason=reason)[0]


def _rename_into(study: Study, coder: str, code_row: int, part: Part, reason: str) -> int:
    """A code without passages is replaced all the same."""
    with study.change(coder, "replace code", reason=reason) as change:
        source = code_of(change, code_row)
        refuse_given_up(source)
        into = _target(study, change, source, part)
        fates.add(change, code_row, "replaced", into, reason, fates.Moved(()))
        change.update(CodeRow, code_row, state="replaced")
        change.summary = f"{source.label} → {code_of(change, into).label}"
        return into


def tell_apart(study: Study, coder: str, code_row: int) -> tuple[int, int]:
    """Take a merge, split or recoding back long after: the code gets its passages again, and is
    given again. Returns (how many came back, how many did not).

    What lay beneath it, and its places in exclusive sets, come back where nobody has moved them
    since; else they stay where they are. So does what has been written on a passage since.
    """
    with study.change(coder, "tell codes apart") as change:
        source = code_of(change, code_row)
        back, lost = telling_apart.tell_apart(change, code_row)
        change.summary = f"{source.label} ({back})"
        return back, lost


def _part(
    study: Study,
    change: Change,
    source: StudyCode,
    part: Part,
    codings: Sequence[Image],
    kind: Life,
    reason: str,
) -> int:
    """Give some codings to one code; those that went to another part before are given both."""
    into = _target(study, change, source, part)
    if not isinstance(part, int):
        parting.be_born(change, into, codings[0])
    moved = parting.give(change, source.id, into, codings)
    fates.add(change, source.id, kind, into, reason, moved)
    return into


def _target(study: Study, change: Change, source: StudyCode, part: Part) -> int:
    """The code that something is to go to: another than its source, and one that is given."""
    into = part if isinstance(part, int) else new_code(study, change, part)
    if into == source.id:
        raise InvalidData("A code cannot become itself; choose another.")
    refuse_given_up(code_of(change, into))
    return into


def _end_if_empty(change: Change, code_row: int, kind: Life) -> None:
    if not parting.codings_of(change.connection, code_row):
        change.update(CodeRow, code_row, state=kind)
