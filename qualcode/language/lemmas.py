"""The forms of a word, told by a spaCy pipeline that is installed beside qualcode, if there is one.

qualcode brings no pipeline along. `nb_core_news_sm` is one for bokmål, `en_core_web_sm` one for
English; each different word of a study is looked up once, by itself, and remembered.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.metadata import entry_points
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

_SHARED = {"nn": "nb", "no": "nb"}
"""There are no pipelines for nynorsk; that for bokmål knows most of its forms."""
_LEMMATISERS = frozenset({"lemmatizer", "trainable_lemmatizer"})
_NOT_NEEDED = ["ner", "parser", "senter", "entity_linker"]
_SIZES = ("sm", "md", "lg", "trf")
"""As the names of pipelines end: the smallest is the fastest, and tells lemmas as well."""

_lock = Lock()
_pipelines: dict[str, Language | None] = {}
_lemmas: dict[str, dict[str, str]] = {}


def forms_of(
    words: Iterable[str], among: Iterable[str], language: str
) -> Mapping[str, frozenset[str]] | None:
    """For each word, those words among others that have its lemma; all of them folded.

    The word itself is always one of them. None where no pipeline knows the language.
    """
    wanted = set(words)
    with _lock:
        name = _installed(language)
        if name is None or (pipeline := _loaded(name)) is None:
            return None
        known = _lemmas.setdefault(name, {})
        _learn(known, pipeline, wanted.union(among))
        by_lemma = defaultdict(set)
        for word in among:
            by_lemma[known[word]].add(word)
        return {word: frozenset(by_lemma[known[word]] | {word}) for word in wanted}


def base_of(words: Iterable[str], language: str) -> Mapping[str, str] | None:
    """The lemma of each word, folded. None where no pipeline knows the language."""
    wanted = set(words)
    with _lock:
        name = _installed(language)
        if name is None or (pipeline := _loaded(name)) is None:
            return None
        known = _lemmas.setdefault(name, {})
        _learn(known, pipeline, wanted)
        return {word: known[word] for word in wanted}


def _installed(language: str) -> str | None:
    short = language.lower().replace("_", "-").split("-")[0]
    prefix = f"{_SHARED.get(short, short)}_"
    names = [name for name in _listed(tuple(sys.path)) if name.startswith(prefix)]
    return min(names, key=_by_size, default=None)


@lru_cache(maxsize=1)
def _listed(places: tuple[str, ...]) -> frozenset[str]:
    """The pipelines in the places where Python looks for packages. Looking through them takes 5 ms,
    and labels are compared by the thousand."""
    return frozenset(entry.name for entry in entry_points(group="spacy_models"))


def _by_size(name: str) -> tuple[int, str]:
    ending = name.rpartition("_")[2]
    return (_SIZES.index(ending) if ending in _SIZES else len(_SIZES)), name


def _loaded(name: str) -> Language | None:
    """A pipeline that tells lemmas; None if it cannot be loaded, or tells none."""
    if name not in _pipelines:
        import spacy  # 700 ms, and as long for the pipeline: only who asks for lemmas pays

        try:
            pipeline = spacy.load(name, exclude=_NOT_NEEDED)
        except (OSError, ValueError, ImportError):  # made for another version of spaCy
            pipeline = None
        tells = pipeline is not None and not _LEMMATISERS.isdisjoint(pipeline.pipe_names)
        _pipelines[name] = pipeline if tells else None
    return _pipelines[name]


def _learn(known: dict[str, str], pipeline: Language, words: Iterable[str]) -> None:
    from spacy.tokens import Doc  # loaded already with the pipeline

    new = sorted(word for word in words if word not in known)
    alone = (Doc(pipeline.vocab, words=[word]) for word in new)
    for word, told in zip(new, pipeline.pipe(alone, batch_size=1000), strict=True):
        known[word] = told[0].lemma_.casefold() or word
