"""What goes wrong is told in Norwegian as well as in English: nothing is missing, nothing left."""

from __future__ import annotations

import ast
import inspect
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import qualcode
from qualcode import errors
from qualcode.errors import CodeGone, InvalidData, Phrase, QualcodeError, at, joined, one_of, why
from qualcode.locale import entries, fault

CODE = Path(qualcode.__file__).parent
SAYING = {"Phrase"} | {
    name
    for name, kind in vars(errors).items()
    if inspect.isclass(kind) and issubclass(kind, QualcodeError)
}
"""What is made of a message."""


class Said(NamedTuple):
    """A place where something is said: its message, and the blanks that are given for it."""

    where: str
    message: ast.expr
    given: frozenset[str]

    @property
    def template(self) -> str:
        return str(self.message.value) if isinstance(self.message, ast.Constant) else ""


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(CODE.rglob("*.py")):
        if path != CODE / "errors.py":
            yield str(path.relative_to(CODE)), ast.parse(path.read_text(encoding="utf-8"))
    # The machinery itself says things of any kind; the rest of that module is looked at too.
    tree = ast.parse((CODE / "errors.py").read_text(encoding="utf-8"))
    tree.body = [
        node
        for node in tree.body
        if not isinstance(node, ast.ClassDef) and getattr(node, "name", "") != "joined"
    ]
    yield "errors.py", tree


def all_said() -> Iterator[Said]:
    for file, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name_of(node.func) in SAYING and node.args:
                # The second argument of CodeGone and CodeRetired is the name of the code.
                names = ["name"] * (len(node.args) - 1) + [k.arg or "**" for k in node.keywords]
                yield Said(f"{file}:{node.lineno}", node.args[0], frozenset(names))


def name_of(function: ast.expr) -> str:
    return ast.unparse(function).rpartition(".")[2]


def gives_phrases() -> set[str]:
    """The functions of ours that give a Phrase back, by name."""
    return {
        node.name
        for _, tree in (*sources(), ("", ast.parse(inspect.getsource(errors))))
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and ast.unparse(node.returns or node) == "Phrase"
    }


def blanks(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)


def wordless(template: str) -> bool:
    """Nothing to translate: `{place}: {what}`."""
    parts = string.Formatter().parse(template)
    return not any(letter.isalpha() for words, *_ in parts for letter in words)


def test_every_message_is_written_out_where_it_is_said() -> None:
    known = gives_phrases()

    made_up = [
        said.where
        for said in all_said()
        if not isinstance(said.message, ast.Constant)
        and not (isinstance(said.message, ast.Call) and name_of(said.message.func) in known)
    ]

    assert made_up == []


def test_every_message_has_its_blanks_filled() -> None:
    unlike = [
        said.where
        for said in all_said()
        if said.template and said.given and not blanks(said.template) <= said.given
    ]

    assert unlike == []


def test_a_message_with_nothing_to_fill_in_has_no_blanks() -> None:
    """Without blanks a message is taken as it is; only YAML to copy has braces then."""
    open_ones = [s.template for s in all_said() if not s.given and blanks(s.template)]

    assert [t for t in open_ones if "study.yaml (coders: [{name: …" not in t] == []


def test_every_message_is_there_in_norwegian() -> None:
    norwegian = entries("nb", "errors")

    missing = {s.template for s in all_said() if not wordless(s.template)} - norwegian.keys()

    assert missing == set()


def test_no_message_is_translated_that_nobody_says() -> None:
    assert entries("nb", "errors").keys() - {said.template for said in all_said()} == set()


def test_both_languages_have_the_same_blanks() -> None:
    unlike = [e for e, n in entries("nb", "errors").items() if blanks(e) != blanks(n)]

    assert unlike == []


def test_no_error_is_told_in_a_sentence_that_cannot_be_translated() -> None:
    """`str(error)` is English: a screen or a command that shows it asks `fault` instead."""
    shown = [
        f"{file}:{node.lineno}"
        for file, tree in sources()
        if file.startswith(("tui", "cli"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node) in ("str(error)", "str(message.error)")
    ]

    assert shown == []


def test_english_is_as_it_was_written() -> None:
    error = InvalidData("{place}: {what}", place=at("a.csv", 7, "end", "x"), what=Phrase("no."))

    assert str(error) == 'a.csv, line 7, column "end", value "x": no.'
    assert fault(error, "en") == str(error)
    assert fault(error, "de") == str(error)


def test_a_place_is_told_in_norwegian() -> None:
    place = at(Path("mappe/codings.csv"), 7, "end", "x")

    assert fault(place, "nb") == "codings.csv, linje 7, kolonne «end», verdi «x»"


def test_what_stands_in_a_blank_is_translated_too() -> None:
    inner = QualcodeError("The folder {folder} does not exist; make it first.", folder="ny")
    outer = QualcodeError("{place}: {what}", place=at("a.csv", 2), what=inner)

    assert fault(outer, "nb") == "a.csv, linje 2: Mappen ny finnes ikke; lag den først."


def test_the_words_of_people_stay_as_they_are() -> None:
    error = CodeGone(
        "The code «{name}» is not there any more: somebody has taken it away. Nothing was changed.",
        "none {x}",
    )

    assert error.name == "none {x}"
    assert "«none {x}»" in str(error)
    assert "Koden «none {x}» finnes ikke lenger" in fault(error, "nb")


def test_several_faults_are_told_each_in_its_line() -> None:
    error = InvalidData(joined("\n", (Phrase("this is missing."), Phrase("the cell is empty."))))

    assert str(error) == "this is missing.\nthe cell is empty."
    assert fault(error, "nb") == "dette mangler.\ncellen er tom."


@pytest.mark.parametrize(
    ("names", "english", "norwegian"),
    [
        ([".csv"], ".csv", ".csv"),
        ([".yaml", ".csv"], ".yaml or .csv", ".yaml eller .csv"),
        (["a", "b", "c"], "a, b or c", "a, b eller c"),
    ],
)
def test_names_to_choose_from(names: list[str], english: str, norwegian: str) -> None:
    assert (one_of(names), fault(one_of(names), "nb")) == (english, norwegian)


def test_what_the_system_says_is_translated_where_it_is_known(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        (tmp_path / "x").read_text()

    assert why(caught.value) == caught.value.strerror
    assert fault(why(caught.value), "nb") == "filen eller mappen finnes ikke"
    assert fault(why(OSError("noe annet")), "nb") == "noe annet"


def test_a_message_that_no_catalogue_has_stays_english() -> None:
    assert fault(QualcodeError("No such {thing}.", thing="tea"), "nb") == "No such tea."
    assert fault("Ferdig oversatt.", "nb") == "Ferdig oversatt."
