"""Memos in the study: one per coder and thing, and those that stand in codings."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import select, update

from qualcode.errors import Conflict, InvalidData, NotFound
from qualcode.model.spans import Span
from qualcode.store import memos
from qualcode.store.journal import table_of
from qualcode.store.study import Study
from qualcode.store.tables import ChangeRow, CodingRow, MemoRow
from qualcode.workflow import coding

PASSAGE = Span(40, 57)


def write(
    study: Study,
    text: str,
    *,
    coder: str = "siv",
    transcript_id: int | None = None,
    code_id: int | None = None,
    seen: str = "",
) -> None:
    with study.change(coder, "write memo") as change:
        memos.write(change, text, transcript_id=transcript_id, code_id=code_id, seen=seen)


def texts(study: Study) -> list[str]:
    with study.read() as connection:
        return [memo.text for memo in memos.read(connection)]


def coded(study: Study, memo: str = "") -> int:
    return coding.apply_codes(study, "siv", 1, PASSAGE, [1], memo=memo)[0]


def dated(study: Study, dates: Sequence[str]) -> None:
    """Let the newest changes have been made at these times, the newest first."""
    with study.read() as connection:
        ids = connection.execute(select(ChangeRow.id).order_by(ChangeRow.id.desc())).scalars()
        table = table_of(ChangeRow)
        for change_id, at in zip(ids.all(), dates, strict=False):
            connection.execute(update(table).where(table.c.id == change_id).values(at=at))


def test_a_memo_knows_what_it_is_about(study: Study) -> None:
    write(study, "om studien")
    write(study, "om intervjuet", transcript_id=1)
    write(study, "om koden", code_id=2)
    row = coded(study, "om utdraget")

    with study.read() as connection:
        found = {memo.text: memo for memo in memos.read(connection)}

    assert (found["om studien"].about, found["om studien"].code) == ("study", "")
    assert (found["om intervjuet"].about, found["om intervjuet"].interview) == (
        "interview",
        "s1.txt",
    )
    assert (found["om koden"].about, found["om koden"].code) == ("code", "oko")
    on_passage = found["om utdraget"]
    assert (on_passage.about, on_passage.coding_id, on_passage.span) == ("segment", row, PASSAGE)
    assert on_passage.quote == "Ja, i økonomiplan"
    assert (on_passage.interview, on_passage.code) == ("s1.txt", "plan")


def test_a_coding_without_a_memo_has_none(study: Study) -> None:
    row = coded(study)

    with study.read() as connection:
        assert memos.on_coding(connection, row) is None
    assert texts(study) == []


def test_writing_again_keeps_one_row(study: Study) -> None:
    write(study, "først", transcript_id=1)

    write(study, "så", transcript_id=1, seen="først")

    assert texts(study) == ["så"]


def test_each_coder_has_a_memo_of_her_own(study: Study) -> None:
    write(study, "siv sitt", transcript_id=1)
    write(study, "jonas sitt", coder="jonas", transcript_id=1)

    with study.read() as connection:
        hers = memos.on_thing(connection, "siv", 1, None)
        of_code = memos.on_thing(connection, "siv", None, 1)

    assert hers is not None
    assert hers.text == "siv sitt"
    assert of_code is None


def test_an_empty_text_removes_the_row(study: Study) -> None:
    write(study, "først", code_id=1)

    write(study, "", code_id=1, seen="først")

    with study.read() as connection:
        assert connection.execute(select(MemoRow.id)).all() == []


def test_what_was_not_seen_is_not_overwritten(study: Study) -> None:
    write(study, "fra det andre vinduet", transcript_id=1)

    with pytest.raises(Conflict, match="changed meanwhile"):
        write(study, "fra dette", transcript_id=1)

    assert texts(study) == ["fra det andre vinduet"]


def test_the_same_text_from_two_windows_is_no_conflict(study: Study) -> None:
    write(study, "likt", transcript_id=1)
    entries = len(study.history())

    write(study, "likt", transcript_id=1)

    assert len(study.history()) == entries


def test_a_memo_that_went_meanwhile_does_not_come_back_silently(study: Study) -> None:
    write(study, "først")
    write(study, "", seen="først")

    with pytest.raises(Conflict, match="changed meanwhile"):
        write(study, "først, og mer", seen="først")


def test_of_two_rows_left_by_a_late_undo_the_one_that_was_seen_is_changed(study: Study) -> None:
    write(study, "gammelt")
    write(study, "", seen="gammelt")
    removal = study.history(1)[0].id
    write(study, "nytt")
    study.undo("siv", change_id=removal)

    write(study, "gammelt, rettet", seen="gammelt")

    assert sorted(texts(study)) == ["gammelt, rettet", "nytt"]


def test_newest_first_by_when_the_words_were_written(study: Study) -> None:
    early = coding.apply_codes(study, "siv", 1, Span(40, 50), [1], memo="urørt")[0]
    late = coding.apply_codes(study, "siv", 1, Span(41, 50), [1], memo="før")[0]
    with study.change("siv", "set up") as change:
        for row in (early, late):
            change.update(CodingRow, row, created_at="2015-01-01T00:00:00Z")
    with study.change("siv", "annotate coding") as change:
        memos.write_on_coding(change, late, "etter", seen="før")
    with study.change("siv", "annotate coding") as change:
        change.update(CodingRow, early, stance="+")
    dated(study, ["2015-03-01T00:00:00Z", "2015-02-01T00:00:00Z"])

    with study.read() as connection:
        found = [(memo.text, memo.at) for memo in memos.read(connection)]

    assert found == [("etter", "2015-02-01T00:00:00Z"), ("urørt", "2015-01-01T00:00:00Z")]


def test_a_memo_on_a_coding_leaves_the_rest_of_it_alone(study: Study) -> None:
    row = coding.apply_codes(study, "siv", 1, PASSAGE, [1], stance="-", when="before", value="3")[0]

    with study.change("siv", "annotate coding") as change:
        memos.write_on_coding(change, row, "jf. S2", seen="")

    [found] = coding.codings_in(study, 1)
    assert (found.memo, found.stance, found.when, found.value) == ("jf. S2", "-", "before", "3")


def test_a_memo_on_a_coding_that_changed_is_not_overwritten(study: Study) -> None:
    row = coded(study, "fra det andre vinduet")

    with (
        pytest.raises(Conflict, match="changed meanwhile"),
        study.change("siv", "annotate coding") as change,
    ):
        memos.write_on_coding(change, row, "fra dette", seen="")

    assert texts(study) == ["fra det andre vinduet"]


def test_the_memo_of_anothers_coding_is_left_to_her(study: Study) -> None:
    row = coded(study)

    with (
        pytest.raises(Conflict, match="by siv"),
        study.change("jonas", "annotate coding") as change,
    ):
        memos.write_on_coding(change, row, "uenig", seen="")

    assert texts(study) == []


def test_what_is_gone_is_said_to_be_gone(study: Study) -> None:
    with study.read() as connection, pytest.raises(NotFound, match="code is gone"):
        memos.name_of(connection, None, 99)
    with study.read() as connection, pytest.raises(NotFound, match="no transcript"):
        memos.name_of(connection, 99, None)
    with (
        pytest.raises(NotFound, match="coding is gone"),
        study.change("siv", "annotate coding") as change,
    ):
        memos.write_on_coding(change, 99, "x", seen="")


def test_a_memo_is_on_one_thing(study: Study) -> None:
    with study.read() as connection, pytest.raises(InvalidData, match="one thing"):
        memos.name_of(connection, 1, 1)
