"""Keys obeyed one after the other, however fast they come.

Over a slow line keys come in bursts. Textual hands each to the widget that has the focus at that
moment, and a key that acts does so only on its way back up: the letters after an Enter that opens
the palette would go to the text beneath it. Here a key is let through only when the one before it
has had its effect, a new screen included.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from time import monotonic
from typing import Any

from textual import events, on
from textual.app import App, ReturnType
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

PATIENCE = 0.5
"""Seconds to wait for a key that has no end, as that of a widget which it took away."""


class KeysInTurn(App[ReturnType]):
    """What an app derives from to have its keys in turn."""

    @dataclass
    class Obeyed(Message):
        """Follows a key that was pressed on a screen through the widgets, and comes up when it has
        had its effect. From a field it goes twice: that something was entered stands behind the
        first."""

        screen: Screen[Any]
        target: Widget
        again: bool = False

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Key] = deque()
        self._began: float | None = None

    @property
    def obeying(self) -> bool:
        """Whether keys wait, or one is having its effect still."""
        began = self._began
        return bool(self._waiting) or (began is not None and monotonic() - began < PATIENCE)

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        self._waiting.append(event)
        if len(self._waiting) == 1:
            await self._lose_patience()

    async def _lose_patience(self) -> None:
        """Go on once and again, as long as keys wait for one that may have no end."""
        await self._go_on()
        if self._waiting:
            self.set_timer(PATIENCE, self._lose_patience)

    async def _let_through(self, key: events.Key) -> None:
        self._began = monotonic()
        screen, target = self.screen, self.focused or self.screen
        await super().on_event(key)
        if not (key.is_forwarded and target.post_message(self.Obeyed(screen, target))):
            self._end(screen)

    @on(Obeyed)
    def end_key(self, message: Obeyed) -> None:
        screen, target = message.screen, message.target
        twice = isinstance(target, Input) and screen is self.screen and not message.again
        if not (twice and target.post_message(self.Obeyed(screen, target, again=True))):
            self._end(screen)

    def _end(self, screen: Screen[Any]) -> None:
        """If there is another screen now, it must be able to take keys before the next one."""
        if self.screen is screen:
            self._began = None
            self.call_next(self._go_on)
        else:
            self.screen.call_after_refresh(self._end, self.screen)

    async def _go_on(self) -> None:
        """Let the key through that has waited longest, whatever has come since."""
        if not self.screen_stack:
            self._waiting.clear()  # The program ends, and there is nothing to press a key on.
        if self._waiting and (self._began is None or monotonic() - self._began > PATIENCE):
            await self._let_through(self._waiting.popleft())
