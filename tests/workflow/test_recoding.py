"""Changing the codebook of a study that has been coded: nothing is lost, all can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from qualcode.errors import CodeGone, CodeRetired, Conflict, InvalidData, NotFound
from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme
from qualcode.model.codings import Said
from qualcode.model.spans import Span
from qualcode.model.studies import Chapter, CodingRecord, StudySpec
from qualcode.model.transcripts import Transcript
from qualcode.model.views import CodedSpan, StudyCode, Touch
from qualcode.store import codings, taking_in
from qualcode.store.study import Study
from qualcode.store.tables import DERIVED, JOURNAL, Base
from qualcode.store.transcripts import Shelf
from qualcode.workflow import coding, recoding
from qualcode.workflow.codebooks import of_study
from qualcode.workflow.studies import create_study

BOOK = Codebook(
    themes=(
        Theme(
            name="Plan",
            codes=(
                Code(id="plan", name="står i planen"),
                Code(id="oko", name="økonomiplan", parent="plan"),
                Code(id="ar", name="ett år av gangen", parent="oko"),
            ),
        ),
        Theme(name="Råd", codes=(Code(id="god"), Code(id="daarlig"), Code(id="uten"))),
    ),
    exclusive=(ExclusiveSet(name="råd", codes=("god", "daarlig")),),
)
NOTHING = Said()
SPEC = StudySpec(title="Prøve", chapters=(Chapter(title="Økonomi", themes=("Plan", "Råd")),))


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = new_study(tmp_path)
    yield made
    made.close()


def new_study(folder: Path) -> Study:
    """Two interviews of 200 characters, two themes of three codes, nothing coded."""
    made = create_study(folder / "s.qualcode", SPEC, coder="siv")
    with made.change("siv", "fill") as change:
        taking_in.take_in(change, BOOK)
        shelf = Shelf(change, {})
        for sign in "xy":
            text = sign * 200
            shelf.take(f"{sign}.txt", text.encode(), [Transcript(f"{sign}.txt", text, b"")])
        shelf.flush()
    return made


def contents(study: Study) -> dict[str, list[tuple[Any, ...]]]:
    with study.read() as connection:
        return {
            table.name: [tuple(r) for r in connection.execute(select(table).order_by(table.c.id))]
            for table in Base.metadata.sorted_tables
            if table.name not in JOURNAL | DERIVED
        }


def code(study: Study, ident: str) -> StudyCode:
    return next(c for c in coding.codes(study) if c.code.id == ident)


def row(study: Study, ident: str) -> int:
    return code(study, ident).id


def theme(study: Study, name: str) -> int:
    return next(t.id for t in coding.themes(study) if t.name == name)


def apply(
    study: Study, ident: str, start: int = 0, coder: str = "siv", in_: int = 1, said: Said = NOTHING
) -> int:
    rows = [row(study, ident)]
    return coding.apply_codes(study, coder, in_, Span(start, start + 9), rows, **said)[0]


def coded(study: Study, in_: int = 1) -> list[tuple[int, str, str]]:
    """Where, with which code, by whom."""
    idents = {c.id: c.code.id for c in coding.codes(study)}
    held = coding.codings_in(study, in_)
    return [(c.span.start, idents[c.code_id], c.coder) for c in held]


def only(study: Study) -> CodedSpan:
    [found] = coding.codings_in(study, 1)
    return found


def refused(
    study: Study,
    error: type[Exception] | tuple[type[Exception], ...],
    match: str,
    do: Callable[[], object],
) -> None:
    before = contents(study), study.history()

    with pytest.raises(error, match=match):
        do()

    assert (contents(study), study.history()) == before


# Names and meaning


def test_a_code_gets_another_name_and_keeps_its_id(study: Study) -> None:
    recoding.rename_code(study, "siv", row(study, "plan"), "  står i  kommunens plan ")

    assert code(study, "plan").label == "står i kommunens plan"
    assert study.history(1)[0].summary == "står i planen → står i kommunens plan"


def test_the_case_of_a_name_may_change(study: Study) -> None:
    recoding.rename_code(study, "siv", row(study, "oko"), "Økonomiplan")

    assert code(study, "oko").label == "Økonomiplan"


@pytest.mark.parametrize("name", ["", " \n ", "\ufeff"])
def test_a_name_cannot_be_empty(study: Study, name: str) -> None:
    refused(
        study,
        InvalidData,
        "needs a letter",
        lambda: recoding.rename_code(study, "siv", row(study, "plan"), name),
    )


@pytest.mark.parametrize("name", ["økonomiplan", "ØKONOMIPLAN", "GOD"])
def test_a_name_that_another_code_has_is_refused(study: Study, name: str) -> None:
    refused(
        study,
        Conflict,
        "There is a code .* already, in «(Plan|Råd)»",
        lambda: recoding.rename_code(study, "siv", row(study, "plan"), name),
    )


def test_a_name_may_hold_markup_and_formulas(study: Study) -> None:
    recoding.rename_code(study, "siv", row(study, "plan"), "=[/b] 漢字 🧭")

    assert code(study, "plan").label == "=[/b] 漢字 🧭"


def test_only_what_is_given_is_defined_anew(study: Study) -> None:
    plan = row(study, "plan")
    recoding.redefine_code(study, "siv", plan, definition="nevnt i plan", include="utkast")

    recoding.redefine_code(study, "siv", plan, include="", example="«vi står der»")

    defined = code(study, "plan").code
    assert (defined.definition, defined.include, defined.exclude) == ("nevnt i plan", "", "")
    assert defined.example == "«vi står der»"


def test_a_theme_keeps_its_place_in_the_chapters_under_another_name(study: Study) -> None:
    before = contents(study)

    recoding.rename_theme(study, "siv", theme(study, "Plan"), "Forankring")

    assert code(study, "plan").theme == "Forankring"
    assert [tuple(r)[3] for r in contents(study)["chapter"]] == ['["Forankring", "Råd"]']
    study.undo("siv")
    assert contents(study) == before


@pytest.mark.parametrize(("name", "match"), [("råd", "a theme «Råd» already"), (" ", "a letter")])
def test_a_theme_cannot_take_the_name_of_another(study: Study, name: str, match: str) -> None:
    refused(
        study,
        (Conflict, InvalidData),
        match,
        lambda: recoding.rename_theme(study, "siv", theme(study, "Plan"), name),
    )


def test_a_theme_that_is_gone_is_said_to_be_gone(study: Study) -> None:
    refused(
        study, NotFound, "not there any more", lambda: recoding.rename_theme(study, "siv", 99, "Ny")
    )


# Moving


def test_what_lies_beneath_a_code_moves_along(study: Study) -> None:
    recoding.move_code(study, "siv", row(study, "plan"), theme_id=theme(study, "Råd"))

    in_order = [c.code.id for c in coding.codes(study)]
    assert in_order == ["god", "daarlig", "uten", "plan", "oko", "ar"]
    assert {c.theme for c in coding.codes(study)} == {"Råd"}
    assert code(study, "ar").code.parent == "oko"


def test_a_code_moves_under_another_and_into_its_theme(study: Study) -> None:
    recoding.move_code(study, "siv", row(study, "oko"), parent=row(study, "god"))

    assert (code(study, "oko").code.parent, code(study, "oko").theme) == ("god", "Råd")
    assert code(study, "ar").theme == "Råd"


def test_a_code_moves_to_the_top_of_a_theme_from_under_another(study: Study) -> None:
    recoding.move_code(study, "siv", row(study, "oko"), theme_id=theme(study, "Plan"))

    assert code(study, "oko").parent_id is None
    assert study.history(1)[0].summary == "økonomiplan → Plan"


def test_a_new_theme_is_made_for_a_code(study: Study) -> None:
    before = contents(study)

    recoding.move_code(study, "siv", row(study, "god"), new_theme=" Ros ")

    assert [t.name for t in coding.themes(study)] == ["Plan", "Råd", "Ros"]
    assert code(study, "god").theme == "Ros"
    study.undo("siv")
    assert contents(study) == before


def test_a_theme_that_is_there_is_not_made_again(study: Study) -> None:
    recoding.move_code(study, "siv", row(study, "god"), new_theme="plan")

    assert [t.name for t in coding.themes(study)] == ["Plan", "Råd"]
    assert code(study, "god").theme == "Plan"


@pytest.mark.parametrize("parent", ["plan", "oko", "ar"])
def test_a_code_cannot_go_under_itself(study: Study, parent: str) -> None:
    above = row(study, parent)

    refused(
        study,
        Conflict,
        "cannot go under itself",
        lambda: recoding.move_code(study, "siv", row(study, "plan"), parent=above),
    )


@pytest.mark.parametrize(
    "to", [{}, {"theme_id": 1, "parent": 4}, {"new_theme": "Ny", "theme_id": 1}]
)
def test_a_code_goes_to_one_place(study: Study, to: dict[str, Any]) -> None:
    refused(
        study,
        InvalidData,
        "one place",
        lambda: recoding.move_code(study, "siv", row(study, "plan"), **to),
    )


def test_a_code_that_stands_there_already_is_not_moved(study: Study) -> None:
    refused(
        study,
        Conflict,
        "stands in «Plan» already",
        lambda: recoding.move_code(study, "siv", row(study, "plan"), theme_id=theme(study, "Plan")),
    )


# Merging


def test_merging_gives_the_target_all_codings(study: Study) -> None:
    for start, ident, coder in ((0, "god", "siv"), (5, "uten", "jonas"), (9, "daarlig", "siv")):
        apply(study, ident, start, coder)
    made = [c.at for c in coding.codings_in(study, 1)]

    recoding.merge_codes(
        study, "siv", [row(study, "god"), row(study, "uten")], row(study, "daarlig")
    )

    assert coded(study) == [
        (0, "daarlig", "siv"),
        (5, "daarlig", "jonas"),
        (9, "daarlig", "siv"),
    ]
    assert [c.at for c in coding.codings_in(study, 1)] == made
    assert code(study, "god").code.state == "merged"
    assert code(study, "god").label == "god"
    assert study.history(1)[0].summary == "god, uten → daarlig"


def test_a_passage_that_has_both_codes_keeps_one_coding_with_both_memos(study: Study) -> None:
    apply(study, "god", said={"memo": "jf. S2", "certainty": 1, "when": "now"})
    kept = apply(study, "uten", said={"memo": "viktig", "certainty": 3})

    recoding.merge_codes(study, "siv", [row(study, "god")], row(study, "uten"))

    found = only(study)
    assert (found.id, found.memo, found.certainty) == (kept, "viktig\n\njf. S2", 3)
    assert found.when == "now"


def test_codings_that_tell_different_things_are_both_kept(study: Study) -> None:
    apply(study, "god", said={"stance": "+"})
    apply(study, "uten", said={"stance": "-"})

    recoding.merge_codes(study, "siv", [row(study, "god")], row(study, "uten"))

    assert [c.stance for c in coding.codings_in(study, 1)] == ["+", "-"]
    assert coded(study) == [(0, "uten", "siv")] * 2


def test_the_same_passage_coded_by_two_coders_stays_with_both(study: Study) -> None:
    apply(study, "god", coder="siv")
    apply(study, "uten", coder="jonas")

    recoding.merge_codes(study, "siv", [row(study, "god")], row(study, "uten"))

    assert coded(study) == [(0, "uten", "siv"), (0, "uten", "jonas")]


def test_two_sources_on_one_passage_become_one_coding(study: Study) -> None:
    apply(study, "god", said={"memo": "én"})
    apply(study, "daarlig", said={"memo": "to"})
    before = contents(study)

    recoding.merge_codes(
        study, "siv", [row(study, "god"), row(study, "daarlig")], row(study, "uten")
    )

    assert (coded(study), only(study).memo) == ([(0, "uten", "siv")], "én\n\nto")
    study.undo("siv")
    assert contents(study) == before


def test_what_lies_beneath_a_source_goes_under_the_target(study: Study) -> None:
    recoding.merge_codes(study, "siv", [row(study, "plan")], row(study, "god"))

    assert (code(study, "oko").code.parent, code(study, "oko").theme) == ("god", "Råd")
    assert (code(study, "ar").code.parent, code(study, "ar").theme) == ("oko", "Råd")
    assert code(study, "plan").theme == "Plan"


def test_a_code_is_merged_into_the_one_above_it(study: Study) -> None:
    recoding.merge_codes(study, "siv", [row(study, "oko")], row(study, "plan"))

    assert code(study, "ar").code.parent == "plan"


def test_the_target_takes_the_place_of_its_source_in_an_exclusive_set(study: Study) -> None:
    recoding.merge_codes(study, "siv", [row(study, "god")], row(study, "uten"))

    assert [set(s.codes) for s in of_study(study).exclusive] == [{"daarlig", "uten"}]


def test_a_set_of_which_one_code_is_left_is_no_set(study: Study) -> None:
    before = contents(study)

    recoding.merge_codes(study, "siv", [row(study, "god")], row(study, "daarlig"))

    assert of_study(study).exclusive == ()
    assert contents(study)["exclusive_set"] == []
    study.undo("siv")
    assert contents(study) == before


@pytest.mark.parametrize("target", ["oko", "ar"])
def test_a_code_is_not_merged_into_what_lies_beneath_it(study: Study, target: str) -> None:
    into = row(study, target)

    refused(
        study,
        Conflict,
        "lies beneath it",
        lambda: recoding.merge_codes(study, "siv", [row(study, "plan")], into),
    )


def test_a_code_is_not_merged_into_itself_nor_nothing_into_it(study: Study) -> None:
    god = row(study, "god")

    for sources in ([god], [row(study, "uten"), god], []):
        merge = partial(recoding.merge_codes, study, "siv", sources, god)
        refused(study, InvalidData, "into another", merge)


def test_nothing_is_merged_into_a_retired_code(study: Study) -> None:
    recoding.retire_code(study, "siv", row(study, "god"))

    refused(
        study,
        Conflict,
        "bring it back first",
        lambda: recoding.merge_codes(study, "siv", [row(study, "uten")], row(study, "god")),
    )


def test_what_has_been_merged_is_not_merged_once_more(study: Study) -> None:
    recoding.merge_codes(study, "siv", [row(study, "god")], row(study, "uten"))

    refused(
        study,
        Conflict,
        "«god» is not given any more",
        lambda: recoding.merge_codes(study, "siv", [row(study, "god")], row(study, "plan")),
    )


def test_many_codings_are_merged_and_brought_back(study: Study) -> None:
    with study.change("siv", "load") as change:
        records = [
            CodingRecord(1, f"{'xy'[n % 2]}.txt", n % 180, n % 180 + 5, ident, coder, memo=f"{n}")
            for n in range(1200)
            for ident, coder in (("god", "siv"), ("uten", "siv"), ("god", "jonas"))
        ]
        codings.load(change, "c.csv", records)
    before = contents(study)

    recoding.merge_codes(study, "siv", [row(study, "god")], row(study, "uten"))
    merged = contents(study)
    study.undo("siv")
    taken_back = contents(study)
    study.redo("siv")

    assert taken_back == before
    assert contents(study) == merged
    assert recoding.touches(study, row(study, "god")) == Touch(0, 0, (), 0)


# Retiring


def test_a_retired_code_keeps_its_codings_and_comes_back(study: Study) -> None:
    apply(study, "god")

    recoding.retire_code(study, "siv", row(study, "god"))
    assert code(study, "god").code.state == "retired"
    assert coded(study) == [(0, "god", "siv")]
    recoding.bring_back_code(study, "siv", row(study, "god"))

    assert code(study, "god").code.state == "active"
    actions = [entry.action for entry in study.history(2)]
    assert actions == ["bring back code", "retire code"]


def test_a_retired_code_is_given_no_more(study: Study) -> None:
    recoding.retire_code(study, "siv", row(study, "god"))

    refused(study, CodeRetired, "«god» is not given any more", lambda: apply(study, "god"))


# What it touches


def test_it_says_what_will_be_touched(study: Study) -> None:
    apply(study, "plan", 0)
    apply(study, "oko", 0)
    apply(study, "plan", 0, coder="jonas")
    apply(study, "plan", 0, in_=2)

    assert recoding.touches(study, row(study, "plan")) == Touch(3, 2, ("jonas", "siv"), 2)
    both = (row(study, "plan"), row(study, "oko"))
    assert recoding.touches(study, *both) == Touch(4, 2, ("jonas", "siv"), 1)


# Others at work


def taken_away(study: Study) -> int:
    """A code that jonas made and took back; its row."""
    made = coding.create_code(study, "jonas", "ny kode")
    study.undo("jonas")
    return made


def test_a_code_that_was_taken_away_meanwhile_is_named(study: Study) -> None:
    gone, there = taken_away(study), row(study, "god")
    tries: list[Callable[[], object]] = [
        lambda: coding.apply_codes(study, "siv", 1, Span(0, 9), [there, gone]),
        lambda: coding.create_and_apply(study, "siv", 1, Span(0, 9), "enda en", beside=[gone]),
        lambda: recoding.rename_code(study, "siv", gone, "annet navn"),
        lambda: recoding.redefine_code(study, "siv", gone, definition="noe"),
        lambda: recoding.move_code(study, "siv", gone, parent=there),
        lambda: recoding.move_code(study, "siv", there, parent=gone),
        lambda: recoding.merge_codes(study, "siv", [gone], there),
        lambda: recoding.merge_codes(study, "siv", [there], gone),
        lambda: recoding.retire_code(study, "siv", gone),
        lambda: recoding.touches(study, gone),
    ]

    for do in tries:
        refused(study, CodeGone, "«ny kode» is not there any more", do)


def test_a_code_that_never_was_is_said_to_be_gone(study: Study) -> None:
    refused(
        study,
        CodeGone,
        "The code is not there any more",
        lambda: coding.apply_codes(study, "siv", 1, Span(0, 9), [999]),
    )


def test_a_merge_is_taken_back_after_the_target_was_renamed(study: Study) -> None:
    apply(study, "god")
    recoding.merge_codes(study, "siv", [row(study, "god")], row(study, "uten"))
    merged = study.history(1)[0].id
    recoding.rename_code(study, "jonas", row(study, "uten"), "uten myndighet")

    study.undo("siv", change_id=merged)

    assert coded(study) == [(0, "god", "siv")]
    assert code(study, "uten").label == "uten myndighet"


def test_a_merge_is_not_taken_back_once_a_coding_in_it_has_changed(study: Study) -> None:
    apply(study, "god")
    recoding.merge_codes(study, "siv", [row(study, "god")], row(study, "uten"))
    merged = study.history(1)[0].id
    coding.remove_codings(study, "jonas", [only(study)])

    refused(study, Conflict, "has changed since", lambda: study.undo("siv", change_id=merged))


def test_a_new_theme_stays_while_others_have_put_codes_there(study: Study) -> None:
    recoding.move_code(study, "siv", row(study, "god"), new_theme="Ros")
    moved = study.history(1)[0].id
    recoding.move_code(study, "jonas", row(study, "uten"), theme_id=theme(study, "Ros"))

    refused(study, Conflict, "a code uses a theme", lambda: study.undo("siv", change_id=moved))


def test_an_old_name_is_not_taken_back_when_another_code_has_got_it(study: Study) -> None:
    recoding.rename_code(study, "siv", row(study, "god"), "godt råd")
    renamed = study.history(1)[0].id
    coding.create_code(study, "jonas", "God")

    refused(
        study,
        Conflict,
        "two codes would be called",
        lambda: study.undo("siv", change_id=renamed),
    )


def test_taking_back_does_not_make_a_code_lie_beneath_itself(study: Study) -> None:
    recoding.move_code(study, "siv", row(study, "god"), parent=row(study, "uten"))
    study.undo("siv")
    recoding.move_code(study, "jonas", row(study, "uten"), parent=row(study, "god"))

    refused(study, Conflict, "lie beneath itself", lambda: study.redo("siv", own=True))


def test_taking_back_does_not_part_a_code_from_what_was_put_under_it(study: Study) -> None:
    recoding.move_code(study, "siv", row(study, "god"), theme_id=theme(study, "Plan"))
    moved = study.history(1)[0].id
    recoding.move_code(study, "jonas", row(study, "uten"), parent=row(study, "god"))

    refused(study, Conflict, "in another theme", lambda: study.undo("siv", change_id=moved))


def test_what_a_file_left_awry_is_brought_back_as_it_was(study: Study) -> None:
    awry = Codebook(
        themes=(
            Theme(name="Plan", codes=(Code(id="a", name="likt"), Code(id="b", name="likt"))),
            Theme(name="Råd", codes=(Code(id="c", parent="a"),)),
        )
    )
    with study.change("siv", "load codebook") as change:
        taking_in.take_in(change, awry)
    before = contents(study)

    recoding.rename_code(study, "siv", row(study, "b"), "ulikt")
    recoding.move_code(study, "siv", row(study, "a"), new_theme="Nytt")
    recoding.redefine_code(study, "siv", row(study, "a"), definition="noe")
    for _ in range(3):
        study.undo("siv")

    assert contents(study) == before


# Any sequence of them


DEEDS = ("rename", "define", "move", "under", "new theme", "merge", "retire", "theme", "apply")


@given(
    deeds=st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 5), st.integers(0, 5))),
)
@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
def test_taking_all_back_in_reverse_brings_back_the_very_rows(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, int, int]]
) -> None:
    study = new_study(tmp_path_factory.mktemp("s"))
    for n, ident in enumerate(("plan", "god", "uten", "god")):
        apply(study, ident, 3 * (n % 3), said={"memo": f"notat {n}"})
    held = []
    for number, (deed, one, other) in enumerate(deeds):
        before, entries = contents(study), len(study.history())
        try:
            do(study, deed, one, other, number)
        except Conflict:
            assert contents(study) == before
        if len(study.history()) > entries:
            held.append(before)
        check_whole(study)

    latest = contents(study)
    for before in reversed(held):
        study.undo("siv")
        assert contents(study) == before
    for _ in held:
        study.redo("siv")
    assert contents(study) == latest
    study.close()


def do(study: Study, deed: str, one: int, other: int, number: int) -> None:
    codes, themes = coding.codes(study), coding.themes(study)
    first, second = codes[one].id, codes[other].id
    match deed:
        case "rename":
            recoding.rename_code(study, "siv", first, f"navn {other}")
        case "define":
            recoding.redefine_code(study, "siv", first, definition=f"betyr {number}")
        case "move":
            recoding.move_code(study, "siv", first, theme_id=themes[other % len(themes)].id)
        case "under":
            recoding.move_code(study, "siv", first, parent=second)
        case "new theme":
            recoding.move_code(study, "siv", first, new_theme=f"Tema {other % 2}")
        case "merge" if first != second:
            recoding.merge_codes(study, "siv", [first], second)
        case "retire":
            retire = (recoding.retire_code, recoding.bring_back_code)[other % 2]
            retire(study, "siv", first)
        case "theme":
            name = f"Tema {one}"
            recoding.rename_theme(study, "siv", themes[other % len(themes)].id, name)
        case "apply":
            span = Span(other, other + 9)
            coding.apply_codes(study, "siv", 1, span, [first], memo=f"notat {number}")


def check_whole(study: Study) -> None:
    """No code is lost, doubled, beneath itself, or in another theme than what is above it."""
    codes = {c.id: c for c in coding.codes(study)}
    assert len(codes) == 6
    assert len({c.label.casefold() for c in codes.values()}) == 6
    for one in codes.values():
        above, steps = one, 0
        while above.parent_id is not None:
            assert codes[above.parent_id].theme_id == one.theme_id
            above, steps = codes[above.parent_id], steps + 1
            assert steps < 6
