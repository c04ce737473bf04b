"""The app: it opens the home screen, and holds what all screens share."""

from __future__ import annotations

import os
from typing import ClassVar

from textual import on
from textual.app import App
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.screen import Screen

from qualcode.errors import QualcodeError
from qualcode.locale import known, translator
from qualcode.tui.commands import PROVIDERS
from qualcode.tui.help import Help
from qualcode.tui.keys import key
from qualcode.tui.looks import DARK, LIGHT, THEMES
from qualcode.tui.screens.base import TranscriptWanted
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.home import HomeScreen
from qualcode.workflow.studies import Study, place_warning


class QualcodeApp(App[None]):
    """The terminal interface of one study."""

    CSS_PATH = "qualcode.tcss"
    COMMANDS = {*PROVIDERS}
    BINDINGS: ClassVar[list[BindingType]] = [
        key("question_mark,f1", "toggle_help", "app.help"),
        key("ctrl+p", "command_palette", "app.palette", show=False, priority=True),
        key("ctrl+t", "toggle_looks", "app.looks", show=False),
        key("ctrl+q", "quit", "app.quit", show=False, priority=True),
    ]
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, study: Study, coder: str, *, language: str | None = None) -> None:
        super().__init__()
        self.study = study
        self.coder = coder
        self.language = known(language or interface_language(study))
        self.t = translator(self.language)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name
        self.title = study.title

    def get_default_screen(self) -> Screen[None]:
        return HomeScreen(self.study, self.coder)

    def on_mount(self) -> None:
        warning = place_warning(self.study.path)
        if warning:
            self.notify(warning, severity="warning", markup=False, timeout=10)
        if self.study.read_only:
            self.notify(self.t("tui.app.read_only"), severity="warning", markup=False, timeout=10)

    @on(TranscriptWanted)
    def open_transcript(self, message: TranscriptWanted) -> None:
        """From one interview to the next the screen is exchanged, so that leaving does not go
        through all of them."""
        try:
            screen = CodingScreen(self.study, self.coder, message.transcript_id, at=message.at)
        except QualcodeError as error:
            self.notify(str(error), severity="error", markup=False, timeout=8)
            return
        if isinstance(self.screen, CodingScreen):
            self.switch_screen(screen)
        else:
            self.push_screen(screen, message.then)

    def action_toggle_help(self) -> None:
        """Open or close the panel with what one can do here."""
        panels = self.screen.query(Help)
        if panels:
            panels.remove()
        else:
            self.screen.mount(Help(self.language))

    def action_toggle_looks(self) -> None:
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, CommandPalette):
            placeholder = self.t("tui.app.find")
            self.push_screen(CommandPalette(placeholder=placeholder, id="--command-palette"))

    def action_help_quit(self) -> None:
        """Ctrl+C copies; who expects it to end the program is told what does."""
        self.notify(self.t("tui.app.how_to_quit"), markup=False)


def interface_language(study: Study) -> str:
    """The language that people are spoken to in: their own choice, else the study's."""
    return os.environ.get("QUALCODE_LANGUAGE") or study.language


def run_app(study: Study, coder: str) -> None:
    """Open the screens on a study; returns when the person leaves them."""
    QualcodeApp(study, coder).run()
