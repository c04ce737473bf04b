"""Whatever bytes a file holds, it is read, or refused with a message that names it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.readers import read_transcripts
from qualcode.readers.codebook import read_codebook
from qualcode.readers.codings import Codings
from qualcode.readers.interviews import read_interviews
from qualcode.readers.study_yaml import read_study_yaml

PIECES = st.sampled_from(
    [b"file,start,end,code,coder\n", b"a.txt,1,2,x,y\n", b'"', b";", b"\n", b"title: x\n", b"- a\n",
     b"themes:\n", b"  - {name: a, codes: [{id: b}]}\n", b"&a ", b"*a ", b"[", b"{", b": ",
     b"\xe6", b"\xff\xfe", b"Leder: ", b"units: {centre: {of: x}}\n", b"!!int ", b"\xc3\xa6",
     b"PK\x03\x04", b"|\n", b"? ", b"<CodeBook>", b"<Code name='a'>", b"</Code>", b"</CodeBook>",
     b"<Set name='s'><MemberCode guid=''/></Set>", b"<!DOCTYPE x>"]
)  # fmt: skip
FILES = st.binary(max_size=200) | st.lists(PIECES, max_size=12).map(b"".join)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("a.txt", read_transcripts),
        ("a.docx", read_transcripts),
        ("a.csv", read_transcripts),
        ("codings.csv", lambda path: list(Codings(path))),
        ("interviews.csv", lambda path: read_interviews(path, ["centre"])),
        ("codebook.csv", read_codebook),
        ("codebook.yaml", read_codebook),
        ("codebook.xlsx", read_codebook),
        ("codebook.qdc", read_codebook),
        ("study.yaml", read_study_yaml),
    ],
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=FILES)
def test_any_bytes_are_read_or_refused_with_the_name_of_the_file(
    tmp_path: Path, name: str, read: Callable[[Path], object], data: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    try:
        read(path)
    except QualcodeError as error:
        assert name in str(error)  # noqa: PT017
