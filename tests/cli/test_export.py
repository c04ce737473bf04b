"""`qualcode export`: the workbook and its sheets, and the reports."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from tests.ladder_study import MONEY, Walker

Qualcode = Callable[..., Any]


def sheets(path: Path) -> list[str]:
    book = load_workbook(path)
    try:
        return list(book.sheetnames)
    finally:
        book.close()


def test_a_workbook_is_written(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("export", study, "ut.xlsx")

    assert (outcome.code, outcome.out, outcome.err) == (0, "", "Skrev ut.xlsx.\n")
    assert {"Organisering", "Matrise", "Sitater", "Kodebok", "Metode"} <= set(
        sheets(Path("ut.xlsx"))
    )


def test_quotes_may_be_left_out(qualcode: Qualcode, study: Path) -> None:
    qualcode("export", study, "ut.xlsx", "--no-quotes")

    assert "Sitater" not in sheets(Path("ut.xlsx"))


def test_the_same_study_gives_the_same_bytes(qualcode: Qualcode, study: Path) -> None:
    for name in ("en.xlsx", "to.xlsx"):
        qualcode("export", study, name)

    assert Path("en.xlsx").read_bytes() == Path("to.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("sheet", "begins"),
    [
        ("themes", "chapter,count"),
        ("matrix", "centre,name,type"),
        ("quotes", "units,role,theme,code,text"),
        ("codebook", "theme,code,name"),
    ],
)
def test_each_sheet_can_be_csv(qualcode: Qualcode, study: Path, sheet: str, begins: str) -> None:
    qualcode("export", study, "ut.csv", "--sheet", sheet)

    assert Path("ut.csv").read_text(encoding="utf-8").startswith(begins)


def test_csv_for_norwegian_excel(qualcode: Qualcode, study: Path) -> None:
    qualcode("export", study, "ut.csv", "--dialect", "excel-nb")

    assert Path("ut.csv").read_bytes().startswith("\ufeffchapter;count".encode())


def test_a_format_that_cannot_be_written_is_refused(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("export", study, "ut.pdf")

    assert outcome.code == 1
    assert "«.pdf» er ikke et format som kan skrives" in outcome.err


# Reports


@pytest.fixture
def ladder(qualcode: Qualcode, climbed_once: Walker, tmp_path: Path) -> Path:
    """The study that has walked up the ladder."""
    path = climbed_once.study.path
    return Path(shutil.copy(path, tmp_path / path.name))


def headings(path: Path, level: int = 1) -> list[str]:
    document: Any = docx.Document(str(path))
    return [p.text for p in document.paragraphs if p.style.name == f"Heading {level}"]


def test_all_reports_come_into_a_document(qualcode: Qualcode, ladder: Path) -> None:
    outcome = qualcode("export", ladder, "ut.docx")

    assert (outcome.code, outcome.out, outcome.err) == (0, "", "Skrev ut.docx.\n")
    assert headings(Path("ut.docx")) == [
        "Kodeliste",
        "Logg over kodetesten",
        "Kodegrupper med alle utdrag",
        "Restgruppen",
        "Spor fra sitat til konsept",
        "Spredning av kodegruppene",
        "EAR (empirisk-analytiske referansepunkter)",
        "Konsepter",
        "Metodeavsnitt (utkast)",
        "Endringslogg",
        "Nye koder per intervju (metning)",
    ]


def test_reports_can_be_chosen(qualcode: Qualcode, ladder: Path) -> None:
    qualcode("export", ladder, "ut.docx", "--report", "method", "--report", "themes")

    assert headings(Path("ut.docx")) == ["Kodegrupper med alle utdrag", "Metodeavsnitt (utkast)"]
    assert f"1 {MONEY}" in headings(Path("ut.docx"), 2)


def test_a_report_that_is_not_there_is_wrong_usage(qualcode: Qualcode, ladder: Path) -> None:
    outcome = qualcode("export", ladder, "ut.docx", "--report", "kodeliste")

    assert outcome.code == 2
    assert "'saturation'" in outcome.err


def test_the_workbook_of_a_walk_has_its_reports(qualcode: Qualcode, ladder: Path) -> None:
    qualcode("export", ladder, "ut.xlsx")

    found = sheets(Path("ut.xlsx"))
    assert found[4:15] == [
        *("Kodeliste", "Kodetest", "Kodegrupper", "Restgruppe", "Spor", "Spredning"),
        *("EAR", "Konsepter", "Metodeavsnitt", "Endringslogg", "Metning"),
    ]


def test_the_workbook_of_a_study_that_nobody_took_up_the_ladder_has_none(
    qualcode: Qualcode, study: Path
) -> None:
    qualcode("export", study, "ut.xlsx")

    assert sheets(Path("ut.xlsx")) == [
        *("Innhold", "Organisering", "Matrise", "Sitater", "Kodebok", "Metode"),
    ]


def test_the_workbook_has_the_reports_that_were_chosen(qualcode: Qualcode, study: Path) -> None:
    qualcode("export", study, "ut.xlsx", "--report", "codes")

    assert "Kodeliste" in sheets(Path("ut.xlsx"))


def test_the_rows_of_one_report_come_as_csv(qualcode: Qualcode, ladder: Path) -> None:
    qualcode("export", ladder, "ut.csv", "--report", "trail")

    lines = Path("ut.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("number,words,respondent,place,turn,coders,first,code")
    assert len(lines) == 1 + 18


def test_a_csv_of_several_reports_is_refused(qualcode: Qualcode, ladder: Path) -> None:
    outcome = qualcode("export", ladder, "ut.csv", "--report", "trail", "--report", "codes")

    assert outcome.code == 1
    assert outcome.err == "En .csv har radene i én rapport; oppgi en av trail eller codes.\n"
    assert not Path("ut.csv").exists()


def test_the_change_log_can_be_that_since_a_moment(qualcode: Qualcode, ladder: Path) -> None:
    qualcode("export", ladder, "ut.docx", "--report", "changes", "--since", "etter kodetest 1")

    texts = [p.text for p in docx.Document("ut.docx").paragraphs]
    assert any(text.startswith("Siden «etter kodetest 1»: 3 koder laget") for text in texts)


def test_the_change_log_can_end_at_a_moment(qualcode: Qualcode, ladder: Path) -> None:
    options = ("--report", "changes", "--since", "#5", "--until", "etter kodetest 1")
    qualcode("export", ladder, "ut.docx", *options)

    texts = [p.text for p in docx.Document("ut.docx").paragraphs]
    assert any(text.startswith("Etter endring #5, til og med «etter kode") for text in texts)


def test_a_moment_that_nobody_knows_is_refused(qualcode: Qualcode, ladder: Path) -> None:
    outcome = qualcode("export", ladder, "ut.docx", "--since", "i fjor")

    assert outcome.code == 1
    assert "i fjor" in outcome.err
    assert not Path("ut.docx").exists()


def test_a_study_without_codes_has_nothing_to_report_on(qualcode: Qualcode) -> None:
    qualcode("new", "tom")

    outcome = qualcode("export", "tom", "ut.docx")

    assert outcome.code == 1
    assert outcome.err == ("Det er ikke noe å lage rapport om ennå: studien har ingen koder.\n")


@pytest.mark.parametrize("name", ["en.docx", "en.xlsx"])
def test_the_same_walk_gives_the_same_bytes(qualcode: Qualcode, ladder: Path, name: str) -> None:
    other = name.replace("en", "to")
    qualcode("export", ladder, name)
    qualcode("export", ladder, other)

    assert Path(name).read_bytes() == Path(other).read_bytes()
