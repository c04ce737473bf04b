"""Codebooks in files: in what two large ones differ."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

from benchmarks.figures import Figure, Limits
from benchmarks.harness import Inside, Stopwatch
from benchmarks.places import Place
from benchmarks.synthetic import SEED, SMALL, Vocabulary, vocabulary
from qualcode.model.codebook import ORIGINS, Code, Codebook, Theme

CODES, THEMES = 2_000, 40
ONE_IN = 20
"""How many codes there are to each that the second file has otherwise."""


def codebook(seed: int = SEED) -> Codebook:
    """Every field said of nearly every code, at the length that people write."""
    words, rng = vocabulary(Random(seed)), Random(f"{seed} codebook")
    codes = [_code(words, rng, number) for number in range(CODES)]
    return Codebook(
        title="Stor kodebok",
        themes=tuple(
            Theme(
                name=f"Gruppe {n}", definition=_text(words, rng, 20), codes=tuple(codes[n::THEMES])
            )
            for n in range(THEMES)
        ),
    )


def _code(words: Vocabulary, rng: Random, number: int) -> Code:
    return Code(
        id=f"kode_{number}",
        name=_text(words, rng, 5),
        definition=_text(words, rng, 15),
        include=_text(words, rng, 10),
        exclude=_text(words, rng, 8),
        example=f"«{_text(words, rng, 12)}»",
        origin=rng.choice(ORIGINS),
        question=_text(words, rng, 9) if number % 3 == 0 else "",
        colour=f"#{rng.randrange(1 << 24):06x}",
    )


def _text(words: Vocabulary, rng: Random, length: int) -> str:
    return " ".join(rng.choices(words.words, cum_weights=words.weights, k=length))


def changed(before: Codebook) -> Codebook:
    """The same with some codes reworded and some moved."""
    moved = [theme.codes[0] for theme in before.themes]
    return replace(
        before,
        themes=tuple(
            replace(theme, codes=(moved[n - 1], *map(_reworded, theme.codes[1:])))
            for n, theme in enumerate(before.themes)
        ),
    )


def _reworded(code: Code) -> Code:
    number = int(code.id.removeprefix("kode_"))
    return code if number % ONE_IN else replace(code, definition=f"{code.definition} Og mer.")


def ours(place: Place, stopwatch: Stopwatch) -> None:
    """Both are read, checked and compared: what the command does once it has started."""
    from qualcode.export.codebooks.yaml import codebook_yaml
    from qualcode.workflow.codebooks import diff, read

    files = []
    for name, book in (("before", codebook()), ("after", changed(codebook()))):
        files.append(Path(place.scratch(f"codebook-{name}.yaml")))
        files[-1].write_text(codebook_yaml(book), encoding="utf-8")
    for _ in stopwatch.rounds:
        with stopwatch:
            assert diff(*map(read, files))


FIGURES = [
    Figure(
        name=f"codebook: diff of two of {CODES:,} codes",
        ours=Inside(ours, rounds=1),
        limits=Limits(seconds=0.3),
        sizes=[SMALL],
    )
]
