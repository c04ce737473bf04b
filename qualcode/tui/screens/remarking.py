"""What there is to remark on the name of a code while it is typed."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.locale import Translator
from qualcode.tui.telling.things import caution_said
from qualcode.workflow import cautioning
from qualcode.workflow.studies import Study


def remarks_on_names(study: Study, t: Translator, own: str = "") -> Callable[[str], str]:
    """Cautions on a name, each on a line; that a code is called as it is, is none. The study is
    read at the first letter."""
    held: list[cautioning.LabelCautions] = []

    def remarks(name: str) -> str:
        if name == own:
            return ""
        if not held:
            held.append(cautioning.LabelCautions(study))
        found = held[0].on(name)
        return "\n".join(caution_said(c, t) for c in found if c.details != (own,))

    return remarks
