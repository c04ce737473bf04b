"""The tutorial: the coding screen on a study of its own, which is thrown away in the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from qualcode.errors import QualcodeError, StudyError, why
from qualcode.locale import translator
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.workflow.studies import Study, interview_ids
from qualcode.workflow.tutorial import tutorial_study

SPOKEN_OF: Mapping[str, str] = {
    "next_sentence": "text.next_sentence",
    "previous_sentence": "text.previous_sentence",
    "next_word": "text.next_word",
    "previous_word": "text.previous_word",
    "palette": "coding.palette",
    "pick": "palette.pick",
    "undo": "coding.undo",
    "grow": "text.grow_sentence",
    "next_bare": "text.next_bare",
    "read": "coding.read",
    "help": "app.help",
    "everything": "app.palette",
    "leave": "coding.leave",
}
"""The actions whose keys the interview names, by its blanks."""


class TutorialScreen(CodingScreen):
    """What is coded here is in no study of anybody's; leaving it leaves nothing behind."""

    def __init__(
        self, study: Study, coder: str, folder: TemporaryDirectory[str], welcome: str
    ) -> None:
        super().__init__(study, coder, interview_ids(study)[0])
        self._folder = folder
        self._welcome = welcome

    def on_mount(self) -> None:
        self.call_after_refresh(self.say, self._welcome)

    def on_unmount(self) -> None:
        self.study.close()
        self._folder.cleanup()

    def action_back(self) -> None:
        """From the codebook to the text; from the text out, whatever is marked there."""
        if self.view.has_focus:
            self.action_leave()
        else:
            super().action_back()

    def tell_fault(self, error: QualcodeError | str) -> None:
        """What fails in the background once the study is gone concerns nobody."""
        if self.is_running:
            super().tell_fault(error)


def tutorial_screen(coder: str, language: str, key_of: Callable[[str], str]) -> TutorialScreen:
    """A new tutorial; `key_of` says what the key of an action is, as it is shown."""
    keys = {blank: key_of(action) for blank, action in SPOKEN_OF.items()}
    try:
        folder = TemporaryDirectory(prefix="qualcode-", ignore_cleanup_errors=True)
    except OSError as error:
        raise StudyError("There is no place for the tutorial: {why}.", why=why(error)) from error
    try:
        study = tutorial_study(Path(folder.name), coder, language, keys)
        welcome = translator(language)("tutorial.welcome", leave=keys["leave"])
        return TutorialScreen(study, coder, folder, welcome)
    except BaseException:
        folder.cleanup()
        raise
