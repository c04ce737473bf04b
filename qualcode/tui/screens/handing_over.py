"""Writing the workbook, or the reports, from a screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qualcode.errors import QualcodeError, why
from qualcode.tui.safe import one_line
from qualcode.tui.screens.dialogs import AskText
from qualcode.tui.screens.saving import SavingScreen
from qualcode.workflow import handing_over

SUFFIXES = (".xlsx", ".docx")


def hand_over(screen: SavingScreen[Any]) -> None:
    """Ask where to, and write there; a file that is there is replaced once the new one is whole."""
    beside = screen.study.path.with_suffix(SUFFIXES[-1])

    def answered(named: str | None) -> None:
        if named:
            screen.say(screen.t("handing_over.writing"))
            screen.run_worker(lambda: write(Path(named).expanduser()), thread=True, group="export")

    def write(path: Path) -> None:
        try:
            handing_over.export_study(screen.study, path)
        except (QualcodeError, OSError) as error:
            said = error if isinstance(error, QualcodeError) else why(error)
            screen.from_thread(screen.tell_fault, said)
            screen.from_thread(screen.say, "")
        else:
            line = screen.t("handing_over.written", file=one_line(str(path)))
            screen.from_thread(screen.say, line)

    title, how = screen.t("handing_over.where"), screen.t("handing_over.how")
    screen.app.push_screen(
        AskText(screen.study, screen.coder, title, str(beside), how=how), answered
    )
