"""Screens that write to the study: what cannot be written is never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from qualcode.errors import NeedsReason, QualcodeError, StudyError
from qualcode.locale import fault
from qualcode.tui.screens.base import Result, StudyScreen
from qualcode.tui.screens.dialogs import AskText, NotSaved

Written = TypeVar("Written")


class SavingScreen(StudyScreen[Result]):
    """Writes through `save`, and nothing else is needed: what has changed is shown."""

    def say(self, line: str) -> None:
        """Put a line where the coder looks for what has been done."""
        raise NotImplementedError

    def catch_up(self) -> None:
        """Show what the study holds now; if it cannot be reached, the next look will tell."""
        raise NotImplementedError

    def written(self) -> None:
        """Show what has just been written."""
        self.catch_up()

    def tell_written(self, line: str) -> None:
        """Show what somebody else has written for this screen, such as a dialog, and say so."""
        self.written()
        self.say(line)

    def closed_by_exchange(self) -> bool:
        """Whether another file has been put in the place of the study, so that nothing may be
        written of what is shown here."""
        return False

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Show what is the matter instead of failing; what the screen shows stays true."""
        try:
            yield
        except QualcodeError as error:
            self.tell_fault(error)
            self.catch_up()

    def save(
        self,
        write: Callable[[], Written],
        done: Callable[[Written], str],
        *,
        because: Callable[[str], Written] | None = None,
    ) -> None:
        """Write something, show it, and say the line that `done` gives back for it.

        If the study cannot be written to, nothing is lost: the coder may try again. If the method
        asks why, she is asked, and `because` writes with her reason.
        """
        try:
            self.study.find_file()
            if self.closed_by_exchange():
                return
            result = write()
        except StudyError as error:
            self.app.push_screen(
                NotSaved(self.study, self.coder, fault(error, self.language)),
                lambda again: self.save(write, done, because=because) if again else None,
            )
        except NeedsReason as error:
            if because is None:
                self.tell_fault(error)
            else:
                self._ask_why(error, because, done)
        except QualcodeError as error:
            self.tell_fault(error)
            self.catch_up()
        else:
            # Told apart, so that what is saved is never told as failed.
            self.written()
            with self.telling():
                self.say(done(result))

    def _ask_why(
        self,
        error: NeedsReason,
        because: Callable[[str], Written],
        done: Callable[[Written], str],
    ) -> None:
        def answered(reason: str | None) -> None:
            if reason:
                self.save(lambda: because(reason), done, because=because)

        title, why = self.t("coding.ask.why"), fault(error, self.language)
        self.app.push_screen(AskText(self.study, self.coder, title, before=why), answered)
