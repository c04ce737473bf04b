from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import InvalidData
from qualcode.model.studies import Chapter, CoderSpec, StudySpec
from qualcode.model.units import AttributeDef, UnitKind
from qualcode.readers.study_yaml import read_study_yaml

Write = Callable[[str, str | bytes], Path]


def refused(path: Path) -> list[str]:
    with pytest.raises(InvalidData) as caught:
        read_study_yaml(path)
    return str(caught.value).split("\n")


def test_a_study_is_read_with_all_that_it_says(write: Write) -> None:
    path = write(
        "study.yaml",
        """
title: Utviklingssentre 2015
language: nn
coders: [anna, {name: bjørn, adjudicates: yes}]
units:
  centre:
  county: {of: centre, column: fylke, separator: "/"}
  municipality: {file: municipalities.csv}
attributes:
  type: {kind: category, values: [USH, UHT], aliases: {UST: UHT}}
  population: {of: municipality, kind: number, classes: {stor: ">=5000", liten: "<5000"}}
  region:
chapters:
  - {title: Organisering, themes: [Forankring, Økonomi], breakdown: [type]}
""",
    )

    spec = read_study_yaml(path).spec

    assert spec.coders == (CoderSpec(name="anna"), CoderSpec(name="bjørn", adjudicates=True))
    assert spec.kinds == (
        UnitKind(name="centre"),
        UnitKind(name="county", of="centre", column="fylke", separator="/"),
        UnitKind(name="municipality", file="municipalities.csv"),
    )
    kind_of, population, region = spec.attributes
    assert kind_of == AttributeDef(name="type", values=("USH", "UHT"), aliases=(("UST", "UHT"),))
    assert [(c.name, c.low, c.high) for c in population.classes] == [
        ("liten", -math.inf, 5000),
        ("stor", 5000, math.inf),
    ]
    assert region == AttributeDef(name="region")
    assert spec.chapters == (
        Chapter(title="Organisering", themes=("Forankring", "Økonomi"), breakdown=("type",)),
    )


def test_a_title_is_enough(write: Write) -> None:
    assert read_study_yaml(write("study.yaml", "title: 2015\n")).spec == StudySpec(title="2015")


def test_everything_of_the_wrong_shape_is_told_with_its_line(write: Write) -> None:
    path = write(
        "study.yaml",
        "language: nb\ncoders:\n  - {nam: anna}\nunits:\n  centre: {kolonne: x}\n"
        "attributes:\n  a: {kind: tall}\nchapters:\n  - {title: x}\nfarge: blå\n",
    )

    assert refused(path) == [
        'study.yaml, line 1, column "title": this is missing.',
        'study.yaml, line 3, column "name": this is missing.',
        'study.yaml, line 3, column "nam": this name has no meaning here; is it misspelt?',
        'study.yaml, line 5, column "kolonne": this name has no meaning here; is it misspelt?',
        'study.yaml, line 7, column "kind", value "tall": '
        "Input should be 'category' or 'number'.",
        'study.yaml, line 9, column "themes": this is missing.',
        'study.yaml, line 10, column "farge": this name has no meaning here; is it misspelt?',
    ]


@pytest.mark.parametrize("language", ["norsk", "klingon", "n", "NB", "nb nn", "../x"])
def test_a_language_that_is_no_code_is_refused(write: Write, language: str) -> None:
    path = write("study.yaml", f"title: x\nlanguage: {language}\n")

    assert refused(path) == [
        f'study.yaml, line 2, column "language", value "{language}": it is not a code of a '
        "language, such as nb, nn or en."
    ]


@pytest.mark.parametrize(
    ("classes", "fault"),
    [
        (
            '{liten: "<5000", stor: ">=6000"}',
            'there is a gap between the classes "liten" and "stor".',
        ),
        ('{liten: "<5000", stor: ">=4000"}', 'the classes "liten" and "stor" overlap.'),
        ("{liten: lite}", 'class "liten": "lite" is neither <N, >=N nor N-M.'),
    ],
)
def test_classes_with_a_gap_or_an_overlap_are_refused(
    write: Write, classes: str, fault: str
) -> None:
    path = write(
        "study.yaml",
        f"title: x\nattributes:\n  folk:\n    kind: number\n    classes: {classes}\n",
    )

    assert refused(path) == [f'study.yaml, line 5, column "folk": {fault}']


def test_kinds_of_units_that_do_not_hold_together_are_refused(write: Write) -> None:
    path = write(
        "study.yaml",
        "title: x\nunits:\n  centre: {}\n  county: {of: senter, column: fylke}\n"
        "  region: {of: region, column: region}\n  helse: {of: centre}\n"
        "attributes:\n  folk: {of: kommune}\n",
    )

    none = "there is no other kind of unit of that name; there are centre, county, region, helse."
    assert refused(path) == [
        f'study.yaml, line 4, column "of", value "senter": {none}',
        f'study.yaml, line 5, column "of", value "region": {none}',
        'study.yaml, line 6, column "helse": of and column belong together: the kind, and its '
        "column, that name these units.",
        'study.yaml, line 8, column "of", value "kommune": there is no kind of unit of that name; '
        "there are centre, county, region, helse.",
    ]


def test_an_alias_for_a_value_that_is_not_there_is_refused(write: Write) -> None:
    path = write(
        "study.yaml", "title: x\nattributes:\n  type:\n    values: [A, B]\n    aliases: {a: C}\n"
    )

    assert refused(path) == ['study.yaml, line 5, column "a", value "C": it is none of A, B.']


def test_a_coder_who_stands_twice_is_refused(write: Write) -> None:
    path = write("study.yaml", "title: x\ncoders:\n  - anna\n  - anna\n")

    assert refused(path) == [
        'study.yaml, line 4, column "coders", value "anna": the coder stands twice.'
    ]
