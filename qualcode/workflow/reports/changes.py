"""Report 10: the change log: named moments, what happened to each code, theme and concept and why,
and how research questions were worded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qualcode.model.lives import Step
from qualcode.model.reports import Block, Cell, Column, Grid, Heading, Paragraph, Report
from qualcode.store import changelog
from qualcode.store.tables import ConceptRow, ResearchQuestionRow, Row, ThemeRow
from qualcode.tally.ladder import is_sorted
from qualcode.workflow.reports.change_steps import CodeSteps, Told, counted
from qualcode.workflow.reports.frame import report
from qualcode.workflow.reports.material import Material

COUNTED = (
    *("made", "renamed", "replaced", "merged", "split", "retired"),
    *("again", "override", "second"),
)
"""What the sentence counts, in this order."""
OTHERS: tuple[tuple[str, type[Row]], ...] = (
    ("themes", ThemeRow),
    ("concepts", ConceptRow),
    ("questions", ResearchQuestionRow),
    ("expectations", ResearchQuestionRow),
)
TEXTS = ("definition", "theory", "words")


def changes(material: Material) -> Report:
    log = CodeSteps(material)
    steps = log.of_all()
    others = [(key, _others(material, key, row_class)) for key, row_class in OTHERS]
    if not steps and not any(rows for _, rows in others):
        return report(material, "changes", ())
    blocks = _blocks(material, log, steps, others)
    return report(material, "changes", blocks, [_everything(material, log, steps, others)])


Rows = list[tuple[str, Told]]


def _blocks(
    material: Material, log: CodeSteps, steps: dict[int, list[Told]], others: list[tuple[str, Rows]]
) -> Iterator[Block]:
    words = material.words
    yield Paragraph(_sentence(material, log, steps), "lead")
    yield Paragraph(words.t("reports.changes.standing"), "muted")
    if material.moments:
        yield Heading(words.capital("reports.changes.moments"))
        yield _moments(material)
    told = {row: held for row, held in steps.items() if not (material.whole and _only_made(held))}
    if told:
        yield Heading(words.capital("reports.changes.codes"))
        rows = [row for code, held in told.items() for row in _code_rows(material, log, code, held)]
        yield Grid(_columns(material, "code"), _named_once(rows))
    for key, held in others:
        if held:
            yield Heading(words.capital(f"reports.changes.{key}"))
            rows = [(name, "", *_told(material, one)) for name, one in held]
            thing = key.removesuffix("s")
            columns = _columns(material, thing)
            yield Grid((columns[0], *columns[2:]), _named_once([(r[0], *r[2:]) for r in rows]))


def _only_made(held: Sequence[Told]) -> bool:
    return all(one.what == "made" for one in held)


def _sentence(material: Material, log: CodeSteps, steps: dict[int, list[Told]]) -> str:
    words = material.words
    counts = counted({row: held for row, held in steps.items() if log.is_made(row)})
    told = [
        words.counted(f"reports.changes.counted.{what}", counts[what])
        for what in COUNTED
        if counts.get(what)
    ]
    listed = words.listed(told) or words.t("reports.changes.no_codes")
    return words.t("reports.changes.sentence", between=_between(material), changes=listed)


def _between(material: Material) -> str:
    """Which moments the log lies between; those that have a name, by it."""
    words = material.words
    names = {change: words.quoted(name) for name, change, _ in material.moments}
    begins, ends = (
        names.get(change, words.t("reports.changes.change", n=change))
        for change in (material.since, material.until)
    )
    now = material.until == changelog.newest(material.connection)
    if not material.since:
        key = "reports.changes.from_the_beginning" if now else "reports.changes.up_to"
        return words.t(key, until=ends)
    key = "reports.changes.since" if now else "reports.changes.between"
    return words.t(key, since=begins, until=ends)


def _moments(material: Material) -> Grid:
    words = material.words
    columns = words.column("moment", 40), words.column("day", 14), words.column("change", 12)
    return Grid(columns, [(name, at[:10], f"#{change}") for name, change, at in material.moments])


def _columns(material: Material, thing: str) -> tuple[Column, ...]:
    column = material.words.column
    return (
        column(thing, 28),
        column("kind", 12),
        column("day", 11),
        column("who", 10),
        column("happened", 18),
        column("before", 24, "words"),
        column("after", 24, "words"),
        column("reason", 28, "words"),
    )


def _code_rows(
    material: Material, log: CodeSteps, row: int, held: Sequence[Told]
) -> Iterator[Sequence[Cell]]:
    standing = material.codes.get(row)
    kind = "" if standing is None else material.words.kind(standing.code.code)
    for one in held:
        yield (log.label(row), kind, *_told(material, one))


def _told(material: Material, one: Told) -> Sequence[Cell]:
    happened = material.words.t(f"reports.change.{one.what}")
    return one.at[:10], one.coder, happened, one.before, one.after, one.reason


def _named_once(rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """Each thing is named where it comes first."""
    return [
        ("", *row[1:]) if number and row[0] == rows[number - 1][0] else row
        for number, row in enumerate(rows)
    ]


# Themes, concepts, questions


def _others(material: Material, key: str, row_class: type[Row]) -> Rows:
    """What happened to such things, named as they are now, or were last."""
    among = changelog.standing(material.connection, material.since, material.until)
    steps = changelog.steps(material.connection, row_class, among)
    names = _names(material, row_class)
    aside = _aside(material, key)
    return [
        (name, told)
        for row, held in steps.items()
        if row not in aside
        for name in [names.get(row, "")]
        for step in held
        if (told := _of_other(step, name, row_class))
    ]


def _aside(material: Material, key: str) -> frozenset[int]:
    """What is not told under a heading: themes where codes only wait, or stood before anybody read;
    expectations among questions, and questions among expectations."""
    if key in ("questions", "expectations"):
        asked = changelog.arrivals(material.connection, ResearchQuestionRow)
        kind = key.removesuffix("s")
        return frozenset(image["id"] for _, image in asked if image["kind"] != kind)
    if key != "themes":
        return frozenset()
    return frozenset(
        theme.theme.id
        for theme in material.ladder.themes
        if theme.theme.ungrouped or is_sorted(theme, material.codes)
    )


def _of_other(step: Step, name: str, row_class: type[Row]) -> Told | None:
    """What happened to something that is called `name` now."""
    said = Told(step.field, step.at, step.coder, step.before, step.after, step.reason)
    match step.field:
        case "" if step.after:
            return replace(said, what="made", after="" if step.after == name else step.after)
        case "":
            return replace(said, what="gone")
        case "name":
            return replace(said, what="renamed")
        case "definition" if row_class is ThemeRow:
            return replace(said, what="sentence")
        case "dropped" if step.after:
            return replace(said, before="", after="", reason=step.after)
        case "dropped":
            return replace(said, what="taken_up", before="", after="")
    return said if step.field in TEXTS else None


def _names(material: Material, row_class: type[Row]) -> dict[int, str]:
    came = changelog.arrivals(material.connection, row_class)
    names = {image["id"]: str(image.get("name") or image.get("words")) for _, image in came}
    return names | {
        ThemeRow: {t.theme.id: t.theme.name for t in material.ladder.themes},
        ConceptRow: {c.concept.id: c.concept.name for c in material.ladder.concepts},
        ResearchQuestionRow: {q.id: q.words for q in material.questions},
    }.get(row_class, {})


def _everything(
    material: Material, log: CodeSteps, steps: dict[int, list[Told]], others: list[tuple[str, Rows]]
) -> Grid:
    """All of it as rows, each with what it is about."""
    words = material.words
    rows: list[Sequence[Cell]] = [
        (words.t("reports.thing.code"), *row)
        for code, held in steps.items()
        for row in _code_rows(material, log, code, held)
    ]
    for key, told in others:
        thing = words.t(f"reports.thing.{key.removesuffix('s')}")
        rows += [(thing, name, "", *_told(material, one)) for name, one in told]
    columns = (words.column("thing", 12), *_columns(material, "name"))
    return Grid(columns, rows)
