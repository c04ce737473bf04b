from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import InvalidData
from qualcode.model.studies import CodingRecord
from qualcode.readers.codings import Codings

Write = Callable[[str, str | bytes], Path]
HEADER = "file,start,end,code,coder"


def test_a_row_becomes_a_record_with_its_line(write: Write) -> None:
    path = write("codings.csv", f"{HEADER}\na.txt,3,9,tid,anna\nb.txt,0,1,penger,bjørn\n")

    assert list(Codings(path)) == [
        CodingRecord(2, "a.txt", 3, 9, "tid", "anna"),
        CodingRecord(3, "b.txt", 0, 1, "penger", "bjørn"),
    ]


def test_the_columns_may_stand_in_any_order_and_more_may_be_given(write: Write) -> None:
    path = write(
        "codings.csv",
        "coder;quote;memo;end;start;code;file;stance;when;value;certainty;at;annet\n"
        'anna;"to\nord";Se her;9;3;tid;a.txt;-;planned;2,5 årsverk;80;2015-03-01T10:00:00Z;x\n'
        "anna;;;9;3;tid;a.txt;;;;;;\n",
    )

    assert list(Codings(path)) == [
        CodingRecord(
            line=2, file="a.txt", start=3, end=9, code="tid", coder="anna", stance="-",
            when="planned", value="2,5 årsverk", memo="Se her", certainty=80, quote="to\nord",
            at="2015-03-01T10:00:00Z",
        ),
        CodingRecord(4, "a.txt", 3, 9, "tid", "anna"),
    ]  # fmt: skip


def test_the_file_is_read_anew_each_time(write: Write) -> None:
    codings = Codings(write("codings.csv", f"{HEADER}\na.txt,3,9,tid,anna\n"))

    assert list(codings) == list(codings)


def test_reading_may_stop_half_way(write: Write) -> None:
    path = write("codings.csv", f"{HEADER}\n" + "a.txt,3,9,tid,anna\n" * 1000)

    assert [record.line for record in islice(Codings(path), 2)] == [2, 3]


def test_names_in_parts_are_put_together_and_blanks_around_them_taken_away(write: Write) -> None:
    path = write("codings.csv", f"{HEADER}\na\u030a.txt, 3 , 9 , tid ,bjørn \n")

    assert list(Codings(path)) == [CodingRecord(2, "å.txt", 3, 9, "tid", "bjørn")]


def test_blank_rows_are_passed_over_and_lines_still_counted(write: Write) -> None:
    path = write("codings.csv", f"{HEADER}\n\n,,,,\na.txt,3,9,tid,anna,,\n\n")

    assert [record.line for record in Codings(path)] == [4]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("a.txt,x,9,tid,anna", 'column "start", value "x": it is not a whole number'),
        ("a.txt,3,9.5,tid,anna", 'column "end", value "9.5": it is not a whole number'),
        ("a.txt,-3,9,tid,anna", 'column "start", value "-3": it is not a whole number'),
        ("a.txt,,9,tid,anna", 'column "start", value "": it is not a whole number'),
        ("a.txt,1_0,19,tid,anna", 'column "start", value "1_0": it is not a whole number'),
        ("a.txt,9,9,tid,anna", 'column "end", value "9": it must be greater than the start, 9'),
        ("a.txt,9,3,tid,anna", 'column "end", value "3": it must be greater than the start, 9'),
        (",3,9,tid,anna", 'column "file", value "": the cell is empty'),
        ("a.txt,3,9, ,anna", 'column "code", value " ": the cell is empty'),
        ("a.txt,3,9,tid,", 'column "coder", value "": the cell is empty'),
        ("a.txt,3,9,tid", 'column "coder", value "": the cell is empty'),
        ("a.txt,3,9,tid,anna,mer", 'value "mer": the row has 6 cells'),
        ('a.txt,3,9,"tid,anna', "a quotation mark is opened here"),
    ],
)
@pytest.mark.parametrize("good", [0, 700])
def test_a_bad_row_is_refused_with_its_place(write: Write, row: str, fault: str, good: int) -> None:
    path = write("codings.csv", f"{HEADER}\n" + "a.txt,1,2,tid,anna\n" * good + row + "\n")

    with pytest.raises(InvalidData) as caught:
        list(Codings(path))

    assert str(caught.value).startswith(f"codings.csv, line {good + 2}")
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("stance", "ja", "it is none of + - ± neutral."),
        ("when", "i går", "it is none of before, now, planned."),
        ("certainty", "høy", "it is not a whole number."),
    ],
)
def test_a_judgement_of_another_kind_is_refused(
    write: Write, column: str, value: str, fault: str
) -> None:
    path = write("codings.csv", f"{HEADER},{column}\na.txt,3,9,tid,anna,{value}\n")

    with pytest.raises(InvalidData) as caught:
        list(Codings(path))

    assert str(caught.value) == f'codings.csv, line 2, column "{column}", value "{value}": {fault}'


def test_a_missing_column_is_refused(write: Write) -> None:
    with pytest.raises(InvalidData, match='column "coder": the column is missing'):
        list(Codings(write("codings.csv", "file,start,end,code\n")))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, 99), st.integers(1, 99), st.sampled_from(["", "+", "neutral"])),
        max_size=900,
    ),
    st.booleans(),
)
def test_whole_columns_and_single_rows_are_read_alike(
    tmp_path: Path, rows: list[tuple[int, int, str]], blank_first: bool
) -> None:
    """A blank row has its batch read row by row."""
    path = tmp_path / "codings.csv"
    lines = [f"{HEADER},stance", *(["", ",,,,,"] if blank_first else [])]
    lines += [f"a.txt,{start},{start + n},tid,anna,{stance}" for start, n, stance in rows]
    path.write_text("\n".join(lines), encoding="utf-8")

    records = list(Codings(path))

    assert [(r.start, r.end - r.start, r.stance or "") for r in records] == rows
    assert [r.line for r in records] == [n + (4 if blank_first else 2) for n in range(len(rows))]
