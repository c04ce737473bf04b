"""What a walk is made of."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.walk.terminal import Terminal


@dataclass(frozen=True, slots=True)
class Stage:
    """What a walk is played on: a terminal, a study, and the program."""

    terminal: Terminal
    study: Path
    program: str
    size: tuple[int, int]

    @property
    def folder(self) -> Path:
        """Where the walk keeps what it needs."""
        return self.study.parent.parent

    @property
    def python(self) -> str:
        """The interpreter that the program runs in."""
        return sys.executable

    def python_says(self, *lines: str) -> None:
        """What another process does with `study`, the same file."""
        script = [
            "from pathlib import Path; from qualcode.workflow import studies",
            f"study = studies.open_study(Path({str(self.study)!r}))",
            *lines,
        ]
        command = [self.python, "-c", "\n".join(script)]
        subprocess.run(command, check=True, capture_output=True)

    def open(self, coder: str = "siv", **environment: str) -> None:
        self.terminal.run([self.program, "open", self.study, "--coder", coder], **environment)


Deed = Callable[[Stage], None]


@dataclass(frozen=True, slots=True)
class Step:
    """Something done, by keys or otherwise, and what the screen shows then; `title` says what a
    reader of the record is to look at."""

    title: str
    keys: tuple[str, ...] = ()
    sees: tuple[str, ...] = ()
    do: Deed | None = None


def press(title: str, *keys: str, sees: str | tuple[str, ...] = ()) -> Step:
    return Step(title, keys, (sees,) if isinstance(sees, str) else sees)


def deed(title: str, do: Deed, *, sees: str | tuple[str, ...] = ()) -> Step:
    return Step(title, (), (sees,) if isinstance(sees, str) else sees, do)
