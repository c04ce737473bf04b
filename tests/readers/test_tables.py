from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import InvalidData, UnreadableFile
from qualcode.model.text import normalise
from qualcode.readers.tables import read_table

Write = Callable[[str, str | bytes], Path]
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\v\f\x85\u2028\u2029\0"))


def cells(path: Path) -> list[list[str]]:
    return [list(row.values.values()) for row in read_table(path).rows]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_what_parts_the_columns_and_the_encoding_are_found_by_looking(
    write: Write, sign: str, encoding: str
) -> None:
    text = f"fil{sign}rolle\r\nå.txt{sign}leder\r\nø.txt{sign}ansatt på øya\r\n"

    table = read_table(write("t.csv", text.encode(encoding)))

    assert table.header == ("fil", "rolle")
    assert table.rows[1].values == {"fil": "ø.txt", "rolle": "ansatt på øya"}


def test_commas_in_prose_do_not_part_columns(write: Write) -> None:
    path = write("t.csv", "id;Hva er bra, og hva ikke?\n1;Mye, men ikke alt, nei\n2;Alt\n")

    assert cells(path) == [["1", "Mye, men ikke alt, nei"], ["2", "Alt"]]


def test_the_line_with_which_excel_names_the_sign_is_passed_over(write: Write) -> None:
    table = read_table(write("t.csv", "sep=;\na;b\n1,5;2\n"))

    assert table.header == ("a", "b")
    assert table.rows[0].line == 3


def test_a_row_has_the_line_on_which_it_begins(write: Write) -> None:
    text = '\na,b\n1,"to\nlinjer\nog en"\n\n2,"x"\r\n3,"y\r\nz"\n4,w\n'

    assert [row.line for row in read_table(write("t.csv", text)).rows] == [3, 7, 8, 10]


def test_line_breaks_and_letters_in_cells_are_normalised(write: Write) -> None:
    assert cells(write("t.csv", 'a,b\n1,"e\u0301n\r\nto"\n')) == [["1", "én\nto"]]


def test_short_rows_and_empty_cells_too_many_are_evened_out(write: Write) -> None:
    assert cells(write("t.csv", "a,b,c\n1\n1,2,3,,\n,,\n")) == [["1", "", ""], ["1", "2", "3"]]


def test_a_row_that_is_too_long_is_refused(write: Write) -> None:
    path = write("t.csv", "a,b\n1,2\n1,2,tre\n")

    with pytest.raises(InvalidData, match=r't\.csv, line 3, value "tre": the row has 3 cells'):
        read_table(path)


def test_a_column_that_stands_twice_is_refused(write: Write) -> None:
    with pytest.raises(InvalidData, match=r't\.csv, line 1, column "a": there are two columns'):
        read_table(write("t.csv", "a,b,a\n"))


def test_a_column_without_a_name_is_refused(write: Write) -> None:
    with pytest.raises(InvalidData, match=r't\.csv, line 1, column "2": the column has no name'):
        read_table(write("t.csv", "a,,b\n1,2,3\n"))


def test_a_missing_column_is_refused_with_those_that_are_there(write: Write) -> None:
    path = write("t.csv", "fil,rolle\n")

    with pytest.raises(InvalidData, match=r'column "file": the column is missing; .* fil, rolle'):
        read_table(path, required=("file",))


def test_columns_with_a_meaning_are_known_in_any_case_of_letters(write: Write) -> None:
    table = read_table(write("t.csv", "File, Role ,Annet\n"), required=("file",), known=("role",))

    assert table.header == ("file", "role", "Annet")


@pytest.mark.parametrize("text", ["", "\n\n", " \n", ",,\n"])
def test_an_empty_table_is_refused(write: Write, text: str) -> None:
    with pytest.raises(UnreadableFile, match=r"t\.csv is empty"):
        read_table(write("t.csv", text))


def test_a_quotation_mark_left_open_is_refused_with_the_line_of_its_row(write: Write) -> None:
    path = write("t.csv", 'a,b\n1,2\n3,"åpen\n4,5\n6,7\n')

    with pytest.raises(InvalidData, match=r"t\.csv, line 3: a quotation mark is opened here"):
        read_table(path)


def test_a_quotation_mark_within_a_quoted_cell_must_be_doubled(write: Write) -> None:
    path = write("t.csv", 'a,b\n1,"han sa "nei" da"\n')

    with pytest.raises(InvalidData, match=r"t\.csv, line 2: .* must be doubled"):
        read_table(path)


def test_a_cell_of_monstrous_length_is_refused(write: Write) -> None:
    with pytest.raises(InvalidData, match=r"t\.csv, line 2: a cell is longer than"):
        read_table(write("t.csv", f"a,b\n1,{'x' * 140_000}\n"))


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00", b"a,b\n1,\x00\n"])
def test_a_spreadsheet_that_is_no_csv_is_refused(write: Write, data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"t\.csv is not text"):
        read_table(write("t.csv", data))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1), st.sampled_from(",;\t"))
def test_what_is_written_is_read_back(
    tmp_path: Path, rows: list[tuple[str, str]], sign: str
) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=sign)
    writer.writerows([("først", "sist"), *rows])
    path = tmp_path / "t.csv"
    path.write_text(file.getvalue(), encoding="utf-8", newline="")

    read = [(row.get("først"), row.get("sist")) for row in read_table(path).rows]

    written = [(normalise(a).strip(), normalise(b).strip()) for a, b in rows]
    assert read == [(a, b) for a, b in written if a or b]
