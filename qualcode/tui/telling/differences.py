"""In what two codebooks differ, and where a file and a study clash, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qualcode.locale import Translator
from qualcode.model.codebook import Codebook
from qualcode.model.codebook_diff import Difference
from qualcode.model.codebook_merge import Clash
from qualcode.tui.safe import one_line
from qualcode.tui.telling.lives import value_said
from qualcode.tui.widgets.difference_list import DifferenceLine
from qualcode.tui.widgets.paragraphs import Paragraph, said

SIGNS = {"added": "+", "removed": "−", "renamed": "≈", "moved": "→", "changed": "~"}
LOOKS = {"added": "good", "removed": "bad", "renamed": "accent", "moved": "accent"}

SAY_IT = frozenset({"added", "removed", "renamed"})
"""What needs no field beside it."""


def labels_of(*codebooks: Codebook) -> dict[str, str]:
    """What codes are called, by id; as the last codebook that has them calls them."""
    return {code.id: code.label for codebook in codebooks for code in codebook.codes()}


def told(difference: Difference, labels: Mapping[str, str], t: Translator) -> DifferenceLine:
    what = difference.what
    happened = "state" if difference.field == "state" else what
    before, after = (
        value_said(difference.field, value, t) if value or what == "changed" else ""
        for value in (difference.before, difference.after)
    )
    return DifferenceLine(
        what=f"{SIGNS[what]} {t(f'codes.what.{happened}')}",
        look=LOOKS.get(what, ""),
        thing=_thing(difference.thing, difference.name, labels, t),
        field="" if what in SAY_IT else t(f"codes.fields.{difference.field}"),
        before=before,
        after=after,
        difference=difference,
    )


def _thing(thing: str, name: str, labels: Mapping[str, str], t: Translator) -> str:
    called = one_line(labels.get(name, name) if thing == "code" else name)
    match thing:
        case "code":
            return f"■ {called}"
        case "theme":
            return f"▾ {called}"
    return t("codes.exclusive", name=called)


def whole(one: DifferenceLine, t: Translator) -> list[Paragraph]:
    """A difference with all its words."""
    found = [said(one.thing, "strong", indent=2)]
    named = one.field and one.difference.what == "changed"
    heading = f"{one.what}: {one.field}" if named else one.what
    found.append(said(heading, "quiet"))
    for name, value in (("before", one.before), ("after", one.after)):
        if value:
            found.append(said(t(f"codes.difference.{name}"), "head"))
            found.append(said(value))
    return found


def listed(
    differences: Iterable[Difference], labels: Mapping[str, str], t: Translator
) -> list[Paragraph]:
    """Differences as paragraphs, one each."""
    found = []
    for one in (told(difference, labels, t) for difference in differences):
        field = f" · {one.field}" if one.field else ""
        words = f": {one.words}" if one.words else ""
        parts = ((one.what, one.look), (f"  {one.thing}{field}", ""), (words, "quiet"))
        found.append(Paragraph(parts, indent=4))
    return found


def clashes(found: Iterable[Clash], labels: Mapping[str, str], t: Translator) -> list[Paragraph]:
    """What both sides have changed, each with both versions and what both were."""
    told: list[Paragraph] = []
    for clash in found:
        thing = _thing(clash.thing, clash.name, labels, t)
        field = t(f"codes.fields.{clash.field}") if clash.field else t("codes.load.another")
        told.append(
            Paragraph((("! ", "warning"), (thing, "strong"), (f" · {field}", "")), indent=2)
        )
        for side in ("base", "study", "file"):
            value = value_said(clash.field, getattr(clash, side), t)
            parts = ((f"   {t(f'codes.load.side.{side}')}: ", "quiet"), (value, ""))
            told.append(Paragraph(parts, indent=6))
    return told
