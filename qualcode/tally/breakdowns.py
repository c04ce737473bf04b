"""What a study can be counted in and broken down by."""

from __future__ import annotations

from sqlalchemy import Connection

from qualcode.model.questions import SPEECH_COUNTS
from qualcode.store.setup import kinds_by_name, read_attributes


def names(connection: Connection) -> list[str]:
    """Attributes first, since a report is broken down by them; then kinds, then `interview`."""
    attributes = [a.name for a in read_attributes(connection)]
    return [*attributes, *kinds_by_name(connection), "interview"]


def countable(connection: Connection) -> list[str]:
    """Kinds of units first, then what people say in."""
    return [*kinds_by_name(connection), *SPEECH_COUNTS]
