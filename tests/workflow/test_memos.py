"""Memos as coders use them: written, found, and never lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import Conflict, NotFound
from qualcode.model.memos import Memo
from qualcode.workflow import coding, history, memos
from qualcode.workflow.importing import study_from_folder
from qualcode.workflow.studies import Study

NASTY = "# [/latter] 🏥\n\n\t- æøå e\u0301n 漢字\n<b> \u2028 \u00ad \x1b[31m {x} %s «»\n\n= 1"


@pytest.fixture
def study(study_folder: Path) -> Iterator[Study]:
    made, _ = study_from_folder(study_folder.with_suffix(".qualcode"), study_folder, coder="siv")
    yield made
    made.close()


def own_coding(study: Study) -> int:
    return coding.codings_in(study, 1)[0].id


def found(study: Study, query: str) -> list[str]:
    return [memo.text for memo in memos.memos(study, query)]


def test_all_memos_stand_in_one_list(study: Study) -> None:
    memos.write_memo(study, "siv", "om studien")
    memos.write_memo(study, "siv", "om koden", code_id=1)
    memos.write_memo(study, "jonas", "om intervjuet", transcript_id=1)
    memos.write_on_coding(study, "siv", own_coding(study), "om utdraget", seen="")

    listed = {memo.about: memo for memo in memos.memos(study)}

    assert [*sorted(listed)] == ["code", "interview", "segment", "study"]
    assert listed["segment"].quote == "vi står i økonomiplanen"
    assert listed["interview"].coder == "jonas"


def test_every_word_of_a_query_must_stand_somewhere(study: Study) -> None:
    memos.write_on_coding(study, "siv", own_coding(study), "Jf. Granli", seen="")
    memos.write_memo(study, "jonas", "GRANLI er mindre", transcript_id=2)

    assert found(study, "granli") == ["GRANLI er mindre", "Jf. Granli"]
    assert found(study, "granli økonomiplanen") == ["Jf. Granli"]
    assert found(study, "granli jonas") == ["GRANLI er mindre"]
    assert found(study, "granli 02") == ["GRANLI er mindre"]
    assert found(study, "granli PLANEN stå") == ["Jf. Granli"]
    assert found(study, "granli solheim") == []


def test_accents_and_soft_hyphens_do_not_hide_a_word() -> None:
    memo = Memo(
        about="study", coder="siv", text="kaffe\u0301 på ut\u00adviklings\u00adsenteret", at=""
    )

    assert memos.fits(memo, "KAFF\u00c9 utviklingssenteret")


@given(st.text(max_size=600))
def test_a_passage_is_shortened_to_its_first_words(quote: str) -> None:
    shown = memos._shortened(quote)

    assert len(shown) <= memos.QUOTED
    assert shown == quote or quote.startswith(shown.removesuffix("…"))


def test_a_long_passage_is_cut_between_words() -> None:
    assert memos._shortened("økonomiplan " * 40) == "økonomiplan " * 15 + "økonomiplan…"


def test_a_memo_is_kept_as_it_was_written(study: Study) -> None:
    memos.write_memo(study, "siv", f"\n\n{NASTY}\r\n\n", transcript_id=1)

    kept = memos.memo_on(study, "siv", transcript_id=1)

    assert kept is not None
    assert kept.text == NASTY.replace("e\u0301", "é")


def test_the_history_names_the_thing_and_not_the_words(study: Study) -> None:
    memos.write_memo(study, "siv", "hemmelig", transcript_id=1)
    memos.write_memo(study, "siv", "", transcript_id=1, seen="hemmelig")
    memos.write_memo(study, "siv", "hemmelig", code_id=1)
    memos.write_memo(study, "siv", "hemmelig")

    entries = [(entry.action, entry.summary) for entry in history.history(study, 4)]

    assert entries == [
        ("write memo", "Tre sentre"),
        ("write memo", "Står i planen"),
        ("remove memo", "01.txt"),
        ("write memo", "01.txt"),
    ]


def test_what_was_removed_comes_back_by_undo(study: Study) -> None:
    memos.write_memo(study, "siv", "første")
    memos.write_memo(study, "siv", "andre", seen="første")
    memos.write_memo(study, "siv", " \n", seen="andre")
    assert memos.memo_on(study, "siv") is None

    history.undo(study, "siv")
    back = memos.memo_on(study, "siv")
    history.undo(study, "siv")
    first = memos.memo_on(study, "siv")
    history.redo(study, "siv")

    assert back is not None
    assert first is not None
    assert (back.text, first.text) == ("andre", "første")
    assert found(study, "") == ["andre"]


def test_undo_brings_back_the_memo_of_a_coding(study: Study) -> None:
    row = own_coding(study)
    memos.write_on_coding(study, "siv", row, "jf. S02", seen="")
    memos.write_on_coding(study, "siv", row, "", seen="jf. S02")
    assert memos.memo_on_coding(study, row) is None

    history.undo(study, "siv")

    back = memos.memo_on_coding(study, row)
    assert back is not None
    assert back.text == "jf. S02"


def test_two_windows_do_not_overwrite_each_other(study: Study) -> None:
    memos.write_memo(study, "siv", "begge så dette", code_id=1)
    memos.write_memo(study, "siv", "fra det ene", code_id=1, seen="begge så dette")

    with pytest.raises(Conflict, match="changed meanwhile"):
        memos.write_memo(study, "siv", "fra det andre", code_id=1, seen="begge så dette")

    assert found(study, "") == ["fra det ene"]


def test_a_removed_coding_comes_back_with_its_memo(study: Study) -> None:
    memos.write_on_coding(study, "siv", own_coding(study), "jf. S02", seen="")
    coding.remove_codings(study, "siv", coding.codings_in(study, 1)[:1])
    assert found(study, "") == []

    history.undo(study, "siv")

    assert found(study, "") == ["jf. S02"]


def test_a_coding_that_is_gone_has_no_memo_to_write(study: Study) -> None:
    with pytest.raises(NotFound):
        memos.memo_on_coding(study, 999)
    with pytest.raises(NotFound):
        memos.write_on_coding(study, "siv", 999, "x", seen="")
