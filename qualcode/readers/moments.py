"""Times in files."""

from __future__ import annotations

from datetime import UTC, datetime

from qualcode.errors import Phrase


def utc(written: str) -> str:
    """A day or a time in ISO 8601 as the study keeps times: in UTC, to the second.

    One without a zone is UTC; an empty one stays empty. Raises ValueError for anything else.
    """
    written = written.strip()
    if not written:
        return ""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise ValueError(
            Phrase('"{moment}" is no day or time; write it like 2026-03-01T14:30', moment=written)
        ) from error
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return zoned.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
