"""Handing over: the workbook of a synthesis, one of its sheets as csv, a tally as csv or JSON; and
the reports of a walk up the ladder, in the workbook or as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import __version__
from qualcode.errors import InvalidData, NotFound, one_of
from qualcode.export import write_workbook
from qualcode.export.csv import table_text
from qualcode.export.files import write_text
from qualcode.export.json import table_json
from qualcode.export.wording import describe
from qualcode.locale import translator
from qualcode.locale.editions import in_edition, speaking
from qualcode.model.codebook import Codebook
from qualcode.model.method import Terms
from qualcode.model.questions import Question, Table
from qualcode.model.reports import Report
from qualcode.model.studies import Chapter, StudySpec
from qualcode.model.units import CENTRE
from qualcode.model.workbook import ChapterTables, Matrix, Workbook
from qualcode.store import codebooks, fingerprint, setup, testing
from qualcode.store.study import Study
from qualcode.tally import answering, evidence, matrix
from qualcode.tally.ground import Ground
from qualcode.workflow.reports import reports_of
from qualcode.workflow.reports.material import Material

if TYPE_CHECKING:
    from sqlalchemy import Connection

SHEETS = frozenset({"themes", "matrix", "quotes", "codebook", "method"})
NO_MATRIX = Matrix(CENTRE, (), (), (), ())
RULES = ("unit", "base", "coder", "theme", "segment", "missing", "stance", "roll_up")
"""The counting rules that the method sheet explains, in this order."""

__all__ = ["describe", "export_study", "table_json", "table_text", "write_text"]


def export_study(
    study: Study,
    path: Path,
    *,
    question: Question | None = None,
    sheet: str = "themes",
    dialect: str = "plain",
    quotes: bool = True,
    reports: Sequence[str] = (),
    since: str = "",
    until: str = "",
) -> None:
    """Write the workbook (`.xlsx`), one `sheet` of it (`.csv`), or the reports (`.docx`), whole or
    not at all.

    `question` sets what all tables count, and for whom: its counting unit, coder rule, base,
    roll-up and `where`; rows and breakdown come from the chapters of the study.

    `reports` are names of reports (`model.reports.REPORT_NAMES`); if none is named, all that have
    something to show. A `.csv` has the rows of one report in the place of the sheet. The change log
    is that between the moments `since` and `until`, as `store.past.moment` takes them.
    """
    asked = question or Question()
    suffix = path.suffix.lower()
    if suffix == ".csv" and len(reports) > 1:
        raise InvalidData(
            "A .csv has the rows of one report; name one of {reports}.", reports=one_of(reports)
        )
    wanted = _sheets(suffix, sheet, quotes=quotes, reports=bool(reports))
    with study.read() as connection:
        ground = Ground(connection, asked.coder)
        workbook = _workbook(ground, asked, wanted)
        if suffix != ".csv" or reports:
            material = Material(connection, asked, ground, since=since, until=until)
            workbook = replace(workbook, reports=_reports(material, suffix, reports))
        write_workbook(workbook, path, dialect, sheet)


def _sheets(suffix: str, sheet: str, *, quotes: bool, reports: bool) -> Set[str]:
    """Which sheets are wanted."""
    if suffix == ".docx" or (suffix == ".csv" and reports):
        return frozenset()
    found = {sheet} if suffix == ".csv" else SHEETS
    return found if quotes else found - {"quotes"}


def _reports(material: Material, suffix: str, names: Sequence[str]) -> tuple[Report, ...]:
    """A workbook has a codebook anyhow: it has reports only where somebody has begun to climb."""
    if suffix == ".xlsx" and not names and not material.begun:
        return ()
    found = reports_of(material, names)
    if suffix == ".docx" and not found:
        raise NotFound("There is nothing to report on yet: the study has no codes.")
    return found


def _workbook(ground: Ground, asked: Question, wanted: Set[str]) -> Workbook:
    """What the wanted sheets show, of one moment; quotes are read while they are written."""
    connection = ground.connection
    spec = setup.read_spec(connection)
    book = codebooks.read_codebook(connection)
    units = Question(
        count=asked.count if asked.counts_units else CENTRE,
        coder=asked.coder,
        where=asked.where,
        roll_up=asked.roll_up,
    )
    terms = testing.terms(connection)
    chapters = (spec.chapters or (_one_chapter(spec, book, terms),)) if "themes" in wanted else ()
    return Workbook(
        title=spec.title,
        language=spec.language,
        chapters=tuple(
            ChapterTables(chapter.title, tuple(_tables(ground, asked, chapter)))
            for chapter in chapters
        ),
        matrix=matrix.matrix(ground, units) if "matrix" in wanted else NO_MATRIX,
        codebook=book,
        uses=matrix.uses(ground, units) if "codebook" in wanted else {},
        method=tuple(_method(connection, spec, asked)) if "method" in wanted else (),
        changed=fingerprint.last_change(connection),
        quotes=evidence.all_quotes(connection, asked) if "quotes" in wanted else None,
        terms=terms,
    )


def _one_chapter(spec: StudySpec, book: Codebook, terms: Terms) -> Chapter:
    """A study without chapters has one, with all themes, by its first attribute."""
    t = translator(spec.language)
    return Chapter(
        title=in_edition(t("workflow.all_themes"), spec.language, terms),
        themes=tuple(theme.name for theme in book.themes),
        breakdown=tuple(a.name for a in spec.attributes[:1]),
    )


def _tables(ground: Ground, asked: Question, chapter: Chapter) -> Iterator[Table]:
    for by in chapter.breakdown or (None,):
        yield answering.answer_on(ground, replace(asked, by=by, themes=chapter.themes))


def _method(connection: Connection, spec: StudySpec, asked: Question) -> Iterator[tuple[str, str]]:
    """What a reader must know to trust the numbers, as (heading, text)."""
    terms = testing.terms(connection)
    t = speaking(translator(spec.language), spec.language, lambda: terms)
    yield t("workflow.method.counts"), describe(asked, spec.language)
    for key in RULES:
        yield t(f"workflow.method.{key}"), t(f"workflow.method.{key}_text")
    yield t("workflow.method.coders"), ", ".join(coder.name for coder in spec.coders) or "–"
    yield t("workflow.method.version"), f"qualcode {__version__}"
    yield t("workflow.method.hash"), fingerprint.of_study(connection)
    yield t("workflow.method.changed"), fingerprint.last_change(connection)
