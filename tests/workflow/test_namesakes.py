"""Two codes of one name do not come to stand in one theme, where nobody could tell them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qualcode.errors import Conflict
from qualcode.model.codebook import Code, Codebook, Theme
from qualcode.store import taking_in
from qualcode.workflow import codebooks, coding, grouping, recoding
from qualcode.workflow.studies import Study, create_study

BOOK = Codebook(
    themes=(
        Theme(
            name="Penger",
            codes=(
                Code(id="p", name="Tar tid"),
                Code(id="over", name="Planlegger"),
                Code(id="under", name="Ber om råd", parent="over"),
            ),
        ),
        Theme(
            name="Råd",
            codes=(
                Code(id="r", name="tar  Tid"),
                Code(id="s", name="Ber om råd"),
                Code(id="t", name="Planlegger", state="retired"),
            ),
        ),
        Theme(name="Rest", residual=True, codes=(Code(id="u", name="Tar tid"),)),
        Theme(name="Venter", ungrouped=True, codes=(Code(id="v", name="Tar tid"),)),
    )
)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = create_study(tmp_path / "s.qualcode", coder="siv")
    with made.change("siv", "fill") as change:
        taking_in.take_in(change, BOOK)
    yield made
    made.close()


def row(study: Study, ident: str) -> int:
    return next(c.id for c in coding.codes(study) if c.code.id == ident)


def theme(study: Study, name: str) -> int:
    return next(t.id for t in coding.themes(study) if t.name == name)


MOVES: dict[str, Callable[[Study], object]] = {
    "to a theme": lambda s: recoding.move_code(s, "siv", row(s, "p"), theme_id=theme(s, "Råd")),
    "under another": lambda s: recoding.move_code(s, "siv", row(s, "p"), parent=row(s, "s")),
    "what lies beneath": lambda s: recoding.move_code(
        s, "siv", row(s, "over"), theme_id=theme(s, "Råd")
    ),
    "on the board": lambda s: grouping.place_codes(
        s, "siv", [row(s, "p")], theme(s, "Råd"), reason="hører til"
    ),
    "both to a new pile": lambda s: grouping.place_in_new(
        s, "siv", [row(s, "p"), row(s, "r")], reason="hører til"
    ),
    "aside": lambda s: grouping.set_aside(s, "siv", [row(s, "p")], reason="brukes ikke"),
    "to wait": lambda s: grouping.let_wait(s, "siv", [row(s, "p")]),
    "with a code that is merged": lambda s: recoding.merge_codes(
        s, "siv", [row(s, "over")], row(s, "r")
    ),
}


@pytest.mark.parametrize("how", MOVES)
def test_a_code_does_not_move_to_where_another_has_its_name(study: Study, how: str) -> None:
    before, entries = codebooks.of_study(study), study.history()

    with pytest.raises(Conflict, match=r"two codes «.*give one of them another name first, or m"):
        MOVES[how](study)

    assert (codebooks.of_study(study), study.history()) == (before, entries)


def test_a_code_is_not_brought_back_beside_one_of_its_name(study: Study) -> None:
    recoding.retire_code(study, "siv", row(study, "p"))
    recoding.move_code(study, "siv", row(study, "r"), theme_id=theme(study, "Penger"))

    with pytest.raises(Conflict, match=r"There would be two codes «.*» in «Penger»"):
        recoding.bring_back_code(study, "siv", row(study, "p"))


def test_another_name_lets_it_move_and_so_does_a_namesake_that_is_not_given(study: Study) -> None:
    recoding.rename_code(study, "siv", row(study, "p"), "Tar lang tid")
    recoding.move_code(study, "siv", row(study, "p"), theme_id=theme(study, "Råd"))
    recoding.rename_code(study, "siv", row(study, "under"), "Spør om råd")
    recoding.move_code(study, "siv", row(study, "over"), theme_id=theme(study, "Råd"))

    assert {c.theme for c in coding.codes(study) if c.code.id in {"p", "over", "under"}} == {"Råd"}


def test_what_stands_beside_its_namesake_already_keeps_no_other_from_coming(study: Study) -> None:
    with study.change("siv", "fill") as change:
        taking_in.take_in(change, Codebook(themes=(Theme(name="Råd", codes=(Code(id="ny"),)),)))
        twice = (Code(id="r", name="Tar tid"), Code(id="w", name="Tar tid"))
        taking_in.take_in(change, Codebook(themes=(Theme(name="Råd", codes=twice),)))

    recoding.move_code(study, "siv", row(study, "u"), new_theme="Annet")

    assert next(c.theme for c in coding.codes(study) if c.code.id == "u") == "Annet"
