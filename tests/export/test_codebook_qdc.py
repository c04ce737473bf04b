"""Codebooks for other programs: always as the standard has them, and read back by us."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.export.codebooks.qdc import write_qdc
from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme
from qualcode.model.refi import NAMESPACE
from qualcode.readers.codebook import read_codebook_file
from tests.codebook_strategies import codebooks

SCHEMA = Path(__file__).parents[1] / "refi" / "Codebook.xsd"
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=30)

PLAN = Theme(
    name="Plan & vedtak",
    definition="Det kommunen vil.",
    codes=(
        Code(
            id="plan",
            name="Står i <planen>",
            definition="Kommunal plan.",
            include="Alt",
            origin="guide",
            colour="#a1b2c3",
        ),
        Code(id="arsplan", name="Årsplan", parent="plan", state="retired"),
    ),
)
BOOK = Codebook(
    themes=(PLAN, Theme(name="Rest", residual=True, codes=(Code(id="x", parent="plan"),))),
    exclusive=(ExclusiveSet(name="Rolle", codes=("plan", "x")),),
)


@cache
def schema() -> xmlschema.XMLSchema10:
    return xmlschema.XMLSchema10(str(SCHEMA))


def written(path: Path, codebook: Codebook) -> ElementTree.Element:
    write_qdc(codebook, path)
    schema().validate(str(path))
    return ElementTree.parse(path).getroot()


def find(root: ElementTree.Element, way: str) -> list[dict[str, str]]:
    return [element.attrib for element in root.findall(way, {"": NAMESPACE})]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kodebok.qdc"


def test_a_theme_is_a_code_that_cannot_be_given_and_holds_its_codes(path: Path) -> None:
    root = written(path, BOOK)

    themes = find(root, "Codes/Code")
    assert [(t["name"], t["isCodable"]) for t in themes] == [
        ("Plan & vedtak", "false"),
        ("Rest", "false"),
    ]
    assert [c["name"] for c in find(root, "Codes/Code/Code")] == ["Står i <planen>", "x"]


def test_a_code_lies_beneath_its_parent_where_both_stand_in_one_theme(path: Path) -> None:
    root = written(path, BOOK)

    assert [c["name"] for c in find(root, "Codes/Code/Code/Code")] == ["Årsplan"]


def test_a_theme_is_a_set_of_its_codes_too(path: Path) -> None:
    root = written(path, BOOK)

    guids = {code["guid"]: code["name"] for code in find(root, ".//Code")}
    sets = {
        found.attrib["name"]: [guids[member.attrib["guid"]] for member in found.iter()
                               if "MemberCode" in member.tag]
        for found in root.iter(f"{{{NAMESPACE}}}Set")
    }  # fmt: skip
    assert sets == {
        "Plan & vedtak": ["Står i <planen>", "Årsplan"],
        "Rest": ["x"],
        "Rolle": ["Står i <planen>", "x"],
    }


def test_the_description_says_all_else_for_people(path: Path) -> None:
    root = written(path, BOOK)

    said = [element.text for element in root.iter(f"{{{NAMESPACE}}}Description")]
    assert said[:3] == [
        "Det kommunen vil.",
        "Kommunal plan.\n\nTa med: Alt\nOpphav: intervjuguide\nId: plan",
        "Tilstand: ute av bruk",
    ]


def test_a_code_has_the_same_guid_whatever_becomes_of_it(path: Path) -> None:
    before = {code["name"]: code["guid"] for code in find(written(path, BOOK), ".//Code")}
    renamed = replace(PLAN, codes=(replace(PLAN.codes[0], name="Ny", definition=""),))
    after = find(written(path, Codebook(themes=(renamed,))), "Codes/Code/Code")

    assert after[0]["guid"] == before["Står i <planen>"]
    assert len(set(before.values())) == len(before)


def test_no_container_is_empty(path: Path) -> None:
    root = written(path, Codebook(themes=(Theme(name="A"),)))

    assert [element.tag.rpartition("}")[2] for element in root.iter()] == [
        "CodeBook",
        "Codes",
        "Code",
    ]


def test_a_codebook_with_nothing_in_it_is_not_written(path: Path) -> None:
    with pytest.raises(QualcodeError, match=r"kodebok\.qdc was not written: .* one code at least"):
        write_qdc(Codebook(title="Tom"), path)

    assert not path.exists()


def test_parents_in_a_circle_or_very_deep_are_written_all_the_same(path: Path) -> None:
    codes = [Code(id="a", parent="b"), Code(id="b", parent="a")]
    codes += [Code(id=f"k{n}", parent=f"k{n - 1}" if n else None) for n in range(150)]

    root = written(path, Codebook(themes=(Theme(name="A", codes=tuple(codes)),)))

    assert sorted(c["name"] for c in find(root, "Codes/Code//Code")) == sorted(
        code.id for code in codes
    )
    codes[:2] = []
    write_qdc(Codebook(themes=(Theme(name="A", codes=tuple(codes)),)), path)
    assert same(read_codebook_file(path).codebook) == same(
        Codebook(themes=(Theme(name="A", codes=tuple(codes)),))
    )


def same(codebook: Codebook) -> Codebook:
    """What of a codebook comes back: not what it says of itself, and a name that is the id goes
    without saying."""
    themes = (
        replace(theme, codes=tuple(replace(code, name=code.label) for code in theme.codes))
        for theme in codebook.themes
    )
    return Codebook(themes=tuple(themes), exclusive=codebook.exclusive)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(codebooks())
def test_a_codebook_is_valid_and_comes_back_whole(tmp_path: Path, codebook: Codebook) -> None:
    path = tmp_path / "k.qdc"
    written(path, codebook)

    read = read_codebook_file(path)

    assert same(read.codebook) == same(codebook)
    assert read.remarks == ()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=25,
)
@given(codebooks(texts=ANYTHING))
def test_whatever_the_texts_hold_the_file_is_valid(tmp_path: Path, codebook: Codebook) -> None:
    path = tmp_path / "k.qdc"

    written(path, codebook)

    assert len([*read_codebook_file(path).codebook.codes()]) == len([*codebook.codes()])
