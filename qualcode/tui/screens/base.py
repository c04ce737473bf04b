"""What all screens share: the study, who codes, and the language of the interface."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar, runtime_checkable

from textual.binding import ActiveBinding
from textual.message import Message
from textual.screen import ModalScreen, Screen

from qualcode.errors import QualcodeError
from qualcode.locale import Translator, fault, translator
from qualcode.tui.keys import spoken
from qualcode.workflow.studies import Study

Result = TypeVar("Result")


@runtime_checkable
class Speaks(Protocol):
    """An app that knows in which language people are spoken to, in which words of the method, and
    which keys there are."""

    language: str
    edition: str
    t: Translator


@dataclass
class TranscriptWanted(Message):
    """Somebody wants to code an interview, from the character `at` if one is given."""

    transcript_id: int
    at: int | None = None


class StudyScreen(Screen[Result]):
    """A screen of a study. Its bindings come in the language of the interface."""

    def __init__(self, study: Study, coder: str) -> None:
        super().__init__()
        self.study = study
        self.coder = coder

    @property
    def language(self) -> str:
        return self.app.language if isinstance(self.app, Speaks) else self.study.language

    @property
    def t(self) -> Translator:
        """The texts of the interface, with the keys in force."""
        return self.app.t if isinstance(self.app, Speaks) else translator(self.language)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        found, language = super().active_bindings, self.language
        edition = self.app.edition if isinstance(self.app, Speaks) else ""
        return {key: spoken(active, language, edition) for key, active in found.items()}

    def open_transcript(self, transcript_id: int, at: int | None = None) -> None:
        """Ask for an interview to be opened; see `TranscriptWanted`."""
        self.post_message(TranscriptWanted(transcript_id, at))

    def from_thread(self, call: Callable[..., object], *arguments: object) -> None:
        """Call in the thread of the screens what a worker has found; not if this screen has been
        left meanwhile, which a worker cannot know."""
        self.app.call_from_thread(self._if_still_here, call, *arguments)

    def _if_still_here(self, call: Callable[..., object], *arguments: object) -> None:
        if self.is_attached:
            call(*arguments)

    def tell_fault(self, error: QualcodeError | str) -> None:
        """Show what went wrong; the message may quote people's words."""
        self.notify(fault(error, self.language), severity="error", markup=False, timeout=8)


class StudyDialog(StudyScreen[Result], ModalScreen[Result]):
    """A dialog over a screen; it gives a result back when it is dismissed."""
