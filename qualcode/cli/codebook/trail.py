"""`qualcode codebook trail`: from passages to codes, themes and concepts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli._lives import local
from qualcode.cli._spoken import Command, argument
from qualcode.cli._study import opened, say, study_argument, words

if TYPE_CHECKING:
    from qualcode.locale import Translator
    from qualcode.model.method import Test
    from qualcode.model.trails import TrailRow


@click.command("trail", cls=Command)
@study_argument
@argument("codes", metavar="[CODES]...", nargs=-1)
def command(study_path: Path, codes: tuple[str, ...]) -> None:
    """How passages became codes, themes and concepts.

    Of all codes, or of those named. For each passage: who says it and where, its code with who
    tested it, the code that it was given first if that was another, and the themes and concepts it
    stands in. Codes that stood before anybody had read are left out unless they are named.

    \b
    Example:
      qualcode codebook trail sentre.qualcode "Rådet er gratis"
    """
    from qualcode.workflow.tracing import code_named, trail  # 300 ms: the database

    with opened(study_path) as study:
        text = words(study)
        rows = [code_named(study, name).id for name in codes]
        found = trail(study, rows or None)
        for row in found:
            click.echo("\n".join(_lines(row, text)))
            click.echo()
        if not found:
            say(text("cli.codebook.no_trail"))


def _lines(row: TrailRow, text: Translator) -> Iterator[str]:
    excerpt, span = row.excerpt, row.excerpt.span
    who = ", ".join(filter(None, (*excerpt.units, excerpt.role)))
    place = f"{excerpt.interview}:{span.start}-{span.end}"
    yield f"«{' '.join(excerpt.quote.split())}»"
    yield f"  {' · '.join(filter(None, (who, place)))}"
    code = row.code
    yield f"  → {code.code.label}  ({_state(code.state, code.current, text)})"
    if row.first is not None:
        yield f"    {text('cli.codebook.first_coded', code=row.first.label)}"
    for theme in row.themes:
        # What keeps codes aside, or those that wait, is no theme that could be tested.
        told = [_state(theme.state, theme.current, text)] if theme.theme.real else []
        told += [text("ladder.second")] if theme.theme.id != code.code.theme_id else []
        reason = (theme.reasons or {}).get(code.code.id, "")
        said = ": ".join(filter(None, (", ".join(told), reason)))
        yield f"    → {theme.theme.name}{f'  ({said})' if said else ''}"
    for concept in row.concepts:
        state = "established" if concept.state == "replaced" else concept.state
        yield f"      → {concept.concept.name}  ({_state(state, concept.current, text)})"


def _state(state: str, tests: Iterable[Test], text: Translator) -> str:
    told = [text(f"method.states.{state}")]
    told += [f"{test.tester} {local(test.at)[:10]}" for test in tests]
    return ", ".join(told)
