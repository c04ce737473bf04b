"""Turns: who speaks where, found from the speaker labels at the beginnings of lines.

What looks like a label is one if it is a role that people have in transcripts (`Intervjuer`,
`Informant 2`), is in capitals, or has the shape of a name and recurs. `Jeg sa det slik: …`
is none of these.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Set

from qualcode.model.transcripts import Turn
from qualcode.readers import labels
from qualcode.readers.labels import is_interviewer

__all__ = ["LABEL_LENGTH", "is_interviewer", "turns_of"]

LABEL_LENGTH = 60

_LABEL = re.compile(
    r"""
    \n[ \t]*+(?P<start>)                          # a line; the text is padded with one in front
    (?:[\[(]?\d\d?:\d\d(?::\d\d)?(?:[.,]\d+)?[\])]?[ \t]+)?+                # [00:01:23]
    (?P<mark>\*\*|__)?+
    (?P<bracket>\[)?+
    (?P<label>
        [^\W\d_][^\n\t:;?!"«»<>=*\[\](){}]{0,58}+
        (?:\([^\n\t:()]{1,40}\))?+                # (leder)
    )
    (?(bracket)\])
    (?:[ \t]*[\[(]\d\d?:\d\d(?::\d\d)?[\])])?+    # the time may stand after it, too
    (?:\*\*|__)?+
    [ ]?+
    (?P<sign>[:\t])(?![\d)(/\\])                  # no time of day, no web address, no smiley
    (?P<closed>(?<=\*\*:)|(?<=__:)|\*\*|__)?+
    """,
    re.VERBOSE,
)

_LINE_ENDS = re.compile(r"[ \t]*(?:\n|\Z)")

_METADATA = re.compile(
    r"^[^\w\n]*(?:dato|date|sted|stad|place|tidspunkt|tid|time|varighet|varigheit|duration|"
    r"lydfil|opptak|recording|transkribert(?:\ av)?|transcribed(?:\ by)?|prosjekt|project|"
    r"senter|centre|kommune|intervju\ ?n(?:umme)?r\.?|interview\ (?:no|number)\.?)[*_ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_HEADING_LENGTH = 1200
"""How far into a text the heading with date, place and names may reach."""

_Label = tuple[re.Match[str], str]


def turns_of(text: str, bold_labels: Set[int] | None = None) -> tuple[Turn, ...]:
    """The turns of a normalised text; none where it has no labels.

    What stands before the first label belongs to no turn. `bold_labels` are the offsets of
    labels that stood in bold, for formats where the text does not show it.
    """
    candidates = [(match, _name(match["label"])) for match in _LABEL.finditer("\n" + text)]
    if not candidates:
        return ()
    found = _without_heading(text, _speakers(text, candidates, bold_labels or frozenset()))
    asking = labels.interviewers({name for _, name in found})
    ends = [_start(match) for match, _ in found[1:]] + [len(text)]
    return tuple(
        _turn(text, match, name, end, name in asking)
        for (match, name), end in zip(found, ends, strict=False)
    )


@functools.lru_cache(maxsize=1000)
def _name(label: str) -> str:
    return " ".join(label.rstrip("_ ").split())


def _start(match: re.Match[str]) -> int:
    """Where the label begins in the text, which lacks the line feed that was padded."""
    return match.start("start") - 1


def _turn(text: str, match: re.Match[str], name: str, end: int, interviewer: bool) -> Turn:
    after = match.end() - 1
    words = text[after:end].rstrip()
    body = after + len(words) - len(words.lstrip())
    return Turn(name, _start(match), body, after + len(words), interviewer)


def _speakers(text: str, candidates: list[_Label], bold: Set[int]) -> list[_Label]:
    """Of the candidates, those that are judged to name a speaker.

    There are few different labels and many turns, so each label is judged once.
    """
    counts: Counter[str] = Counter()
    for name, n in Counter(name for _, name in candidates).items():
        counts[labels.plain(name)] += n
    initials = any(n > 1 for plain, n in counts.items() if len(plain) == 1)
    supported = any(labels.is_role(name) for name in {name for _, name in candidates})
    judged: dict[tuple[str, bool, bool, str], bool] = {}

    def speaks(match: re.Match[str], name: str) -> bool:
        mark, sign, closed = match.group("mark", "sign", "closed")
        in_bold = (mark is not None and closed is not None) or _start(match) in bold
        followed = not _LINE_ENDS.match(text, match.end() - 1)
        key = (name, in_bold, followed, sign)
        if key not in judged:
            recurs = counts[labels.plain(name)] > 1
            apart = (in_bold and supported) or (initials and len(name) == 1)
            # A tab may part any two columns; only a role in the first of them is a label.
            judged[key] = (sign == ":" or labels.is_role(name)) and labels.is_speaker(
                name, recurs=recurs, set_apart=apart, followed=followed
            )
        return judged[key]

    return [(match, name) for match, name in candidates if speaks(match, name)]


def _without_heading(text: str, found: list[_Label]) -> list[_Label]:
    """Leave out `Informant: leder ved senteret` in the heading, with the date and the place.

    The heading reaches to the last such line, and over the lines right below it that look like
    labels but never come again.
    """
    heading = [m.end() for m in _METADATA.finditer(text, 0, _HEADING_LENGTH)]
    if not heading:
        return found
    counts = Counter(name for _, name in found)
    blank = text.find("\n\n", heading[-1])
    block_end = blank if blank >= 0 else heading[-1]
    once_only = max(counts.values(), default=0) == 1

    def in_heading(match: re.Match[str], name: str) -> bool:
        if _start(match) < heading[-1]:
            return True
        return _start(match) < block_end and counts[name] == 1 and not once_only

    return [(match, name) for match, name in found if not in_heading(match, name)]
