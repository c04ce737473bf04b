"""Recoding: all excerpts of a code get a better one, which is new, or is there already."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.model.views import StudyCode
from qualcode.tui.safe import one_line
from qualcode.tui.screens.dialogs import ask_reason
from qualcode.tui.screens.ladder.asking_for import ask_text
from qualcode.tui.screens.ladder.parts import part_called
from qualcode.tui.screens.ladder.rung import Rung
from qualcode.tui.screens.remarking import remarks_on_names
from qualcode.tui.telling.joining import joining_said, touched
from qualcode.workflow import recoding, testing
from qualcode.workflow.joining import joining
from qualcode.workflow.splitting import Part, replace_code


def ask_recode(screen: Rung, code: StudyCode, recoded: Callable[[int], str]) -> None:
    """Ask for the better code, and say what `recoded` gives back for it.

    Where it is there already, codes are made one: then it is said first what that touches.
    """

    def replace(better: Part, reason: str = "") -> int:
        return replace_code(screen.study, screen.coder, code.id, better, reason=reason)

    def part(name: str) -> Part:
        assert screen.ladder is not None
        return part_called(screen.ladder, name)

    def ask_first(name: str) -> bool:
        better = part(name)
        if isinstance(better, str) or better == code.id:
            return False
        with screen.telling():
            _ask_joining(
                screen, code, better, lambda why: screen.save(lambda: replace(better, why), recoded)
            )
        return True

    with screen.telling():
        touch = touched(recoding.touches(screen.study, code.id), screen.t)
        ask_text(
            screen,
            screen.t("codes.ask.recode", code=one_line(code.label)),
            "",
            lambda name: replace(part(name)),
            recoded,
            before=screen.t("codes.before.recode", touch=touch),
            remark=remarks_on_names(screen.study, screen.t),
            asks_more=ask_first,
        )


def _ask_joining(
    screen: Rung, code: StudyCode, better: int, go_on: Callable[[str], object]
) -> None:
    found = joining(screen.study, [code.id], better)
    words = testing.words(screen.study, screen.language)
    title = screen.t("codes.ask.recode_into", code=one_line(found.target.label))
    ask_reason(screen, title, joining_said(found, screen.t, words, beneath=False), go_on)
