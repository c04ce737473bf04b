from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import InvalidData, UnreadableFile
from qualcode.model.transcripts import Transcript
from qualcode.readers.answers import read_answers

Write = Callable[[str, str | bytes], Path]


def said(transcript: Transcript) -> list[tuple[str, str, bool]]:
    """Who says what, and whether it is the one who asks."""
    return [(t.speaker, transcript.text[t.body : t.end], t.interviewer) for t in transcript.turns]


def test_one_question_gives_the_answer_alone(write: Write) -> None:
    path = write("svar.csv", "id,senter,Hva er bra?\n12,S01,Mye [latter] 😀\n13,S02,Lite\n")

    first, second = read_answers(path)

    assert (first.name, first.text, first.kind) == ("svar.csv#12", "Mye [latter] 😀", "open_answer")
    assert first.turns == ()
    assert first.units == (("centre", "S01"),)
    assert first.original == second.original == path.read_bytes()


def test_several_questions_stand_before_their_answers_as_turns_of_the_one_who_asks(
    write: Write,
) -> None:
    path = write("svar.csv", 'respondent;centre;Hva er bra?;Hva ikke?\nx;S01;"Mye.\r\nJa.";Tid\n')

    (transcript,) = read_answers(path)

    assert transcript.name == "svar.csv#x"
    assert transcript.text == "Hva er bra?\nMye.\nJa.\n\nHva ikke?\nTid"
    assert said(transcript) == [
        ("Hva er bra?", "Hva er bra?", True),
        ("respondent", "Mye.\nJa.", False),
        ("Hva ikke?", "Hva ikke?", True),
        ("respondent", "Tid", False),
    ]
    assert transcript.speakers() == ["respondent"]


def test_a_question_left_unanswered_was_asked_all_the_same(write: Write) -> None:
    path = write("svar.csv", "id,Hva er bra?,Hva ikke?\n1,,Tid\n2,Alt,\n")

    first, second = read_answers(path)

    assert said(first) == [
        ("Hva er bra?", "Hva er bra?", True),
        ("Hva ikke?", "Hva ikke?", True),
        ("respondent", "Tid", False),
    ]
    assert second.text == "Hva er bra?\nAlt\n\nHva ikke?"


def test_without_ids_the_number_of_the_row_names_the_answer(write: Write) -> None:
    path = write("svar.csv", 'mening\n"en\nto"\n\ntre\n')

    assert [t.name for t in read_answers(path)] == ["svar.csv#1", "svar.csv#2"]


def test_who_answered_nothing_gives_no_transcript_but_is_counted(write: Write) -> None:
    path = write("svar.csv", "id,mening\n1, \n2,Godt\n3,\n")

    (only,) = read_answers(path)

    assert only.name == "svar.csv#2"
    assert only.remarks == ("2 of 3 respondents answered nothing (lines 2, 4).",)


def test_columns_about_the_respondent_or_without_letters_are_no_questions(write: Write) -> None:
    path = write("svar.csv", "ID,Role,date,Mode,alder,mening\n1,leder,1. mars,skjema,47,Godt\n")

    (only,) = read_answers(path)

    assert only.text == "Godt"
    assert only.remarks == ("These columns hold no text and were left out: alder.",)


def test_columns_named_after_a_kind_of_unit_give_units(write: Write) -> None:
    path = write("svar.csv", "centre,Kommune,mening\nS01,Bø+Vik,Godt\n,,Dårlig\n")

    first, second = read_answers(path, frozenset({"centre", "kommune"}))

    assert first.units == (("centre", "S01"), ("kommune", "Bø"), ("kommune", "Vik"))
    assert second.units == ()


def test_a_norwegian_column_of_centres_is_text_where_centres_are_not_counted(write: Write) -> None:
    (only,) = read_answers(write("svar.csv", "id,senter\n1,Fint senter\n"), frozenset({"kommune"}))

    assert only.text == "Fint senter"


def test_old_encodings_are_read_with_a_remark(write: Write) -> None:
    path = write("svar.csv", "id;mening\n1;Fint på øya\n".encode("cp1252"))

    (only,) = read_answers(path)

    assert only.text == "Fint på øya"
    assert "cp1252" in only.remarks[0]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("id,mening\n1,a\n2,b\n1,c\n", 'line 4, column "id", value "1": the respondent of line 2'),
        ("id,mening\n,a\n", 'line 2, column "id", value "": the respondent has no id'),
        ("id,mening,mening\n1,a,b\n", 'line 1, column "mening": there are two columns'),
    ],
)
def test_a_table_at_fault_is_refused_with_the_place(write: Write, text: str, fault: str) -> None:
    with pytest.raises(InvalidData) as caught:
        read_answers(write("svar.csv", text))

    assert f"svar.csv, {fault}" in str(caught.value)


@pytest.mark.parametrize(
    "text", ["id,mening\n", "id,mening\n1,\n", "id,centre\n1,S01\n", "id\n1\n"]
)
def test_a_table_without_answers_is_refused(write: Write, text: str) -> None:
    with pytest.raises(UnreadableFile, match=r"svar\.csv has no answers"):
        read_answers(write("svar.csv", text))
