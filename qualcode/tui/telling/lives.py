"""The lives of codes and themes: what was changed in them, by whom, when and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from qualcode.locale import Translator
from qualcode.model.ladder import CodeStanding, ThemeStanding
from qualcode.model.lives import Step
from qualcode.model.places import Place
from qualcode.tui.safe import one_line
from qualcode.tui.telling.things import BLANK, Teller
from qualcode.tui.telling.verdicts import test_said
from qualcode.tui.widgets.paragraphs import Paragraph, said
from qualcode.tui.words import moment, title_of


class _Event(NamedTuple):
    at: str
    who: str
    reason: str
    told: Paragraph


def life_told(
    steps: Sequence[Step], standing: CodeStanding | ThemeStanding, teller: Teller
) -> list[Paragraph]:
    """Everything that happened, oldest first: who did what when, and what was before and after."""
    events = sorted(_events(steps, standing, teller), key=lambda event: event.at)
    found: list[Paragraph] = []
    for (at, who, reason), group in groupby(events, key=lambda e: (e.at, e.who, e.reason)):
        found += [BLANK] if found else []
        found += [_head(at, who, reason, teller.t), *(event.told for event in group)]
    return found


def _events(
    steps: Sequence[Step], standing: CodeStanding | ThemeStanding, teller: Teller
) -> Iterator[_Event]:
    """Tests and what became of a code are told in the words of the interface."""
    for step in steps:
        if step.field not in ("test", "became"):
            yield _Event(step.at, step.coder, step.reason, _step_told(step, teller.t))
    for test in standing.tests:
        told = test_said(test, teller.t, stale=test not in standing.current)
        yield _Event(test.at, test.tester, "", said(told, indent=2))
    if isinstance(standing, CodeStanding):
        for fate in standing.fates:
            yield _Event(fate.at, fate.coder, fate.reason, teller.fate(fate, why=False))


def _head(at: str, who: str, reason: str, t: Translator) -> Paragraph:
    parts = [f"{moment(at, t)} {one_line(who)}"]
    parts += [one_line(reason)] if reason else []
    return said(" · ".join(parts), "quiet", indent=2)


def _step_told(step: Step, t: Translator) -> Paragraph:
    if not step.field:
        made = bool(step.after)
        name = one_line(step.after or step.before)
        return said(t(f"codes.life.{'made' if made else 'gone'}", name=name), indent=2)
    parts = [(f"{t(f'codes.fields.{step.field}')}: ", "quiet")]
    if step.before:
        parts += [(value_said(step.field, step.before, t), ""), (" → ", "accent")]
    parts.append((value_said(step.field, step.after, t), ""))
    return Paragraph(tuple(parts), indent=2)


def value_said(field: str, value: str, t: Translator) -> str:
    """A value of a code or a theme as people read it."""
    if not value:
        return t("codes.nothing")
    match field:
        case "state":
            return t("codes.given") if value == "active" else t(f"method.states.{value}")
        case "origin":
            return t(f"coding.origins.{value}")
        case "residual" | "ungrouped":
            return t(f"method.answers.{'yes' if value == 'True' else 'no'}")
        case "born" | "example_at":
            return title_of(Place.parse(value).file)
    return one_line(value)
