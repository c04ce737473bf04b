"""Texts that a coder is writing and has not kept: they outlive the program, and have no history."""

from __future__ import annotations

from sqlalchemy import Connection, select

from qualcode.model.memos import Draft
from qualcode.store.journal import now
from qualcode.store.study import Study
from qualcode.store.tables import DraftRow


def keep(study: Study, who: str, thing: str, text: str, seen: str) -> None:
    """Put a draft where the last one of this coder on this thing was."""
    study.keep_aside(DraftRow, anew=True, coder=who, thing=thing, text=text, seen=seen, at=now())


def drop(study: Study, who: str, thing: str) -> None:
    study.forget_aside(DraftRow, coder=who, thing=thing)


def find(connection: Connection, who: str, thing: str) -> Draft | None:
    statement = select(DraftRow.text, DraftRow.seen, DraftRow.at).where(
        DraftRow.coder == who, DraftRow.thing == thing
    )
    row = connection.execute(statement).first()
    return None if row is None else Draft(*row)
