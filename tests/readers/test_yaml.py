from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import InvalidData, QualcodeError, UnreadableFile
from qualcode.readers.yaml import read_yaml, without_empty

Write = Callable[[str, str | bytes], Path]


def test_scalars_are_taken_as_they_are_written(write: Write) -> None:
    text = "a: no\nb: n\nc: 007\nd: 12:30\ne: 1e3\nf: 2015-03-01\ng: 'null'\nh: Yes\n"

    data = read_yaml(write("k.yaml", text)).data

    assert list(data.values()) == ["no", "n", "007", "12:30", "1e3", "2015-03-01", "null", "Yes"]


def test_empty_values_are_none_and_can_be_taken_away(write: Write) -> None:
    data = read_yaml(write("k.yaml", "a:\nb: ~\nc: null\nd: ''\ne: [{f: , g: x}]\n")).data

    assert data == {"a": None, "b": None, "c": None, "d": "", "e": [{"f": None, "g": "x"}]}
    assert without_empty(data) == {"d": "", "e": [{"g": "x"}]}


def test_every_value_knows_its_line(write: Write) -> None:
    file = read_yaml(
        write("k.yaml", "# kommentar\na: 1\nb:\n  - c: 2\n    d: |\n      to\n  - x\n")
    )

    assert file.line(("a",)) == 2
    assert file.line(("b", 0, "d")) == 5
    assert file.line(("b", 1)) == 7


def test_what_is_missing_has_the_line_of_what_it_is_missing_from(write: Write) -> None:
    file = read_yaml(write("k.yaml", "b:\n  - c: 2\n"))

    assert file.line(("b", 0, "navn")) == 2
    assert file.line(("borte", "helt")) == 1


def test_a_name_that_stands_twice_is_refused_with_both_lines(write: Write) -> None:
    path = write("k.yaml", "themes:\n  - name: a\n    codes: []\n    name: b\n")

    with pytest.raises(
        InvalidData, match=r'k\.yaml, line 4: "name" stands here already, on line 2'
    ):
        read_yaml(path)


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "bare tekst\n", "# kommentar\n", "---\n"])
def test_anything_but_names_with_values_at_the_top_is_refused(write: Write, text: str) -> None:
    with pytest.raises(InvalidData, match=r"k\.yaml, line 1: the file must hold names"):
        read_yaml(write("k.yaml", text))


@pytest.mark.parametrize(
    "text", ["a: [1, 2\nb: 3\n", "a: 'åpen\n", "a:\n\t- b\n", "a: b: c\n", "a: %\n"]
)
def test_what_is_not_yaml_is_refused_with_its_line(write: Write, text: str) -> None:
    with pytest.raises(InvalidData, match=r"k\.yaml, line \d.*this is not YAML"):
        read_yaml(write("k.yaml", text))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a:\n\t- b\n", 2),
        ("a:\n  - id: x\n\tname: y\n", 3),
        ("a:\n  -\tid: x\n", 2),
        ("themes:\n  - name: å\n    definition: én\n\tto\n", 4),
        ("a: |\n\tto\n", 2),
    ],
)
def test_tabs_are_told_with_their_line_and_what_to_use(write: Write, text: str, line: int) -> None:
    with pytest.raises(InvalidData, match=rf"k\.yaml, line {line}: .*a tab .* blanks instead"):
        read_yaml(write("k.yaml", text))


def test_a_tab_that_indents_nothing_is_let_be(write: Write) -> None:
    assert read_yaml(write("k.yaml", "a:\tb\n")).data == {"a": "b"}


def test_an_alias_stands_for_what_it_repeats(write: Write) -> None:
    assert read_yaml(write("k.yaml", "a: &x [1, 2]\nb: *x\n")).data["b"] == ["1", "2"]


def test_a_bomb_of_aliases_is_refused(write: Write) -> None:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]

    with pytest.raises(UnreadableFile, match=r"k\.yaml, line 6: .*1,000,000 values"):
        read_yaml(write("k.yaml", "\n".join(lines)))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a: &x [*x]\n", "stands within itself"),
        ("a: *x\n", "nothing is called &x|undefined alias"),
        ("a: !!python/object/apply:os.system [ls]\n", "the tag .* has no meaning"),
        ("a: !annet 3\n", "the tag !annet has no meaning"),
        ("? [a, b]\n: c\n", "a name is wanted here"),
        ("a: 1\n---\nb: 2\n", "a second document begins here"),
        ("a: " + "[" * 40 + "]" * 40 + "\n", "more than 30 levels"),
        ("a: " + "[" * 100_000, "more than 30 levels"),
        ("a: \x00\n", "is not text"),
    ],
)
def test_traps_are_refused(write: Write, text: str, what: str) -> None:
    with pytest.raises(QualcodeError, match=what):
        read_yaml(write("k.yaml", text))


def test_a_file_above_the_limit_is_refused(write: Write) -> None:
    with pytest.raises(UnreadableFile, match="Split it"):
        read_yaml(write("k.yaml", "a: " + "x" * 20_000_001))
