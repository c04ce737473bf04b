"""Which words a short text shares with another, and which labels are nearly the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from qualcode.language.lemmas import base_of

ROOT = 6
"""So many letters a word must have to be known again at the beginning of another."""
NEARLY = 88.0
"""Labels that are so alike (of 100) are pointed out."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_STEMMERS = {"nb": "norwegian", "nn": "norwegian", "no": "norwegian", "en": "english"}
_SMALL = frozenset(
    """
    a about after again akkurat all alle alt an and andre any are as at av be been before begge
    ble bli blir but by bør can could da de deg dei deira dem den denne der deres dersom det
    dette did disse do does du eg egen eget egne ei ein eit eitt ell eller en enn er et ett etter
    fikk for fordi fra from frå få får fått før get gets gikk gjennom gjør gjøre go god goes got
    gå går ha had hadde han hans har has have he hennes her him his ho hos how hun hva hvem hver
    hvilke hvilken hvilket hvis hvor hvordan hvorfor i if igjen ikke ikkje in ingen inn innen
    into is it its jeg just kan kom korleis kun kunne kva kven kvifor lie lies ligge ligger lå
    man mange may med meg meir mellom men mer mest more most mot mye mykje må no noe noen noko
    nokon not nå når of og også om on opp or oss our out over own på samme seg selv she should
    sin sine sitt ska skal skulle slik so som some stand sto stå står such så ta take takes tar
    tatt than that the their them then there these they this those til to tok took um under up
    upp ut uten var vart ved vere vi vil ville vår være vært was we were what when where which
    who why will with without would you your å
    """.split()
)
"""Words that two texts share without being alike."""


def words_in(text: str) -> list[str]:
    return _WORD.findall(text)


def bases(text: str, language: str) -> dict[str, str]:
    """The words of a text that mean something, each by its base form: its lemma where a pipeline
    that knows the language is installed, else its stem."""
    words = [word.casefold() for word in words_in(text)]
    meant = [word for word in words if word not in _SMALL and len(word) > 2]
    lemmas = base_of(meant, language)
    stem = _stemmer(language)
    return {(lemmas or {}).get(word) or stem(word): word for word in meant}


def shared(text: str, other: str, language: str) -> list[str]:
    """The words of a text whose base form the other has, too, as they stand in the text. Where one
    base form is the beginning of the other, as of a verb and its noun, they are taken for one."""
    theirs = bases(other, language)
    return [
        word
        for base, word in bases(text, language).items()
        if any(_of_one_root(base, their) for their in theirs)
    ]


def _of_one_root(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= ROOT and long.startswith(short))


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer  # 20 ms: only who compares labels pays

    known = _STEMMERS.get(language.lower().replace("_", "-").split("-")[0])
    if known is None:
        return str.casefold
    stemmer = snowballstemmer.stemmer(known)
    return cache(stemmer.stemWord)


def nearly_alike(labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of places in the list whose labels are the same but for a letter or two, or for case
    and punctuation; the earlier first."""
    plain = list(map(_plain, labels))
    for place, label in enumerate(plain):
        for other in _alike(label, plain[place + 1 :]):
            yield place, place + 1 + other


def alike_to(label: str, others: Sequence[str]) -> list[str]:
    """The labels among others that are nearly the same as this one."""
    return [others[place] for place in _alike(_plain(label), list(map(_plain, others)))]


def _plain(label: str) -> str:
    return " ".join(re.findall(r"\w+", label.casefold()))


def _alike(label: str, others: Sequence[str]) -> Iterator[int]:
    from rapidfuzz import fuzz, process  # 40 ms: only who compares labels pays

    if label:
        found = process.extract_iter(label, others, scorer=fuzz.ratio, score_cutoff=NEARLY)
        yield from (place for _, _, place in found)
