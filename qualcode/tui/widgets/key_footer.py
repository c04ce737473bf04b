"""The line of keys at the foot of a screen.

One line that is drawn, not a widget for each key: those cost more than a key press may whenever the
focus moves, and were most of what a screen took to open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.app import App, RenderResult
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

MORE = "…"
RULE = "▏"


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key as the footer shows it; `tip` is what it does, in a sentence."""

    key: str
    display: str
    words: str
    enabled: bool
    tip: str

    @property
    def width(self) -> int:
        return cell_len(f"{self.display} {self.words}")


class KeyFooter(Widget):
    """The keys in force here, as many as there is room for, and last the one for help."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"key-footer--key", "key-footer--off"}
    DEFAULT_CSS = """
    KeyFooter { dock: bottom; height: 1; background: $panel; color: $footer-foreground; }
    KeyFooter > .key-footer--key { color: $footer-key-foreground; text-style: bold; }
    KeyFooter > .key-footer--off { color: $foreground 45%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.hints: Sequence[KeyHint] = ()
        self.help: KeyHint | None = None

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._take_in)

    def _take_in(self, screen: Screen[object]) -> None:
        if screen is not self.screen or not self.app.app_focus:
            return
        active = screen.active_bindings  # Worked out anew each time it is asked for.
        hints, asks = tuple(hints_of(self.app, active)), help_of(self.app, active)
        if (hints, asks) != (self.hints, self.help):
            self.hints, self.help = hints, asks
            self.refresh()

    def render(self) -> RenderResult:
        width = self.size.width
        tail = Content(RULE).append(self._said(self.help)).append(" ") if self.help else Content("")
        room = width - tail.cell_length
        shown = self._row(room)
        return shown.pad_right(max(0, room - shown.cell_length)).append(tail)

    def _row(self, room: int) -> Content:
        """The keys with air between them if that leaves out none."""
        for gap in (2, 1):
            if sum(hint.width + gap for hint in self.hints) <= room - 1:
                return self._joined(self.hints, gap)
        fitting = list(_fitting(self.hints, room - cell_len(MORE) - 1))
        return self._joined(fitting, 1).append(MORE if len(fitting) < len(self.hints) else "")

    def _joined(self, hints: Iterable[KeyHint], gap: int) -> Content:
        row = Content(" ")
        for hint in hints:
            row = row.append(self._said(hint)).append(" " * gap)
        return row

    def _said(self, hint: KeyHint) -> Content:
        meta = Style.from_meta({"key": hint.key, "tip": hint.tip, "enabled": hint.enabled})
        said = Content(f"{hint.display} {hint.words}").stylize(meta)
        if not hint.enabled:
            return said.stylize(self.get_visual_style("key-footer--off", partial=True))
        key = self.get_visual_style("key-footer--key", partial=True)
        return said.stylize(key, 0, len(hint.display))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.tooltip = event.style.meta.get("tip") or None

    def on_click(self, event: events.Click) -> None:
        meta = event.style.meta
        if meta.get("enabled"):
            self.app.simulate_key(meta["key"])
        elif "key" in meta:
            self.app.bell()


def _fitting(hints: Iterable[KeyHint], room: int) -> Iterator[KeyHint]:
    for hint in hints:
        room -= hint.width + 1
        if room < 0:
            return
        yield hint


def hints_of(app: App[object], bindings: Mapping[str, ActiveBinding]) -> Iterator[KeyHint]:
    """The keys that are shown, each action once, with its first key."""
    actions = set[str]()
    for active in bindings.values():
        if active.binding.show and active.binding.action not in actions:
            actions.add(active.binding.action)
            yield _hint(app, active)


def help_of(app: App[object], bindings: Mapping[str, ActiveBinding]) -> KeyHint | None:
    active = bindings.get(app.COMMAND_PALETTE_BINDING)
    return None if active is None else _hint(app, active)


def _hint(app: App[object], active: ActiveBinding) -> KeyHint:
    binding = active.binding
    tip = active.tooltip or binding.description
    display = app.get_key_display(binding)
    return KeyHint(binding.key, display, binding.description, active.enabled, tip)
