"""Asking for a line of text until it can be written down, or is given up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from qualcode.errors import Conflict, InvalidData
from qualcode.tui.screens.dialogs import AskText
from qualcode.tui.screens.saving import SavingScreen

Written = TypeVar("Written")


def ask_text(
    screen: SavingScreen[Any],
    title: str,
    value: str,
    write: Callable[[str], Written],
    said: Callable[[Written], str],
    *,
    before: str = "",
    remark: Callable[[str], str] | None = None,
    asks_more: Callable[[str], bool] | None = None,
) -> None:
    """Ask for a text in the place of `value`, write it, and say what `said` gives back for it.

    Where it will not do, the notice says why, and she goes on with what she typed. What is left as
    it was is not written, nor is what `asks_more` takes over to ask something more about it.
    `before` and `remark` are those of `AskText`.
    """

    def ask(typed: str) -> None:
        who = screen.study, screen.coder
        asked = AskText(*who, title, typed, before=before, remark=remark)
        screen.app.push_screen(asked, answered)

    def answered(text: str | None) -> None:
        if text is None or (text == value and value):
            return
        if asks_more is None or not asks_more(text):
            screen.save(lambda: give(text), said)

    def give(text: str) -> Written:
        try:
            return write(text)
        except (Conflict, InvalidData):
            ask(text)
            raise

    ask(value)
