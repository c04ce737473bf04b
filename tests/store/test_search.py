"""Hits with who says them, and an index of words that follows whatever is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import NotFound, QualcodeError
from qualcode.model.queries import Query, Reach, Term, folded_words, parse
from qualcode.model.searching import Hit
from qualcode.model.text import normalise, sha256
from qualcode.model.transcripts import Transcript
from qualcode.readers.turns import turns_of
from qualcode.store import engine, search, transcripts, versions, word_index
from qualcode.store.study import Study, open_study
from qualcode.store.tables import RevisionRow
from qualcode.workflow.checking import check_study
from tests.store.older import make_older


def hits(study: Study, query: str, transcript_id: int | None = None) -> list[Hit]:
    with study.read() as connection:
        return list(search.hits(connection, parse(query), transcript_id))


def said(study: Study, query: str, transcript_id: int | None = None) -> list[tuple[str, str]]:
    return [(hit.interview, hit.said) for hit in hits(study, query, transcript_id)]


def take(study: Study, *texts: str, first: int = 2) -> None:
    """Take texts in, as s2.txt and so on, as one change."""
    with study.change("siv", "import") as change:
        shelf = transcripts.Shelf(change, {})
        for number, text in enumerate(map(normalise, texts), first):
            name, data = f"s{number}.txt", f"{number} {text}".encode()
            shelf.take(name, data, [Transcript(name, text, data, turns=turns_of(text))])
        shelf.flush()


def take_and_fail(study: Study) -> None:
    with study.change("siv", "import") as change:
        shelf = transcripts.Shelf(change, {})
        shelf.take("x.txt", b"x", [Transcript("x.txt", "Budsjettet.", b"x")])
        shelf.flush()
        raise QualcodeError("It fails afterwards.")


def by_another_program(study: Study, *statements: str) -> None:
    with closing(sqlite3.connect(study.path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def candidates(study: Study, query: str) -> set[int] | None:
    with study.read() as connection:
        return word_index.revisions(connection, parse(query))


def test_a_hit_says_where_it_stands_who_says_it_and_what_is_around(study: Study) -> None:
    [hit] = hits(study, "økonomi")

    assert hit == Hit(
        transcript_id=1,
        interview="s1.txt",
        span=hit.span,
        said="økonomiplanen",
        before="Ja, i ",
        after=". [latter] Og råd? Nei 🙂.",
        turn=2,
        speaker="Leder",
        interviewer=False,
    )
    assert (hit.span.start, hit.span.end) == (46, 59)


def test_what_the_interviewer_asks_is_found_as_such(study: Study) -> None:
    [hit] = hits(study, "dere")

    assert (hit.turn, hit.speaker, hit.interviewer) == (1, "Intervjuer", True)


def test_labels_are_not_found(study: Study) -> None:
    assert hits(study, "leder") == hits(study, "intervjuer") == []


def test_what_stands_outside_the_turns_has_no_turn(study: Study) -> None:
    take(study, "Møtet i mai\n\nLeder: Det var i juni.\n")

    [heading], [turn] = hits(study, "mai"), hits(study, "juni")

    assert (heading.turn, heading.speaker, turn.turn) == (0, "", 1)


def test_context_is_one_line_of_whole_words_within_the_turn(study: Study) -> None:
    around = "ord " * 40
    take(study, f"Leder: Først {around}midt i\n\t{around}sist.\nLeder: Mer.\n")

    [hit] = hits(study, "midt")

    assert hit.before == "ord " * 19
    assert hit.after == " i " + "ord " * 18 + "ord"


def test_hits_come_in_the_order_of_the_study_and_then_of_the_text(study: Study) -> None:
    take(study, "Leder: Plan B, plan A.\n", "Leder: Ingen plan.\n")

    assert [(h.interview, h.span.start) for h in hits(study, '"plan"')] == [
        ("s2.txt", 7),
        ("s2.txt", 15),
        ("s3.txt", 13),
    ]


def test_one_interview_is_searched_alone(study: Study) -> None:
    take(study, "Leder: Planen.\n")

    assert said(study, "planen", 2) == [("s2.txt", "Planen")]


def test_an_interview_that_is_not_there_is_named_so(study: Study) -> None:
    with pytest.raises(NotFound):
        hits(study, "planen", 99)


def test_only_the_newest_text_is_searched(study: Study) -> None:
    with study.change("siv", "correct") as change:
        text = "Leder: Nei, budsjettet.\n"
        change.insert(
            RevisionRow,
            transcript_id=1,
            number=2,
            sha256=sha256(text.encode()),
            length=len(text),
            words=3,
            said=2,
            text=text,
        )

    assert said(study, "økonomi") == []
    assert said(study, "budsjett") == [("s1.txt", "budsjettet")]


def test_the_index_follows_import_undo_and_redo(study: Study) -> None:
    take(study, "Leder: Budsjettet.\n")
    assert candidates(study, "budsj") == {2}

    study.undo("siv")
    assert candidates(study, "budsj") == set()
    assert check_study(study) == []

    study.redo("siv")
    assert candidates(study, "budsj") == {2}
    assert check_study(study) == []


def test_a_change_that_fails_leaves_nothing_in_the_index(study: Study) -> None:
    with pytest.raises(QualcodeError, match="afterwards"):
        take_and_fail(study)

    take(study, "Leder: Noe annet.\n")

    assert candidates(study, "budsj") == set()
    assert check_study(study) == []


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("budsjett", {2, 3}),
        ('"budsjettet"', {3}),
        ("*sjett", {2, 3}),
        ("*finnesikke", set()),
        ("budsjett rev", {2}),
        ("rev budsjett /9", {2}),
        ("leder", {1, 2, 3}),
    ],
)
def test_the_index_names_the_texts_that_may_fit(study: Study, query: str, texts: set[int]) -> None:
    take(study, "Leder: Budsjett, revidert.\n", "Leder: Budsjettet.\n")

    assert candidates(study, query) == texts


def test_forms_of_a_lemma_are_looked_up_all_at_once(study: Study) -> None:
    take(study, "Leder: Det gikk.\n", "Leder: Det går.\n", "Leder: Det ble.\n")
    query = parse("~gå").with_forms({"gå": frozenset({"gikk", "går"})})

    with study.read() as connection:
        assert word_index.revisions(connection, query) == {2, 3}


def test_what_is_inside_too_many_words_is_looked_for_in_all_texts(study: Study) -> None:
    many = word_index.MOST_TYPES + 1
    take(study, "Leder: " + " ".join(f"ab{n}" for n in range(many)) + ".\n")

    assert candidates(study, "*ab") is None
    assert len(hits(study, "*ab")) == many


def test_a_text_that_another_program_wrote_is_searched_though_it_is_not_in_the_index(
    study: Study,
) -> None:
    text = "Leder: Budsjettet."
    take(study, "Leder: Noe annet.\n")
    by_another_program(
        study,
        "INSERT INTO transcript SELECT 9, 'g9', 's9.txt', kind, source_file_id, mode, date, "
        "remarks, details FROM transcript WHERE id = 1",
        "INSERT INTO revision (transcript_id, number, sha256, length, words, said, text) "
        f"VALUES (9, 1, '{sha256(text.encode())}', {len(text)}, 2, 1, '{text}')",
    )

    assert said(study, "budsj") == said(study, "*udsj") == [("s9.txt", "Budsjettet")]
    with study.read() as connection:
        assert "budsjettet" in search.types(connection)
    assert check_study(study) == []


def test_a_text_that_is_not_in_the_index_can_go(study: Study) -> None:
    take(study, "Leder: Budsjettet.\n")
    by_another_program(study, "DELETE FROM word_index_docsize WHERE id = 2")
    with study.read() as connection:
        held = connection.exec_driver_sql("SELECT doc FROM word_type WHERE term = 'leder'").scalar()

    study.undo("siv")

    with study.read() as connection:
        left = connection.exec_driver_sql("SELECT doc FROM word_type WHERE term = 'leder'").scalar()
    assert (held, left) == (2, 2)


def test_without_an_index_all_texts_are_searched(study: Study) -> None:
    by_another_program(study, "DROP TABLE word_type", "DROP TABLE word_index")
    again = open_study(study.path)

    take(again, "Leder: Budsjettet.\n")

    assert said(again, "budsj") == [("s2.txt", "Budsjettet")]
    with again.read() as connection:
        assert {"budsjettet", "økonomiplanen"} <= search.types(connection)
        assert word_index.revisions(connection, parse("budsj")) is None
    assert check_study(again) == []
    again.close()


def test_a_study_that_is_read_only_is_searched(study: Study) -> None:
    db = engine.make_engine(study.path, read_only=True)
    again = Study(study.path, db, read_only=True)

    assert said(again, "*økonomi") == [("s1.txt", "økonomiplanen")]
    again.close()


def test_an_older_study_gets_its_index_when_it_is_opened(study: Study) -> None:
    take(study, "Leder: Budsjettet.\n")
    study.close()
    make_older(study.path, "0002")

    again = open_study(study.path)
    take(again, "Leder: Budsjetter.\n", first=3)

    assert versions.HEAD >= "0003"
    assert candidates(again, "budsj") == {2, 3}
    assert check_study(again) == []
    again.close()


@pytest.mark.parametrize(
    "damage",
    [
        "INSERT INTO word_index(rowid, words) VALUES (1, 'annet')",
        "INSERT INTO word_index(word_index, rowid, words) VALUES ('delete', 1, 'planen')",
        "INSERT INTO word_index(word_index) VALUES ('delete-all')",
    ],
)
def test_an_index_that_is_not_that_of_the_texts_is_a_fault(study: Study, damage: str) -> None:
    by_another_program(study, damage)

    faults = check_study(study)

    missing = "delete-all" in damage  # then it lacks all texts, which are searched all the same
    assert any("index of words" in fault for fault in faults) is not missing


def test_the_words_of_a_study_or_of_one_text_are_told(study: Study) -> None:
    take(study, "Leder: Budsjettet, BUDSJETTET.\n")

    with study.read() as connection:
        assert search.types(connection, 2) == {"leder", "budsjettet"}
        assert {"budsjettet", "økonomiplanen", "råd"} <= search.types(connection)


REACHES: list[Reach] = ["beginning", "whole", "inside"]
SPOKEN = st.text(st.sampled_from("abæßİ_ \n.\u0301µ🙂中"), min_size=1, max_size=30).map(normalise)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25
)
@given(texts=st.lists(SPOKEN, min_size=1, max_size=4), written=SPOKEN)
def test_the_index_never_hides_a_hit(empty: Study, texts: Sequence[str], written: str) -> None:
    words = folded_words(written).split()[:3]
    terms = [Term(word, reach) for word in words for reach in REACHES]
    with empty.change("siv", "import") as change:
        shelf = transcripts.Shelf(change, {})
        first = change.next_id(RevisionRow)
        for number, text in enumerate(texts, first):
            data = f"{number} {text}".encode()
            shelf.take(f"{number}.txt", data, [Transcript(f"{number}.txt", text, data)])
        shelf.flush()

    for query in (Query((term,)) for term in terms):
        with empty.read() as connection:
            found = {hit.transcript_id for hit in search.hits(connection, query)}
            ids = transcripts.transcript_ids(connection).values()
            alone = {i for i in ids if any(search.hits(connection, query, i))}
        assert found == alone
