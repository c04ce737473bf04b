"""What is tested: a code, a theme or a concept, as the screen of the test shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.locale import Translator
from qualcode.model.ladder import CodeStanding, ConceptStanding, Ladder, ThemeStanding
from qualcode.model.method import Test, TestKind
from qualcode.tui.safe import one_line
from qualcode.tui.words import counted
from qualcode.workflow import testing

WAITING = ("draft", "failed", "retest", "candidate", "back", "replaced")


@dataclass(frozen=True, slots=True)
class Subject:
    """`about` is told at once, `meaning` with the excerpts; `codes` are rows, those whose excerpts
    belong to it."""

    kind: TestKind
    row: int
    label: str
    state: str
    about: str
    meaning: tuple[str, ...]
    codes: tuple[int, ...]
    tests: Sequence[Test]
    current: Sequence[Test]


def waiting(kind: TestKind, ladder: Ladder, coder: str, *, everybody: bool) -> list[int]:
    """The rows of what waits for a test, first what nobody has tested. With `everybody`, also what
    others have tested as it is now, and this coder has not."""
    if kind == "code":
        queue = testing.queue(ladder, coder, all_testers=everybody)
        return [standing.code.id for standing in queue]
    if kind == "grouping":
        codes = ladder.by_code()
        themes = [s for s in ladder.themes if s.theme.real and grown(s, codes)]
        return [s.theme.id for s in themes if _waits(s, coder, everybody=everybody)]
    held = [s for s in ladder.concepts if not s.concept.dropped]
    return [s.concept.id for s in held if _waits(s, coder, everybody=everybody)]


def _waits(standing: ThemeStanding | ConceptStanding, coder: str, *, everybody: bool) -> bool:
    if standing.state in WAITING:
        return True
    return everybody and all(test.tester != coder for test in standing.current)


def grown(standing: ThemeStanding, codes: Mapping[int, CodeStanding]) -> bool:
    """Whether a theme has codes that were made of what was read."""
    return any(not codes[row].code.code.deductive for row in standing.codes)


def found(kind: TestKind, row: int, ladder: Ladder, t: Translator) -> Subject | None:
    """One thing, whether it waits or not; None if it is gone."""
    if kind == "code":
        code = ladder.by_code().get(row)
        return None if code is None else of_code(code, t)
    if kind == "grouping":
        theme = next((s for s in ladder.themes if s.theme.id == row), None)
        return None if theme is None else of_theme(theme, ladder, t)
    concept = next((s for s in ladder.concepts if s.concept.id == row), None)
    return None if concept is None else of_concept(concept, ladder, t)


def of_code(standing: CodeStanding, t: Translator) -> Subject:
    code = standing.code
    excerpts = counted(t, "ladder.excerpts", standing.passages)
    about = (
        t(f"coding.origins.{code.code.origin}"),
        one_line(code.theme),
        t("ladder.in", what=excerpts, where=counted(t, "ladder.interviews", standing.interviews)),
    )
    signs = (("", code.code.definition), ("+ ", code.code.include), ("– ", code.code.exclude))
    meaning = tuple(sign + one_line(text) for sign, text in signs if text)
    told = standing.tests, standing.current
    label = one_line(code.label)
    return Subject(
        "code", code.id, label, standing.state, " · ".join(about), meaning, (code.id,), *told
    )


def of_theme(standing: ThemeStanding, ladder: Ladder, t: Translator) -> Subject:
    codes, theme = ladder.by_code(), standing.theme
    passages = sum(codes[row].passages for row in standing.codes)
    about = t(
        "ladder.in",
        what=counted(t, "ladder.excerpts", passages),
        where=counted(t, "ladder.codes", len(standing.codes)),
    )
    sentence = one_line(theme.definition) or t("verdict.no_sentence")
    members = (_member(codes[row], standing, t) for row in standing.codes)
    return Subject(
        "grouping",
        theme.id,
        one_line(theme.name),
        standing.state,
        about,
        (sentence, *members),
        standing.codes,
        standing.tests,
        standing.current,
    )


def _member(code: CodeStanding, theme: ThemeStanding, t: Translator) -> str:
    against = code.state not in ("passed", "in_use")
    mark = f"  ({t(f'method.states.{code.state}')})" if against else ""
    if code.code.theme_id != theme.theme.id:
        mark += f"  ({t('ladder.second')})"
    return f"■ {one_line(code.code.label)}  {code.passages}{mark}"


def of_concept(standing: ConceptStanding, ladder: Ladder, t: Translator) -> Subject:
    concept = standing.concept
    themes = {s.theme.id: s for s in ladder.themes}
    parts = [f"▾ {one_line(themes[row].theme.name)}" for row in concept.themes if row in themes]
    parts += [f"◆ {one_line(ear.title)}" for ear in concept.ears]
    codes = dict.fromkeys(c for row in concept.themes if row in themes for c in themes[row].codes)
    sides = {side: sum(e.side == side for e in concept.evidence) for side in ("for", "against")}
    about = t("verdict.evidence", pro=sides["for"], contra=sides["against"])
    definition = one_line(concept.definition) or t("verdict.no_definition")
    theory = (f"↔ {one_line(concept.theory)}",) if concept.theory else ()
    state = "established" if standing.state == "replaced" else standing.state
    return Subject(
        "concept",
        concept.id,
        one_line(concept.name),
        state,
        about,
        (definition, *theory, *parts),
        tuple(codes),
        standing.tests,
        standing.current,
    )
