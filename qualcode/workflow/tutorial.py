"""A small study to try things out in: one short interview that says itself what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from qualcode.errors import StudyError, why
from qualcode.locale import translator
from qualcode.model.codebook import Code, Codebook, Theme
from qualcode.model.segmentation import Segmentation
from qualcode.model.spans import Span
from qualcode.model.studies import CoderSpec, StudySpec
from qualcode.model.text import WORD
from qualcode.model.views import OpenTranscript
from qualcode.store import opening, taking_in
from qualcode.store.study import Study
from qualcode.workflow.coding import open_transcript
from qualcode.workflow.importing import import_files
from qualcode.workflow.studies import create_study, interview_ids

_CODES = ("plan", "money", "people")
_TURNS = ("move", "code", "overlap", "bare", "end")
_SENTENCE = re.compile(r"\S.*?\w[.!?](?=\s|$)", re.DOTALL)


def tutorial_study(folder: Path, coder: str, language: str, keys: Mapping[str, str]) -> Study:
    """A study with the tutorial interview, in a folder that the caller removes.

    `keys` are the blanks of the interview: the keys that do what it speaks of.
    """
    t = translator(language)
    spec = StudySpec(title=t("tutorial.name"), language=language, coders=(CoderSpec(name=coder),))
    study = create_study(folder / "tutorial", spec, coder=coder)
    try:
        with study.change(coder, "load codebook") as change:
            taking_in.take_in(change, _codebook(language))
        import_files(study, [_written(folder, language, keys)], coder=coder)
        transcript = open_transcript(study, interview_ids(study)[0])
        opening.keep_segmentation(study, transcript.revision_id, _segmentation(transcript))
    except BaseException:
        study.close()
        raise
    return study


def _codebook(language: str) -> Codebook:
    t = translator(language)
    codes = [
        Code(
            id=name, name=t(f"tutorial.codes.{name}"), definition=t(f"tutorial.definitions.{name}")
        )
        for name in _CODES
    ]
    return Codebook(themes=(Theme(name=t("tutorial.theme"), codes=tuple(codes)),))


def _written(folder: Path, language: str, keys: Mapping[str, str]) -> Path:
    """The interview, as the file that it is taken in from."""
    t = translator(language)
    guide = t("tutorial.guide")
    said = (t(f"tutorial.turns.{turn}", **keys) for turn in _TURNS)
    path = folder / f"{t('tutorial.name')}.txt"
    try:
        path.write_text("\n\n".join(f"{guide}: {one}" for one in said), encoding="utf-8")
    except OSError as error:
        raise StudyError("{path} cannot be written: {why}.", path=path, why=why(error)) from error
    return path


def _segmentation(transcript: OpenTranscript) -> Segmentation:
    """Its sentences are known to be simple: the first screen need not wait for spaCy."""
    return Segmentation(tuple(_found(_SENTENCE, transcript)), tuple(_found(WORD, transcript)))


def _found(pattern: re.Pattern[str], transcript: OpenTranscript) -> Iterator[Span]:
    for turn in transcript.turns:
        for match in pattern.finditer(transcript.text, turn.body, turn.end):
            yield Span(*match.span())
