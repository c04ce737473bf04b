"""Report 1: every code, what it was made of, what it means, and what it has come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.model.ladder import CodeStanding
from qualcode.model.reports import Block, Cell, Column, Grid, Heading, Paragraph, Report
from qualcode.tally.ladder import STATES, is_made
from qualcode.workflow.reports import marks
from qualcode.workflow.reports.frame import report
from qualcode.workflow.reports.material import Material


def codes(material: Material) -> Report:
    everything = Grid(_columns(material), _rows(material, material.ladder.codes))
    return report(material, "codes", _blocks(material), [_states(material), everything])


def _blocks(material: Material) -> Iterator[Block]:
    words = material.words
    if material.made:
        yield Paragraph(_sentence(material), "lead")
        yield _states(material)
    given = [standing for standing in material.made if standing.code.code.given]
    ended = [standing for standing in material.made if not standing.code.code.given]
    for key, standings in (("given", given), ("ended", ended), ("sorting", material.sorting)):
        if standings:
            yield Heading(words.capital(f"reports.codes.{key}"))
            if key == "sorting":
                yield Paragraph(words.t("reports.codes.sorting_about"), "muted")
            yield Grid(_columns(material), _rows(material, standings))


def _sentence(material: Material) -> str:
    counts, words = material.counts, material.words
    return words.t(
        "reports.codes.sentence",
        made=words.counted("reports.count.codes", counts.codes),
        in_vivo=counts.in_vivo,
        sorting=words.counted("reports.count.codes_of_layers", counts.deductive),
    )


def _states(material: Material) -> Grid:
    """What codes have come to; the numbers add up to the codes that were made."""
    words, counts = material.words, material.counts
    rows: list[Sequence[Cell]] = [
        [words.state(state), counts.states[state]] for state in STATES if counts.states[state]
    ]
    rows.append([words.t("reports.sum"), counts.codes])
    columns = words.column("state", 24), words.column("n", 8, "count")
    return Grid(columns, rows, words.t("reports.codes.states"), sums=1)


def _columns(material: Material) -> tuple[Column, ...]:
    column = material.words.column
    return (
        column("code", 24),
        column("kind", 14),
        column("definition", 30, "words"),
        column("include", 24, "words", aside=True),
        column("exclude", 24, "words", aside=True),
        column("state", 12),
        column("tested", 20),
        column("passages", 7, "count"),
        column("interviews", 9, "count"),
        column("theme", 18),
        column("note", 24, "mark"),
        column("born", 22, aside=True),
        column("id", 16, aside=True),
    )


def _rows(material: Material, standings: Sequence[CodeStanding]) -> list[Sequence[Cell]]:
    return [_row(material, standing) for standing in standings]


def _row(material: Material, standing: CodeStanding) -> Sequence[Cell]:
    words, code = material.words, standing.code.code
    tested = words.code_tested(standing) if is_made(standing) else ""
    return (
        code.label,
        words.kind(code),
        code.definition,
        code.include,
        code.exclude,
        words.state(standing.state),
        tested,
        standing.passages,
        standing.interviews,
        standing.code.theme,
        marks.of_code(material, standing),
        code.born,
        code.id,
    )
