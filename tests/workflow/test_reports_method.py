"""The paragraphs on method: running text whose every number is that of the database."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from qualcode.model.questions import Question
from qualcode.model.reports import Paragraph, Report
from qualcode.store.study import Study
from qualcode.tally.ground import Ground
from qualcode.workflow import asking, testing
from qualcode.workflow.reports.material import Material
from qualcode.workflow.reports.method import method
from qualcode.workflow.studies import open_study
from tests.ladder_oracle import counted
from tests.ladder_study import COFFEE, SORTING, Walker, climb, new_study
from tests.tally.test_ladder_counts import Walk, play, walks
from tests.workflow.ladder_moves import small_study

STATES = {
    "har bestått": "passed",
    "er underkjent": "failed",
    "må testes på nytt": "retest",
    "er ikke testet": "draft",
    "er erstattet": "replaced",
    "er slått sammen": "merged",
    "er delt": "split",
    "er tatt ut av bruk": "retired",
}
FAILED = STATES | {
    "har bestått siden": "passed",
    "er fortsatt underkjent": "failed",
    "er endret og må testes på nytt": "retest",
    "er slått sammen med en annen": "merged",
    "er slått sammen med andre": "merged",
}
CONCEPTS = {
    "er kandidat og ikke testet": "candidate",
    "er kandidater og ikke testet": "candidate",
    "har bestått": "passed",
    "er sendt tilbake til kodegruppene": "back",
    "er erstattet av et etablert begrep": "replaced",
    "må testes på nytt": "retest",
    "er gitt opp": "dropped",
}
SENTENCES = {
    "interviews": r"Studien har (\d+) intervju",
    "codes": r"Det ga (\d+) empirinære? kode",
    "in_vivo": r"\((\d+) av dem in vivo\)",
    "passages": r", på (\d+) utdrag\.",
    "deductive": r"I tillegg har studien (\d+) kode",
    "verdicts code": r"(\d+) vurdering(?:er)? av \d+ kode[r.]",
    "tested code": r"vurdering(?:er)? av (\d+) kode[r.]",
    "verdicts grouping": r"(\d+) vurdering(?:er)? av \d+ kodegruppe",
    "tested grouping": r"vurdering(?:er)? av (\d+) kodegruppe",
    "verdicts concept": r"(\d+) vurdering(?:er)? av \d+ konsept",
    "tested concept": r"vurdering(?:er)? av (\d+) konsept",
    "failed": r"I testen har (\d+) koder? falt",
    "disagreed": r"Testerne er uenige om (\d+) kode",
    "renamed": r"(\d+) har fått nytt navn",
    "parted": r"fra (\d+) er noen av utdragene",
    "state replaced": r"(\d+) er erstattet av andre",
    "second_homes": r"står koder i en kodegruppe til i (\d+) tilfelle",
    "themes": r"Det ga (\d+) kodegruppe",
    "overrides": r"I (\d+) tilfeller? er noe plassert uten",
    "ears": r"Underveis er (\d+) EAR",
    "anchors": r"notert, ved (\d+) utdrag",
    "concepts": r"Av kodegruppene og EAR er (\d+) konsept",
    "for": r"Det er lagt fram utdrag: (?:.* )?(\d+) for\b",
    "against": r"Det er lagt fram utdrag: (?:.* )?(\d+) imot",
    "moments": r"I arbeidet er (\d+) øyeblikk",
    "expectations": r"(\d+) forventning",
    "place passed grouped": r"står slik: (?:.* )?(\d+) i en kodegruppe",
    "place passed residual": r"står slik: .*?(\d+) i restgruppen",
    "place passed waiting": r"står slik: .*?(\d+) ikke plassert",
}
"""Where each count stands in the text; what is none is not told."""


def material_of(study: Study, connection: Any) -> Material:
    return Material(connection, Question(), Ground(connection, "any"))


def report_of(study: Study) -> Report:
    with study.read() as connection:
        return method(material_of(study, connection))


def prose(report: Report) -> list[str]:
    return [block.text for block in report.introduction()]


def sentence(text: str, pattern: str) -> str:
    found = re.search(pattern, text)
    return found[1] if found else ""


def listed(text: str, names: Mapping[str, str]) -> dict[str, int]:
    """`2 har bestått, 1 er delt og 1 er slått sammen` as counts by what was meant."""
    parts = re.split(r", | og (?=\d)", text)
    found = (re.fullmatch(r"(\d+) (.+)", part) for part in parts if part)
    return {names[match[2]]: int(match[1]) for match in found if match}


def check_prose(text: str, truth: dict[str, Any]) -> None:
    """Holds every number of the text to the oracle; reasons and names are left out of it."""
    text = re.sub(r"\(begrunnet slik: [^)]*\)", "", text)
    told = {key: int(sentence(text, pattern) or 0) for key, pattern in SENTENCES.items()}
    expected = {key: truth.get(key, 0) for key in told}
    if not truth["verdicts code"]:
        assert "ikke prøvd i kodetesten ennå" in text
    begun = truth["themes"] or any(re.fullmatch(r"place \w+ residual", key) for key in truth)
    if not begun:  # where passed codes stand is told once somebody has begun to group
        expected |= {f"place passed {where}": 0 for where in ("grouped", "residual", "waiting")}
    assert told == expected


def check_states(text: str, truth: dict[str, Any]) -> None:
    states = sentence(text, r"Slik står (?:den ene koden|de \d+ kodene) nå: (.*?)\.")
    assert listed(states, STATES) == of(truth, "state")
    failed = sentence(text, r"falt minst én gang: (.*?)\.")
    assert listed(failed, FAILED) == of(truth, "failed")
    concepts = sentence(text, r"EAR er \d+ konsept(?:er)? utviklet: (.*?)\.")
    assert listed(concepts, CONCEPTS) == of(truth, "concept")
    if themes := sentence(text, r"Slik står kodegruppene nå: (.*?)\."):
        assert listed(themes, STATES) == of(truth, "theme")


def of(truth: dict[str, Any], kind: str) -> dict[str, int]:
    begins = f"{kind} "
    return {k.removeprefix(begins): n for k, n in truth.items() if k.startswith(begins) and n}


def check_numbers(report: Report, truth: dict[str, Any]) -> None:
    """The table of all numbers says the same as the tables of the study."""
    shown = {row[0]: row[1] for row in report.grids()[-1].rows}
    for name, key in (
        ("Intervjuer i studien", "interviews"),
        ("Koder laget", "codes"),
        ("Koder som har falt minst én gang", "failed"),
        ("Koder med nytt navn", "renamed"),
        ("Vurderinger i kodetesten", "verdicts code"),
        ("Kodegrupper testet", "tested grouping"),
        ("Beståtte koder i en kodegruppe", "place passed grouped"),
        ("Beståtte koder i restgruppen", "place passed residual"),
        ("Beståtte koder ikke plassert", "place passed waiting"),
        ("Plassert mot en test", "overrides"),
        ("Kodegrupper med koder laget av det som er lest", "themes"),
        ("EAR", "ears"),
        ("Konsepter", "concepts"),
        ("Ordlyder av dem i alt", "wordings"),
        ("Navngitte øyeblikk", "moments"),
    ):
        assert shown[name] == truth.get(key, 0), name


@pytest.fixture(scope="module")
def fresh() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        small_study(Path(folder)).close()
        yield Path(folder) / "s.qualcode"


@given(walks())
@settings(
    deadline=None,
    max_examples=20,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
def test_every_number_is_that_of_the_tables_whatever_was_done(fresh: Path, walk: Walk) -> None:
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(fresh, folder))
        study = open_study(path)
        try:
            play(study, walk)
            found = report_of(study)
        finally:
            study.close()

        truth = counted(path)
        if not truth["codes"]:
            assert found.blank
            return
        text = " ".join(prose(found))
        check_prose(text, truth)
        check_states(text, truth)
        check_numbers(found, truth)


def test_every_number_of_a_walk_all_the_way_up_is_that_of_the_tables(climbed: Walker) -> None:
    found, truth = report_of(climbed.study), counted(climbed.study.path)

    text = " ".join(prose(found))
    check_prose(text, truth)
    check_states(text, truth)
    check_numbers(found, truth)


def test_no_number_in_the_text_is_anything_but_a_count_or_a_date(climbed: Walker) -> None:
    truth = counted(climbed.study.path)
    known = {n for n in truth.values() if isinstance(n, int)} | {5}  # as many centres

    text = re.sub(
        r"«[^»]*»|\d+\. \w+ \d{4}|\(Tjora, \d{4}\)", "", " ".join(prose(report_of(climbed.study)))
    )

    assert {int(n) for n in re.findall(r"\d+", text)} <= known


@pytest.mark.parametrize("language", ["nb", "en"])
def test_both_languages_tell_the_same_numbers(language: str, tmp_path: Path) -> None:
    walker = climb(tmp_path, language)
    text = " ".join(prose(report_of(walker.study)))
    walker.study.close()

    bare = re.sub(r"[«“][^»”]*[»”]|\d+\.? \w+ \d{4}|\(Tjora, \d{4}\)", "", text)
    numbers = sorted(map(int, re.findall(r"\d+", bare)))
    approach, codings = [1, 1], [5, 5, 5, 18, 1, 18, 1]
    code_test, states = [19, 16, 3, 1, 1, 1, 1], [1, 1, 1, 1, 1, 18, 11, 1, 1, 1, 1, 1, 1, 1]
    grouping = [11, 7, 2, 2, 2, 2, 1, 5, 2, 1, 1, 3]
    ideas = [2, 3, 3, 1, 1, 1, 2, 2, 1, 1, 2]
    assert numbers == sorted([*approach, *codings, *code_test, *states, *grouping, *ideas])


def test_the_text_names_who_did_what_and_when(climbed: Walker) -> None:
    text = " ".join(prose(report_of(climbed.study)))

    assert re.search(r"kodet Siv alle 5 empirinært\.", text)
    assert re.search(r"ga Jonas og Siv 19 vurderinger av 16 koder\.", text)
    assert "«etter kodetest 1» (" in text
    assert "«levert» (" in text


def test_a_few_overrides_are_told_with_their_reasons_and_all_stand_in_a_table(
    climbed: Walker,
) -> None:
    found = report_of(climbed.study)

    assert "(begrunnet slik: Testes når alle intervjuene er lest)" in " ".join(prose(found))
    assert len(found.grids()[0].rows) == 3


def test_what_did_not_happen_is_not_told(tmp_path: Path) -> None:
    walker = new_study(tmp_path)
    walker.code(COFFEE, "Kaffen er god her")
    text = " ".join(prose(report_of(walker.study)))
    walker.study.close()

    assert "Kodene er ikke prøvd i kodetesten ennå." in text
    for word in ("konsepttest", "EAR", "restgruppe", "Grupperingstesten", "øyeblikk"):
        assert word not in text


def test_what_was_expected_before_anybody_coded_is_told_so(tmp_path: Path) -> None:
    walker = new_study(tmp_path)
    asking.ask(walker.study, "Siv", "Mangel på tid.", kind="expectation")
    with walker.study.change("Siv", "as if it were earlier") as change:
        from qualcode.store.tables import ResearchQuestionRow

        change.update(ResearchQuestionRow, 1, at="2026-01-01T08:00:00Z")
    walker.code(COFFEE, "Kaffen er god her")
    text = prose(report_of(walker.study))[0]
    walker.study.close()

    assert "Før kodingen begynte, ble 1 forventning skrevet ned (forforståelse)." in text


def test_a_test_on_a_code_that_is_deductive_by_now_is_in_no_number(tmp_path: Path) -> None:
    walker = new_study(tmp_path)
    walker.code(COFFEE, "Kaffen er god her")
    walker.code("Rådene blir hørt", "Rådene våre blir hørt")
    walker.test(COFFEE, "failed", SORTING)
    with walker.study.change("Siv", "as a codebook may") as change:
        from qualcode.store.tables import CodeRow

        change.update(CodeRow, walker.codes[COFFEE], origin="theory")
    found, truth = report_of(walker.study), counted(walker.study.path)
    walker.study.close()

    assert (truth["verdicts code"], truth["deductive"]) == (0, 2)
    check_prose(" ".join(prose(found)), truth)


def test_the_words_of_2012_are_used_where_the_study_follows_them(tmp_path: Path) -> None:
    walker = climb(tmp_path)
    testing.set_terms(walker.study, "Siv", "2012")
    text = " ".join(prose(report_of(walker.study)))
    walker.study.close()

    assert "(Tjora, 2012)" in text
    assert "Det ga 18 tekstnære koder" in text
    assert "Det ga 2 kategorier" in text
    assert not re.search("empirinær|kodegruppe", text)


def test_the_text_is_paragraphs_and_no_list(climbed: Walker) -> None:
    paragraphs = [b for b in report_of(climbed.study).blocks if isinstance(b, Paragraph)]

    assert len(paragraphs) == 7
    assert all(p.style == "plain" and p.text.endswith(".") for p in paragraphs)
