"""Report 2: the log of the code test: each verdict, on what, by whom, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.model.ladder import CodeStanding
from qualcode.model.method import TESTS, Test
from qualcode.model.reports import Block, Cell, Column, Grid, Heading, Paragraph, Report
from qualcode.workflow.reports.frame import report
from qualcode.workflow.reports.material import Material
from qualcode.workflow.reports.words import together


def tests(material: Material) -> Report:
    log = [(test, standing) for standing in material.made for test in standing.tests]
    log.sort(key=lambda held: (held[0].at, held[0].id))
    if not log:
        return report(material, "tests", ())
    return report(material, "tests", _blocks(material, log), [_log(material, log)])


def _blocks(material: Material, log: Sequence[tuple[Test, CodeStanding]]) -> Iterator[Block]:
    words, counts = material.words, material.counts
    told = counts.tests["code"]
    yield Paragraph(
        words.capital(
            "reports.tests.sentence",
            verdicts=words.counted("reports.count.verdicts", told.verdicts),
            codes=words.counted("reports.count.codes", told.tested),
            testers=words.listed(told.testers),
            failed=words.counted("reports.count.codes", sum(counts.failed.values())),
        ),
        "lead",
    )
    yield from (Paragraph(f"{key} {asked}", "muted") for key, asked in asked_as(log))
    yield _log(material, log)
    yield from _disagreements(material)


def asked_as(log: Sequence[tuple[Test, object]]) -> Iterator[tuple[str, str]]:
    """The questions as they were worded; more than once where a team has worded one anew."""
    for ask in TESTS[log[0][0].kind]:
        wordings = (test.asked[ask.key] for test, _ in log if ask.key in test.asked)
        yield from ((ask.key, wording) for wording in dict.fromkeys(wordings))


def _log(material: Material, log: Sequence[tuple[Test, CodeStanding]]) -> Grid:
    rows = [_row(material, number, *held) for number, held in enumerate(log, start=1)]
    return Grid(_columns(material), rows)


def _columns(material: Material) -> tuple[Column, ...]:
    column = material.words.column
    return (
        column("number", 5, "count"),
        column("day", 10),
        column("as_tested", 26),
        column("kind", 11, aside=True),
        column("answers", 24),
        column("verdict", 11),
        column("tester", 10),
        column("comment", 26, "words"),
        column("outcome", 32, "mark"),
        column("code", 26, aside=True),
        column("id", 14, aside=True),
    )


def _row(material: Material, number: int, test: Test, standing: CodeStanding) -> Sequence[Cell]:
    words, code = material.words, standing.code.code
    return (
        number,
        test.at[:10],
        seen_as(test, standing),
        words.kind(code),
        words.answers(test),
        words.verdict(test),
        test.tester,
        test.comment,
        _outcome(material, test, standing),
        code.label,
        code.id,
    )


def seen_as(test: Test, standing: CodeStanding) -> str:
    """What a code was called when it was tested."""
    return str(test.seen.get("label") or standing.code.label)


def _outcome(material: Material, test: Test, standing: CodeStanding) -> str:
    """What became of the code since, and who sees it otherwise."""
    words = material.words
    later = [fate for fate in standing.fates if fate.at >= test.at]
    renamed = standing.code.label != seen_as(test, standing)
    return together(
        words.fates(later, material.labels),
        words.t("reports.tests.renamed", name=words.quoted(standing.code.label)) if renamed else "",
        "" if later else _since(material, test, standing),
        _otherwise(material, test, standing),
    )


def _since(material: Material, test: Test, standing: CodeStanding) -> str:
    """What has come of a verdict where the code is given still."""
    words = material.words
    if test in standing.current:
        return words.t("reports.tests.waits") if test.verdict == "failed" else ""
    if any(later.digest == test.digest for later in standing.current):
        return words.t("reports.tests.anew")
    if standing.state == "passed" and test.verdict == "failed":
        return words.t("reports.tests.passed_later")
    return words.t("reports.tests.outdated")


def _otherwise(material: Material, test: Test, standing: CodeStanding) -> str:
    others = [t for t in standing.current if t.verdict != test.verdict]
    if test not in standing.current or not others:
        return ""
    told = (f"{other.tester}: {material.words.verdict(other)}" for other in others)
    return material.words.t("reports.tests.otherwise", who=material.words.listed(told))


def _disagreements(material: Material) -> Iterator[Block]:
    words = material.words
    rows: list[Sequence[Cell]] = [
        (standing.code.label, test.tester, words.verdict(test), words.answers(test), test.comment)
        for standing in material.made
        if standing.disagreed
        for test in standing.current
    ]
    if not rows:
        return
    yield Heading(words.t("reports.tests.disagreements"))
    yield Paragraph(words.t("reports.tests.disagreements_about"), "muted")
    columns = (
        words.column("code", 30),
        words.column("tester", 12),
        words.column("verdict", 12),
        words.column("answers", 30),
        words.column("comment", 36, "words"),
    )
    yield Grid(columns, rows)
