"""Writing the workbook, or the reports, from a screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from qualcode.errors import QualcodeError, why
from qualcode.tui.safe import one_line
from qualcode.tui.screens.saving import SavingScreen
from qualcode.tui.screens.where_to import WhereTo
from qualcode.workflow import handing_over

SUFFIX = ".docx"


def hand_over(screen: SavingScreen[Any]) -> None:
    """Ask where to, and write there, while the screen can be used; a file that is there is replaced
    only if that is wanted, once the new one is whole."""

    def write(path: Path, again: Callable[[], None]) -> None:
        screen.say(screen.t("handing_over.writing"))
        screen.run_worker(lambda: export(path, again), thread=True, group="export")

    def export(path: Path, again: Callable[[], None]) -> None:
        try:
            handing_over.export_study(screen.study, path)
        except (QualcodeError, OSError) as error:
            said = error if isinstance(error, QualcodeError) else why(error)
            screen.from_thread(refused, said, again)
        else:
            line = screen.t("handing_over.written", file=one_line(str(path)))
            screen.from_thread(screen.say, line)

    def refused(said: QualcodeError | str, again: Callable[[], None]) -> None:
        screen.tell_fault(said)
        screen.say("")
        again()

    title, how = screen.t("handing_over.where"), screen.t("handing_over.how")
    where = WhereTo(screen, title, how, screen.t("handing_over.kept"), write)
    where.ask(str(screen.study.path.with_suffix(SUFFIX)))
