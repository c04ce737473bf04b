"""The line of keys at the foot of a screen, made anew only where keys have come or gone."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Footer

Shown = tuple[tuple[str, str, bool], ...]


class KeyFooter(Footer):
    """Making it anew takes longer than a key may; and screens say that their keys may be others
    whenever something was written."""

    _shown: Shown | None = None

    def compose(self) -> ComposeResult:
        if self._bindings_ready:
            self._shown = self._keys(self.screen)
        yield from super().compose()

    def bindings_changed(self, screen: Screen[object]) -> None:
        if self._shown is None or self._shown != self._keys(screen):
            super().bindings_changed(screen)

    @staticmethod
    def _keys(screen: Screen[object]) -> Shown:
        """The keys in force, what each does, and whether it does it now."""
        return tuple(
            (key, found.binding.description, found.enabled)
            for key, found in screen.active_bindings.items()
            if found.binding.show
        )
