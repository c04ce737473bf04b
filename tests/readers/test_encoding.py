from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import UnreadableFile
from qualcode.model.text import normalise
from qualcode.readers.encoding import decode, read_bytes, stream_encoding

Write = Callable[[str, str | bytes], Path]
NORWEGIAN = (
    "Intervjuer: Hvordan går det på øya?\nLeder: Vi er på vei – «nesten» i mål, sa ærfuglen.\n"
)
HERE = Path("intervju.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_without_a_remark(encoding: str) -> None:
    decoded = decode(NORWEGIAN.encode(encoding), HERE)

    assert decoded.text == NORWEGIAN
    assert decoded.remarks == ()


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "utf-16-le", "utf-16-be"])
def test_another_encoding_is_guessed_and_the_guess_is_told(encoding: str) -> None:
    decoded = decode(NORWEGIAN.encode(encoding), HERE)

    assert decoded.text == NORWEGIAN
    assert encoding.replace("-", "_") in decoded.remarks[0]


def test_a_short_norwegian_text_in_an_old_encoding_is_not_taken_for_polish() -> None:
    assert decode("Blåbær på øya".encode("latin-1"), HERE).text == "Blåbær på øya"
    assert decode("Blåbær på øya".encode("cp865"), HERE).text == "Blåbær på øya"


def test_other_alphabets_are_guessed_too() -> None:
    japanese = "聞き手：センターはどうですか。\n所長：私たちは頑張っています。\n" * 20

    assert decode(japanese.encode("shift_jis"), HERE).text == japanese


def test_windows_and_mac_line_ends_become_line_feeds() -> None:
    assert decode(b"\xef\xbb\xbfen\r\nto\rtre\n", HERE).text == "en\nto\ntre\n"


def test_letters_in_parts_are_put_together() -> None:
    taken_apart = unicodedata.normalize("NFD", "på øya é")

    assert decode(taken_apart.encode(), HERE).text == "på øya é"


def test_pages_and_odd_line_breaks_become_line_feeds_one_for_one() -> None:
    assert decode("a\fb\vc\u2028d\u2029e\x85f".encode(), HERE).text == "a\nb\nc\nd\ne\nf"


def test_a_few_stray_control_characters_become_blanks_and_are_told() -> None:
    decoded = decode(b"Noen ord\x02 og\x07 flere", HERE)

    assert decoded.text == "Noen ord  og  flere"
    assert decoded.remarks == ("2 control characters were replaced by blanks.",)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00",
        b"abc\x00def",
        b"\x01\x02\x03\x04\x05\x06\x07\x08 text",
        b"\xff\xfea\x00\x00\x00b\x00",
        b"\xff\xfea\x00b",
        bytes(range(256)) * 40,
    ],
)
def test_what_is_not_text_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"intervju\.txt is not text; .* save it"):
        decode(data, HERE)


def test_a_file_above_the_limit_is_refused_before_it_is_read(write: Write) -> None:
    path = write("stor.txt", b"ord " * 1000)

    with pytest.raises(UnreadableFile, match=r"stor\.txt .* Split it"):
        read_bytes(path, limit=3999)


def test_the_encoding_of_a_large_file_is_found_without_holding_it(write: Write) -> None:
    ascii_first = b"abc,def\n" * 200_000

    assert stream_encoding(write("a.csv", ascii_first + "æøå\n".encode())) == ("utf-8", False)
    assert stream_encoding(write("b.csv", ascii_first + "æøå\n".encode("cp1252"))) == (
        "cp1252",
        True,
    )
    assert stream_encoding(write("c.csv", "æøå".encode("utf-16"))) == ("utf-16", False)
    assert stream_encoding(write("d.csv", b"")) == ("utf-8", False)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_reading_gives_back_what_was_written_and_normalising_again_changes_nothing(
    text: str,
) -> None:
    read = decode(text.encode(), HERE).text

    assert normalise(read) == read
    assert read == normalise(text.replace("\u2028", "\n").replace("\u2029", "\n"))
