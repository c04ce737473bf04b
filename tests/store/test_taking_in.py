"""A codebook taken into a study: what is the same row, and what leaves a trace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme
from qualcode.store import codebooks, taking_in
from qualcode.store.study import Study, create
from qualcode.store.tables import ChangedRow

A, B, C, D = (Code(id=ident, name=f"Kode {ident}") for ident in "abcd")
BOOK = Codebook(
    title="Studie",
    themes=(
        Theme(name="Plan", codes=(A, B)),
        Theme(name="Rest", residual=True, codes=(C,)),
        Theme(name="Venter", ungrouped=True),
    ),
)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = create(tmp_path / "studie.qualcode", "Studie", "nb")
    take_in(made, BOOK)
    yield made
    made.close()


def take_in(study: Study, codebook: Codebook, **renamed: str) -> tuple[int, int]:
    with study.change("siv", "load codebook") as change:
        return taking_in.take_in(change, codebook, renamed)


def rows(study: Study) -> dict[str, int]:
    with study.read() as connection:
        return {theme.name: theme.id for theme in codebooks.read_themes(connection)}


def held(study: Study) -> Codebook:
    with study.read() as connection:
        return codebooks.read_codebook(connection)


def traces(study: Study) -> int:
    """How many rows the history names."""
    with study.read() as connection:
        return int(connection.execute(select(func.count()).select_from(ChangedRow)).scalar_one())


def with_themes(*themes: Theme) -> Codebook:
    return Codebook(title="Studie", themes=themes)


def test_what_is_taken_in_is_what_is_there(study: Study) -> None:
    assert held(study) == BOOK


def test_the_same_again_leaves_no_trace(study: Study) -> None:
    before = traces(study)

    assert take_in(study, BOOK) == (0, 0)
    assert traces(study) == before


def test_a_theme_that_is_renamed_is_the_same_row(study: Study) -> None:
    before = rows(study)

    take_in(study, with_themes(Theme(name="Planer", codes=(A, B))), Planer="Plan")

    assert rows(study)["Planer"] == before["Plan"]
    assert "Plan" not in rows(study)


def test_the_residual_and_the_ungrouped_theme_are_the_same_rows_under_other_names(
    study: Study,
) -> None:
    before = rows(study)

    take_in(
        study,
        with_themes(Theme(name="Restgruppe", residual=True), Theme(name="Ny", ungrouped=True)),
    )

    assert rows(study) == {
        "Plan": before["Plan"],
        "Restgruppe": before["Rest"],
        "Ny": before["Venter"],
    }


def test_a_theme_that_has_a_row_by_its_name_is_not_taken_for_another_by_its_part(
    study: Study,
) -> None:
    book = with_themes(Theme(name="Rest", codes=(C,)), Theme(name="Ny rest", residual=True))

    take_in(study, book)

    assert len(set(rows(study).values())) == 4
    assert [t.name for t in held(study).themes if t.residual] == ["Ny rest"]


def test_a_new_code_at_the_end_of_a_theme_leaves_the_others_in_peace(study: Study) -> None:
    before = traces(study)
    book = with_themes(Theme(name="Plan", codes=(A, B, D)), *BOOK.themes[1:])

    assert take_in(study, book) == (1, 0)
    assert held(study) == book
    assert traces(study) == before + 1


def test_another_order_is_kept_and_is_no_change_of_the_codes(study: Study) -> None:
    book = with_themes(Theme(name="Plan", codes=(B, D, A)), *BOOK.themes[1:])

    assert take_in(study, book) == (1, 0)
    assert held(study) == book


def test_a_code_that_is_reworded_or_moved_is_changed(study: Study) -> None:
    reworded = Code(id="a", name="Kode a", definition="Ny.")
    book = with_themes(
        Theme(name="Plan", codes=(reworded,)), Theme(name="Rest", residual=True, codes=(C, B))
    )

    assert take_in(study, book) == (0, 2)


def test_a_set_may_name_a_code_twice(study: Study) -> None:
    book = Codebook(
        title="Studie",
        themes=BOOK.themes,
        exclusive=(ExclusiveSet(name="e", codes=("a", "b", "a")),),
    )

    take_in(study, book)

    assert held(study).exclusive == (ExclusiveSet(name="e", codes=("a", "b")),)
