"""The options that say what a number counts, of how many, and by whose codings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qualcode.cli._spoken import option, said

if TYPE_CHECKING:
    from qualcode.model.questions import Question
    from qualcode.workflow.studies import Study

F = TypeVar("F", bound=Callable[..., object])

BASES = ("all", "interviewed", "asked")

_OPTIONS = (
    option(
        "--count",
        metavar="segments|words|turns|informants|interviews|centres|KIND",
        default="centres",
        show_default=True,
        help="What is counted.",
    ),
    option(
        "--coder",
        metavar="any|all|adjudicated|NAME",
        default="any",
        show_default=True,
        help="Whose codings count: anyone's, only what all agree on, the adjudicator's, or NAME's.",
    ),
    option(
        "--base",
        metavar="all|interviewed|asked|CODE",
        default="all",
        show_default=True,
        help="Of how many: all units, those interviewed, those asked, those that mention CODE.",
    ),
    option(
        "--roll-up",
        type=click.Choice(["any", "all", "majority"]),
        default="any",
        show_default=True,
        help="When a county mentions a theme: if any, all or most of its centres do.",
    ),
    option(
        "--where",
        metavar="ATTRIBUTE=VALUE",
        multiple=True,
        help="Only units with this value; may be given several times.",
    ),
)


def asking_options(function: F) -> F:
    """`--count`, `--coder`, `--base`, `--roll-up` and `--where`, in that order."""
    for add in reversed(_OPTIONS):
        function = add(function)
    return function


def question(
    study: Study,
    *,
    count: str,
    coder: str,
    base: str,
    roll_up: Any,
    where: tuple[str, ...],
    rows: Any = "codes",
    by: str = "none",
) -> Question:
    """What the options ask. `centres`, `sentre` and `centre` are one."""
    # 300 ms: the database; help needs none.
    from qualcode.model.questions import Question
    from qualcode.workflow.tallying import breakdown_names, counting_units, named

    rule: Any = base if base in BASES else "mentions"
    return Question(
        rows=rows,
        by=None if by == "none" else named(by, breakdown_names(study)),
        count=named(count, counting_units(study)),
        coder=coder,
        base=rule,
        base_code=base if rule == "mentions" else None,
        roll_up=roll_up,
        where=tuple(map(_condition, where)),
    )


def _condition(text: str) -> tuple[str, str]:
    attribute, sign, value = text.partition("=")
    if not (attribute.strip() and sign):
        message = said('"{text}" is not ATTRIBUTE=VALUE.').format(text=text)
        raise click.BadParameter(message, param_hint="--where")
    return attribute.strip(), value.strip()
