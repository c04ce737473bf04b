"""A grouping board by hand: a list for each theme, the excerpts of a code, and no history.

It keeps what is placed, and nothing of who did it, when, or what it was before; nothing is tested,
and nobody else can work on the same file. So much a key costs in Textual at the least.
"""

from __future__ import annotations

import sqlite3
from typing import ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

CODES = """
SELECT code.id, code.name, count(coding.id) FROM code LEFT JOIN coding ON coding.code_id = code.id
WHERE code.theme_id = ? GROUP BY code.id ORDER BY code.position
"""
EXCERPTS = """
SELECT transcript.name, substr(revision.text, coding.start + 1, coding."end" - coding.start)
FROM coding JOIN transcript ON transcript.id = coding.transcript_id
JOIN revision ON revision.transcript_id = transcript.id WHERE coding.code_id = ?
"""
THEMES = "SELECT id FROM theme ORDER BY ungrouped DESC, position LIMIT 3"
"""What waits, and two piles: as many as stand beside each other in 120 columns."""


class PlainBoard(App[None]):
    CSS = """
    OptionList { width: 1fr; height: 1fr; border: solid $primary; }
    #excerpts { height: 32%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("left", "step(-1)", "Left"),
        ("right", "step(1)", "Right"),
        ("1", "place(1)", "Place in 1"),
        ("2", "place(2)", "Place in 2"),
        ("u", "undo", "Undo"),
    ]

    def __init__(self, path: str) -> None:
        super().__init__()
        self._db = sqlite3.connect(path)
        self._db.execute("PRAGMA synchronous=FULL")
        self._done: list[tuple[str, int]] = []
        """The codes that were placed, and from where."""
        self._place: dict[str, int] = {}

    @property
    def is_headless(self) -> bool:
        return False  # What a terminal would be sent is made; its driver throws it away.

    def compose(self) -> ComposeResult:
        self._themes = [row for (row,) in self._db.execute(THEMES)]
        with Horizontal():
            for n, theme in enumerate(self._themes):
                rows = self._db.execute(CODES, (theme,)).fetchall()
                self._place |= {str(row): n for row, *_ in rows}
                yield OptionList(*(Option(f"{name}  {n}", id=str(row)) for row, name, n in rows))
        yield Static(id="excerpts")
        yield Footer()

    def on_mount(self) -> None:
        self._lists = list(self.query(OptionList))
        self._lists[0].focus()

    @property
    def _here(self) -> OptionList:
        return next((held for held in self._lists if held.has_focus), self._lists[0])

    @on(OptionList.OptionHighlighted)
    def show(self, event: OptionList.OptionHighlighted) -> None:
        rows = self._db.execute(EXCERPTS, (event.option.id,)).fetchall()
        said = "\n".join(f"{name}\n  {text}" for name, text in rows)
        self.query_one("#excerpts", Static).update(said)

    def action_step(self, lists: int) -> None:
        at = self._lists.index(self._here) + lists
        self._lists[max(0, min(at, len(self._lists) - 1))].focus()

    def action_place(self, to: int) -> None:
        held = self._here
        if held.highlighted is not None:
            code = str(held.get_option_at_index(held.highlighted).id)
            self._done.append((code, self._place[code]))
            self._move(code, to)

    def action_undo(self) -> None:
        if self._done:
            self._move(*self._done.pop())

    def _move(self, code: str, to: int) -> None:
        self._db.execute("UPDATE code SET theme_id = ? WHERE id = ?", (self._themes[to], code))
        self._db.commit()
        here = self._lists[self._place[code]]
        prompt = here.get_option(code).prompt
        here.remove_option(code)
        self._lists[to].add_option(Option(prompt, id=code))
        self._place[code] = to
