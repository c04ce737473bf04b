"""Sentences and words: Norwegian and English speech as people write it down."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.language.segmentation import segment
from qualcode.model.segmentation import Segmentation
from qualcode.model.spans import Span
from qualcode.model.text import normalise
from qualcode.model.transcripts import Turn

BOKMAAL = [
    "Vi har mange prosjekter. |Ett av dem er stort.",
    "Vi har f.eks. velferdsteknologi og bl.a. ernæring. |Det går bra.",
    "Vi gjør det jo i helga f.eks. |Det er ikke alle som liker det.",
    "Det er kurs, hospitering, nettverk m.m. |Vi rekker ikke alt.",
    "Det er kurs, hospitering osv. og noe til.",
    "Det er kurs, hospitering osv., og noe til. |Ja.",
    "Det vil si, dvs. Fylkesmannen betaler.",
    "Jf. § 3-1. |Der står det.",
    "Etter § 3-1. ledd to er det vårt ansvar.",
    "Det står i St.meld. nr. 29 fra 2013. |Den har vi lest.",
    "Det står i St.meld. 29. |Den har vi lest.",
    "Vi er nr. 5. |De andre er foran.",
    "Vi møtes kl. 10.30 hver mandag. |Da er alle våkne.",
    "Vi møtes kl. 10.30. |Da er alle våkne.",
    "Vi får ca. 950 000 kr i året. |Det går til lønn.",
    "Vi får 950 000 kr. |Det går til lønn.",
    "Vi får kr. 950 000 hvert år.",
    "Det koster 2,5 mill. kr. |Det har vi ikke.",
    "Det koster 2,5 mill. og mer til.",
    "Staten bruker 3 mrd. |Vi får 4 pst. av det.",
    "Vi åpnet 17. mai 2012. |Det regnet.",
    "Fristen er 1. juni. |Da må alt være inne.",
    "Dette er vår 3. søknad i år.",
    "Vi startet i 2012. |Så kom reformen.",
    "Vi startet i 2012. |38 sentre fikk penger.",
    "A. Hansen og K. M. Dahl var med. |De sluttet.",
    "Vi gikk for plan B. |Det var lurt.",
    "Dr. Dahl kom aldri. |Hun glemte oss.",
    "Hun sa «vi kan ikke mer.» |Så gikk hun.",
    "Hun sa «vi kan ikke mer». |Så gikk hun.",
    'Hun sa "vi kan ikke mer." |Så gikk hun.',
    "«Skal dere flytte?» sa hun. |Jeg visste ikke.",
    "«Skal dere flytte?» |Jeg visste ikke.",
    "Hun sa: «Jeg kan ikke. |Jeg må hjem.» |Så gikk hun.",
    "Vi tenkte … altså vi trodde det gikk.",
    "Vi tenkte … |Nei, vi trodde det gikk.",
    "Vi tenkte... altså vi trodde det.",
    "Vi tenkte... |Nei.",
    "Det var omtrent ... 20 stykker.",
    "Hva?! |Nei, det visste jeg ikke!!! |Aldri i livet.",
    "Har dere det? |ja det har vi.",
    "Det var gøy! [ler] |Og så ble det stille.",
    "Vi låner dem [utydelig] hver gang. |Det går.",
    "[pause] Oftere enn før. |Mye oftere.",
    "Det gikk bra. (latter) |Så kom regningen.",
    "Vi tenkte … [utydelig] eller noe sånt.",
    "De sa «[…] vi må spare», og vi sparte. |Ja.",
    "Ja. |– Nei, vent. |Det er feil.",
    "Ja – eller nei – jeg vet ikke.",
    "Vi er tre på\nkontoret og to ute. |Det er alt.",
    "Vi er fem.\n|Neste år er vi fire.",
    "Vi er fem\n\n|neste år er vi fire",
    "Vi driver med dette:\n|- lindring\n|- ernæring",
    "1. Velferdsteknologi er først. |2. Ernæring er neste.",
    "Vi har opplæring (jf. planen). |Den er ny.",
    "Ferdig.|Neste sak.",
    "Vi er med i KS. |NTNU er ikke med.",
    "Se www.senteret.example.no. |Der ligger alt.",
    "Prisen var 3.50 per stk. og det var dyrt.",
    "...",
]
NYNORSK = [
    "Eg kom hit i 2013. |Då var vi to.",
    "Vi driv m.a. med dokumentasjon. |Det er tungt.",
    "Det er t.d. ikkje lett. |Vi prøver.",
    "Vi har kurs, hospitering osb. |Ho held dei.",
    "Vi treng det no. |Ikkje neste år.",
    "Det går seint, men … det går.",
    "Kva gjer du då? |eg nikkar.",
    "Leiaren, dvs. ho som var her før, sa nei. |Så vart det slik.",
    "Vi kartla ca. 40 personar den 3. mars. |Alle svara.",
    "«Kven betaler?» spurde ho. |Ingen svara.",
]
ENGLISH = [
    "We have two projects. |One is large.",
    "We work on e.g. nutrition, falls, etc. and more.",
    "Mr. Smith left at 3 p.m. |We stayed.",
    "Do you research? |No. |We do not.",
    "It is No. 5 on the list. |We know.",
    "I thought ... well, it went fine.",
    'She said "no more." |Then she left.',
    "Dr. A. Jones et al. wrote it. |We read it.",
    "It was red. |The other was blue.",
    "It costs 2.5 million. |We don't have that.",
]
TABLE = (
    [("nb", case) for case in BOKMAAL]
    + [("nn", case) for case in NYNORSK]
    + [("en", case) for case in ENGLISH]
)


def whole(text: str, language: str = "nb") -> Segmentation:
    return segment(text, (), language)


def read(text: str, spans: Sequence[Span]) -> list[str]:
    return [span.of(text) for span in spans]


def transcript(*bodies: str, label: str = "Leder: ") -> tuple[str, list[Turn]]:
    """The text of some turns with their labels, and the turns."""
    text, turns = "", []
    for body in bodies:
        start = len(text)
        text += label + body
        turns.append(Turn(label.strip(": "), start, start + len(label), len(text.rstrip())))
        text += "\n\n"
    return text, turns


@pytest.mark.parametrize(("language", "marked"), TABLE, ids=[case for _, case in TABLE])
def test_sentences_begin_where_a_reader_would_begin_them(language: str, marked: str) -> None:
    text = marked.replace("|", "")

    found = read(text, whole(text, language).sentences)

    assert found == [part.strip() for part in marked.split("|")]


def test_words_are_without_punctuation_but_abbreviations_keep_theirs() -> None:
    text = "Vi har f.eks. e-post, «hjemmebesøk» og 950 000 kr. Det er to."

    found = read(text, whole(text).words)

    assert found == [
        *("Vi", "har", "f.eks.", "e-post", "hjemmebesøk", "og", "950", "000", "kr."),
        *("Det", "er", "to"),
    ]


def test_parts_that_touch_are_one_word() -> None:
    text = "We don't; I cannot, at 10km."

    found = read(text, whole(text, "en").words)

    assert found == ["We", "don't", "I", "cannot", "at", "10km"]


def test_speaker_labels_are_in_no_sentence_and_no_word() -> None:
    text, turns = transcript("Vi har to. Det er nok.", "Ja.", label="INFORMANT 1: ")

    found = segment(text, turns, "nb")

    assert read(text, found.sentences) == ["Vi har to.", "Det er nok.", "Ja."]
    assert read(text, found.words) == ["Vi", "har", "to", "Det", "er", "nok", "Ja"]


def test_no_sentence_crosses_a_turn_even_without_a_full_stop() -> None:
    text, turns = transcript("og da tenkte jeg", "ja, nettopp")

    found = segment(text, turns, "nb")

    assert read(text, found.sentences) == ["og da tenkte jeg", "ja, nettopp"]


def test_text_outside_the_turns_is_segmented_too() -> None:
    text, turns = transcript("Ja.")
    heading = "Intervju nr. 4. Opptak i mai.\n\n"
    far = len(heading)
    moved = [Turn(t.speaker, t.start + far, t.body + far, t.end + far) for t in turns]

    found = segment(heading + text + "Slutt.", moved, "nb")

    sentences = read(heading + text + "Slutt.", found.sentences)
    assert sentences == ["Intervju nr. 4.", "Opptak i mai.", "Ja.", "Slutt."]


@pytest.mark.parametrize("text", ["", " \n\n ", "\u00a0"])
def test_a_text_without_words_has_no_sentences(text: str) -> None:
    assert whole(text) == Segmentation()


def test_a_language_that_nobody_prepared_is_segmented_all_the_same() -> None:
    text = "Olemme kaksi. Se riittää."

    found = read(text, whole(text, "fi").sentences)

    assert found == ["Olemme kaksi.", "Se riittää."]


def test_a_language_may_name_its_country() -> None:
    assert whole("Vi har t.d. to.", "nn-NO") == whole("Vi har t.d. to.", "nn")


def test_a_text_beyond_a_million_characters_is_no_obstacle() -> None:
    text = "Vi har to. " * 100_000

    assert len(whole(text).sentences) == 100_000


def test_an_unclosed_bracket_does_not_swallow_what_follows() -> None:
    text = "Han sa [utydelig og gikk. Så kom hun. Ja."

    assert len(whole(text).sentences) == 3


def test_threads_can_ask_at_the_same_time() -> None:
    text = "Vi har f.eks. to. Det er nok. " * 50

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(whole, [text] * 8))

    assert all(one == found[0] for one in found)


def test_spacy_is_not_loaded_before_somebody_asks_for_sentences() -> None:
    code = (
        "import sys; import qualcode.language.segmentation as s; "
        "assert 'spacy' not in sys.modules; s.segment('Ja.', (), 'nb'); "
        "assert 'spacy' in sys.modules"
    )

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stderr


PIECES = st.sampled_from(
    [
        *("Ja", "nei", "f.eks.", "17.", "mai", "kr.", ".", "?", "!", "…", "...", "«", "»", '"'),
        *("[", "]", "(", ")", "–", "-", ":", ",", " ", " ", " ", "\n", "\n\n", "\t", "\u00a0"),
        *("A.", "Å", "😀", "e\u0301", "\u00ad", "中文。", "\u2028", "\x1f", "1", "§", "www.a.no"),
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=30).map("".join).map(normalise)


@settings(deadline=None)
@given(bodies=st.lists(TEXTS, max_size=4), language=st.sampled_from(["nb", "nn", "en", "fi"]))
def test_each_character_that_is_said_lies_in_one_sentence(bodies: list[str], language: str) -> None:
    text, turns = transcript(*bodies)

    found = segment(text, turns, language)

    covered = [i for span in found.sentences for i in range(span.start, span.end)]
    said = [i for t in turns for i in range(t.body, t.end) if not text[i].isspace()]
    assert len(covered) == len(set(covered))
    assert [i for i in covered if not text[i].isspace()] == said


@settings(deadline=None)
@given(bodies=st.lists(TEXTS, max_size=4), language=st.sampled_from(["nb", "nn", "en", "fi"]))
def test_spans_are_in_order_and_bare_and_within_their_turn(
    bodies: list[str], language: str
) -> None:
    text, turns = transcript(*bodies)

    found = segment(text, turns, language)

    for spans in (found.sentences, found.words):
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(span.of(text) == span.of(text).strip() for span in spans)
        assert all(any(t.body <= s.start and s.end <= t.end for t in turns) for s in spans)
    assert all(any(map(str.isalnum, span.of(text))) for span in found.words)
