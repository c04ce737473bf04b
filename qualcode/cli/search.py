"""`qualcode search`: where the interviews say something."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli._data import put_out
from qualcode.cli._spoken import Command, argument, option
from qualcode.cli._study import language_of, opened, say, study_argument, words
from qualcode.locale import Translator

if TYPE_CHECKING:
    from qualcode.model.searching import Found, Hit

COLUMNS = (
    *("interview", "turn", "speaker", "interviewer"),
    *("start", "end", "before", "hit", "after"),
)
SPEAKER_SHOWN = 14


@click.command("search", cls=Command)
@study_argument
@argument("words_asked", metavar="QUERY", nargs=-1, required=True)
@option("--in", "interview", metavar="INTERVIEW", help="Only in this interview.")
@option(
    "--near",
    metavar="N",
    type=click.IntRange(min=1),
    help="The words may stand in any order, at most N words apart; the same as /N in the query.",
)
@option(
    "--limit",
    metavar="N",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    help="Only the first N hits.",
)
@option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
)
def command(
    study_path: Path,
    words_asked: Sequence[str],
    interview: str | None,
    near: int | None,
    limit: int,
    form: str,
) -> None:
    """Where the interviews say something, with what is said around it.

    Words are found that begin like those of the query, one after the other, and large or small
    letters are the same. What is said is searched, not the labels of speakers.

    \b
      rekrutt sykeplei      rekruttere sykepleiere
      '"faglig råd"'        these very words
      '*økonomi'            inside words, too: kommuneøkonomien
      '~gå'                 in all its forms, where a spaCy pipeline for the language is installed
      'råd midler /5'       at most five words apart, in any order

    \b
    Examples:
      qualcode search sentre.qualcode velferdsteknologi
      qualcode search sentre.qualcode rekrutt sykeplei --near 5 --in 03_granli.txt
      qualcode search sentre.qualcode '*økonomi' --limit 1000 --format csv
    """
    from qualcode.workflow.searching import search, transcript_named  # 300 ms: the database

    query = " ".join(words_asked) + (f" /{near}" if near else "")
    with opened(study_path) as study:
        within = None if interview is None else transcript_named(study, interview)
        found = search(study, query, transcript_id=within, limit=limit, language=language_of(study))
        text = words(study)
    put_out(_laid_out(found, query, form), None)
    if found.note:
        say(found.note)
    say(_sum(found, query, text))


def _sum(found: Found, query: str, text: Translator) -> str:
    if not found.hits:
        return text("search_cli.nothing", query=query)
    interviews = len({hit.transcript_id for hit in found.hits})
    key = "search_cli.more" if found.more else "search_cli.hits"
    return text(key, n=len(found.hits), interviews=interviews)


def _laid_out(found: Found, query: str, form: str) -> str:
    if form == "csv":
        return _as_csv(found.hits)
    if form == "json":
        return _as_json(found, query)
    at_screen = sys.stdout.isatty()
    width = shutil.get_terminal_size((80, 24)).columns if at_screen else 80
    return "".join(f"{line}\n" for line in _lines(found.hits, width, bold=at_screen))


def _lines(hits: Sequence[Hit], width: int, *, bold: bool) -> Iterator[str]:
    """The hits of each interview below its name, the words found below each other."""
    numbers = max((len(str(hit.turn)) for hit in hits), default=0)
    names = min(max((len(hit.speaker) for hit in hits), default=0), SPEAKER_SHOWN)
    place = max(width * 2 // 5 - numbers - names - 6, 10)
    for interview, group in groupby(hits, lambda hit: hit.interview):
        yield interview
        for hit in group:
            who = f"  {hit.turn or '':>{numbers}} {hit.speaker[:names]:<{names}}  "
            before = hit.before[-place:].rjust(place)
            said = " ".join(hit.said.split())
            after = hit.after[: max(width - len(who) - place - len(said), 0)]
            yield f"{who}{before}{click.style(said, bold=True) if bold else said}{after}".rstrip()


def _as_csv(hits: Sequence[Hit]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_values(hit) for hit in hits)
    return text.getvalue()


def _values(hit: Hit) -> list[object]:
    """In the order of the columns; what stands outside the turns has no turn."""
    who = [hit.interview, hit.turn or None, hit.speaker, int(hit.interviewer)]
    return [*who, hit.span.start, hit.span.end, hit.before, hit.said, hit.after]


def _as_json(found: Found, query: str) -> str:
    hits = [
        {**dict(zip(COLUMNS, _values(hit), strict=True)), "interviewer": hit.interviewer}
        for hit in found.hits
    ]
    answer = {"query": query, "hits": hits, "more": found.more, "note": found.note}
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"
