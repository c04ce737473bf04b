"""`qualcode open`: the screens, in a terminal of their own."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import qualcode as package

QUIT = b"\x11"
PATIENCE = 30
ENVIRONMENT = {
    "PYTHONPATH": str(Path(package.__file__).parents[1]),
    "TERM": "xterm-256color",
    "COLUMNS": "80",
    "LINES": "24",
}


def in_terminal(path: Path, until: bytes) -> tuple[bytes, int]:
    """Opens a study by its name, waits until something is on the screen, and quits."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "qualcode", str(path)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, **ENVIRONMENT},
        start_new_session=True,
    )
    os.close(theirs)
    shown = b"".join(_shown(ours, until))
    code = child.wait(PATIENCE)
    os.close(ours)
    return shown, code


def _shown(terminal: int, until: bytes) -> Iterator[bytes]:
    """What comes on the screen; once `until` is there, the key that quits is pressed."""
    seen, pressed = b"", False
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                part = os.read(terminal, 65536)
            except OSError:  # the program has ended
                return
            seen += part
            yield part
        if until in seen and not pressed:
            os.write(terminal, QUIT)
            pressed = True


def test_a_study_opens_in_a_terminal(study: Path) -> None:
    shown, code = in_terminal(study, b"Tre sentre")

    assert b"Tre sentre" in shown
    assert b"Traceback" not in shown
    assert code == 0
