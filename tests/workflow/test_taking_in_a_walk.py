"""A study folder may tell of a walk up the ladder that was made elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qualcode.errors import InvalidData
from qualcode.store.study import Study
from qualcode.workflow import asking, conceptual, testing, tracing
from qualcode.workflow.importing import study_from_folder

TEXT = "Leder: Pengene tar slutt før vi får begynt. Vi kan bare gi råd.\n"
"""Two sentences: 7-43 and 44-63."""

BOOK = """
title: Senter
themes:
  - name: Penger tar slutt
    codes:
      - {id: slutt, name: Pengene tar slutt før starten, born: "a.txt:7-43"}
  - name: Råd uten myndighet
    codes:
      - {id: råd, name: Kan bare gi råd}
  - name: Uten gruppe
    ungrouped: true
    codes:
      - {id: økonomi, name: Økonomi}
"""
CODINGS = (
    "file,start,end,code,coder,at\na.txt,7,43,slutt,siv,2026-01-02T10:00\na.txt,44,63,råd,siv,\n"
)
METHOD = """
terms: "2012"
expectations:
  - {words: De mangler penger, at: 2025-12-01}
questions:
  - {words: Hva hindrer innføring?, earlier: [Hva hindrer?], themes: [Penger tar slutt]}
tests:
  - {code: økonomi, by: siv, at: 2026-01-03, K1: yes, verdict: failed, comment: et emne}
  - {code: slutt, by: siv, at: 2026-01-04, K1: no, K2: content, K3: yes, verdict: passed}
  - {code: slutt, by: jonas, at: 2026-01-05, K1: no, K2: topic, verdict: failed}
  - {code: råd, label: Gir råd, by: siv, at: 2026-01-04, K1: no, K2: content, K3: yes,
     verdict: passed}
  - {theme: Penger tar slutt, by: siv, at: 2026-01-06, G1: yes, G2: yes, G3: yes, verdict: passed}
became:
  - {code: økonomi, kind: replaced, into: slutt, reason: bare et emne, by: siv, at: 2026-01-03,
     passages: ["a.txt:7-43"]}
placements:
  - {code: slutt, theme: Råd uten myndighet, reason: Råd om penger}
ears:
  - {title: Klemma, idea: Prosjektet er både redning og felle, passages: ["a.txt:7-43"], by: siv,
     at: 2026-01-02, stage: coding}
concepts:
  - name: Prosjektklemma
    definition: Trenger prosjekt for å begynne, og taper på at det er ett.
    themes: [Penger tar slutt]
    ears: [Klemma]
    for: [{passage: "a.txt:7-43", note: tydelig, by: siv}]
    against: [{passage: "a.txt:44-63", by: jonas, at: 2026-01-09T08:00}]
snapshots: [levert]
"""

Make = Callable[..., Study]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    opened: list[Study] = []

    def study(**changes: str) -> Study:
        files = {"method": METHOD, "codings": CODINGS, "codebook": BOOK} | changes
        folder = tmp_path / f"folder{len(opened)}"
        (folder / "transcripts").mkdir(parents=True)
        (folder / "transcripts" / "a.txt").write_text(TEXT, encoding="utf-8")
        for name, text in files.items():
            suffix = "csv" if name == "codings" else "yaml"
            (folder / f"{name}.{suffix}").write_text(text, encoding="utf-8")
        path = tmp_path / f"study{len(opened)}.qualcode"
        opened.append(study_from_folder(path, folder, coder="siv")[0])
        return opened[-1]

    yield study
    for one in opened:
        one.close()


def test_states_follow_from_the_tests_and_from_what_codes_became(make: Make) -> None:
    found = testing.ladder(make())

    states = {s.code.code.id: s.state for s in found.codes}
    assert states == {"slutt": "failed", "råd": "retest", "økonomi": "replaced"}
    assert [t.state for t in found.themes] == ["passed", "draft", "draft"]


def test_testers_who_differ_are_both_heard(make: Make) -> None:
    found = testing.ladder(make())

    code = next(s for s in found.codes if s.code.code.id == "slutt")
    assert code.disagreed
    assert [(t.tester, t.verdict) for t in code.current] == [("siv", "passed"), ("jonas", "failed")]


def test_a_test_of_an_older_label_can_still_be_read(make: Make) -> None:
    code = next(s for s in testing.ladder(make()).codes if s.code.code.id == "råd")

    assert code.tests[0].seen["label"] == "Gir råd"
    assert code.current == ()


def test_a_test_of_a_code_that_was_replaced_shows_the_passages_it_had(make: Make) -> None:
    code = next(s for s in testing.ladder(make()).codes if s.code.code.id == "økonomi")

    assert code.tests[0].seen["passages"] == [["a.txt", 7, 43]]
    assert [(f.kind, f.reason, f.at) for f in code.fates] == [
        ("replaced", "bare et emne", "2026-01-03T00:00:00Z")
    ]


def test_a_life_that_was_led_elsewhere_begins_when_the_code_was_first_given(make: Make) -> None:
    study = make()
    made, *later = tracing.life_of_code(study, tracing.code_named(study, "slutt").id)

    assert (made.field, made.after) == ("", "Pengene tar slutt før starten")
    assert made.at == "2026-01-03T00:00:00Z"
    heard = [(step.test.tester, step.test.verdict) for step in later if step.test]
    assert heard == [("siv", "passed"), ("jonas", "failed")]


def test_a_passage_knows_the_code_that_it_was_given_first(make: Make) -> None:
    first = {row.code.code.code.id: row.first for row in tracing.trail(make())}

    assert first["slutt"] is not None
    assert first["slutt"].code.id == "økonomi"
    assert first["råd"] is None


def test_concepts_have_their_parts_and_what_speaks_for_and_against_them(make: Make) -> None:
    study = make()
    (concept,) = conceptual.concepts(study)

    assert [ear.title for ear in concept.ears] == ["Klemma"]
    assert [(e.side, e.passage.quote, e.coder) for e in concept.evidence] == [
        ("for", TEXT[7:43], "siv"),
        ("against", TEXT[44:63], "jonas"),
    ]
    assert concept.evidence[1].at == "2026-01-09T08:00:00Z"


def test_questions_keep_their_versions_and_expectations_their_date(make: Make) -> None:
    study = make()
    expectation, question = asking.questions(study)

    assert (expectation.kind, expectation.at) == ("expectation", "2025-12-01T00:00:00Z")
    assert [step.after for step in asking.versions(study, question.id)] == [
        "Hva hindrer?",
        "Hva hindrer innføring?",
    ]
    assert testing.terms(study) == "2012"


def test_a_code_stands_in_a_second_theme_with_its_reason(make: Make) -> None:
    found = testing.ladder(make())

    second = next(t for t in found.themes if t.theme.name == "Råd uten myndighet")
    assert [found.by_code()[row].code.code.id for row in second.codes] == ["råd", "slutt"]
    assert "Råd om penger" in (second.reasons or {}).values()


def test_a_moment_has_its_name(make: Make) -> None:
    study = make()

    assert [name for name, _, _ in tracing.moments(study)] == ["levert"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("{code: slutt, by: siv, at: 2026-01-04,", "{code: slutt, at: 2026-01-04,"), "missing"),
        (("code: økonomi, by", "code: finnes_ikke, by"), "no code of that id"),
        (("K1: no, K2: topic, verdict: failed", "K1: no, K2: topic, verdict: passed"), "K2"),
        (("K1: yes", "K1: kanskje"), '"kanskje" is no answer to K1'),
        (("at: 2026-01-09T08:00", "at: en gang"), "no day or time"),
        (('passages: ["a.txt:7-43"], by', 'passages: ["a.txt:7-430"], by'), "no such passage"),
        (('passages: ["a.txt:7-43"], by', 'passages: ["a.txt"], by'), "is no place"),
        (('passages: ["a.txt:7-43"], by', "passages: [], by"), "at least 1 item"),
        (
            (
                '2026-01-03,\n     passages: ["a.txt:7-43"]',
                '2026-01-03,\n     passages: ["a.txt:8-43"]',
            ),
            "not coded with what the code became",
        ),
        (("kind: replaced, into: slutt", "kind: replaced"), "needs an into"),
        (("kind: replaced, into: slutt", "kind: replaced, into: økonomi"), "cannot become itself"),
        (("ears: [Klemma]", "ears: [Ukjent]"), "no EAR of that title"),
        (("{theme: Penger tar slutt, by", "{theme: Ukjent, by"), "no theme of that name"),
        (("terms:", "termer:"), "is it misspelt"),
        (
            ("{code: slutt, by: jonas", "{code: slutt, theme: Penger tar slutt, by: jonas"),
            "one code",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_leaves_no_study(
    make: Make, tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    assert change[0] in METHOD

    with pytest.raises(InvalidData, match=r"method.yaml, line \d+") as caught:
        make(method=METHOD.replace(*change))

    assert said in str(caught.value)
    assert not (tmp_path / "study0.qualcode").exists()


def test_passages_of_a_file_that_is_not_taken_in_are_left_out_and_counted(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "transcripts").mkdir(parents=True)
    (folder / "transcripts" / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "transcripts" / "b.txt").write_bytes(b"\x00\x01\x02" * 100)
    (folder / "method.yaml").write_text(
        'ears: [{title: Klemma, idea: En felle, passages: ["b.txt:0-3"], by: siv}]\n',
        encoding="utf-8",
    )

    study, report = study_from_folder(tmp_path / "s.qualcode", folder, coder="siv")

    assert conceptual.ears(study) == []
    assert "method.yaml: 1 passages were left out" in "\n".join(report.notes)
    study.close()
