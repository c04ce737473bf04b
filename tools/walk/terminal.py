"""A terminal (tmux) that keys are sent to, and whose screen is read as a person would."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

SOON = 10.0
"""Seconds within which a screen must show what it should."""
REST = 0.25
"""So long a screen must stay the same to be at rest."""
NAMED = frozenset(
    {
        *("Enter", "Escape", "Tab", "Space", "BSpace", "Home", "End", "PageUp", "PageDown"),
        *("Up", "Down", "Left", "Right", "S-Up", "S-Down", "S-Left", "S-Right"),
    }
)


class NotSeen(Exception):
    """The screen does not show what it should; the message has both."""


class Terminal:
    """A server and a session of its own; `close` ends them, and nothing else."""

    def __init__(self, name: str, width: int, height: int, settings: Path) -> None:
        self.name = f"qualcode-walk-{os.getpid()}-{name}"
        self._settings = settings
        self._tmux("new-session", "-d", "-s", "walk", "-x", str(width), "-y", str(height))
        self._tmux("set-option", "-g", "status", "off")
        self._tmux("set-option", "-g", "escape-time", "20")
        self._tmux("set-window-option", "-g", "remain-on-exit", "on")

    def run(self, command: Sequence[str | Path], **environment: str) -> None:
        """Start a program in place of what runs there."""
        given: Mapping[str, str] = {
            "HOME": str(self._settings),
            "XDG_CONFIG_HOME": str(self._settings),
            "TERM": "tmux-256color",
            "COLORTERM": "truecolor",
            **environment,
        }
        words = ["env", *(f"{name}={value}" for name, value in given.items()), *map(str, command)]
        self._tmux("respawn-pane", "-k", "-t", "walk", *words)

    def press(self, *keys: str) -> None:
        """Keys by their names; everything else is typed letter by letter, all at once."""
        for key in keys:
            named = key in NAMED or (key.startswith(("C-", "F")) and len(key) <= 3)
            self._tmux("send-keys", "-t", "walk", *([] if named else ["-l", "--"]), key)
            if key == "Escape":
                time.sleep(REST)  # At once followed by a letter, it would be alt and that letter.

    def resize(self, width: int, height: int) -> None:
        self._tmux("resize-window", "-t", "walk", "-x", str(width), "-y", str(height))

    def kill(self) -> None:
        """End the program at once, as a crash would."""
        os.kill(int(self._tmux("display", "-p", "-t", "walk", "#{pane_pid}")), 9)

    def wait_for(self, *words: str) -> str:
        """The screen once it shows all these words and is at rest; NotSeen if that takes long."""
        end = time.monotonic() + SOON
        shown, since = "", time.monotonic()
        while True:
            now = self.screen()
            if now != shown:
                shown, since = now, time.monotonic()
            flat = " ".join(shown.split())
            missing = [word for word in words if word not in flat]
            if not missing and time.monotonic() - since > REST:
                return shown
            if time.monotonic() > end:
                raise NotSeen(f"not on the screen: {missing}\n{shown}")
            time.sleep(0.05)

    def screen(self) -> str:
        return self._tmux("capture-pane", "-p", "-t", "walk")

    def close(self) -> None:
        self._tmux("kill-server")

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self.name, *words], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise NotSeen(f"tmux {words[0]}: {done.stderr.strip()}")
        return done.stdout.rstrip("\n")
