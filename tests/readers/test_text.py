from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import UnreadableFile
from qualcode.readers.text import read_text

Write = Callable[[str, str | bytes], Path]

NASTY = (
    "Intervjuer: Hva skjedde [latter] da?\n"
    "\n"
    "Leder: [/laughs] Vi lo 😀👩‍⚕️ og sa 你好 – naïvt, e\u0301n gang til, [inaudible] "
    "vel\u00adferds\u00adteknologi på Ærøya, [Navn] og [pause=2].\n"
    "\n"
    "Intervjuer: =1+1 og @navn?\n"
)


def test_a_nasty_transcript_is_read_as_it_is(write: Write) -> None:
    transcript = read_text(write("int.txt", NASTY))

    assert transcript.text == unicodedata.normalize("NFC", NASTY)
    assert [t.speaker for t in transcript.turns] == ["Intervjuer", "Leder", "Intervjuer"]
    said = transcript.turns[1]
    assert transcript.text[said.body : said.end].startswith("[/laughs] Vi lo 😀")
    assert transcript.text[said.body : said.end].endswith("[pause=2].")
    assert transcript.remarks == ()


def test_the_bytes_of_the_file_are_kept(write: Write) -> None:
    data = b"\xef\xbb\xbfLeder: Ja.\r\n"

    transcript = read_text(write("int.txt", data))

    assert hashlib.sha256(transcript.original).digest() == hashlib.sha256(data).digest()


def test_markdown_is_kept_with_its_marks(write: Write) -> None:
    transcript = read_text(
        write("int.md", "# Intervju\n\n**Intervjuer:** Hva?\n\n**Leder:** *Ja*.\n")
    )

    assert transcript.text.startswith("# Intervju")
    assert transcript.speakers() == ["Leder"]
    last = transcript.turns[-1]
    assert transcript.text[last.body : last.end] == "*Ja*."


def test_a_name_in_parts_is_put_together(write: Write) -> None:
    path = write(unicodedata.normalize("NFD", "på.txt"), "tekst")

    assert read_text(path).name == unicodedata.normalize("NFC", "på.txt")


@pytest.mark.parametrize("contents", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_refused_with_its_name(write: Write, contents: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"tom\.txt is empty"):
        read_text(write("tom.txt", contents))


def test_forty_megabytes_are_refused_with_advice(write: Write) -> None:
    path = write("stor.txt", b"Leder: ja\n" * 4_000_000)

    with pytest.raises(UnreadableFile, match=r"stor\.txt has 40 MB; .*20 MB.* Split it"):
        read_text(path)


def test_a_guessed_encoding_is_remarked(write: Write) -> None:
    transcript = read_text(write("gammel.txt", "Leder: Vi får det til på øya.".encode("cp1252")))

    assert transcript.text == "Leder: Vi får det til på øya."
    assert "cp1252" in transcript.remarks[0]
