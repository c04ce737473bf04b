"""Studies whose codes wait to be sorted; people, places and words are made up.

They come from a study folder, as fast as that is read: what a test is about begins after it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from itertools import islice, product
from pathlib import Path

from qualcode.workflow import importing
from qualcode.workflow.studies import Study

Sayings = Mapping[str, Sequence[str]]
"""Codes by name, with what was said; what comes first of each is said at one centre, what comes
next at the other, and so on."""

FILES = ("01_Fjordvik.txt", "02_Granli.txt")
STUDY_YAML = """\
title: Når pengene tar slutt
language: nb
coders: [siv, jonas]
units:
  centre: {}
"""
CENTRES = "centre,name\nS01,Fjordvik\nS02,Granli\n"
ROLES = "file,speaker,centre,role\n01_Fjordvik.txt,,S01,leder\n02_Granli.txt,,S02,leder\n"
PASSED = {"K1": "no", "K2": "content", "K3": "yes", "verdict": "passed"}

WHO = (
    *("Lederen", "Kommunen", "Legen", "Nattevakten", "Kontoret", "Naboen", "Rådmannen"),
    *("Sykepleieren", "Vikaren", "Fylket", "Styret", "Pårørende"),
)
DOES = ("venter på", "sier nei til", "betaler for", "spør om", "låner bort", "glemmer")
WHAT = ("opplæringen", "bilen", "møtet")


def many_sayings(count: int) -> dict[str, list[str]]:
    """So many codes, each made of one thing that was said."""
    clauses = (" ".join(words) for words in product(WHO, DOES, WHAT))
    return {clause: [f"{clause} hver høst"] for clause in islice(clauses, count)}


def study_to_sort(folder: Path, sayings: Sayings, untested: Collection[str] = ()) -> Study:
    """All codes wait to be grouped, and siv has let all of them pass but those that are
    `untested`."""
    texts = ["Leder:", "Leder:"]
    codes, codings = [], ["file,start,end,code,coder"]
    for number, (label, quotes) in enumerate(sayings.items(), start=1):
        places = []
        for n, quote in enumerate(quotes):
            start = len(texts[n % 2]) + 1
            texts[n % 2] += f" {quote}."
            places.append((FILES[n % 2], start, start + len(quote)))
        codings += [f"{file},{start},{end},k{number},siv" for file, start, end in places]
        file, start, end = places[0]
        codes.append({"id": f"k{number}", "name": label, "born": f"{file}:{start}-{end}"})
    tests = [{"code": c["id"], "by": "siv", **PASSED} for c in codes if c["name"] not in untested]
    book = {"themes": [{"name": "Uten gruppe", "ungrouped": True, "codes": codes}]}
    _write(folder / "mappe", texts, "\n".join(codings), book, {"tests": tests})
    study, report = importing.study_from_folder(
        folder / "bunker.qualcode", folder / "mappe", coder="siv"
    )
    assert [file.outcome for file in report.files] == ["taken", "taken"]
    return study


def _write(folder: Path, texts: Sequence[str], codings: str, book: object, method: object) -> None:
    (folder / "transcripts").mkdir(parents=True)
    for file, text in zip(FILES, texts, strict=True):
        (folder / "transcripts" / file).write_text(f"{text}\n", encoding="utf-8")
    for name, text in (
        ("study.yaml", STUDY_YAML),
        ("centres.csv", CENTRES),
        ("interviews.csv", ROLES),
        ("codings.csv", f"{codings}\n"),
        # JSON is YAML.
        ("codebook.yaml", json.dumps(book, ensure_ascii=False)),
        ("method.yaml", json.dumps(method, ensure_ascii=False)),
    ):
        (folder / name).write_text(text, encoding="utf-8")
