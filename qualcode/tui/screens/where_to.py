"""Asking where a file is to be written; what lies there is replaced only if that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.tui.safe import one_line
from qualcode.tui.screens.base import StudyScreen
from qualcode.tui.screens.dialogs import AreYouSure, AskText


@dataclass(frozen=True, slots=True)
class WhereTo:
    """`how` says what may be written, `kept` what becomes of what lies there already. `write` gets
    the path, and what asks again, for when it cannot be written there."""

    screen: StudyScreen[Any]
    title: str
    how: str
    kept: str
    write: Callable[[Path, Callable[[], None]], None]
    before: str = ""

    def ask(self, value: str) -> None:
        screen = self.screen
        asked = AskText(
            screen.study, screen.coder, self.title, value, how=self.how, before=self.before
        )
        screen.app.push_screen(asked, self._answered)

    def _answered(self, named: str | None) -> None:
        if not named:
            return
        path = Path(named).expanduser()
        if path.exists():
            self._ask_whether_to_replace(path, named)
        else:
            self._write(path, named)

    def _ask_whether_to_replace(self, path: Path, named: str) -> None:
        screen = self.screen
        title = screen.t("tui.ask.replace", file=one_line(path.name))
        lines = [one_line(str(path)), self.kept]
        screen.app.push_screen(
            AreYouSure(screen.study, screen.coder, title, lines, screen.t("tui.ask.replace_how")),
            lambda yes: self._write(path, named) if yes else self.ask(named),
        )

    def _write(self, path: Path, named: str) -> None:
        self.write(path, lambda: self.ask(named))
