"""What a coder does with an interview: open it, give passages codes, make codes, take away."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Unpack

from qualcode.errors import Conflict, NotFound, QualcodeError
from qualcode.language.segmentation import segment
from qualcode.model.code_ids import CodeIds
from qualcode.model.codebook import Code, Origin
from qualcode.model.codings import Said
from qualcode.model.segmentation import Segmentation
from qualcode.model.spans import Span
from qualcode.model.views import CodedSpan, OpenTranscript, StudyCode, StudyTheme
from qualcode.store import anchors, codebooks, codings, opening, recoding, transcripts
from qualcode.store.journal import Change
from qualcode.store.study import Study


def open_transcript(study: Study, transcript_id: int) -> OpenTranscript:
    """An interview with its turns and codings; sentences and words if they are known yet."""
    with study.read() as connection:
        return opening.open_transcript(connection, transcript_id)


def work_out_sentences(study: Study, transcript: OpenTranscript) -> Segmentation:
    """Sentences and words of an interview, made once and kept. Slow the first time (spaCy)."""
    if transcript.segmentation is not None:
        return transcript.segmentation
    found = segment(transcript.text, transcript.turns, study.language)
    opening.keep_segmentation(study, transcript.revision_id, found)
    return found


def codes(study: Study) -> list[StudyCode]:
    """All codes, in codebook order."""
    with study.read() as connection:
        return codebooks.read_codes(connection)


def themes(study: Study) -> list[StudyTheme]:
    with study.read() as connection:
        return codebooks.read_themes(connection)


def codings_in(study: Study, transcript_id: int) -> tuple[CodedSpan, ...]:
    """The codings of one interview, in the order in which they begin."""
    with study.read() as connection:
        return codings.of_transcript(connection, transcript_id)


def counts(study: Study) -> dict[int, int]:
    """Codings per code, over the whole study."""
    with study.read() as connection:
        return codings.per_code(connection)


def apply_codes(
    study: Study,
    coder: str,
    transcript_id: int,
    span: Span,
    code_rows: Sequence[int],
    **said: Unpack[Said],
) -> list[int]:
    """Give a passage one code or several, as one change. Returns the ids of the codings.

    A code that the coder gave the very passage before is passed over; if that holds for all of
    them, Conflict is raised. So it is (CodeRetired) where a code is retired, and CodeGone where
    somebody has taken it away; then none is given.
    """
    with study.change(coder, "apply code") as change:
        names = recoding.labels(change.connection, code_rows, to_give=True)
        made = []
        for row in code_rows:
            try:
                made.append(codings.apply(change, transcript_id, span, row, **said))
            except Conflict:
                if len(code_rows) == 1:
                    raise
        change.summary = ", ".join(names)
    if not made:
        raise Conflict("You have given this passage those codes already.")
    return made


def create_code(
    study: Study,
    coder: str,
    name: str,
    *,
    theme_id: int | None = None,
    origin: Origin = "empirical",
    definition: str = "",
    colour: str | None = None,
) -> int:
    """A new code; without a theme it waits among those that are not grouped yet."""
    with study.change(coder, "new code", name.strip()) as change:
        return new_code(study, change, name, theme_id, origin, definition, colour)


def create_and_apply(
    study: Study,
    coder: str,
    transcript_id: int,
    span: Span,
    name: str,
    *,
    origin: Origin = "empirical",
    theme_id: int | None = None,
    beside: Sequence[int] = (),
    **said: Unpack[Said],
) -> tuple[int, int]:
    """A new code for a passage, there and then, as one change: (code, coding).

    `beside` are codes that the passage is given as well; those it has are passed over.
    """
    with study.change(coder, "new code and coding", name.strip()) as change:
        code_row = new_code(study, change, name, theme_id, origin)
        recoding.labels(change.connection, beside, to_give=True)
        for row in beside:
            with suppress(Conflict):
                codings.apply(change, transcript_id, span, row, **said)
        coding = codings.apply(change, transcript_id, span, code_row, **said)
        anchors.put(change, code_row, "born", transcript_id, span)
        return code_row, coding


def in_vivo(study: Study, coder: str, transcript_id: int, span: Span) -> tuple[int, int]:
    """A code named by the very words of the passage, or that code again if it is there."""
    with study.read() as connection:
        _, text = transcripts.text_of(connection, transcript_id)
        name = " ".join(span.of(text).split()).strip(" .,;:!?…–-")
        known = {c.label: c.id for c in codebooks.read_codes(connection)}
    if not name:
        raise QualcodeError("There are no words in the selection to name a code by.")
    if name in known:
        return known[name], apply_codes(study, coder, transcript_id, span, [known[name]])[0]
    return create_and_apply(study, coder, transcript_id, span, name, origin="in_vivo")


def new_code(
    study: Study,
    change: Change,
    name: str,
    theme_id: int | None = None,
    origin: Origin = "empirical",
    definition: str = "",
    colour: str | None = None,
) -> int:
    """A new code within a change; see `create_code`."""
    name = name.strip()
    if not name:
        raise QualcodeError("A code needs a name.")
    known = codebooks.read_codes(change.connection)
    if any(c.label.casefold() == name.casefold() for c in known):
        raise Conflict(
            "There is a code «{name}» already; apply that, or choose another name.", name=name
        )
    if theme_id is None:
        theme_id = codebooks.ungrouped_theme(change, study.language)
    code = Code(
        id=CodeIds(c.code.id for c in known).of(name),
        name=name,
        origin=origin,
        definition=definition,
        colour=colour,
    )
    return codebooks.add_code(change, theme_id, code)


def remove_codings(study: Study, coder: str, seen: Sequence[CodedSpan]) -> None:
    """Take codings away, as one change. They stay in the history, and undo brings them back.

    `seen` are the codings as the coder saw them: where one has another code, passage or coder
    by now, Conflict is raised, and where one is gone, NotFound; then none is taken away.
    """
    if not seen:
        raise NotFound("There is no coding here to take away.")
    with study.change(coder, "remove coding") as change:
        for coding in seen:
            codings.remove(change, coding)
        change.summary = _names_of(change, [coding.code_id for coding in seen])


def annotate(study: Study, coder: str, seen: Sequence[CodedSpan], **said: Unpack[Said]) -> None:
    """Set what codings say besides their code, as one change; what is not named stays.

    `seen` are the codings as the coder saw them: where somebody has written something else
    there since, Conflict is raised and nothing is overwritten.
    """
    with study.change(coder, "annotate coding") as change:
        for coding in seen:
            codings.say(change, coding, said)
        change.summary = _names_of(change, [coding.code_id for coding in seen])


def move_coding(study: Study, coder: str, seen: CodedSpan, span: Span) -> None:
    """Move the edges of a coding. `seen` is the coding as it was on the screen."""
    with study.change(coder, "move coding") as change:
        codings.move(change, seen, span)
        change.summary = _names_of(change, [seen.code_id])


def _names_of(change: Change, code_rows: Sequence[int]) -> str:
    return ", ".join(codebooks.labels(change.connection, list(dict.fromkeys(code_rows))))
