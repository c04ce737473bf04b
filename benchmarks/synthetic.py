"""Made-up multi-centre studies of any size, as study folders; the same seed gives the same bytes.

The text is nonsense in the shape of Norwegian. An interview depends on the seed and its number
alone, and the first one also has the same codings in every study that is large enough, so that
the cost of opening it can be compared between studies.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random

SEED = 7
CENTRES = 38
FIRST = 105
"""Codings in the first interview."""

CODERS = ("anna", "bjørn")
TYPES = ("USH", "UHT", "USHT")
SIZES = ("liten", "middels", "stor")
COUNTIES = {
    "Øst": "Østmark Granfylke Elvdal Lundland Heimark Solfylke Åsland Vikmark".split(),
    "Sør": "Skjærland Svaberg".split(),
    "Vest": "Fjordland Sundmark Havfylke Øyland".split(),
    "Midt": "Trønderås Innmark".split(),
    "Nord": "Nordberg Isfylke Viddeland".split(),
}
THEMES = (
    "forankring ledelse økonomi kompetanse samarbeid forskning "
    "spredning kvalitet rekruttering teknologi brukere rolle"
).split()
SIDES = "barrierer suksess internt eksternt planer tid endring behov".split()

_WORDS = (
    "og i det er på som en til vi har for at med de ikke den om et men så fra kan jeg skal også "
    "hvor når eller da blir alle andre senteret kommunen sykehjemmet hjemmetjenesten ansatte "
    "ledelsen prosjektet nettverket opplæring kvalitet pasienten pårørende tid arbeid møter "
    "fylket høgskolen sykepleier rådmannen midler tiltak resultater læring støtte plan demens "
    "ernæring legemidler fall lindring rutiner"
).split()
_SYLLABLES = (
    "ak an be bi da de dø el en er fag fi fo ga gi gre hel hjel hus ig in jo ka kje ko la led li "
    "lo lys mi mo må na ne ny nær om op pe plei ra re ri ro sa se sjo ska ski sta ste sy så ta te "
    "tra ut va ve vi vår yt æ øv åp år"
).split()
_ENDINGS = ["", "en", "et", "er", "ene", "ing", "else", "het", "lig", "sk", "te", "s"]
_VOCABULARY = 30_000


@dataclass(frozen=True, slots=True)
class Size:
    """How large a study is; `words` are those of each interview. With `codes` it has an inductive
    codebook of so many, and a walk up the ladder (`ladder_study`)."""

    name: str
    interviews: int
    words: int
    codings: int
    codes: int = 0


TINY = Size("tiny", 4, 600, 100)
SMALL = Size("small", 38, 6000, 4_000)
MIDDLE = Size("middle", 380, 6000, 60_000)
LARGE = Size("large", 2_000, 6000, 500_000)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words with the weights that words have in a language: few are frequent."""

    words: Sequence[str]
    weights: Sequence[float]


def vocabulary(rng: Random) -> Vocabulary:
    words = dict.fromkeys(_WORDS)
    while len(words) < _VOCABULARY:
        syllables = rng.choices(_SYLLABLES, k=rng.choice((1, 2, 2, 3, 3, 4)))
        words["".join(syllables) + rng.choice(_ENDINGS)] = None
    weights = accumulate(1 / (rank + 2.7) ** 1.02 for rank in range(_VOCABULARY))
    return Vocabulary(list(words), list(weights))


@dataclass(frozen=True, slots=True)
class Interview:
    """`sentences` are their spans in the text, in code points."""

    name: str
    text: str
    sentences: Sequence[tuple[int, int]]


def interview(words: Vocabulary, number: int, length: int, seed: int = SEED) -> Interview:
    """Interviewer and leader by turns, a blank line between them."""
    rng = Random(f"{seed} text {number}")
    ahead = iter(rng.choices(words.words, cum_weights=words.weights, k=length))
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    place, turn, left = 0, 0, length
    while left > 0:
        asks = turn % 2 == 0
        label = "Intervjuer:" if asks else "Leder:"
        parts.append(label if turn == 0 else f"\n\n{label}")
        place += len(parts[-1])
        for _ in range(rng.randint(1, 2) if asks else rng.randint(2, 9)):
            if left <= 0:
                break
            size = min(rng.randint(5, 24), left)
            left -= size
            sentence = _sentence([next(ahead) for _ in range(size)], asks)
            parts.append(f" {sentence}")
            spans.append((place + 1, place + 1 + len(sentence)))
            place += 1 + len(sentence)
        turn += 1
    return Interview(name_of(number), "".join(parts) + "\n", spans)


def centre_of(number: int) -> str:
    return f"S{(number - 1) % CENTRES + 1:02d}"


def name_of(number: int) -> str:
    return f"int_{number:04d}_{centre_of(number)}.txt"


def _sentence(words: list[str], asks: bool) -> str:
    if len(words) > 11:
        words[len(words) // 2] += ","
    text = " ".join(words)
    return f"{text[0].upper()}{text[1:]}{'?' if asks else '.'}"


Coding = tuple[str, int, int, str, str]
"""File, start, end, code and coder."""


def codes() -> list[tuple[str, str]]:
    """(code, theme), in codebook order."""
    return [(f"{theme}_{side}", theme) for theme in THEMES for side in SIDES]


def codings(held: Interview, number: int, count: int, seed: int = SEED) -> list[Coding]:
    """Passages of one to four sentences with one to three codes each; some codes are frequent."""
    rng = Random(f"{seed} codings {number}")
    by_use = [code for code, _ in codes()]
    Random(seed).shuffle(by_use)
    weights = list(accumulate(1 / (rank + 5) for rank in range(len(by_use))))
    found: set[Coding] = set()
    while len(found) < count:
        first = rng.randrange(len(held.sentences))
        last = min(first + rng.choice((0, 0, 0, 1, 1, 2, 3)), len(held.sentences) - 1)
        coder = rng.choice(CODERS)
        for code in rng.choices(by_use, cum_weights=weights, k=rng.choice((1, 1, 1, 2, 2, 3))):
            if len(found) < count:
                start, end = held.sentences[first][0], held.sentences[last][1]
                found.add((held.name, start, end, code, coder))
    return sorted(found)


def _shares(size: Size) -> Iterator[int]:
    """How many codings each interview has."""
    first = min(FIRST, size.codings // size.interviews) if size.interviews > 1 else size.codings
    yield first
    rest, others = size.codings - first, size.interviews - 1
    for n in range(others):
        yield rest * (n + 1) // others - rest * n // others


def write_study(folder: Path, size: Size, seed: int = SEED) -> None:
    """Write a study folder, in the layout that `qualcode new --from` reads."""
    (folder / "transcripts").mkdir(parents=True)
    write_surroundings(folder, size, seed)
    chapters = (
        f"  - {{title: {t.capitalize()}, themes: [{t}], breakdown: [type]}}" for t in THEMES
    )
    with (folder / "study.yaml").open("a", encoding="utf-8") as file:
        file.write("\n".join(("chapters:", *chapters, "")))
    book = ((code, theme, f"Om {code.replace('_', ': ')}.") for code, theme in codes())
    write_csv(folder / "codebook.csv", "code theme definition", book)
    write_csv(folder / "codings.csv", "file start end code coder", _written(folder, size, seed))


def write_surroundings(folder: Path, size: Size, seed: int = SEED) -> None:
    """What is known of the study, its centres and who was interviewed."""
    (folder / "study.yaml").write_text(_study_yaml(), encoding="utf-8")
    write_csv(folder / "centres.csv", "centre name type county region size", _centres(seed))
    numbers = range(1, size.interviews + 1)
    rows = ((name_of(n), "", centre_of(n), "leder") for n in numbers)
    write_csv(folder / "interviews.csv", "file speaker centre role", rows)


def _written(folder: Path, size: Size, seed: int) -> Iterator[Coding]:
    """Writes each transcript, and gives its codings."""
    words = vocabulary(Random(seed))
    for number, share in enumerate(_shares(size), 1):
        held = interview(words, number, size.words, seed)
        path = folder / "transcripts" / held.name
        path.write_text(held.text, encoding="utf-8", newline="\n")
        yield from codings(held, number, share, seed)


def write_csv(path: Path, columns: str, rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns.split())
        writer.writerows(rows)


def _centres(seed: int) -> Iterator[tuple[str, ...]]:
    rng = Random(f"{seed} centres")
    counties = [(county, region) for region, names in COUNTIES.items() for county in names]
    for n in range(CENTRES):
        kind = "USHT" if n >= 36 else TYPES[n // 19]
        county, region = counties[n % len(counties)]
        yield f"S{n + 1:02d}", f"Senter {n + 1:02d}", kind, county, region, rng.choice(SIZES)


def _study_yaml() -> str:
    lines = [
        "title: Syntetisk studie",
        "language: nb",
        f"coders: [{', '.join(CODERS)}]",
        "units:",
        "  centre: {}",
        "  county: {of: centre, column: county}",
        "attributes:",
        f"  type: {{kind: category, values: [{', '.join(TYPES)}]}}",
        "  region: {kind: category}",
        f"  size: {{kind: category, values: [{', '.join(SIZES)}]}}",
    ]
    return "\n".join(lines) + "\n"
