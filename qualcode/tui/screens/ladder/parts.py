"""What a person means by the name of a code: one that is there, or a new one."""

from __future__ import annotations

from qualcode.model.ladder import CodeStanding, Ladder
from qualcode.tui.colours import colour_of
from qualcode.tui.screens.picking import Choice
from qualcode.workflow.splitting import Part


def part_called(ladder: Ladder, name: str) -> Part:
    """The row of the code of that name that can be given, else the name of a new one."""
    wanted = " ".join(name.casefold().split())
    for standing in ladder.codes:
        if standing.code.label.casefold() == wanted and standing.code.code.given:
            return standing.code.id
    return name


def choice_of(standing: CodeStanding) -> Choice:
    """A code to choose from a list."""
    code = standing.code
    return Choice("code", code.label, code.theme, code.id, colour_of(code))
