"""What is known of an interview besides who speaks in it: site, round, topics to sort by."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.errors import Conflict, InvalidData
from qualcode.model.text import normalise
from qualcode.store import details as store
from qualcode.store.study import Study
from qualcode.store.transcripts import name_of
from qualcode.workflow.recoding import named


def details_of(study: Study, transcript_id: int) -> dict[str, str]:
    """The attributes of an interview, by name, in their order. NotFound where it is gone."""
    with study.read() as connection:
        return store.read(connection, transcript_id)


def describe_interview(
    study: Study,
    coder: str,
    transcript_id: int,
    details: Mapping[str, str],
    *,
    seen: Mapping[str, str] | None = None,
) -> None:
    """Let these be the attributes of an interview; those that are not named go.

    `seen` are those that she had before her when she began. Conflict where the study holds others
    by now.
    """
    wanted = _tidied(details)
    with study.change(coder, "describe interview") as change:
        held = store.read(change.connection, transcript_id)
        change.summary = name_of(change.connection, transcript_id)
        if seen is not None and dict(seen) != held:
            raise Conflict(
                "What is known of «{interview}» has been changed meanwhile; look at it again.",
                interview=change.summary,
            )
        if wanted != held or list(wanted) != list(held):
            store.write(change, transcript_id, wanted)


def _tidied(details: Mapping[str, str]) -> dict[str, str]:
    """Names and values on one line each; InvalidData where two attributes have one name."""
    found: dict[str, str] = {}
    called: set[str] = set()
    for name, value in details.items():
        name = named(name)
        if name.casefold() in called:
            raise InvalidData("There are two attributes «{name}»; an interview has one.", name=name)
        called.add(name.casefold())
        found[name] = " ".join(normalise(value).split())
    return found
