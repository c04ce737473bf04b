"""A line to type in what is looked for."""

from __future__ import annotations

from typing import Any

from textual.widgets import Input
from textual.widgets.input import Selection


class FindInput(Input):
    """Goes on with what stands in it, or has it written over (`begin`).

    Textual's own selects what stands in it when it is told of the focus: by then the first letters
    of a burst may stand there, and the next one would take their place.
    """

    def __init__(self, value: str = "", **options: Any) -> None:
        super().__init__(value, compact=True, select_on_focus=False, **options)

    def begin(self) -> None:
        """Take the focus; what is typed next takes the place of what stands here."""
        self.selection = Selection(0, len(self.value))
        self.screen.set_focus(self)
