"""All that is said of a code in one text, for formats that know no more than a description.

The definition comes first, and then everything else behind a label in the language of the codebook,
for people to read; `unfold` takes it apart again. A line of somebody's own that looks like a label
gets a backslash in front.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

_LABELS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "include": "Ta med",
        "exclude": "Ikke ta med",
        "example": "Eksempel",
        "example_at": "Eksempelet står i",
        "question": "Spørsmål",
        "origin": "Opphav",
        "born": "Laget av",
        "state": "Tilstand",
        "parent": "Ligger under",
        "key": "Tast",
        "id": "Id",
        "residual": "Restgruppe",
        "ungrouped": "Venter på gruppe",
        "exclusive": "Utelukker hverandre",
    },
    "en": {
        "include": "Include",
        "exclude": "Exclude",
        "example": "Example",
        "example_at": "Example stands in",
        "question": "Question",
        "origin": "Origin",
        "born": "Made of",
        "state": "State",
        "parent": "Beneath",
        "key": "Key",
        "id": "Id",
        "residual": "Residual theme",
        "ungrouped": "Waiting to be grouped",
        "exclusive": "Exclude one another",
    },
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "guide": "intervjuguide",
        "programme": "program",
        "theory": "teori",
        "empirical": "empirinær",
        "in_vivo": "in vivo",
        "replaced": "erstattet",
        "merged": "slått sammen",
        "split": "delt opp",
        "retired": "ute av bruk",
    },
    "en": {"in_vivo": "in vivo"},
}
"""What people read for values that are one of a few."""
_CHOSEN = ("origin", "state")

OF_CODES = frozenset(_LABELS["en"]) - {"residual", "ungrouped", "exclusive"}
OF_THEMES = frozenset({"residual", "ungrouped"})
OF_SETS = OF_THEMES | {"exclusive"}

_FIELDS = {label: name for labels in _LABELS.values() for name, label in labels.items()}
_VALUES = {word: value for words in _WORDS.values() for value, word in words.items()}
_LABEL = re.compile(rf"({'|'.join(sorted(map(re.escape, _FIELDS), reverse=True))}): ?(.*)", re.S)
_LOOKS_LIKE_ONE = re.compile(rf"\\*(?:{'|'.join(map(re.escape, _FIELDS))}):")


def fold(fields: Mapping[str, str], language: str) -> str:
    """The fields that have something to say, as one text. `definition` needs no label."""
    labels = _LABELS["en" if language == "en" else "nb"]
    words = _WORDS["en" if language == "en" else "nb"]
    said = dict(fields)
    for name in _CHOSEN:
        said[name] = words.get(said.get(name, ""), said.get(name, ""))
    parts = [
        f"{label}: {_guarded(said[name], first=False)}"
        for name, label in labels.items()
        if said.get(name)
    ]
    definition = _guarded(fields.get("definition", ""), first=True)
    return "\n\n".join(filter(None, (definition, "\n".join(parts))))


def _guarded(text: str, *, first: bool) -> str:
    """With a backslash before each line that could be taken for a label; in the first line of what
    has a label already it cannot."""
    lines = text.split("\n")
    return "\n".join(
        f"\\{line}" if (n or first) and _LOOKS_LIKE_ONE.match(line) else line
        for n, line in enumerate(lines)
    )


def unfold(text: str, known: Collection[str]) -> dict[str, str]:
    """The known fields in a text; `definition` is what stands before any of their labels. A text of
    another program may have any of them, or none."""
    found: dict[str, list[str]] = {"definition": []}
    name = "definition"
    for line in text.split("\n"):
        label = _LABEL.fullmatch(line)
        if label and _FIELDS[label[1]] in known:
            name, line = _FIELDS[label[1]], label[2]
        elif not label and _LOOKS_LIKE_ONE.match(line):
            line = line.removeprefix("\\")
        found.setdefault(name, []).append(line)
    definition = found["definition"]
    if len(found) > 1 and definition and not definition[-1]:
        definition.pop()
    fields = {name: "\n".join(lines) for name, lines in found.items()}
    fields |= {name: _VALUES.get(fields[name], fields[name]) for name in _CHOSEN if name in fields}
    return {name: text for name, text in fields.items() if text}
