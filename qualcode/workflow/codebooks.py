"""Codebooks: check, load, save and compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import Conflict, NeedsReason, QualcodeError, one_of
from qualcode.export.codebooks import CODEBOOK_WRITERS
from qualcode.export.codebooks.yaml import codebook_yaml
from qualcode.model.codebook import Codebook, Origin, faults
from qualcode.model.codebook_diff import Difference, diff
from qualcode.model.codebook_merge import Merged, Side, merge
from qualcode.readers.codebook import codebook_of_text, read_codebook
from qualcode.store import codebook_files, codebooks, codings, details, past, taking_in
from qualcode.store.study import SUFFIX, Study
from qualcode.workflow.recoding import named
from qualcode.workflow.studies import open_study

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = [
    "Difference",
    "Loaded",
    "Plan",
    "check",
    "codebook_as_of",
    "diff",
    "keep_as_attributes",
    "load",
    "of_study",
    "plan",
    "read",
    "save",
]


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a codebook file in would do: `differences` of the study as it will be from the
    study as it is, and what both sides have changed."""

    merged: Merged
    differences: tuple[Difference, ...]
    file: Codebook


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a codebook did, in codes. `kept` are codes of the study that it lacks."""

    new: int
    changed: int
    kept: int


def check(path: Path) -> Codebook:
    """The codebook in a file. InvalidData says what does not hold together, with lines."""
    return read_codebook(path)


def plan(study: Study, path: Path, *, prefer: Side | None = None) -> Plan:
    """What loading a file would do, before it is done. Both sides are compared with what the file
    was when it was last loaded or saved."""
    file = read_codebook(path)
    with study.read() as connection:
        return _plan(connection, path.name, file, prefer)


def _plan(connection: Connection, name: str, file: Codebook, prefer: Side | None) -> Plan:
    held = codebooks.read_codebook(connection)
    merged = merge(_base(connection, name), held, file, prefer)
    return Plan(merged, tuple(diff(held, merged.codebook)), file)


def _base(connection: Connection, name: str) -> Codebook | None:
    text = codebook_files.base(connection, name)
    return None if text is None else codebook_of_text(text, Path(name))


def load(
    study: Study,
    path: Path,
    *,
    coder: str,
    prefer: Side | None = None,
    origin: Origin | None = None,
    reason: str = "",
) -> Loaded:
    """Take a codebook in, as one change: what only the file has changed is taken, what only the
    study has changed stays, and nothing is lost.

    Conflict where both have changed something, unless one is preferred. NeedsReason where codes
    that are said to be made of what was read come before anybody has coded, unless they are given
    an `origin` or a reason; the reason is kept.
    """
    file = read_codebook(path)
    if origin is not None:
        file = _of_origin(file, origin)
    with study.change(coder, "load codebook", file.title or path.name, reason=reason) as change:
        found = _plan(change.connection, path.name, file, prefer)
        _refuse_clashes(found.merged)
        _refuse_template(change.connection, file, reason)
        new, changed = taking_in.take_in(change, found.merged.codebook)
        codebook_files.keep(change, path.name, codebook_yaml(file))
    return Loaded(new, changed, len(found.merged.kept))


def _of_origin(codebook: Codebook, origin: Origin) -> Codebook:
    themes = (
        replace(theme, codes=tuple(replace(code, origin=origin) for code in theme.codes))
        for theme in codebook.themes
    )
    return replace(codebook, themes=tuple(themes))


def _refuse_clashes(merged: Merged) -> None:
    if merged.clashes:
        raise Conflict(
            "The study and the file have both changed the same: {names}. Nothing was changed; say "
            "which of the two is to be preferred.",
            names=", ".join(dict.fromkeys(clash.name for clash in merged.clashes)),
        )
    for name, what in faults(merged.codebook):
        raise Conflict(
            "The file and the study do not hold together: {name}: {what}.", name=name, what=what
        )


def _refuse_template(connection: Connection, file: Codebook, reason: str) -> None:
    """A list of codes that is there before anybody has coded is a template, whatever it says."""
    made = sum(not code.deductive for code in file.codes())
    if made and not reason.strip() and not codings.any_made(connection):
        raise NeedsReason(
            "{n} codes say that they were made of what was read, but nothing has been coded yet: "
            "they are for sorting. Load them with the origin guide, keep them as attributes of the "
            "interviews, or say why they are to be loaded as they are.",
            n=made,
        )


def keep_as_attributes(study: Study, coder: str, names: Sequence[str]) -> int:
    """Keep topics as attributes of the interviews, which is where sorting belongs: each gets them,
    empty, to be filled in. Returns how many interviews."""
    with study.change(coder, "add attributes", ", ".join(names)) as change:
        return details.add(change, [named(name) for name in names])


def save(study: Study, path: Path, *, coder: str, as_of: str = "") -> Codebook:
    """Write the codebook of a study to a file; one that is there is replaced, but a .yaml keeps its
    comments. `as_of` is a moment as `tracing` takes it: the codebook as it was then.

    The file as it is now is what both sides are compared with when it is loaded again.
    """
    suffix = path.suffix.lower()
    if suffix not in CODEBOOK_WRITERS:
        raise QualcodeError(
            "{file}: a codebook is saved as {formats}.",
            file=path.name,
            formats=one_of(CODEBOOK_WRITERS),
        )
    codebook = codebook_as_of(study, as_of) if as_of else of_study(study)
    CODEBOOK_WRITERS[suffix](codebook, path)
    if not as_of and not study.read_only:
        with study.change(coder, "save codebook", path.name) as change:
            codebook_files.keep(change, path.name, codebook_yaml(codebook))
    return codebook


def of_study(study: Study) -> Codebook:
    with study.read() as connection:
        return codebooks.read_codebook(connection)


def codebook_as_of(study: Study, moment: str) -> Codebook:
    """The codebook as it was at the end of a day, at a time, after a change (`#123`), or at a
    snapshot. NotFound where the study knows no such moment."""
    with study.read() as connection:
        return past.codebook_at(connection, past.moment(connection, moment))


def read(named: Path) -> Codebook:
    """The codebook of a study, or the one in a file. `study.qualcode@2026-03-01` is that of the
    study as it was then."""
    place, _, moment = named.name.partition("@")
    path = named if named.exists() or not moment else named.with_name(place)
    if path.suffix != SUFFIX:
        return read_codebook(path)
    study = open_study(path)
    try:
        return codebook_as_of(study, moment) if path != named else of_study(study)
    finally:
        study.close()
