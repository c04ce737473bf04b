"""The date of a file: when the study was changed last; so the same study gives the same bytes."""

from __future__ import annotations

from datetime import UTC, datetime

NEVER = datetime(1980, 1, 1)
"""The date of a file of a study that was never changed."""


def date_of(changed: str) -> datetime:
    """In UTC and without a zone, which libraries neither ask for nor write."""
    if not changed:
        return NEVER
    date = datetime.fromisoformat(changed)
    return date.astimezone(UTC).replace(tzinfo=None) if date.tzinfo else date
