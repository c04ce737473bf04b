"""What is said before codes are merged, or recoded with one that is there already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from qualcode.locale import Translator
from qualcode.model.views import StudyCode, Touch
from qualcode.tui.safe import one_line
from qualcode.tui.words import counted
from qualcode.workflow.joining import Joining

MOST = 3
"""Names that are listed; of more, how many they are."""


def names_of(codes: Sequence[StudyCode], t: Translator) -> str:
    """A code by its name; several by how many they are."""
    if len(codes) == 1:
        return f"«{one_line(codes[0].label)}»"
    return counted(t, "ladder.codes", len(codes))


def touched(touch: Touch, t: Translator) -> str:
    """How much a change concerns."""
    return t(
        "codebook.touch.in_interviews",
        codings=counted(t, "codebook.touch.codings", touch.codings),
        interviews=counted(t, "codebook.touch.interviews", touch.interviews),
    )


def joining_said(
    found: Joining, t: Translator, words: Mapping[str, str], *, beneath: bool = True
) -> Iterator[str]:
    """All that making codes one touches, line by line; `words` are those of the method. What lies
    `beneath` codes comes along where they are merged."""
    names, target = names_of(found.sources, t), one_line(found.target.label)
    themes = _listed(dict.fromkeys(code.theme for code in found.sources))
    into = f"«{one_line(found.target.theme)}»"
    yield t("codebook.merge.what", names=names, themes=themes, target=target, into=into)
    if len(found.sources) > 1:
        yield _codes(found.sources)
    if found.touch.codings:
        yield t("codebook.merge.codings", touch=touched(found.touch, t), target=target)
        yield t("codebook.merge.coders", names=one_line(", ".join(found.touch.coders)))
    if beneath and found.touch.children:
        children = counted(t, "codebook.touch.children", found.touch.children)
        yield t("codebook.merge.children", children=children)
    if found.leaves:
        leaves = _listed(theme.name for theme in found.leaves)
        yield t("codebook.merge.leaves", names=names, themes=leaves)
    yield from _layers(found, t)
    yield from _stale(found, t, words)
    yield t("codebook.merge.kept", names=names)


def _layers(found: Joining, t: Translator) -> Iterator[str]:
    for origin, given, made in found.mixed():
        yield t(f"codebook.merge.mixed.{origin}", given=_codes(given), made=_codes(made))


def _stale(found: Joining, t: Translator, words: Mapping[str, str]) -> Iterator[str]:
    """What wants its test again afterwards, kind by kind."""
    parts = []
    for kind in dict.fromkeys(kind for kind, _ in found.stale):
        labels = [label for of, label in found.stale if of == kind]
        parts.append(t(f"codebook.merge.stale_{kind}", names=_listed(labels), **words))
    if parts:
        yield t("codebook.merge.stale", things=", ".join(parts))


def _codes(codes: Sequence[StudyCode]) -> str:
    return _listed(code.label for code in codes)


def _listed(names: Iterable[str]) -> str:
    quoted = [f"«{one_line(name)}»" for name in names]
    more = f" +{len(quoted) - MOST}" if len(quoted) > MOST else ""
    return ", ".join(quoted[:MOST]) + more
