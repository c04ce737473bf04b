"""Writing a codebook to a file: that of the study as it is, or as it was at some moment."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qualcode.errors import QualcodeError, why
from qualcode.tui.safe import one_line
from qualcode.tui.screens.base import StudyScreen
from qualcode.tui.screens.where_to import WhereTo
from qualcode.workflow import codebooks
from qualcode.workflow.studies import Study

SUFFIX = ".yaml"


def save_codebook(
    screen: StudyScreen[Any], tell: Callable[[str], object], *, as_of: str = ""
) -> None:
    """Ask where to, and write there; a file that is there is replaced only if that is wanted."""
    study, coder = screen.study, screen.coder

    def write(path: Path, again: Callable[[], None]) -> None:
        try:
            written = codebooks.save(study, path, coder=coder, as_of=as_of)
        except (QualcodeError, OSError) as error:
            screen.tell_fault(error if isinstance(error, QualcodeError) else why(error))
            again()
        else:
            remember(study, path)
            themes, codes = len(written.themes), sum(1 for _ in written.codes())
            tell(screen.t("codes.save.done", file=one_line(str(path)), themes=themes, codes=codes))

    where = WhereTo(
        screen,
        title=screen.t("codes.save.title"),
        how=screen.t("codes.save.how"),
        kept=screen.t("codes.save.kept"),
        write=write,
        before=screen.t("codes.save.as_of", moment=one_line(as_of)) if as_of else "",
    )
    where.ask(str(_beside(study, as_of) if as_of else last_path(study)))


_paths: dict[Path, Path] = {}
"""The study keeps names only: where a file lies is this machine's business."""


def last_path(study: Study) -> Path:
    """Where a codebook of the study was loaded from or saved to last; else beside the study."""
    if study.path in _paths:
        return _paths[study.path]
    name = codebooks.last_file(study)
    return study.path.with_name(name) if name else study.path.with_suffix(SUFFIX)


def remember(study: Study, path: Path) -> None:
    _paths[study.path] = path


def _beside(study: Study, as_of: str) -> Path:
    """A file of its own for a moment, beside the last one."""
    last = last_path(study)
    moment = "_".join(re.findall(r"[\w-]+", as_of))
    return last.with_name(f"{last.stem}_{moment}{last.suffix}")
