"""`qualcode codebook`: check, load, save, diff."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Qualcode = Callable[..., Any]

CHANGED = """\
themes:
  - name: Forankring
    codes:
      - {id: plan, name: Nevnt i planen, definition: Senteret er nevnt i en kommunal plan.}
      - {id: knapt, name: Knappe rammer}
  - name: Råd
    codes:
      - {id: råd, name: Har et råd}
"""


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    path = tmp_path / "endret.yaml"
    path.write_text(CHANGED, encoding="utf-8")
    return path


def test_a_codebook_that_holds_together(qualcode: Qualcode, study_folder: Path) -> None:
    outcome = qualcode("codebook", "check", study_folder / "codebook.yaml")

    assert outcome.code == 0
    assert outcome.out == "codebook.yaml holds together: 2 themes, 3 codes.\n"


def test_a_fault_is_named_by_line(qualcode: Qualcode, tmp_path: Path) -> None:
    path = tmp_path / "feil.yaml"
    path.write_text(CHANGED.replace("id: råd", "id: plan"), encoding="utf-8")

    outcome = qualcode("codebook", "check", path)

    assert (outcome.code, outcome.out) == (1, "")
    assert "feil.yaml, line 8" in outcome.err


def test_loading_adds_and_changes_and_loses_nothing(
    qualcode: Qualcode, study: Path, changed: Path
) -> None:
    outcome = qualcode("codebook", "load", study, changed, "--coder", "siv")

    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "+ kodegruppe Råd",
        "+ kode råd",
        "~ kode plan: nytt navn, «Står i planen» er blitt «Nevnt i planen»",
        "~ kode knapt: flyttet fra «Rammer» til «Forankring»",
    ]
    assert "1 nye koder, 2 endret; 1 av studiens koder" in outcome.err
    assert "tok inn kodebok" in qualcode("history", study, "--limit", "1").out
    assert "utvalg" in qualcode("tally", study, "--format", "csv").out


@pytest.mark.parametrize("name", ["bok.yaml", "bok.yml", "bok.csv", "bok.xlsx", "bok.qdc"])
def test_a_codebook_that_was_saved_is_the_same(qualcode: Qualcode, study: Path, name: str) -> None:
    saved = qualcode("codebook", "save", study, name)

    same = qualcode("codebook", "diff", study, name)

    assert (saved.code, same.code) == (0, 0)
    assert (same.out, same.err) == ("", "De er like.\n")


def test_a_codebook_is_saved_in_a_known_format_only(qualcode: Qualcode, study: Path) -> None:
    outcome = qualcode("codebook", "save", study, "bok.docx")

    assert outcome.code == 1
    assert ".yaml" in outcome.err


def test_what_differs_is_told_one_line_each(qualcode: Qualcode, study: Path, changed: Path) -> None:
    outcome = qualcode("codebook", "diff", study, changed)

    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "+ kodegruppe Råd",
        "- kodegruppe Rammer",
        "+ kode råd",
        "- kode utvalg",
        "~ kode plan: nytt navn, «Står i planen» er blitt «Nevnt i planen»",
        "~ kode knapt: flyttet fra «Rammer» til «Forankring»",
    ]


def test_what_a_file_holds_beyond_a_codebook_is_told(qualcode: Qualcode, tmp_path: Path) -> None:
    path = tmp_path / "annet.qdc"
    path.write_text(
        '<CodeBook xmlns="urn:QDA-XML:codebook:0:4"><Codes><Code name="Tid" color="rød"/></Codes>'
        "</CodeBook>",
        encoding="utf-8",
    )

    outcome = qualcode("codebook", "check", path)

    assert (outcome.code, outcome.out) == (0, "annet.qdc holds together: 1 themes, 1 codes.\n")
    assert outcome.err.splitlines() == [
        'The namespace "urn:QDA-XML:codebook:0:4" is not that of the standard; it was read all '
        "the same.",
        "Left out, since a codebook here has no place for it: @color (1).",
    ]


@pytest.fixture
def both_changed(qualcode: Qualcode, study: Path, changed: Path) -> Path:
    """A file in which something is otherwise than in the study, since both were the same."""
    assert qualcode("codebook", "load", study, changed).code == 0
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("Nevnt i planen", "Står i ny plan"), encoding="utf-8")
    other = changed.with_name("annen.yaml")
    other.write_text(text.replace("Nevnt i planen", "Omtalt i plan"), encoding="utf-8")
    assert qualcode("codebook", "load", study, other).code == 0
    return changed


def test_a_clash_is_told_and_nothing_is_taken_in(
    qualcode: Qualcode, study: Path, both_changed: Path
) -> None:
    before = qualcode("history", study).out

    outcome = qualcode("codebook", "load", study, both_changed)

    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.splitlines() == [
        "! kode plan: name var «Nevnt i planen»; studien har «Omtalt i plan», "
        "filen «Står i ny plan»",
        "Studien og filen har endret det samme hver for seg: plan. Ingenting er endret; si hvem "
        "av de to som skal gå foran.",
    ]
    assert qualcode("history", study).out == before


def test_who_prefers_a_side_has_it_taken_in(
    qualcode: Qualcode, study: Path, both_changed: Path
) -> None:
    outcome = qualcode("codebook", "load", study, both_changed, "--prefer", "file")

    assert (outcome.code, outcome.out) == (
        0,
        "~ kode plan: nytt navn, «Omtalt i plan» er blitt «Står i ny plan»\n",
    )


def test_an_id_that_may_have_changed_hands_is_told(
    qualcode: Qualcode, study: Path, tmp_path: Path
) -> None:
    path = tmp_path / "ny.csv"
    path.write_text("code,name,definition\nplan,Ledig stilling,Noen har sluttet\n", "utf-8")

    outcome = qualcode("codebook", "load", study, path)

    assert outcome.code == 1
    assert outcome.err.startswith("! kode plan: det kan være en annen i filen; studien har «Står i")


def test_a_dry_run_shows_what_would_change_and_changes_nothing(
    qualcode: Qualcode, study: Path, changed: Path, both_changed: Path
) -> None:
    before = qualcode("history", study).out

    good = qualcode("codebook", "load", study, both_changed, "--prefer", "file", "--dry-run")
    clash = qualcode("codebook", "load", study, both_changed, "--dry-run")

    assert (good.code, good.out.count("~ kode plan")) == (0, 1)
    assert good.err == "Dette var bare en prøve: ingenting er endret.\n"
    assert (clash.code, "! kode plan" in clash.err) == (1, True)
    assert qualcode("history", study).out == before


@pytest.fixture
def fresh(qualcode: Qualcode, tmp_path: Path) -> Path:
    """A study in which nothing has been coded."""
    path = tmp_path / "ny.qualcode"
    (tmp_path / "a.txt").write_text("Leder: Vi har en plan.\n", encoding="utf-8")
    assert qualcode("new", path).code == 0
    assert qualcode("import", path, tmp_path / "a.txt").code == 0
    return path


@pytest.mark.parametrize(
    ("how", "origins"),
    [
        (("--origin", "guide"), ["origin: guide"] * 3),
        (("--anyway", "fra piloten"), []),
        ((), None),
        (("--anyway", " "), None),
    ],
)
def test_codes_before_anybody_has_coded_are_said_where_they_come_from(
    qualcode: Qualcode, fresh: Path, changed: Path, how: tuple[str, ...], origins: list[str] | None
) -> None:
    outcome = qualcode("codebook", "load", fresh, changed, *how)

    if origins is None:
        assert (outcome.code, outcome.out) == (1, "")
        assert "--origin guide" in outcome.err
        assert "--as-attributes, eller --anyway GRUNN" in outcome.err
        assert "Filen sier ikke om 3 koder at de kommer fra guiden" in outcome.err
    else:
        qualcode("codebook", "save", fresh, "ut.yaml")
        saved = Path("ut.yaml").read_text(encoding="utf-8").splitlines()
        assert outcome.code == 0
        assert [line.strip() for line in saved if "origin" in line] == origins


def test_topics_are_kept_as_attributes_and_no_code_is_loaded(
    qualcode: Qualcode, fresh: Path, changed: Path
) -> None:
    tried = qualcode("codebook", "load", fresh, changed, "--as-attributes", "--dry-run")
    outcome = qualcode("codebook", "load", fresh, changed, "--as-attributes")

    names = "Nevnt i planen\nKnappe rammer\nHar et råd\n"
    assert (tried.code, tried.out) == (outcome.code, outcome.out) == (0, names)
    assert outcome.err == "1 intervju har fått 3 kjennetegn å fylle ut.\n"
    assert qualcode("codebook", "diff", fresh, changed).out.count("+ kode ") == 3


def test_topics_as_attributes_go_with_nothing_else(
    qualcode: Qualcode, study: Path, changed: Path
) -> None:
    outcome = qualcode("codebook", "load", study, changed, "--as-attributes", "--prefer", "file")

    assert outcome.code == 2
    assert "--as-attributes goes with neither of the other options." in outcome.err


def test_the_codebook_of_another_day_can_be_saved_and_compared(
    qualcode: Qualcode, study: Path, changed: Path
) -> None:
    qualcode("codebook", "load", study, changed)

    qualcode("codebook", "save", study, "første.yaml", "--as-of", "#2")
    before = qualcode("codebook", "diff", f"{study}@#2", "første.yaml")
    since = qualcode("codebook", "diff", f"{study}@#2", study)
    unknown = qualcode("codebook", "diff", f"{study}@i går", study)

    assert (before.code, before.out) == (0, "")
    assert "+ kode råd" in since.out
    assert (unknown.code, unknown.out) == (1, "")
    assert "i går" in unknown.err


def test_a_long_text_that_changed_is_told_on_one_line(
    qualcode: Qualcode, study: Path, tmp_path: Path
) -> None:
    path = tmp_path / "linjer.yaml"
    path.write_text(
        CHANGED.replace("Senteret er nevnt i en kommunal plan.", '"Én\\nto\\n\\ntre"'), "utf-8"
    )

    outcome = qualcode("codebook", "diff", study, path)

    assert "definition var «Senteret er nevnt i en kommunal plan.», er «Én to tre»" in outcome.out


# What is said where something is amiss


def test_two_files_are_compared_in_the_language_of_the_person(
    qualcode: Qualcode, changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = qualcode("codebook", "diff", changed, changed)
    monkeypatch.setenv("QUALCODE_LANGUAGE", "nb")
    norwegian = qualcode("codebook", "diff", changed, changed)

    assert (english.err, norwegian.err) == ("They do not differ.\n", "De er like.\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("themes: 3\n", "kolonne «themes», verdi «3»: her skal det stå en liste."),
        ("themes:\n- name: [1]\n", "linje 2, kolonne «name»: her skal det stå tekst."),
        ("themes: [3]\n", "kolonne «themes», verdi «3»: her skal det stå navn med verdier."),
        ("\0\1\2binært", "rot.yaml er ikke tekst, slik en kodebok i .yaml er; lagre den i"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_plain_words(
    qualcode: Qualcode, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    monkeypatch.setenv("QUALCODE_LANGUAGE", "nb")
    (tmp_path / "rot.yaml").write_text(text, encoding="utf-8")

    outcome = qualcode("codebook", "check", "rot.yaml")

    assert outcome.code == 1
    assert said in outcome.err
    assert "docx" not in outcome.err


@pytest.mark.parametrize("name", [".", "..", "mappe"])
def test_a_folder_is_no_codebook_and_is_named(
    qualcode: Qualcode, tmp_path: Path, name: str
) -> None:
    (tmp_path / "mappe").mkdir()

    outcome = qualcode("codebook", "check", name)

    assert (outcome.code, outcome.err) == (1, f"{name} is not a file; name the files themselves.\n")


@pytest.mark.parametrize(("command", "left_out"), [("history", "[CODE]"), ("trail", "[CODES]...")])
def test_help_shows_which_names_may_be_left_out(
    qualcode: Qualcode, command: str, left_out: str
) -> None:
    assert f"STUDY {left_out}\n" in qualcode("codebook", command, "--help").out
