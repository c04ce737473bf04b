"""Undo and redo, across sessions, row for row."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from qualcode.errors import Conflict, NotFound
from qualcode.model.spans import Span
from qualcode.model.studies import CodingRecord
from qualcode.model.transcripts import Transcript
from qualcode.store import codings, taking_in, transcripts
from qualcode.store.study import Study
from qualcode.store.tables import DERIVED, JOURNAL, Base, CodeRow
from qualcode.workflow import coding as workflow
from qualcode.workflow import recoding
from qualcode.workflow.checking import check_study
from qualcode.workflow.studies import add_coder, create_study, open_study


def contents(study: Study) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, the history and what is derived left out."""
    with study.read() as connection:
        return {
            table.name: [tuple(r) for r in connection.execute(select(table).order_by(table.c.id))]
            for table in Base.metadata.sorted_tables
            if table.name not in JOURNAL | DERIVED
        }


def code(study: Study, ident: str) -> int:
    return next(c.id for c in workflow.codes(study) if c.code.id == ident)


def apply(study: Study, start: int, end: int, ident: str, coder: str = "siv") -> int:
    return workflow.apply_codes(study, coder, 1, Span(start, end), [code(study, ident)])[0]


def test_undoing_everything_newest_first_brings_back_the_empty_study(study: Study) -> None:
    apply(study, 40, 50, "oko")
    workflow.create_and_apply(study, "jonas", 1, Span(41, 49), "Ny kode")
    workflow.in_vivo(study, "siv", 1, Span(44, 57))
    workflow.remove_codings(study, "siv", workflow.codings_in(study, 1)[:1])
    with study.change("siv", "load codings") as change:
        codings.load(change, "codings.csv", [CodingRecord(2, "s1.txt", 40, 45, "god", "siv")])
    full = contents(study)

    undone = 0
    while any(not e.undone for e in study.history() if e.direction == "do"):
        study.undo("siv")
        undone += 1

    left = contents(study)
    assert undone == 8
    assert {name for name, rows in left.items() if rows} == {"study"}
    assert left["study"][0][2:4] == ("Prøve", "nb")
    for _ in range(undone):
        study.redo("siv")
    assert contents(study) == full


def test_an_undo_reaches_back_over_a_closed_study(study: Study) -> None:
    apply(study, 40, 50, "oko")
    study.close()

    again = open_study(study.path)
    entry = again.undo("jonas")

    assert (entry.action, entry.coder) == ("apply code", "siv")
    assert workflow.codings_in(again, 1) == ()
    again.close()


def test_own_undo_passes_over_what_others_did(study: Study) -> None:
    mine = apply(study, 40, 50, "oko", coder="siv")
    theirs = apply(study, 41, 50, "plan", coder="jonas")

    study.undo("siv", own=True)

    assert [c.id for c in workflow.codings_in(study, 1)] == [theirs]
    study.redo("siv", own=True)
    assert [c.id for c in workflow.codings_in(study, 1)] == [mine, theirs]


def test_a_change_that_others_built_on_cannot_be_taken_back(study: Study) -> None:
    workflow.create_code(study, "siv", "Ny kode")
    created = study.history(1)[0].id
    workflow.apply_codes(study, "siv", 1, Span(40, 50), [code(study, "ny_kode")])

    with pytest.raises(Conflict, match="a coding uses a code"):
        study.undo("siv", change_id=created)

    assert len(workflow.codings_in(study, 1)) == 1


def test_a_row_that_changed_since_is_not_taken_back(study: Study) -> None:
    apply(study, 40, 50, "oko")
    applied = study.history(1)[0].id
    workflow.annotate(study, "siv", workflow.codings_in(study, 1), memo="jf. S2")

    with pytest.raises(Conflict, match="has changed since"):
        study.undo("siv", change_id=applied)

    assert workflow.codings_in(study, 1)[0].memo == "jf. S2"


def test_a_batch_whose_rows_changed_is_not_taken_back(study: Study) -> None:
    with study.change("siv", "load codings") as change:
        records = [CodingRecord(n, "s1.txt", 40, 40 + n, "god", "siv") for n in range(2, 9)]
        codings.load(change, "codings.csv", records)
    loaded = study.history(1)[0].id
    workflow.remove_codings(study, "siv", workflow.codings_in(study, 1)[:1])

    with pytest.raises(Conflict, match="have changed since"):
        study.undo("siv", change_id=loaded)
    study.undo("siv")
    study.undo("siv", change_id=loaded)

    assert workflow.codings_in(study, 1) == ()


def test_what_is_taken_back_already_is_not_taken_back_twice(study: Study) -> None:
    apply(study, 40, 50, "oko")
    applied = study.history(1)[0].id
    study.undo("siv")

    with pytest.raises(Conflict, match="taken back already"):
        study.undo("siv", change_id=applied)


def test_after_something_new_nothing_is_left_to_do_again(study: Study) -> None:
    apply(study, 40, 50, "oko")
    study.undo("siv")
    apply(study, 40, 51, "oko")

    with pytest.raises(NotFound):
        study.redo("siv")


def test_a_new_study_has_nothing_to_take_back_but_its_setting_up(empty: Study) -> None:
    study = empty
    while True:
        try:
            study.undo("siv")
        except NotFound:
            break

    assert [e.action for e in study.history() if e.direction == "do"] == ["set up study"]


def themes(study: Study) -> list[str]:
    return [theme.name for theme in workflow.themes(study)]


def codes(study: Study) -> list[str]:
    return [c.label for c in workflow.codes(study)]


def refused(study: Study, what: str, do: Callable[[], object]) -> None:
    """Refused in plain words, and nothing is written."""
    before = contents(study), study.history()

    with pytest.raises(Conflict, match=what):
        do()

    assert (contents(study), study.history()) == before


def test_what_another_theme_is_called_by_now_cannot_be_done_again(study: Study) -> None:
    workflow.create_code(study, "siv", "Tid")
    study.undo("siv", own=True)
    workflow.create_code(study, "jonas", "Penger")

    refused(study, "another theme «Uten gruppe»", lambda: study.redo("siv", own=True))


def test_a_code_whose_id_another_has_by_now_cannot_be_made_again(study: Study) -> None:
    workflow.create_code(study, "eli", "Grunn")
    workflow.create_code(study, "siv", "Tid!")
    study.undo("siv", own=True)
    workflow.create_code(study, "jonas", "Tid?")

    refused(study, r"another code «Tid\?»", lambda: study.redo("siv", own=True))


def test_a_theme_does_not_get_its_old_name_back_once_another_has_it(study: Study) -> None:
    workflow.create_code(study, "siv", "Tid")
    made = next(theme for theme in workflow.themes(study) if theme.name == "Uten gruppe")
    recoding.rename_theme(study, "siv", made.id, "Nytt")
    recoding.move_code(study, "jonas", 1, new_theme="Uten gruppe")

    refused(study, "another theme «Uten gruppe»", lambda: study.undo("siv", own=True))


def test_a_batch_does_not_come_back_over_what_has_its_name_by_now(study: Study) -> None:
    imported = next(e.id for e in study.history() if e.action == "import")
    study.undo("siv", change_id=imported)
    with study.change("jonas", "import") as change:
        shelf = transcripts.Shelf(change, {})
        shelf.take("s1.txt", b"Et annet.", [Transcript("s1.txt", "Et annet.", b"")])
        shelf.flush()

    refused(study, "another transcript «s1.txt»", lambda: study.redo("siv", own=True))


def test_the_first_coding_of_a_coder_can_be_taken_back_alone(study: Study) -> None:
    apply(study, 40, 50, "oko", coder="kari")
    first = study.history(1)[0].id
    later = apply(study, 41, 50, "oko", coder="kari")
    both = contents(study)

    study.undo("kari", change_id=first)

    assert [(c.id, c.coder) for c in workflow.codings_in(study, 1)] == [(later, "kari")]
    study.redo("kari", own=True)
    assert contents(study) == both


def test_a_coder_goes_with_her_only_coding(study: Study) -> None:
    before = contents(study)
    apply(study, 40, 50, "oko", coder="kari")

    study.undo("kari", own=True)

    assert contents(study) == before


def test_a_coder_who_was_added_by_name_is_not_taken_back_after_she_has_coded(study: Study) -> None:
    add_coder(study, "kari")
    added = study.history(1)[0].id
    apply(study, 40, 50, "oko", coder="kari")

    refused(study, "a coding uses a coder", lambda: study.undo("siv", change_id=added))


def test_the_group_of_new_codes_stays_while_others_have_codes_in_it(study: Study) -> None:
    workflow.create_code(study, "siv", "Tid")
    workflow.create_code(study, "jonas", "Penger")

    study.undo("siv", own=True)

    assert "Tid" not in codes(study)
    assert "Penger" in codes(study)
    study.redo("siv", own=True)
    assert {"Tid", "Penger"} <= set(codes(study))
    assert themes(study).count("Uten gruppe") == 1


def test_the_group_of_new_codes_stays_under_the_name_that_others_gave_it(study: Study) -> None:
    workflow.create_code(study, "siv", "Tid")
    workflow.create_code(study, "jonas", "Penger")
    made = next(theme for theme in workflow.themes(study) if theme.name == "Uten gruppe")
    recoding.rename_theme(study, "jonas", made.id, "Nytt")

    study.undo("siv", own=True)
    study.redo("siv", own=True)

    assert "Nytt" in themes(study)
    assert {"Tid", "Penger"} <= set(codes(study))


def test_a_code_does_not_come_back_into_a_group_that_is_gone(study: Study) -> None:
    workflow.create_code(study, "jonas", "Tid")
    workflow.create_code(study, "kari", "Penger")
    study.undo("kari", own=True)
    study.undo("jonas", own=True)

    refused(study, "a theme that it needs", lambda: study.redo("kari", own=True))

    study.redo("jonas", own=True)
    study.redo("kari", own=True)
    assert {"Tid", "Penger"} <= set(codes(study))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["apply", "new", "undo", "redo"]), st.sampled_from(["jonas", "kari"])
        ),
        max_size=14,
    )
)
@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
def test_two_coders_who_take_back_their_own_meet_conflicts_at_most(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, str]]
) -> None:
    study = create_study(tmp_path_factory.mktemp("s") / "s.qualcode", coder="eli")
    fill(study)
    for number, (deed, who) in enumerate(deeds):
        with suppress(NotFound, Conflict):
            match deed:
                case "apply":
                    apply(study, number, number + 5, "oko", coder=who)
                case "new":
                    workflow.create_code(study, who, f"Kode {number % 3}")
                case "undo":
                    study.undo(who, own=True)
                case _:
                    study.redo(who, own=True)

    assert check_study(study) == []
    study.close()


@given(st.lists(st.sampled_from(["apply", "new", "remove", "note", "undo", "redo"]), max_size=12))
@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
def test_undo_then_redo_changes_nothing_whatever_was_done(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[str]
) -> None:
    study = create_study(tmp_path_factory.mktemp("s") / "s.qualcode", coder="siv")
    fill(study)
    for number, deed in enumerate(deeds):
        do(study, deed, number)
    before = contents(study)

    try:
        study.undo("siv")
        study.redo("siv")
    except NotFound:
        pass

    assert contents(study) == before
    study.close()


def fill(study: Study) -> None:
    from qualcode.model.codebook import Code, Codebook, Theme
    from qualcode.model.transcripts import Transcript
    from qualcode.store import transcripts

    with study.change("siv", "fill") as change:
        taking_in.take_in(change, Codebook(themes=(Theme(name="T", codes=(Code(id="oko"),)),)))
        shelf = transcripts.Shelf(change, {})
        shelf.take("a.txt", b"x" * 200, [Transcript("a.txt", "x" * 200, b"")])
        shelf.flush()


def do(study: Study, deed: str, number: int) -> None:
    held = workflow.codings_in(study, 1)
    filled = bool(workflow.codes(study))
    match deed:
        case "apply" if filled:
            apply(study, number, number + 5, "oko")
        case "new" if filled:
            workflow.create_and_apply(study, "siv", 1, Span(number, number + 3), f"Kode {number}")
        case "remove" if held:
            workflow.remove_codings(study, "siv", held[:1])
        case "note" if held:
            workflow.annotate(study, "siv", held[-1:], memo=f"notat {number}")
        case "undo" | "redo":
            try:
                study.undo("siv") if deed == "undo" else study.redo("siv")
            except (NotFound, Conflict):
                return
        case _:
            return


def test_a_change_that_writes_nothing_leaves_no_entry(study: Study) -> None:
    before = study.history()

    with study.change("siv", "nothing"):
        pass

    assert study.history() == before


def test_a_change_that_fails_leaves_nothing(study: Study) -> None:
    before = contents(study), study.history()

    with pytest.raises(ZeroDivisionError):
        fail_halfway(study)

    assert (contents(study), study.history()) == before


def test_ids_are_never_used_again(study: Study) -> None:
    first = apply(study, 40, 50, "oko")
    study.undo("siv")

    assert apply(study, 40, 50, "oko") > first


def fail_halfway(study: Study) -> None:
    with study.change("siv", "fails") as change:
        change.update(CodeRow, 1, name="halvveis")
        raise ZeroDivisionError
