"""What the command palette offers: the keys of the screen, interviews by name, and looks."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import ActiveBinding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from qualcode.locale import Translator, translator
from qualcode.model.views import InterviewLine
from qualcode.tui.looks import THEMES
from qualcode.tui.safe import one_line, plain
from qualcode.tui.screens.base import StudyScreen
from qualcode.tui.words import title_of
from qualcode.workflow import studies


@dataclass(frozen=True, slots=True)
class Command:
    """Something to choose: what it is called, what it does, and a line about it."""

    name: str
    run: Callable[[], object]
    about: str = ""


class Commands(Provider):
    """Finds commands by their name; the name is people's words, never markup."""

    listed: ClassVar[bool] = True
    """Whether they are shown before anything is typed."""

    def commands(self) -> Iterable[Command]:
        """What there is to choose from on the screen under the palette."""
        return ()

    @property
    def t(self) -> Translator:
        screen = self.screen
        return screen.t if isinstance(screen, StudyScreen) else translator("en")

    async def discover(self) -> Hits:
        for command in self.commands() if self.listed else ():
            yield DiscoveryHit(
                plain(command.name), command.run, command.name, plain(command.about).plain
            )

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self.commands():
            name = plain(command.name)
            score, places = matcher.fuzzy_search.match(query, name.plain)
            if score > 0:
                shown = self._marked(name, places)
                yield Hit(score, shown, command.run, name.plain, plain(command.about).plain)

    def _marked(self, name: Content, places: Iterable[int]) -> Content:
        """The name with the letters that matched. (The matcher's own would read markup in it.)"""
        style = self.match_style
        if style is not None:
            for place in places:
                name = name.stylize(style, place, place + 1)
        return name


class ScreenKeys(Commands):
    """What the keys do on the screen, but for those that only move the cursor."""

    def commands(self) -> Iterable[Command]:
        seen = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.id and binding.tooltip and binding.id not in seen:
                seen.add(binding.id)
                shown = self.app.get_key_display(binding)
                yield Command(
                    f"{binding.description}  ({shown})", self._runner(active), active.tooltip
                )

    def _runner(self, active: ActiveBinding) -> Callable[[], object]:
        return functools.partial(self.app.run_action, active.binding.action, active.node)


class Interviews(Commands):
    """Interviews by name; choosing one opens it. Two thousand would bury everything else."""

    listed = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Textual calls it
        self._lines: list[InterviewLine] = []

    async def startup(self) -> None:
        if isinstance(self.screen, StudyScreen):
            self._lines = studies.interviews(self.screen.study)

    def commands(self) -> Iterable[Command]:
        for line in self._lines:
            name = " ".join((*line.units, title_of(line.name)))
            about = ", ".join(line.roles) or self.t("tui.app.interview")
            yield Command(name, functools.partial(self._open, line.id), one_line(about))

    def _open(self, transcript_id: int) -> None:
        screen = self.screen
        if isinstance(screen, StudyScreen):
            screen.open_transcript(transcript_id)


class Looks(Commands):
    """Our themes."""

    def commands(self) -> Iterable[Command]:
        for theme in THEMES:
            name = self.t(f"tui.looks.{theme.name}")
            yield Command(name, functools.partial(setattr, self.app, "theme", theme.name))


class Tutorial(Commands):
    """The tutorial, at any time."""

    def commands(self) -> Iterable[Command]:
        run = functools.partial(self.app.run_action, "app.tutorial")
        yield Command(self.t("tutorial.name"), run, self.t("tutorial.about"))


PROVIDERS = (ScreenKeys, Interviews, Looks, Tutorial)
