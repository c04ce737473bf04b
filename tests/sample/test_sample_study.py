"""The sample study says what its report said: recounted here from the files alone."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

SAMPLE = Path(__file__).parents[2] / "transcripts_sample"
QUESTIONERS = {"Intervjuer", "I"}
LABEL = re.compile(r"^([A-ZÆØÅ][\wæøåÆØÅ ]*(?:\([^)]*\))?):", re.MULTILINE)

Rows = list[dict[str, str]]


@cache
def rows(name: str) -> Rows:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def text(name: str) -> str:
    return (SAMPLE / "transcripts" / name).read_text(encoding="utf-8")


def centre_of() -> dict[str, str]:
    return {r["file"]: r["centre"] for r in rows("interviews.csv") if r["centre"]}


def is_question(coding: dict[str, str]) -> bool:
    """True where the passage lies in an interviewer's turn."""
    before = [m for m in LABEL.finditer(text(coding["file"])) if m.start() <= int(coding["start"])]
    return bool(before) and before[-1].group(1) in QUESTIONERS


def codings() -> Iterator[tuple[str, str]]:
    """(centre, code) of everything that a centre's informants say."""
    centres = centre_of()
    for coding in rows("codings.csv"):
        if coding["file"] in centres and not is_question(coding):
            yield centres[coding["file"]], coding["code"]


@cache
def mentions() -> dict[str, set[str]]:
    """Centres by code; a parent has those of its children too."""
    found: dict[str, set[str]] = defaultdict(set)
    book = yaml.safe_load((SAMPLE / "codebook.yaml").read_text(encoding="utf-8"))
    parents = {c["id"]: c.get("parent") for t in book["themes"] for c in t["codes"]}
    for centre, code in codings():
        above: str | None = code
        while above is not None:
            found[above].add(centre)
            above = parents[above]
    return found


def types() -> dict[str, str]:
    return {r["centre"]: r["type"] for r in rows("centres.csv")}


@pytest.mark.parametrize(
    ("code", "centres"),
    [
        ("plan_okonomi", 13),
        ("plan_helse_omsorg", 18),
        ("plan_virksomhet", 9),
        ("plan_uklart", 3),
        ("forsk_aktiv", 18),
        ("forsk_tilrettelegger", 15),
        ("forsk_ingen", 2),
        ("pro_velferdsteknologi", 23),
        ("pro_ernaering", 20),
        ("pro_demens", 19),
        ("pro_demensnettverk", 8),
        ("pro_lindrende", 19),
        ("pro_pasientsikkerhet", 17),
        ("pro_dokumentasjon", 11),
        ("pro_etikk", 11),
        ("pro_laeringsarena", 6),
        ("pro_alert", 5),
        ("pro_tannhelse", 3),
        ("pro_tiltakspakke", 2),
        ("pro_visningsrom", 2),
    ],
)
def test_as_many_centres_mention_it_as_in_the_report(code: str, centres: int) -> None:
    assert len(mentions()[code]) == centres


def test_there_are_35_centres_in_19_counties_and_one_lies_in_two() -> None:
    counties = {r["centre"]: r["county"].split("+") for r in rows("centres.csv")}
    of_type = [list(types().values()).count(t) for t in ("USHT", "USH", "UHT", "andre")]

    assert of_type == [6, 14, 14, 1]
    assert len({c for cs in counties.values() for c in cs}) == 19
    assert [c for c, cs in counties.items() if len(cs) > 1] == ["S06"]


def test_active_researchers_are_8_ush_5_uht_and_5_usht() -> None:
    active = [types()[c] for c in mentions()["forsk_aktiv"]]

    assert [active.count(t) for t in ("USH", "UHT", "USHT")] == [8, 5, 5]


def test_no_centre_has_two_research_roles() -> None:
    roles = [mentions()[c] for c in ("forsk_aktiv", "forsk_tilrettelegger", "forsk_ingen")]

    assert sum(map(len, roles)) == len(set.union(*roles)) == 35


@pytest.mark.parametrize(
    ("code", "counties"), [("raad_daarlig", 7), ("raad_uklart", 7), ("raad_fungerer", 5)]
)
def test_the_council_is_rated_alike_by_as_many_counties(code: str, counties: int) -> None:
    of = {r["centre"]: r["county"].split("+") for r in rows("centres.csv")}

    assert len({county for c in mentions()[code] for county in of[c]}) == counties


def test_recruitment_is_mentioned_by_7_of_14_nursing_homes_and_two_were_not_asked() -> None:
    homes = {c for c, t in types().items() if t == "USH"}
    centres = centre_of()
    asked = {
        centres[c["file"]]
        for c in rows("codings.csv")
        if c["code"] == "kom_strategi_vert" and c["file"] in centres and is_question(c)
    }

    assert len(mentions()["kom_strategi_vert"] & homes) == 7
    assert len(homes - asked) == 2


def test_a_third_of_the_interviews_are_coded_by_two_who_disagree_here_and_there() -> None:
    by_file: dict[str, dict[str, set[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(set))
    for c in rows("codings.csv"):
        if centre_of().get(c["file"], "") and c["file"].startswith("S"):
            by_file[c["file"]][c["coder"]].add((c["start"], c["end"], c["code"]))

    double = {f: list(coders.values()) for f, coders in by_file.items() if len(coders) == 2}

    assert len(double) >= 35 / 3
    assert all(a - b and b - a and a & b for a, b in double.values())


def test_every_passage_is_quoted_as_it_stands_and_carries_a_known_code() -> None:
    book = yaml.safe_load((SAMPLE / "codebook.yaml").read_text(encoding="utf-8"))
    known = {c["id"] for t in book["themes"] for c in t["codes"]}

    for c in rows("codings.csv"):
        assert c["code"] in known
        if "#" not in c["file"]:
            assert text(c["file"])[int(c["start"]) : int(c["end"])] == c["quote"]


def test_interviews_are_600_to_1500_words_long() -> None:
    lengths = {f: len(re.findall(r"\w+", text(f))) for f in centre_of() if f.startswith("S")}

    assert len(lengths) == 35
    assert all(600 <= n <= 1500 for n in lengths.values())


def test_four_interviews_or_more_are_in_nynorsk() -> None:
    marks = re.compile(r"\b(ikkje|eg|kva|vere|frå)\b")
    nynorsk = [f for f in centre_of() if len(marks.findall(text(f))) > 15]

    assert len(nynorsk) >= 4


def test_no_sentence_of_eight_words_stands_in_two_transcripts() -> None:
    seen: dict[str, str] = {}
    for path in sorted((SAMPLE / "transcripts").iterdir()):
        said = LABEL.sub("", path.read_text(encoding="utf-8"))
        for sentence in re.split(r"[.!?…:\n]+", said):
            words = re.findall(r"\w+", sentence.lower())
            if len(words) >= 8:
                assert seen.setdefault(" ".join(words), path.name) == path.name, sentence


def test_there_are_a_group_interview_minutes_notes_and_open_answers_too() -> None:
    kinds = {r["kind"] for r in rows("interviews.csv")}
    speakers = [r["municipality"] for r in rows("interviews.csv") if "gruppe" in r["file"]]

    assert kinds == {"interview", "minutes", "notes"}
    assert len(speakers) == 3
    assert (SAMPLE / "transcripts" / "aapne_svar.csv").exists()


def test_centres_are_numbered_without_a_gap() -> None:
    numbers = [int(r["centre"][1:]) for r in rows("centres.csv")]

    assert all(b - a == 1 for a, b in pairwise(numbers))
