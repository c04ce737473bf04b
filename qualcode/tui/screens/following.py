"""Screens that show what the study holds, and follow what is done to it elsewhere."""

from __future__ import annotations

from contextlib import suppress

from textual import work

from qualcode.errors import QualcodeError
from qualcode.tui.screens.base import Result, StudyScreen
from qualcode.workflow import history

NEWS_EVERY = 1.5
"""Seconds between two looks at what others have done."""


class FollowingScreen(StudyScreen[Result]):
    """Reads again when it is come back to, and when somebody has changed the study.

    Whoever derives from it reads in `read_again`: first `newest_change`, then the rest, and then
    puts the former in `seen`. What comes between the two is news once more.
    """

    seen: int | None = None
    """The newest change that what is shown knows of; None while it is being read."""

    def read_again(self) -> None:
        raise NotImplementedError

    def on_mount(self) -> None:
        self.set_interval(NEWS_EVERY, self._once_in_a_while)

    def on_screen_resume(self) -> None:
        self.read_again()

    def _once_in_a_while(self) -> None:
        # Not `is_current`, which a screen under another one is, too.
        if self.is_active:
            self.look_for_news()

    @work(thread=True, exclusive=True, group="news")
    def look_for_news(self) -> None:
        """A study out of reach is told of when somebody wants something of it."""
        with suppress(QualcodeError):
            if self.seen not in (None, history.newest_change(self.study)):
                self.from_thread(self.read_again)
