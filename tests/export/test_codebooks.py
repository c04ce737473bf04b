from __future__ import annotations

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.export.codebooks.csv import codebook_csv
from qualcode.export.codebooks.yaml import codebook_yaml
from qualcode.model.codebook import Code, Codebook, Theme
from qualcode.model.codebook_table import COLUMNS, UNGROUPED
from qualcode.readers.codebook import read_codebook
from tests.codebook_strategies import FILLED, codebooks


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
