"""Three ways: what both were, what the study has made of it, and what the file has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme, faults
from qualcode.model.codebook_hands import is_another
from qualcode.model.codebook_merge import Clash, Merged, Side, merge, woven
from tests.codebook_strategies import changed, codebooks

PLAN = Code(id="plan", name="Står i planen", definition="Nevnt i en kommunal plan.")
TID = Code(id="tid", name="Har ikke tid", definition="Tiden strekker ikke til.")
ROLE = ExclusiveSet(name="Rolle", codes=("plan", "tid"))


def theme(name: str, *codes: Code, **values: Any) -> Theme:
    return Theme(name=name, codes=codes, **values)


def book(*themes: Theme, exclusive: tuple[ExclusiveSet, ...] = (), title: str = "") -> Codebook:
    return Codebook(themes=themes, exclusive=exclusive, title=title)


def shape(merged: Merged) -> Mapping[str, list[str]]:
    return {one.name: [code.id for code in one.codes] for one in merged.codebook.themes}


def code(merged: Merged, ident: str) -> Code:
    return next(one for one in merged.codebook.codes() if one.id == ident)


BASE = book(theme("Forankring", PLAN), theme("Rammer", TID))


def with_plan(**values: Any) -> Codebook:
    """The base with other values in one code."""
    return book(theme("Forankring", replace(PLAN, **values)), theme("Rammer", TID))


# Fields


def test_what_one_side_has_changed_is_taken_whichever_side_it_is() -> None:
    named, defined = with_plan(name="Nevnt i plan"), with_plan(definition="Kommuneplan.")

    for study, file in ((named, defined), (defined, named)):
        merged = merge(BASE, study, file)

        assert code(merged, "plan") == replace(PLAN, name="Nevnt i plan", definition="Kommuneplan.")
        assert merged.clashes == ()


def test_what_both_have_changed_alike_is_no_clash() -> None:
    merged = merge(BASE, with_plan(name="I plan"), with_plan(name="I plan"))

    assert (code(merged, "plan").name, merged.clashes) == ("I plan", ())


def test_what_both_have_changed_otherwise_is_a_clash_and_stays_as_in_the_study() -> None:
    merged = merge(BASE, with_plan(name="I planen"), with_plan(name="I en plan"))

    assert merged.clashes == (
        Clash("code", "plan", "name", "Står i planen", "I planen", "I en plan"),
    )
    assert code(merged, "plan").name == "I planen"


@pytest.mark.parametrize(("prefer", "name"), [("study", "I planen"), ("file", "I en plan")])
def test_the_side_preferred_settles_it(prefer: Side, name: str) -> None:
    merged = merge(BASE, with_plan(name="I planen"), with_plan(name="I en plan"), prefer)

    assert (code(merged, "plan").name, merged.clashes) == (name, ())


def test_a_field_that_one_side_has_emptied_is_empty() -> None:
    merged = merge(BASE, BASE, with_plan(definition=""))

    assert code(merged, "plan").definition == ""


def test_without_a_base_the_file_wins_where_it_says_something() -> None:
    study = with_plan(include="Budsjett", origin="guide", state="retired")
    file = with_plan(name="I plan", definition="", include="", exclude="Årsmelding")

    merged = merge(None, study, file)

    assert code(merged, "plan") == replace(
        PLAN, name="I plan", include="Budsjett", exclude="Årsmelding", origin="guide",
        state="retired",
    )  # fmt: skip
    assert merged.clashes == ()


def test_without_a_base_the_study_can_be_preferred_and_the_file_fills_what_is_empty() -> None:
    file = with_plan(name="I plan", exclude="Årsmelding")

    merged = merge(None, BASE, file, "study")

    assert code(merged, "plan") == replace(PLAN, exclude="Årsmelding")


def test_a_code_new_on_both_sides_clashes_where_each_says_something_else() -> None:
    ny = Code(id="ny", name="Nye lokaler", definition="De har flyttet.")
    study = book(*BASE.themes, theme("Hus", ny))
    file = book(*BASE.themes, theme("Sted", replace(ny, definition="", include="Flytting")))

    merged = merge(BASE, study, file)

    assert code(merged, "ny") == replace(ny, include="Flytting")
    assert merged.clashes == (Clash("code", "ny", "theme", "", "Hus", "Sted"),)


# Where codes stand


def test_a_code_that_the_file_puts_beneath_another_follows_it_to_where_the_study_moved_it() -> None:
    new, newer = Code(id="ny", parent="plan"), Code(id="nyere", parent="ny")
    study = book(theme("Forankring"), theme("Rammer", TID, PLAN))
    file = book(theme("Forankring", PLAN, new, newer), theme("Rammer", TID))

    merged = merge(BASE, study, file)

    assert shape(merged) == {"Forankring": [], "Rammer": ["tid", "plan", "ny", "nyere"]}


def test_what_stands_in_another_theme_than_its_parent_in_the_study_is_left_there() -> None:
    awry = book(theme("Forankring", PLAN), theme("Rammer", replace(TID, parent="plan")))

    assert merge(BASE, awry, BASE).codebook == awry
    assert merge(None, awry, awry).codebook == awry


# Nothing is lost


def test_what_either_side_has_alone_is_kept() -> None:
    study, file = book(theme("A", PLAN)), book(theme("B", TID))

    for base in (None, BASE, book(theme("A", PLAN, TID))):
        merged = merge(base, study, file)

        assert sorted(one.id for one in merged.codebook.codes()) == ["plan", "tid"]
        assert merged.kept == ("plan",)


def test_what_the_file_has_new_comes_after_what_it_follows_there() -> None:
    a, b, c, d, e = (Code(id=ident) for ident in "abcde")
    base, file = book(theme("A", a, b)), book(theme("A", a, c, b, d))

    merged = merge(base, book(theme("A", b, a, e)), file)

    assert shape(merged) == {"A": ["b", "d", "a", "c", "e"]}


def test_another_order_in_the_file_is_taken_if_only_the_file_has_changed_it() -> None:
    a, b, c = (Code(id=ident) for ident in "abc")
    base, turned = book(theme("A", a, b, c)), book(theme("A", c, b, a))

    assert shape(merge(base, base, turned)) == shape(merge(base, turned, base))
    assert shape(merge(None, base, turned)) == {"A": ["c", "b", "a"]}


def test_a_file_with_a_part_of_the_codes_does_not_say_in_which_order_all_stand() -> None:
    merged = merge(None, BASE, book(theme("Rammer", TID)))

    assert shape(merged) == {"Forankring": ["plan"], "Rammer": ["tid"]}


def test_woven_keeps_the_order_of_the_first() -> None:
    assert woven("abc", "xbyazc") == ["a", "z", "b", "y", "c", "x"]


def test_title_and_language_are_the_studys_own() -> None:
    merged = merge(BASE, replace(BASE, title="Sentre"), replace(BASE, title="Fil", language="nn"))

    assert (merged.codebook.title, merged.codebook.language) == ("Sentre", "nb")


# Ids that changed hands


OTHER = replace(PLAN, name="Ledig stilling", definition="Noen har sluttet.")


@pytest.mark.parametrize("base", [None, BASE])
def test_an_id_that_has_changed_hands_is_a_clash_and_nothing_is_taken(
    base: Codebook | None,
) -> None:
    file = book(theme("Forankring"), theme("Folk", OTHER), theme("Rammer", TID))

    merged = merge(base, BASE, file)

    assert [(c.name, c.field, c.study, c.file) for c in merged.clashes] == [
        (
            "plan",
            "",
            "Står i planen: Nevnt i en kommunal plan.",
            "Ledig stilling: Noen har sluttet.",
        )
    ]
    assert code(merged, "plan") == PLAN
    assert shape(merged)["Forankring"] == ["plan"]


@pytest.mark.parametrize(("prefer", "held"), [("study", PLAN), ("file", OTHER)])
def test_who_prefers_a_side_says_what_the_id_means(prefer: Side, held: Code) -> None:
    merged = merge(None, BASE, book(theme("Forankring", OTHER)), prefer)

    assert (code(merged, "plan"), merged.clashes) == (held, ())


def test_a_code_that_only_the_study_has_reworded_is_the_same() -> None:
    study = book(theme("Forankring", OTHER), theme("Rammer", TID))

    merged = merge(BASE, study, BASE)

    assert (code(merged, "plan"), merged.clashes) == (OTHER, ())


@pytest.mark.parametrize(
    ("name", "definition", "another"),
    [
        ("Nevnt i planen", "Sagt i et møte.", False),
        ("Omtalt", "Nevnt i en kommunal plan eller strategi.", False),
        ("Omtalt", "", False),
        ("", "Noen har sluttet.", False),
        ("Ledig stilling", "Noen har sluttet.", True),
    ],
)
def test_another_code_has_another_name_and_another_definition(
    name: str, definition: str, another: bool
) -> None:
    assert is_another(PLAN, Code(id="plan", name=name, definition=definition)) is another


SWAPPED = book(
    theme("Forankring", replace(PLAN, name="Har ikke tid", definition="")),
    theme("Rammer", replace(TID, name="Står i planen", definition="")),
)


@pytest.mark.parametrize("base", [None, BASE])
def test_ids_swapped_between_codes_are_a_clash_whether_or_not_these_are_defined(
    base: Codebook | None,
) -> None:
    merged = merge(base, BASE, SWAPPED)

    assert [(c.name, c.field) for c in merged.clashes] == [("plan", ""), ("tid", "")]
    assert merged.codebook == BASE
    assert code(merge(base, BASE, SWAPPED, "file"), "plan").name == "Har ikke tid"


def test_a_name_that_another_code_has_still_may_be_given_to_one_more() -> None:
    file = with_plan(name="Har ikke tid")

    assert code(merge(BASE, BASE, file), "plan").name == "Har ikke tid"


def test_an_id_that_has_the_name_of_one_that_is_gone_is_a_clash() -> None:
    merged = merge(BASE, BASE, book(theme("Forankring", replace(PLAN, name="har ikke  tid"))))

    assert [(c.name, c.field) for c in merged.clashes] == [("plan", "")]


# Themes


def test_a_theme_that_the_file_has_renamed_is_renamed_and_not_made_beside_it() -> None:
    file = book(theme("Planverk", PLAN), theme("Rammer", TID))

    merged = merge(BASE, BASE, file)

    assert shape(merged) == {"Planverk": ["plan"], "Rammer": ["tid"]}
    assert merged.renamed == {"Planverk": "Forankring"}


def test_a_theme_that_the_study_has_renamed_keeps_its_name() -> None:
    study = book(theme("Planverk", PLAN), theme("Rammer", TID))
    ny = Code(id="ny")
    file = book(theme("Forankring", PLAN, ny, definition="Om planer."), theme("Rammer", TID))

    merged = merge(BASE, study, file)

    assert shape(merged) == {"Planverk": ["plan", "ny"], "Rammer": ["tid"]}
    assert merged.codebook.themes[0].definition == "Om planer."
    assert (merged.renamed, merged.clashes) == ({}, ())


def test_a_theme_renamed_on_both_sides_is_one_clash() -> None:
    study = book(theme("Planverk", PLAN), theme("Rammer", TID))
    file = book(theme("Vedtak", PLAN), theme("Rammer", TID))

    merged = merge(BASE, study, file)

    assert merged.clashes == (
        Clash("theme", "Planverk", "name", "Forankring", "Planverk", "Vedtak"),
    )
    assert shape(merge(BASE, study, file, "file")) == {"Vedtak": ["plan"], "Rammer": ["tid"]}


def test_a_theme_is_not_renamed_to_the_name_of_another_in_the_study() -> None:
    study = book(theme("Forankring", PLAN), theme("Rammer", TID), theme("Planverk"))
    file = book(theme("Planverk", PLAN), theme("Rammer", TID))

    merged = merge(BASE, study, file)

    assert shape(merged) == {"Forankring": [], "Rammer": ["tid"], "Planverk": ["plan"]}
    assert merged.renamed == {}


def test_without_a_base_a_theme_of_another_name_is_another_theme() -> None:
    merged = merge(None, BASE, book(theme("Planverk", PLAN)))

    assert shape(merged) == {"Forankring": [], "Planverk": ["plan"], "Rammer": ["tid"]}
    assert merged.renamed == {}


def test_a_theme_that_the_study_has_let_go_comes_back_only_with_a_code() -> None:
    study = book(theme("Forankring", PLAN, TID))

    merged = merge(BASE, study, BASE)

    assert shape(merged) == {"Forankring": ["plan", "tid"]}


def test_a_code_moved_to_two_themes_is_a_clash_of_their_names() -> None:
    study, file = (book(theme("Rammer", TID), theme(name, PLAN)) for name in ("A", "B"))
    base = book(theme("Rammer", TID, PLAN))

    assert merge(base, study, file).clashes == (Clash("code", "plan", "theme", "Rammer", "A", "B"),)


def test_the_residual_theme_is_the_same_under_whatever_name() -> None:
    study = book(theme("Forankring", PLAN), theme("Restgruppe", residual=True))
    file = book(theme("Forankring", PLAN), theme("Rest", TID, residual=True, definition="Resten."))

    merged = merge(None, study, file)

    assert shape(merged) == {"Forankring": ["plan"], "Restgruppe": ["tid"]}
    assert merged.codebook.themes[1].definition == "Resten."


def test_a_code_without_a_theme_in_the_file_stays_where_it_stands_in_the_study() -> None:
    study = book(theme("Forankring", PLAN), theme("Not grouped yet", ungrouped=True))
    file = book(theme("Uten gruppe", PLAN, TID, ungrouped=True))

    merged = merge(None, study, file)

    assert shape(merged) == {"Forankring": ["plan"], "Not grouped yet": ["tid"]}


def test_there_is_one_residual_theme_even_if_each_side_has_made_another_so() -> None:
    a, b = theme("A", PLAN), theme("B", TID)
    base = book(a, b)
    study, file = book(replace(a, residual=True), b), book(a, replace(b, residual=True))

    merged = merge(base, study, file)

    assert merged.clashes == (Clash("theme", "A", "residual", "", "A", "B"),)
    for side, residual in (("study", "A"), ("file", "B")):
        themes = merge(base, study, file, side).codebook.themes  # type: ignore[arg-type]
        assert [one.name for one in themes if one.residual] == [residual]


# Parents, keys and sets


def test_parents_that_come_to_a_circle_are_a_clash() -> None:
    base = book(theme("A", Code(id="a"), Code(id="b")))
    study = book(theme("A", Code(id="a", parent="b"), Code(id="b")))
    file = book(theme("A", Code(id="a"), Code(id="b", parent="a")))

    merged = merge(base, study, file)

    assert merged.clashes == (
        Clash("code", "a", "parent", "", "b", ""),
        Clash("code", "b", "parent", "", "", "a"),
    )
    assert list(faults(merged.codebook)) == []
    for side, parents in (("study", ["b", None]), ("file", [None, "a"])):
        settled = merge(base, study, file, side)  # type: ignore[arg-type]
        assert [one.parent for one in settled.codebook.codes()] == parents


def test_without_a_base_the_parents_of_the_file_break_a_circle() -> None:
    study = book(theme("A", Code(id="a", parent="b"), Code(id="b")))
    file = book(theme("A", Code(id="a"), Code(id="b", parent="a")))

    merged = merge(None, study, file)

    assert [(one.id, one.parent) for one in merged.codebook.codes()] == [("a", None), ("b", "a")]


def test_a_key_given_to_two_codes_is_a_clash_and_one_of_them_has_it() -> None:
    base = book(theme("A", Code(id="a"), Code(id="b")))
    study = book(theme("A", Code(id="a", key="p"), Code(id="b")))
    file = book(theme("A", Code(id="a"), Code(id="b", key="p")))

    merged = merge(base, study, file)

    assert merged.clashes == (Clash("code", "b", "key", "", "", "p"),)
    assert [one.key for one in merged.codebook.codes()] == ["p", None]
    assert [one.key for one in merge(None, study, file).codebook.codes()] == [None, "p"]


def test_a_key_that_one_side_has_given_to_another_code_goes_there() -> None:
    base = book(theme("A", Code(id="a", key="p"), Code(id="b")))
    moved = book(theme("A", Code(id="b", key="p")))

    merged = merge(base, base, moved)

    assert [(one.id, one.key) for one in merged.codebook.codes()] == [("a", None), ("b", "p")]
    assert merged.clashes == ()


def test_sets_are_merged_as_a_whole() -> None:
    ny = Code(id="ny")
    base = book(theme("A", PLAN, TID, ny), exclusive=(ROLE,))
    more = replace(base, exclusive=(replace(ROLE, codes=("plan", "tid", "ny")),))
    other = replace(base, exclusive=(replace(ROLE, codes=("plan", "ny")),))

    assert merge(base, base, more).codebook == merge(base, more, base).codebook == more
    assert merge(base, more, other).clashes == (
        Clash("exclusive", "Rolle", "codes", "plan, tid", "plan, tid, ny", "plan, ny"),
    )
    assert merge(None, replace(base, exclusive=()), base).codebook == base


# Whatever the codebooks are

SLOW = settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
PREFER: tuple[Side | None, ...] = (None, "study", "file")


@SLOW
@given(codebooks())
def test_merging_a_codebook_with_itself_changes_nothing(codebook: Codebook) -> None:
    for base in (None, codebook, Codebook()):
        for prefer in PREFER:
            merged = merge(base, codebook, codebook, prefer)

            assert merged == Merged(codebook, (), (), {})


@SLOW
@given(st.data(), codebooks())
def test_what_only_the_file_has_changed_is_taken(data: st.DataObject, base: Codebook) -> None:
    file = data.draw(changed(base))

    merged = merge(base, base, file, data.draw(st.sampled_from(PREFER)))

    found = {one.id: (home.name, one) for home, one in merged.codebook.with_theme()}
    before = {one.id: one for one in base.codes()}
    assert {clash.field for clash in merged.clashes} <= {""}
    clashing = {clash.name for clash in merged.clashes}
    for home, one in file.with_theme():
        if one.id not in clashing and not is_another(before.get(one.id, one), one):
            there, same = found[one.id]
            assert same == one
            assert there == (home.name if one.parent is None else found[one.parent][0]) or (
                there == home.name
            )


@SLOW
@given(st.data(), codebooks())
def test_what_only_the_study_has_changed_stays(data: st.DataObject, base: Codebook) -> None:
    study = data.draw(changed(base))

    merged = merge(base, study, base)

    found = {one.id: (home.name, one) for home, one in merged.codebook.with_theme()}
    for home, one in study.with_theme():
        assert found[one.id] == (home.name, one)


@SLOW
@given(st.data(), codebooks())
def test_no_code_of_either_side_is_lost_and_the_result_holds_together(
    data: st.DataObject, base: Codebook
) -> None:
    study, file = data.draw(changed(base)), data.draw(changed(base))
    known = data.draw(st.sampled_from([None, base]))
    prefer = data.draw(st.sampled_from(PREFER))

    merged = merge(known, study, file, prefer)

    both = {one.id for book in (study, file) for one in book.codes()}
    assert sorted(one.id for one in merged.codebook.codes()) == sorted(both)
    assert {one.name for one in study.themes} - set(merged.renamed.values()) <= {
        one.name for one in merged.codebook.themes
    }
    # Two codes of one name in one theme are for a person to tell apart.
    wrong = {what.message for _, what in faults(merged.codebook)}
    assert wrong <= {'it has the name of "{other}" in the same theme'}
    assert prefer is None or merged.clashes == ()
