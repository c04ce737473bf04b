"""Lines that say where one is: title, place in the interview, what is coded at the cursor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from qualcode.locale import Translator, entries
from qualcode.model.history import HistoryEntry
from qualcode.model.text import count_words
from qualcode.model.views import CodedSpan, OpenTranscript, StudyCode
from qualcode.tui import words
from qualcode.tui.safe import one_line, plain
from qualcode.tui.widgets.code_panel import FAINT, entry
from qualcode.tui.widgets.transcript.selection import Landmarks, Selection
from qualcode.tui.words import counted, percent


def title_of(study: str, transcript: OpenTranscript) -> str:
    about = ", ".join(one_line(part) for part in (*transcript.units, *transcript.roles))
    title = f"{one_line(study)} › {words.title_of(transcript.name)}"
    return f"{title} · {about}" if about else title


def place_line(
    selection: Selection,
    landmarks: Landmarks,
    place: tuple[int, int],
    shares: tuple[float | None, float | None],
    t: Translator,
    room: int,
) -> str:
    """Which turn of how many, how much is read and coded, and how much is selected, in as many
    words as there is room for."""
    names = ("coding.share_read", "coding.share")
    parts = [t("coding.place", n=place[0], of=place[1])]
    parts += [
        t(name, share=percent(share))
        for name, share in zip(names, shares, strict=True)
        if share is not None
    ]
    sentences = landmarks.sentences.count_in(selection.span)
    words = counted(t, "coding.words", count_words(selection.span.of(landmarks.text)))
    marked = counted(t, "coding.sentences", sentences) if sentences else words
    choices = [t("coding.marked", what=marked), marked]
    if sentences:
        choices.insert(0, t("coding.marked", what=f"{marked}, {words}"))
    lines = ["   ".join((*parts, choice)) for choice in choices]
    return next((line for line in lines if len(line) <= room), lines[-1])


def done(entry: HistoryEntry, t: Translator) -> str:
    """What was done, and with what, in a few words."""
    return f"{deed(entry, t)} {one_line(entry.summary)}".strip()


def deed(entry: HistoryEntry, t: Translator) -> str:
    """What kind of thing was done; one that nobody has named for people, as the history has it."""
    name = entry.action.replace(" ", "_")
    known = f"actions.{name}" in entries("en", "tui")
    return t(f"tui.actions.{name}") if known else entry.action


def here_line(
    here: Sequence[CodedSpan], codes: Mapping[int, StudyCode], t: Translator, ground: str
) -> Content:
    """What is coded at the cursor, on one line."""
    if not here:
        return Content(t("coding.panel.nothing")).stylize(FAINT)
    shown = [
        entry(coding, codes.get(coding.code_id), ground).append(
            plain(f" {one_line(coding.coder)}").stylize(FAINT)
        )
        for coding in here
    ]
    return Content("  ").join(shown)
