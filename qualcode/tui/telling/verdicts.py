"""What testers have said of a code or a theme: as it is now side by side, and before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from qualcode.locale import Translator
from qualcode.model.method import TESTS, Test
from qualcode.tui.safe import one_line
from qualcode.tui.widgets.paragraphs import Paragraph, said
from qualcode.tui.widgets.transcript.paint import short
from qualcode.tui.words import moment

SIGN = 4
"""Cells for the key of a question, before the columns."""
TESTER = 13
"""The least width of a column for what one tester said."""


def tests_told(
    tests: Sequence[Test], current: Sequence[Test], t: Translator, width: int
) -> Iterator[Paragraph]:
    """`current` are the tests of the thing as it is now, the newest of each tester."""
    most = max(1, (width - SIGN) // TESTER)
    for first in range(0, len(current), most):
        yield from _table(current[first : first + most], t, width)
    for test in current:
        if test.comment:
            yield said(f"{one_line(test.tester)}: {one_line(test.comment)}", indent=2)
    for test in reversed(tests):
        if test not in current:
            yield said(test_line(test, t, stale=True), "quiet", indent=2)


def _table(current: Sequence[Test], t: Translator, width: int) -> Iterator[Paragraph]:
    """A column for each tester."""
    each = max(6, min(30, (width - SIGN) // len(current)) - 1)
    rows = [("", [one_line(test.tester) for test in current])]
    rows += [
        (ask.key, [_answer(test.answers.get(ask.key), t) for test in current])
        for ask in TESTS[current[0].kind]
    ]
    verdicts = [t(f"method.verdicts.{test.verdict}") for test in current]
    rows += [("=", verdicts), ("", [moment(test.at, t) for test in current])]
    for sign, cells in rows:
        look = "strong" if sign == "=" else "" if sign else "quiet"
        line = " ".join(_cell(cell, each) for cell in cells)
        yield Paragraph(((f"{sign:<{SIGN}}", "quiet"), (line.rstrip(), look)))


def _answer(answer: str | None, t: Translator) -> str:
    return t(f"method.answers.{answer}") if answer else "–"


def _cell(text: str, width: int) -> str:
    shown = short(text, width)
    return shown + " " * max(0, width - cell_len(shown))


def test_line(test: Test, t: Translator, *, stale: bool) -> str:
    """A test on a line, with who gave it and when."""
    return f"{one_line(test.tester)} {moment(test.at, t)}: {test_said(test, t, stale=stale)}"


def test_said(test: Test, t: Translator, *, stale: bool) -> str:
    """A verdict with its answers; where its thing has changed since, with the label that it had."""
    answers = ", ".join(f"{key} {_answer(answer, t)}" for key, answer in test.answers.items())
    line = f"{t(f'method.verdicts.{test.verdict}')} ({answers})"
    if stale:
        label = one_line(str(test.seen.get("label", "")))
        line += f" · {t('codes.told.stale', label=label)}"
    return f"{line} · {one_line(test.comment)}" if test.comment else line
