"""`qualcode check`: a study that is whole, and one that is not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

Qualcode = Callable[..., Any]


def test_a_whole_study_is_said_to_be_whole(qualcode: Qualcode, study: Path) -> None:
    assert qualcode("check", study).out == "tre-sentre.qualcode er hel.\n"


def test_what_was_changed_behind_our_back_is_listed(qualcode: Qualcode, study: Path) -> None:
    with sqlite3.connect(study) as database:
        database.execute("UPDATE revision SET text = replace(text, 'planen', 'plenen')")
    database.close()

    outcome = qualcode("check", study)

    assert outcome.code == 1
    assert "teksten i 01.txt er ikke det som ble importert" in outcome.out
