"""`python -m tools.walk`: plays the walks in a real terminal, and writes down what it showed.

A step whose screen does not show what it should ends the walk with that screen.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.walk import coding, ladder
from tools.walk.steps import Stage, Step
from tools.walk.terminal import NotSeen, Terminal

WALKS = {"coding": coding.WALK, "ladder": ladder.WALK}
SIZES = ((80, 24), (120, 40), (200, 50))
PROGRAM = str(Path(sys.executable).with_name("qualcode"))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.walk", description=__doc__)
    parser.add_argument("walks", nargs="*", choices=[[], *WALKS], help="which; all if none")
    parser.add_argument("--out", type=Path, default=Path("build/walks"), metavar="FOLDER")
    asked = parser.parse_args()
    if shutil.which("tmux") is None:
        sys.exit("the walks need tmux")
    asked.out.mkdir(parents=True, exist_ok=True)
    failed = False
    for name in asked.walks or WALKS:
        for size in SIZES:
            path = asked.out / f"{name}-{size[0]}x{size[1]}.txt"
            with path.open("w", encoding="utf-8") as record:
                try:
                    for part in play(WALKS[name], size):
                        record.write(part)
                    print(f"{path}: {len(WALKS[name])} steps")
                except NotSeen as error:
                    failed = True
                    print(f"{path}: {error}", file=sys.stderr)
    return int(failed)


def play(walk: tuple[Step, ...], size: tuple[int, int]) -> Iterator[str]:
    """The record, a screen at a time."""
    width, height = size
    with TemporaryDirectory(prefix="qualcode-walk-") as folder:
        made = Path(folder) / "demo"
        command = [PROGRAM, "demo", str(made), "--no-tui"]
        subprocess.run(command, check=True, capture_output=True)
        terminal = Terminal(f"{width}x{height}", width, height, Path(folder))
        stage = Stage(terminal, next(made.glob("*.qualcode")), PROGRAM, size)
        try:
            for number, step in enumerate(walk, 1):
                if step.do is not None:
                    step.do(stage)
                terminal.press(*step.keys)
                try:
                    shown = terminal.wait_for(*step.sees)
                except NotSeen as error:
                    raise NotSeen(f"{number}. {step.title}: {error}") from error
                keys = f"  [{' '.join(step.keys)}]" if step.keys else ""
                screen = "\n".join(at_home(line, folder) for line in shown.split("\n"))
                yield f"{number}. {step.title}{keys}\n{'=' * width}\n{screen}\n{'=' * width}\n\n"
        finally:
            terminal.close()


def at_home(line: str, folder: str) -> str:
    """A line of a screen that names no folder of this machine, and is as long as it was."""
    said = line.replace(folder, "~")
    body, edge, after = said.rpartition("│")
    gone = " " * (len(line) - len(said))
    return f"{body}{gone}{edge}{after}" if edge else said


if __name__ == "__main__":
    sys.exit(main())
