"""States of the method as they are shown: a sign beside the word, so that no colour is needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from qualcode.locale import Translator

SIGNS: Mapping[str, str] = {
    "in_use": "●",
    "draft": "○",
    "passed": "✓",
    "failed": "✗",
    "retest": "↻",
    "replaced": "→",
    "merged": "»",
    "split": "÷",
    "retired": "×",
}

Looks = Literal["", "good", "bad", "warning", "quiet"]
LOOKS: Mapping[str, Looks] = {
    "passed": "good",
    "failed": "bad",
    "retest": "warning",
    "replaced": "quiet",
    "merged": "quiet",
    "split": "quiet",
    "retired": "quiet",
}


def state_said(state: str, t: Translator) -> str:
    """A state as a sign and its word: `✓ bestått`."""
    return f"{SIGNS[state]} {t(f'method.states.{state}')}"
