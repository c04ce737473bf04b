from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.export.codebooks.text import codebook_csv, codebook_yaml
from qualcode.model.codebook import LIVES, ORIGINS, Code, Codebook, ExclusiveSet, Theme
from qualcode.model.codebook_table import COLUMNS, UNGROUPED
from qualcode.readers.codebook import read_codebook

LETTERS = st.characters(
    codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"
)
TRICKY = st.sampled_from(
    ["no", "~", "null", "007", "12:30", "- a", "a: b", "#x", "'", "=1+1", "'=1", "@x", "+", "&x",
     "*x", "to\nlinjer", "to\n\n  innrykk\n", "\n\nsist", "!tag", "{a}", "[a]",
     "%", "«ja» – «nei»", "|"]
)  # fmt: skip


def nfc(text: str) -> str:
    from qualcode.model.text import normalise

    return normalise(text)


TEXT = TRICKY | st.text(LETTERS, max_size=60).map(nfc)
FILLED = TEXT.filter(lambda text: bool(text.strip()))
NAMES = FILLED.map(str.strip)


@st.composite
def codebooks(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXT) -> Codebook:
    """Codebooks that hold together."""
    ids = draw(st.lists(NAMES, unique=True, max_size=6))
    themes = draw(st.lists(NAMES, unique=True, min_size=1, max_size=3))
    keys = draw(st.lists(st.sampled_from("abcnyø1"), unique=True, max_size=3))
    codes = [draw(_codes(one, ids[:n], texts)) for n, one in enumerate(ids)]
    codes = [replace(c, key=k) for c, k in zip(codes, keys, strict=False)] + codes[len(keys) :]
    places = [draw(st.integers(0, len(themes) - 1)) for _ in codes]
    return Codebook(
        title=draw(texts),
        description=draw(texts),
        source=draw(texts),
        themes=tuple(
            Theme(
                name=name,
                definition=draw(texts),
                residual=number == 0 and draw(st.booleans()),
                ungrouped=number == 1 and draw(st.booleans()),
                codes=tuple(c for c, place in zip(codes, places, strict=True) if place == number),
            )
            for number, name in enumerate(themes)
        ),
        exclusive=(ExclusiveSet(name="e", codes=(ids[0], ids[1])),) if len(ids) > 1 else (),
    )


@st.composite
def _codes(draw: st.DrawFn, code: str, above: list[str], texts: st.SearchStrategy[str]) -> Code:
    name = draw(texts)
    return Code(
        id=code,
        name=f"{name}{code}" if name.strip() else name,
        parent=draw(st.none() | st.sampled_from(above)) if above else None,
        definition=draw(texts),
        include=draw(texts),
        exclude=draw(texts),
        example=draw(texts),
        example_at=draw(st.sampled_from(["", "S01: æ.txt:3-12"])),
        born=draw(st.sampled_from(["", "svar.csv#2:0-1"])),
        origin=draw(st.sampled_from(ORIGINS)),
        question=draw(texts),
        state=draw(st.sampled_from(LIVES)),
        colour=draw(st.none() | st.just("#a1b2c3")),
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(codebooks())
def test_a_codebook_written_as_yaml_is_read_back_whole(tmp_path: Path, codebook: Codebook) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_text(codebook_yaml(codebook), encoding="utf-8")

    assert read_codebook(path) == codebook


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(codebooks(texts=st.just("") | FILLED))
def test_a_codebook_written_as_csv_is_read_back_but_for_what_a_table_cannot_say(
    tmp_path: Path, codebook: Codebook
) -> None:
    path = tmp_path / "codebook.csv"
    path.write_text(codebook_csv(codebook), encoding="utf-8", newline="")

    read = read_codebook(path)

    said = tuple(
        Theme(name=UNGROUPED if t.ungrouped else t.name, ungrouped=t.ungrouped, codes=t.codes)
        for t in codebook.themes
        if t.codes
    )
    assert read == Codebook(themes=said)


def test_the_yaml_can_be_read_by_people() -> None:
    codes = (Code(id="tid", name="Tid", definition="Om tid.\nOg mer.", key="n"),)
    codebook = Codebook(title="På øya", themes=(Theme(name="Økonomi", codes=codes),))

    assert codebook_yaml(codebook) == (
        "title: På øya\nthemes:\n- name: Økonomi\n  codes:\n  - id: tid\n    name: Tid\n"
        "    definition: |-\n      Om tid.\n      Og mer.\n    key: n\n"
    )


def test_no_cell_of_the_csv_is_a_formula_to_a_spreadsheet() -> None:
    code = Code(id="=1+1", name="@x", definition="- et punkt", include="+ og mer")
    text = codebook_csv(Codebook(themes=(Theme(name="-t", codes=(code,)),)))

    assert text.splitlines()[0] == ",".join(COLUMNS)
    assert not re.search(r'(?:^|,)"?[=+\-@]', text.splitlines()[1])


def test_the_theme_of_those_without_one_is_left_empty_in_csv() -> None:
    codebook = Codebook(themes=(Theme(name=UNGROUPED, ungrouped=True, codes=(Code(id="a"),)),))

    assert UNGROUPED not in codebook_csv(codebook)
