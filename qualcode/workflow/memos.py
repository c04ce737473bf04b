"""What coders note of passages, codes, interviews and the study, in markdown."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from qualcode.errors import StudyError
from qualcode.model.memos import Draft, Memo
from qualcode.model.text import normalise
from qualcode.store import codings, drafts
from qualcode.store import memos as store
from qualcode.store.study import Study

QUOTED = 200
"""How many characters of a passage are shown with the memo on it."""


def memos(study: Study, query: str = "") -> list[Memo]:
    """All memos that fit a query, those on passages too, newest first."""
    with study.read() as connection:
        found = store.read(connection)
    shown = [replace(memo, quote=_shortened(memo.quote)) for memo in found]
    return [memo for memo in shown if fits(memo, query)]


def fits(memo: Memo, query: str) -> bool:
    """Whether every word of the query stands somewhere in what is shown of the memo."""
    parts = (memo.text, memo.code, memo.interview, memo.coder, memo.quote)
    shown = _folded("\n".join(parts))
    return all(word in shown for word in _folded(query).split())


def _folded(text: str) -> str:
    """Without what a reader does not see: case, how accents are put together, soft hyphens."""
    return unicodedata.normalize("NFC", text.replace("\u00ad", "")).casefold()


def _shortened(quote: str) -> str:
    """At most `QUOTED` characters, cut between words unless a word is very long."""
    if len(quote) <= QUOTED:
        return quote
    cut = quote[: QUOTED - 1]
    whole = cut if quote[QUOTED - 1].isspace() else cut.rpartition(" ")[0]
    return f"{(whole if len(whole) > QUOTED // 2 else cut).rstrip()}…"


def memo_on(
    study: Study, coder: str, *, transcript_id: int | None = None, code_id: int | None = None
) -> Memo | None:
    """The coder's memo on an interview or a code; on the study, if neither is named."""
    with study.read() as connection:
        return store.on_thing(connection, coder, transcript_id, code_id)


def memo_on_coding(study: Study, coding_id: int) -> Memo | None:
    """The memo of a coding as the study holds it now. NotFound where the coding is gone."""
    with study.read() as connection:
        codings.describe(connection, coding_id)
        return store.on_coding(connection, coding_id)


def write_memo(
    study: Study,
    coder: str,
    text: str,
    *,
    transcript_id: int | None = None,
    code_id: int | None = None,
    seen: str = "",
) -> None:
    """Keep the coder's memo on an interview, a code or the study; an empty text removes it.

    `seen` is the text that she had before her when she began. Conflict is raised where the
    study holds another by now: two windows never overwrite each other.
    """
    kept = tidied(text)
    with study.change(coder, "write memo" if kept else "remove memo") as change:
        name = store.name_of(change.connection, transcript_id, code_id)
        change.summary = name or study.title
        store.write(change, kept, transcript_id=transcript_id, code_id=code_id, seen=seen)


def write_on_coding(study: Study, coder: str, coding_id: int, text: str, *, seen: str) -> None:
    """Keep the memo of a coding, as `write_memo` does; stance, time and value stay as they are.

    A coding has the memo of its own coder only: Conflict says so to others.
    """
    with study.change(coder, "annotate coding") as change:
        change.summary = codings.describe(change.connection, coding_id)[0]
        store.write_on_coding(change, coding_id, tidied(text), seen=seen)


def tidied(text: str) -> str:
    """A memo as it is kept: without blank lines before it and white space after it."""
    lines = normalise(text).rstrip().split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    return "\n".join(lines[first:])


def keep_draft(study: Study, who: str, thing: str, text: str, seen: str) -> None:
    """Keep what somebody is writing of a thing, so that it outlives the program.

    A draft that cannot be kept is let go: the text is still before her.
    """
    try:
        drafts.keep(study, who, thing, text, seen)
    except StudyError:
        return


def drop_draft(study: Study, who: str, thing: str) -> None:
    """Forget a draft, once its text is kept or is not wanted."""
    try:
        drafts.drop(study, who, thing)
    except StudyError:
        return


def draft_of(study: Study, who: str, thing: str) -> Draft | None:
    """What somebody was writing of a thing when the program ended."""
    with study.read() as connection:
        return drafts.find(connection, who, thing)
