"""Made-up studies with an inductive codebook: many codes, few passages each, tested and grouped."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from benchmarks.synthetic import (
    SEED,
    Interview,
    Size,
    Vocabulary,
    interview,
    vocabulary,
    write_csv,
    write_surroundings,
)

THEMES = 5
GROUPED, RESIDUAL, PASSED, FAILED = 0.45, 0.15, 0.2, 0.05
"""Shares of the codes; the rest is not tested yet."""

Passage = tuple[str, int, int]


def write_ladder(folder: Path, size: Size, seed: int = SEED) -> None:
    """A study folder with `size.codes` codes, `size.codings` passages, and a walk up the ladder."""
    (folder / "transcripts").mkdir(parents=True)
    write_surroundings(folder, size, seed)
    words, rng = vocabulary(Random(seed)), Random(f"{seed} ladder")
    texts = [interview(words, n, size.words, seed) for n in range(1, size.interviews + 1)]
    for text in texts:
        path = folder / "transcripts" / text.name
        path.write_text(text.text, encoding="utf-8", newline="\n")
    passages = list(_passages(rng, texts, size))
    write_csv(folder / "codings.csv", "file start end code coder", _codings(passages))
    labels = [_label(rng, words) for _ in range(size.codes)]
    book, tests = _book(labels, passages), _tests(labels)
    _write_yaml(folder / "codebook.yaml", {"title": "Stige", "themes": book})
    _write_yaml(folder / "method.yaml", {"tests": tests, "questions": [{"words": labels[0] + "?"}]})


def _passages(rng: Random, texts: Sequence[Interview], size: Size) -> Iterator[list[Passage]]:
    """For each code, one passage or some, each a sentence or two."""
    for number in range(size.codes):
        found: dict[Passage, None] = {}
        wanted = size.codings * (number + 1) // size.codes - size.codings * number // size.codes
        while len(found) < wanted:
            text = rng.choice(texts)
            first = rng.randrange(len(text.sentences) - 1)
            last = first + rng.choice((0, 0, 1))
            found[text.name, text.sentences[first][0], text.sentences[last][1]] = None
        yield list(found)


def _codings(passages: Sequence[Sequence[Passage]]) -> Iterator[tuple[object, ...]]:
    for number, places in enumerate(passages):
        for place in places:
            yield *place, _id(number), "anna"


def _id(number: int) -> str:
    return f"k{number:05d}"


def _label(rng: Random, words: Vocabulary) -> str:
    chosen = rng.choices(words.words, cum_weights=words.weights, k=rng.randint(3, 8))
    return " ".join(chosen).capitalize()


def _kind(number: int, count: int) -> str:
    share = (number * 7919 % count) / count
    for kind, part in (
        ("grouped", GROUPED),
        ("residual", RESIDUAL),
        ("passed", PASSED),
        ("failed", FAILED),
    ):
        if share < part:
            return kind
        share -= part
    return "draft"


def _book(labels: Sequence[str], passages: Sequence[Sequence[Passage]]) -> list[dict[str, object]]:
    themes: list[dict[str, object]] = [
        {"name": f"Bunke {n + 1}", "codes": []} for n in range(THEMES)
    ]
    themes += [{"name": "Restgruppe", "residual": "true", "codes": []}]
    themes += [{"name": "Uten gruppe", "ungrouped": "true", "codes": []}]
    for number, label in enumerate(labels):
        kind = _kind(number, len(labels))
        place = {"grouped": number % THEMES, "residual": THEMES}.get(kind, THEMES + 1)
        file, start, end = passages[number][0]
        code = {"id": _id(number), "name": label, "born": f"{file}:{start}-{end}"}
        codes = themes[place]["codes"]
        assert isinstance(codes, list)
        codes.append(code)
    return themes


def _tests(labels: Sequence[str]) -> list[dict[str, str]]:
    found = []
    for number in range(len(labels)):
        kind = _kind(number, len(labels))
        if kind != "draft":
            answers = {"K1": "no", "K2": "topic" if kind == "failed" else "content", "K3": "yes"}
            verdict = "failed" if kind == "failed" else "passed"
            found.append({"code": _id(number), "by": "anna", **answers, "verdict": verdict})
    yes = {"G1": "yes", "G2": "yes", "G3": "yes", "G4": "yes"}
    for n in range(THEMES):
        found.append({"theme": f"Bunke {n + 1}", "by": "anna", **yes, "verdict": "passed"})
    return found


def _write_yaml(path: Path, data: object) -> None:
    # JSON is YAML, and is written in a tenth of the time.
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
