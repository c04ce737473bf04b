"""Codebooks: check, load, save and compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import Conflict, NeedsReason, QualcodeError, one_of
from qualcode.export.codebooks import CODEBOOK_WRITERS
from qualcode.model.codebook import Codebook, Origin, faults
from qualcode.model.codebook_diff import Difference, changes, diff
from qualcode.model.codebook_merge import Clash, Merged, Side, merge
from qualcode.readers.codebook import (
    CodebookFile,
    read_codebook,
    read_codebook_file,
)
from qualcode.store import codebook_files, codebooks, codings, details, past, taking_in
from qualcode.store.entries import UNCHANGED
from qualcode.store.study import SUFFIX, Study
from qualcode.workflow.codebook_bases import Base, base_of, kept_text
from qualcode.workflow.recoding import named
from qualcode.workflow.studies import open_study, study_path

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = [
    "Clash",
    "CodebookFile",
    "Difference",
    "Loaded",
    "Plan",
    "changes",
    "check",
    "codebook_as_of",
    "diff",
    "keep_as_attributes",
    "last_file",
    "load",
    "names",
    "of_study",
    "plan",
    "read",
    "rehearse",
    "save",
    "study_meant",
]


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a codebook file in would do: `differences` of the study as it will be from the
    study as it is, and what both sides have changed. `came` are ids of codes that are new, `base`
    is what both sides were compared with."""

    merged: Merged
    differences: tuple[Difference, ...]
    came: frozenset[str]
    file: CodebookFile
    base: Base


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a codebook did: how many codes are `new` or `changed`, and `themes` either.
    `kept` are codes of the study that it lacks."""

    new: int
    changed: int
    kept: int
    themes: int


def check(path: Path) -> CodebookFile:
    """The codebook in a file, and what is to be said of how it was read. InvalidData says what does
    not hold together, with lines."""
    return read_codebook_file(path)


def plan(
    study: Study, path: Path, *, prefer: Side | None = None, origin: Origin | None = None
) -> Plan:
    """What loading a file would do, before it is done. Both sides are compared with the version
    that the file was made of; see `codebook_bases`."""
    file = check(path)
    with study.read() as connection:
        return _plan(connection, path.name, file, prefer, origin)


def _plan(
    connection: Connection,
    name: str,
    file: CodebookFile,
    prefer: Side | None,
    origin: Origin | None,
) -> Plan:
    held = codebooks.read_codebook(connection)
    wanted = file.codebook if origin is None else _of_origin(file.codebook, origin)
    base = base_of(connection, name, file.codebook, prefer)
    merged = merge(base.codebook, held, wanted, prefer)
    known = {code.id for code in held.codes()}
    came = frozenset(code.id for code in wanted.codes() if code.id not in known)
    renamed = {old: new for new, old in merged.renamed.items()}
    return Plan(merged, tuple(changes(held, merged.codebook, renamed)), came, file, base)


def _of_origin(codebook: Codebook, origin: Origin) -> Codebook:
    themes = (
        replace(theme, codes=tuple(replace(code, origin=origin) for code in theme.codes))
        for theme in codebook.themes
    )
    return replace(codebook, themes=tuple(themes))


def rehearse(study: Study, made: Plan, *, reason: str = "") -> None:
    """Raises what loading would raise, and changes nothing."""
    with study.read() as connection:
        _refuse(connection, made, reason)


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
    that are not said to come from a guide or the like come before anybody has coded, unless they
    are given an `origin` or a reason; the reason is kept.
    """
    file = check(path)
    title = file.codebook.title or path.name
    with study.change(coder, "load codebook", title, reason=reason) as change:
        made = _plan(change.connection, path.name, file, prefer, origin)
        _refuse(change.connection, made, reason)
        merged = made.merged
        new, changed = taking_in.take_in(change, merged.codebook, merged.renamed)
        if change.seq == 0:
            change.action = UNCHANGED
        if not made.base.same:
            codebook_files.keep(change, path.name, made.base.text)
    themes = {one.name for one in made.differences if one.thing == "theme"}
    return Loaded(new, changed, len(merged.kept), len(themes))


def _refuse(connection: Connection, made: Plan, reason: str) -> None:
    _refuse_clashes(made.merged)
    _refuse_template(connection, made, reason)


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


def _refuse_template(connection: Connection, made: Plan, reason: str) -> None:
    """A list of codes that is there before anybody has coded is a template, whatever it says."""
    codes = (code for code in made.merged.codebook.codes() if code.id in made.came)
    inductive = sum(not code.deductive for code in codes)
    if inductive and not reason.strip() and not codings.any_made(connection):
        raise NeedsReason(
            "The file does not say of {n} codes that they come from the guide, a programme or "
            "theory, but nothing has been coded yet: such are for sorting. Say where they come "
            "from, keep them as attributes of the interviews, or say why they are to be loaded as "
            "they are.",
            n=inductive,
        )


def names(file: CodebookFile) -> list[str]:
    """What the codes of a file are called, each name once."""
    return list(dict.fromkeys(named(code.label) for code in file.codebook.codes() if code.given))


def keep_as_attributes(study: Study, coder: str, names: Sequence[str]) -> int:
    """Keep topics as attributes of the interviews, which is where sorting belongs: each gets them,
    empty, to be filled in. Returns how many interviews."""
    with study.change(coder, "add attributes", ", ".join(names)) as change:
        return details.add(change, [named(name) for name in names])


def save(study: Study, path: Path, *, coder: str, as_of: str = "") -> Codebook:
    """Write the codebook of a study to a file. One that is there is replaced; but a .yaml keeps its
    comments, and what it says of itself (title, description, language, source). `as_of` is a moment
    as `tracing` takes it: the codebook as it was then.

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
    _refuse_unreadable(codebook)
    CODEBOOK_WRITERS[suffix](_as_it_calls_itself(codebook, path), path)
    if not as_of and not study.read_only:
        # Read again: most formats hold less than the study, which is not to look like a change.
        said = kept_text(read_codebook(path))
        with study.change(coder, "save codebook", path.name) as change:
            codebook_files.keep(change, path.name, said)
    return codebook


def _refuse_unreadable(codebook: Codebook) -> None:
    """Nobody could load what does not hold together, and the file that was there would be gone."""
    labels = {code.id: code.label for code in codebook.codes()}
    for name, what in faults(codebook):
        raise Conflict(
            "The codebook was not saved, since it does not hold together: {name}: {what}. Nothing "
            "was written; mend it in the study first.",
            name=labels.get(name, name),
            what=what,
        )


def _as_it_calls_itself(codebook: Codebook, path: Path) -> Codebook:
    """With what a .yaml that is there says of itself, which a study does not keep."""
    if path.suffix.lower() not in (".yaml", ".yml") or not path.is_file():
        return codebook
    try:
        held = read_codebook(path)
    except QualcodeError:
        return codebook  # who writes the file says what is the matter with it
    return replace(
        codebook,
        title=held.title or codebook.title,
        description=held.description,
        language=held.language,
        source=held.source,
    )


def last_file(study: Study) -> str:
    """The name of the file that was loaded or saved last; empty if none was."""
    with study.read() as connection:
        return codebook_files.newest(connection)


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
    study as it was then; the suffix may be left out, as everywhere."""
    meant = study_meant(named)
    if meant is None:
        return read_codebook(named)
    place, moment = meant
    study = open_study(place)
    try:
        return codebook_as_of(study, moment) if moment else of_study(study)
    finally:
        study.close()


def study_meant(named: Path) -> tuple[Path, str] | None:
    """The study and the moment that `read` takes a name for; None if that is a file's."""
    if named.is_file() and named.suffix != SUFFIX:
        return None
    readings = [*_readings(str(named))]
    meant = [one for one in readings if study_path(one[0]).is_file()]
    meant = meant or [one for one in readings if one[0].suffix == SUFFIX]
    return meant[0] if meant else None


def _readings(named: str) -> Iterator[tuple[Path, str]]:
    """A name as a place and a moment: there may be an @ in the names of folders, and in those of
    snapshots."""
    yield Path(named), ""
    for at, sign in enumerate(named):
        if sign == "@":
            yield Path(named[:at]), named[at + 1 :]
