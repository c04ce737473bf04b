from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.readers.turns import is_interviewer, turns_of

LINES = st.sampled_from(
    [
        "Intervjuer: Hva gjør dere?",
        "Leder: Vi prøver.",
        "INFORMANT 2 (leder):",
        "**Kari:** Ja",
        "Dato: 3. mars",
        "kl. 10:30",
        "Jeg sa det slik: nei",
        "",
        "   ",
        "[latter]",
        "\tÆrlig talt: 😀",
    ]
)


def said(text: str, bold: set[int] | None = None) -> list[tuple[str, str]]:
    """Who says what."""
    return [(t.speaker, text[t.body : t.end]) for t in turns_of(text, bold)]


def speakers(text: str) -> list[str]:
    return [t.speaker for t in turns_of(text)]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Intervjuer: Hei", "Intervjuer"),
        ("Intervjuar: Hei", "Intervjuar"),
        ("I: Hei", "I"),
        ("INT: Hei", "INT"),
        ("Interviewer: Hei", "Interviewer"),
        ("INFORMANT 2 (leder): Hei", "INFORMANT 2 (leder)"),
        ("Informant 2: Hei", "Informant 2"),
        ("Leder: Hei", "Leder"),
        ("leder: Hei", "leder"),
        ("Leder:Hei", "Leder"),
        ("Leder : Hei", "Leder"),
        ("[Leder]: Hei", "Leder"),
        ("**Leder:** Hei", "Leder"),
        ("**Leder**: Hei", "Leder"),
        ("__Leder:__ Hei", "Leder"),
        ("Daglig  leder: Hei", "Daglig leder"),
        ("Leder USHT: Hei", "Leder USHT"),
        ("Leder Kari: Hei", "Leder Kari"),
        ("KARI: Hei", "KARI"),
        ("SPEAKER_01: Hei", "SPEAKER_01"),
        ("[00:01:23] Leder: Hei", "Leder"),
        ("00:12 Leder: Hei", "Leder"),
        ("Leder [00:12]: Hei", "Leder"),
        ("Leder\tHei", "Leder"),
        ("  Leder: Hei", "Leder"),
    ],
)
def test_a_label_is_found_in_the_ways_that_people_write_it(line: str, label: str) -> None:
    assert said(f"Et møte.\n{line}\n") == [(label, "Hei")]


@pytest.mark.parametrize(
    "line",
    [
        "Jeg sa det slik: nei, det går ikke.",
        "kl. 10:30 møttes vi",
        "Klokka 10: da var det slutt",
        "Se https://eksempel.no/side",
        "https://eksempel.no",
        "Det gikk fint :)",
        "Leder :)",
        "For eksempel: biler",
        "NB: husk dette",
        "MERK: husk dette",
        "I Oslo: der var det fint",
        "I 90: da begynte det",
        "Vi har lederen: hun er god",
        "Kari: sier noe én gang",
        "A: ett valg",
        "i: stor grad",
        "Bergen\t12",
        "BAKGRUNN:",
        "Ja. Leder: nei",
        "*Leder* er viktig",
        f"{'Leder ' * 12}: for langt",
    ],
)
def test_what_only_looks_like_a_label_is_none(line: str) -> None:
    assert turns_of(f"Et møte.\n{line}\nMer tekst.\n") == ()


@pytest.mark.parametrize(
    "line",
    ["Jeg sa det slik: nei", "Poenget: vi må", "For eksempel: slik", "Ja: slik", "kl. 10:30"],
)
def test_a_sentence_with_a_colon_stays_in_its_turn_also_when_it_recurs(line: str) -> None:
    text = f"Intervjuer: Hva?\n\nLeder: Tja.\n{line}\nog så\n{line}\n\nIntervjuer: Ja?"

    assert speakers(text) == ["Intervjuer", "Leder", "Intervjuer"]


def test_a_name_is_a_label_where_it_recurs() -> None:
    text = "Kari Nordmann: Ja.\nOla: Nei.\nKari Nordmann: Jo.\nOla: Tja.\nPer: Én gang."

    assert said(text) == [
        ("Kari Nordmann", "Ja."),
        ("Ola", "Nei."),
        ("Kari Nordmann", "Jo."),
        ("Ola", "Tja.\nPer: Én gang."),
    ]


def test_an_initial_that_comes_once_is_a_label_among_initials() -> None:
    assert speakers("I: Hva?\nA: Ja.\nI: Og?\nA: Nei.\nB: Aldri.") == ["I", "A", "I", "A", "B"]


def test_names_in_other_scripts_are_labels_too() -> None:
    assert speakers("田中: はい\n佐藤: いいえ\n田中: そう\n佐藤: え") == ["田中", "佐藤"] * 2


def test_a_bold_name_is_a_label_where_roles_are_labels() -> None:
    text = "Intervjuer: Hva?\nKari: Ja."

    assert speakers(text) == ["Intervjuer"]
    assert [t.speaker for t in turns_of(text, {17})] == ["Intervjuer", "Kari"]


def test_bold_headings_in_notes_make_no_speakers() -> None:
    assert turns_of("**Økonomi:** stram\n\n**Samarbeid:** godt\n") == ()


def test_text_before_the_first_label_belongs_to_no_turn() -> None:
    text = "Intervju 7\nSted: Bergen\n\nIntervjuer: Hva?\nLeder: Ja."

    assert turns_of(text)[0].start == text.index("Intervjuer")


def test_lines_of_the_heading_that_look_like_labels_are_no_turns() -> None:
    text = (
        "Intervju 3\nDato: 1. mars\nInformant: leder ved senteret\nIntervjuer: Kari\n\n"
        "I: Hva?\nL: Ja.\nI: Og?\nL: Nei."
    )

    assert speakers(text) == ["I", "L", "I", "L"]


def test_a_heading_right_above_the_first_turn_does_not_swallow_it() -> None:
    assert speakers("Dato: 1. mars\nIntervjuer: Hva?\nLeder: Ja.") == ["Intervjuer", "Leder"]


def test_a_text_without_labels_has_no_turns() -> None:
    assert turns_of("") == ()
    assert turns_of("Et notat uten replikker.\n\nEnda et avsnitt.") == ()


def test_a_turn_reaches_to_the_next_label_less_the_white_space_between() -> None:
    text = "Intervjuer:  Hva? \n\n\nLeder:\n  Ja.\n\n  Og nei.\n\n"

    first, second = turns_of(text)

    assert (first.start, first.body, first.end) == (0, 13, 17)
    assert text[second.start : second.body] == "Leder:\n  "
    assert text[second.body : second.end] == "Ja.\n\n  Og nei."


def test_a_label_with_nothing_after_it_is_an_empty_turn() -> None:
    text = "Intervjuer: Hva?\nLeder:\n\nIntervjuer: Hallo?"

    silent = turns_of(text)[1]

    assert silent.body == silent.end == text.index("Leder:") + len("Leder:")


@pytest.mark.parametrize(
    "label",
    ["Intervjuer", "intervjuar", "INTERVIEWER", "I", "INT", "Int.", "Intervjuer 2", "Moderator",
     "Intervjuer Kari"],
)  # fmt: skip
def test_labels_of_interviewers_are_known(label: str) -> None:
    assert is_interviewer(label)


@pytest.mark.parametrize("label", ["Leder", "Informant 1", "I1", "Inga", "R", "Intervjuobjekt", ""])
def test_labels_of_others_are_not_interviewers(label: str) -> None:
    assert not is_interviewer(label)


def asking(text: str) -> set[str]:
    return {t.speaker for t in turns_of(text) if t.interviewer}


def test_a_researcher_interviews_where_nobody_is_called_interviewer() -> None:
    assert asking("Forsker: Hva?\nLeder: Ja.") == {"Forsker"}
    assert asking("Intervjuer: Hva?\nForsker: Ja.") == {"Intervjuer"}


def test_i_is_the_informant_where_the_interviewer_is_int() -> None:
    assert asking("INT: Hva?\nI: Ja.\nINT: Og?\nI: Nei.") == {"INT"}
    assert asking("I: Hva?\nR: Ja.") == {"I"}


@given(st.lists(LINES, max_size=30))
def test_turns_stand_in_order_within_the_text_and_begin_where_their_labels_do(
    lines: list[str],
) -> None:
    text = "\n".join(lines)

    turns = turns_of(text)

    end = 0
    for turn in turns:
        assert end <= turn.start < turn.body <= turn.end <= len(text)
        assert turn.speaker in text[turn.start : turn.body]
        assert text[turn.body : turn.end] == text[turn.body : turn.end].strip()
        end = turn.end


@pytest.mark.parametrize(
    "hostile", ["\n" * 400_000, "A" * 400_000, ("A" * 58 + "(\n") * 7_000, "[00:01 " * 60_000]
)
def test_a_hostile_text_is_got_through(hostile: str) -> None:
    assert turns_of(hostile) == ()
