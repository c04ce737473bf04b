from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import UnreadableFile
from qualcode.readers import READERS, read_transcripts

Write = Callable[[str, str | bytes], Path]


def test_a_file_is_read_by_the_suffix_of_its_name_in_any_case_of_letters(write: Write) -> None:
    path = write("Intervju.TXT", "Leder: Ja.")

    (transcript,) = read_transcripts(path)

    assert transcript.name == "Intervju.TXT"
    assert transcript.text == "Leder: Ja."


def test_an_unknown_suffix_is_refused_with_the_formats_that_are_known(write: Write) -> None:
    path = write("intervju.pdf", b"%PDF")

    with pytest.raises(UnreadableFile, match=r"intervju\.pdf .*\.txt, \.md, \.docx, \.csv"):
        read_transcripts(path)


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_a_file_that_is_not_there_is_refused_with_its_name(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(UnreadableFile, match=f"borte{suffix} is not there"):
        read_transcripts(tmp_path / f"borte{suffix}")


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_a_folder_is_no_transcript(tmp_path: Path, suffix: str) -> None:
    folder = tmp_path / f"mappe{suffix}"
    folder.mkdir()

    with pytest.raises(UnreadableFile, match="is not a file"):
        read_transcripts(folder)


def test_survey_answers_give_one_transcript_each_with_units_of_the_kinds_asked_for(
    write: Write,
) -> None:
    path = write("svar.csv", "id,kommune,mening\n1,Bø,Godt\n2,Vik,Dårlig\n")

    transcripts = read_transcripts(path, kinds=frozenset({"kommune"}))

    assert [t.units for t in transcripts] == [(("kommune", "Bø"),), (("kommune", "Vik"),)]


def test_plain_text_is_read_without_loading_the_libraries_of_other_formats(write: Write) -> None:
    path = write("intervju.txt", "Leder: Ja.")
    program = (
        "import sys; from pathlib import Path; from qualcode.readers import read_transcripts; "
        f"read_transcripts(Path({str(path)!r})); "
        "print([m for m in ('docx', 'lxml', 'yaml', 'pydantic', 'charset_normalizer', 'csv') "
        "if m in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
