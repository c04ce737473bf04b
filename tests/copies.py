"""Studies that are made once, and copied for each test: making one takes longer than most tests."""

from __future__ import annotations

import shutil
from pathlib import Path

from qualcode.workflow.studies import Study, open_study


def copy_of(study: Path, folder: Path) -> Study:
    """A study of a test's own; the one that is copied must be closed."""
    shutil.copy(study, folder / study.name)
    return open_study(folder / study.name)
