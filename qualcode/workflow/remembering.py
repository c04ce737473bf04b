"""What a machine remembers of how somebody works, outside of any study."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_state_path

from qualcode.store.study import Study

_CLOSE = "close-to-text"


def state_folder() -> Path:
    """Where it is remembered; the environment variable QUALCODE_STATE names another folder."""
    named = os.environ.get("QUALCODE_STATE")
    return Path(named) if named else user_state_path("qualcode", appauthor=False)


def first_start() -> bool:
    """True once on a machine, and never where that cannot be remembered."""
    folder = state_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "tutorial-seen").open("x").close()
    except OSError:
        return False
    return True


def codes_close_to_text(study: Study) -> bool:
    """Whether the deductive layer is out of sight while this study is coded."""
    try:
        return study.guid in (state_folder() / _CLOSE).read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return False


def code_close_to_text(study: Study, close: bool) -> None:
    """Remember it; where that cannot be done, it holds until the program ends."""
    file = state_folder() / _CLOSE
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        known = file.read_text(encoding="utf-8").split() if file.exists() else []
        kept = [guid for guid in known if guid != study.guid]
        file.write_text("\n".join([*kept, study.guid] if close else kept), encoding="utf-8")
    except (OSError, ValueError):
        return
