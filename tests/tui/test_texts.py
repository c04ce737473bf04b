"""What texts say of keys is true of the keys in force."""

from __future__ import annotations

import pytest

from qualcode.locale import LANGUAGES, entries, translator
from qualcode.tui.keymaps import first_key
from qualcode.tui.keys import keys_named_in, naming_keys
from qualcode.tui.words import counted

WITH_KEYS = ("codebook", "coding", "memos", "search", "settings", "tui", "tutorial")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", WITH_KEYS)
def test_the_keys_that_texts_speak_of_exist(room: str, language: str) -> None:
    for text in entries(language, room).values():
        for action in keys_named_in(text):
            assert first_key(action, {})


def test_texts_speak_of_the_keys_in_force() -> None:
    t = naming_keys(translator("nb"), {"coding.undo": "ctrl+z"}.get)  # type: ignore[arg-type]

    assert t("coding.removed", name="[⟦x⟧]") == "fjernet: [⟦x⟧]   (ctrl+z angrer)"


@pytest.mark.parametrize(
    ("n", "said"),
    [(1, "1 treff her · f går til det"), (1204, "1\u00a0204 treff her · f går til neste")],
)
def test_what_is_counted_speaks_of_the_keys_in_force_too(n: int, said: str) -> None:
    t = naming_keys(translator("nb"), {"search.next_hit": "f"}.get)  # type: ignore[arg-type]

    assert counted(t, "search.text.marked", n) == said
