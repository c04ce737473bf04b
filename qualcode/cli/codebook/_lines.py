"""Differences between codebooks, clashes and remarks, as lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qualcode.cli._study import language_of, say
from qualcode.locale import fault

if TYPE_CHECKING:
    from qualcode.locale import Translator
    from qualcode.workflow.codebooks import Clash, Difference
    from qualcode.workflow.studies import Study


def difference_line(difference: Difference, text: Translator) -> str:
    return text(
        f"cli.codebook.{difference.what}",
        thing=text(f"cli.codebook.thing.{difference.thing}"),
        name=difference.name,
        field=difference.field,
        before=_on_one_line(difference.before),
        after=_on_one_line(difference.after),
    )


def clash_line(clash: Clash, text: Translator) -> str:
    """`! kode plan: name var «…», studien har «…», filen har «…»`."""
    return text(
        "cli.codebook.clash" if clash.field else "cli.codebook.changed_hands",
        thing=text(f"cli.codebook.thing.{clash.thing}"),
        name=clash.name,
        field=clash.field,
        **{side: _on_one_line(getattr(clash, side)) for side in ("base", "study", "file")},
    )


def say_remarks(remarks: Iterable[str], study: Study | None = None) -> None:
    """What is to be said of how a file was read, beside the data."""
    for remark in remarks:
        say(fault(remark, language_of(study)))


def _on_one_line(words: str) -> str:
    return " ".join(words.split())
