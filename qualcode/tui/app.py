"""The app: it opens the home screen, and holds what all screens share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.screen import Screen

from qualcode.errors import QualcodeError
from qualcode.locale import fault, known, translator
from qualcode.locale.editions import speaking
from qualcode.model.settings import Settings
from qualcode.tui.commands import PROVIDERS
from qualcode.tui.keymaps import first_key, keys_in_force
from qualcode.tui.keys import key, naming_keys
from qualcode.tui.keys_in_turn import KeysInTurn
from qualcode.tui.looks import DARK, LIGHT, THEMES
from qualcode.tui.screens.base import StudyScreen, TranscriptWanted
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.help import HelpScreen, about, key_rows
from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.screens.memo_editor import MemoEditor
from qualcode.tui.screens.tutorial import TutorialScreen, tutorial_screen
from qualcode.workflow import testing
from qualcode.workflow.settings import SettingsFile, settings_path, spoken_language
from qualcode.workflow.studies import Study, place_warning

PATIENCE = 1.5
"""Seconds that the screens wait for another program to end its writing."""


class QualcodeApp(KeysInTurn[None]):
    """The terminal interface of one study."""

    CSS_PATH = "qualcode.tcss"
    COMMANDS = {*PROVIDERS}
    BINDINGS: ClassVar[list[BindingType]] = [
        key("question_mark,f1", "help", "app.help", show=False),
        key("ctrl+p", "command_palette", "app.palette", show=False, priority=True),
        key("ctrl+t", "toggle_looks", "app.looks", show=False),
        key("ctrl+q", "quit", "app.quit", show=False, priority=True),
    ]
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        study: Study,
        coder: str,
        *,
        language: str | None = None,
        settings: SettingsFile | None = None,
        tutorial: bool = False,
    ) -> None:
        super().__init__()
        self.study = study
        study.wait_at_most(PATIENCE)
        self.coder = coder
        self._file = settings or SettingsFile(Settings(), settings_path())
        self._begins_with_tutorial = tutorial
        chosen = self._file.settings
        self.language = known(language or spoken_language(chosen.language, study.language))
        for theme in THEMES:
            self.register_theme(theme)
        self._keys, self._faults = keys_in_force(self._file)
        self.set_keymap(self._keys)
        # The footer keeps a place at its end for one key: the one that tells of all the others.
        shown = first_key("app.help", self._keys)
        self.COMMAND_PALETTE_BINDING = shown  # type: ignore[misc]  # of this app: keys may differ
        self.edition: str = testing.terms(study)
        texts = speaking(translator(self.language), self.language, lambda: self.edition)
        self.t = naming_keys(texts, self.key_of)
        self.theme = LIGHT.name if chosen.looks == "light" else DARK.name
        self.title = study.title

    def key_of(self, action: str) -> str:
        """The key of an action, as the footer shows it."""
        return self.get_key_display(Binding(first_key(action, self._keys), ""))

    def get_default_screen(self) -> Screen[None]:
        return HomeScreen(self.study, self.coder)

    def on_mount(self) -> None:
        self._warn((*self._file.faults, *self._faults))
        warning = place_warning(self.study.path)
        if warning:
            self._warn([warning])
        if self.study.read_only:
            self._warn([self.t("tui.app.read_only")])
        if self._begins_with_tutorial:
            self.action_tutorial()

    def _warn(self, messages: Iterable[str]) -> None:
        for message in messages:
            said = fault(message, self.language)
            self.notify(said, severity="warning", markup=False, timeout=10)

    def _tell(self, error: QualcodeError) -> None:
        self.notify(fault(error, self.language), severity="error", markup=False, timeout=8)

    @on(TranscriptWanted)
    def open_transcript(self, message: TranscriptWanted) -> None:
        """From one interview to the next the screen is exchanged, so that leaving does not go
        through all of them."""
        if tutorial := self._tutorial():
            self._back_to(tutorial, message.at)
            return
        try:
            screen = CodingScreen(self.study, self.coder, message.transcript_id, at=message.at)
        except QualcodeError as error:
            self._tell(error)
            return
        if isinstance(self.screen, CodingScreen):
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def action_tutorial(self) -> None:
        """Open the tutorial over whatever is there."""
        if self._tutorial() is not None:
            return
        try:
            screen = tutorial_screen(self.coder, self.language, self.key_of)
        except QualcodeError as error:
            self._tell(error)
        else:
            self.push_screen(screen)

    def _tutorial(self) -> TutorialScreen | None:
        return next((s for s in self.screen_stack if isinstance(s, TutorialScreen)), None)

    def _back_to(self, tutorial: TutorialScreen, at: int | None) -> None:
        """The tutorial has one interview; no other may be coded in the belief that it is that."""
        while self.screen is not tutorial:
            self.pop_screen()
        if at is not None:
            tutorial.view.jump(at)

    def action_help(self) -> None:
        """Show what one can do here."""
        screen = self.screen
        if isinstance(screen, StudyScreen):
            name = about(self.focused)
            active = screen.active_bindings.values()
            keys = key_rows((self.get_key_display(found.binding), found) for found in active)
            help_screen = HelpScreen(screen.study, screen.coder, self.t(name) if name else "", keys)
            self.push_screen(help_screen)

    def action_toggle_looks(self) -> None:
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, CommandPalette):
            placeholder = self.t("tui.app.find")
            self.push_screen(CommandPalette(placeholder=placeholder, id="--command-palette"))

    def action_help_quit(self) -> None:
        """Ctrl+C copies; who expects it to end the program is told what does."""
        self.notify(self.t("settings.how_to_quit", key=self.key_of("app.quit")), markup=False)

    async def action_quit(self) -> None:
        """End, but not with a memo that is written and not saved."""
        if any(isinstance(s, MemoEditor) and s.unsaved for s in self.screen_stack):
            self.notify(self.t("memos.unsaved"), severity="warning", markup=False)
        else:
            await super().action_quit()


def run_app(study: Study, coder: str, settings: SettingsFile, *, tutorial: bool = False) -> None:
    """Open the screens on a study; returns when the person leaves them."""
    QualcodeApp(study, coder, settings=settings, tutorial=tutorial).run()
