"""Which kept codebook a file was made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme
from qualcode.model.codebook_bases import FEW, SAID_OF, Kept, distance, likely, nearest

CODES = tuple(Code(id=f"k{n}", name=f"Kode {n}", definition=f"Om {n}.") for n in range(SAID_OF))
BOOK = Codebook(themes=(Theme(name="Rammer", codes=CODES),))


def with_code(codebook: Codebook, number: int, **values: Any) -> Codebook:
    theme = codebook.themes[0]
    codes = list(theme.codes)
    codes[number] = replace(codes[number], **values)
    return replace(codebook, themes=(replace(theme, codes=tuple(codes)),))


def chosen(name: str, file: Codebook, kept: Iterable[tuple[str, Codebook]]) -> int | None:
    """The place of the one that is nearest; newest first."""
    books = [book for _, book in kept]
    found = nearest(name, file, [(Kept(name, "", ""), book) for name, book in kept])
    return None if found is None else next(n for n, b in enumerate(books) if b is found[1])


def test_the_one_with_the_fewest_differences_is_nearest_whatever_it_is_called() -> None:
    by_siv, by_jonas = with_code(BOOK, 0, name="Ny"), with_code(BOOK, 1, name="Annen")

    assert chosen("jonas.yaml", by_jonas, [("siv.yaml", by_siv), ("felles.yaml", BOOK)]) == 1
    assert chosen("felles.yaml", by_jonas, [("siv.yaml", by_siv), ("felles.yaml", BOOK)]) == 1
    assert chosen("x.yaml", with_code(by_siv, 2, name="Ny 2"), [("a", BOOK), ("a", by_siv)]) == 1


def test_of_those_that_are_as_near_the_newest_of_the_same_name_is_meant() -> None:
    first, second = with_code(BOOK, 0, name="A"), with_code(BOOK, 0, name="B")
    kept = [("annen.yaml", BOOK), ("felles.yaml", second), ("felles.yaml", first)]

    assert chosen("felles.yaml", with_code(BOOK, 0, name="C"), kept) == 1


def test_else_the_oldest_so_that_what_is_in_dispute_is_asked_about() -> None:
    kept = [("siv.yaml", with_code(BOOK, 0, name="Sivs")), ("felles.yaml", BOOK)]

    assert chosen("jonas.yaml", with_code(BOOK, 0, name="Jonas'"), kept) == 1


def test_a_file_without_a_code_in_common_was_made_of_none() -> None:
    other = Codebook(themes=(Theme(name="Rammer", codes=(Code(id="x", name="Kode 0"),)),))

    assert chosen("felles.yaml", other, [("felles.yaml", BOOK)]) is None
    assert chosen("felles.yaml", BOOK, []) is None


def test_a_list_that_leaves_out_what_is_said_of_many_codes_is_no_edited_copy() -> None:
    names = [replace(code, definition="") for code in CODES]
    bare = Codebook(themes=(Theme(name="Rammer", codes=tuple(names)),))
    unsorted = Codebook(themes=(Theme(name="Alt", ungrouped=True, codes=CODES),))

    for file in (bare, unsorted):
        assert chosen("liste.yaml", file, [("felles.yaml", BOOK)]) is None
        assert chosen("felles.yaml", file, [("felles.yaml", BOOK)]) == 0


def test_a_definition_taken_away_from_one_code_is_a_change() -> None:
    assert chosen("kopi.yaml", with_code(BOOK, 0, definition=""), [("felles.yaml", BOOK)]) == 0


def test_the_distance_is_in_fields_codes_themes_and_sets() -> None:
    theme = BOOK.themes[0]
    less = replace(BOOK, themes=(replace(theme, codes=CODES[1:]),))
    described = replace(BOOK, themes=(replace(theme, definition="Om rammer."),))
    sets = replace(BOOK, exclusive=(ExclusiveSet(name="Rolle", codes=("k0", "k1")),))

    assert distance(BOOK, BOOK) == 0
    assert distance(BOOK, with_code(BOOK, 0, name="Ny", definition="")) == 2
    assert distance(BOOK, less) == distance(less, BOOK) == 1
    assert (distance(BOOK, described), distance(BOOK, sets)) == (2, 1)


def test_only_the_few_with_most_lines_in_common_are_read() -> None:
    kept = [Kept(f"{n}.yaml", "", "\n".join(map(str, range(n)))) for n in range(9)]

    found = likely("x.yaml", "\n".join(map(str, range(5))) + "\nmer", kept)

    assert [one.name for one in found] == ["4.yaml", "5.yaml", "6.yaml"][:FEW]
    assert likely("x.yaml", kept[7].text, kept) == [kept[7]]


def test_a_format_is_compared_with_what_can_hold_no_more_than_it() -> None:
    whole, sheet, table = (Kept(f"bok{end}", "", end) for end in (".yaml", ".xlsx", ".csv"))

    assert likely("a.csv", "x", [whole, sheet, table]) == [table]
    assert likely("a.yml", "x", [whole, sheet, table]) == [whole, sheet]
