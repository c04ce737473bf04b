from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import InvalidData, UnreadableFile
from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme
from qualcode.model.codebook_table import UNGROUPED
from qualcode.readers.codebook import read_codebook, read_codebook_file

Write = Callable[[str, str | bytes], Path]


def refused(path: Path) -> list[str]:
    """The lines of the message with which a codebook is refused."""
    with pytest.raises(InvalidData) as caught:
        read_codebook(path)
    return str(caught.value).split("\n")


def test_a_yaml_codebook_is_read_with_all_that_it_says(write: Write) -> None:
    path = write(
        "codebook.yaml",
        """
title: Kodebok
description: |
  Første linje
  andre linje
language: nn
source: Rapport 2015
themes:
  - name: Økonomi/drift
    definition: Om penger
    codes:
      - id: tilskudd
        name: Tilskudd
        definition: Midler
        include: Alt
        exclude: Ikkje det
        example: «Vi fekk»
        origin: guide
        question: Q3
        colour: "#a1B2c3"
        key: n
      - {id: no, parent: tilskudd, state: retired}
  - name: Rest
    residual: yes
exclusive:
  - {name: deltaking, codes: [tilskudd, no]}
""",
    )

    assert read_codebook(path) == Codebook(
        title="Kodebok",
        description="Første linje\nandre linje\n",
        language="nn",
        source="Rapport 2015",
        themes=(
            Theme(
                name="Økonomi/drift",
                definition="Om penger",
                codes=(
                    Code(
                        id="tilskudd", name="Tilskudd", definition="Midler", include="Alt",
                        exclude="Ikkje det", example="«Vi fekk»", origin="guide", question="Q3",
                        colour="#a1B2c3", key="n",
                    ),
                    Code(id="no", parent="tilskudd", state="retired"),
                ),
            ),
            Theme(name="Rest", residual=True),
        ),
        exclusive=(ExclusiveSet(name="deltaking", codes=("tilskudd", "no")),),
    )  # fmt: skip


def test_norwegian_words_and_numbers_stay_what_they_are(write: Write) -> None:
    path = write(
        "codebook.yml",
        "title: 2015\nthemes:\n  - name: no\n    codes:\n"
        "      - {id: 007, name: Nei, key: n, definition: yes, example: 1e3, parent: }\n",
    )

    (theme,) = read_codebook(path).themes

    assert theme == Theme(
        name="no",
        codes=(Code(id="007", name="Nei", key="n", definition="yes", example="1e3"),),
    )


def test_everything_wrong_is_told_at_once_with_its_line(write: Write) -> None:
    path = write(
        "codebook.yaml",
        "titel: x\nthemes:\n  - name: a\n    codes:\n      - {id: x, origin: gaid}\n"
        "      - {name: y}\n      - id: z\n        key: ab\n      - {id: q, colour: rød}\n",
    )

    assert refused(path) == [
        'codebook.yaml, line 5, column "origin", value "gaid": Input should be \'guide\', '
        "'programme', 'theory', 'empirical' or 'in_vivo'.",
        'codebook.yaml, line 6, column "id": this is missing.',
        'codebook.yaml, line 7, column "codes": key "ab" must be one character.',
        'codebook.yaml, line 9, column "codes": colour "rød" is not of the form #rrggbb.',
        'codebook.yaml, line 1, column "titel": this name has no meaning here; is it misspelt?',
    ]


def test_what_does_not_hold_together_is_told_with_the_line_of_the_later_one(write: Write) -> None:
    path = write(
        "codebook.yaml",
        "themes:\n  - name: a\n    codes:\n      - {id: x, key: 1}\n      - {id: x, key: 1}\n"
        "      - {id: y, parent: borte}\n      - {id: z, parent: z}\n"
        "exclusive:\n  - {name: e, codes: [x, borte]}\n",
    )

    assert refused(path) == [
        'codebook.yaml, line 5, value "x": the code stands twice.',
        'codebook.yaml, line 5, value "1": the key stands twice.',
        'codebook.yaml, line 6, value "y": its parent "borte" is not defined.',
        'codebook.yaml, line 7, value "z": it is its own ancestor.',
        'codebook.yaml, line 9, value "e": the exclusive set names "borte", which is not defined.',
    ]


def test_of_very_many_faults_the_first_are_told_and_the_rest_counted(write: Write) -> None:
    codes = "".join(f"      - {{id: k{n}, orgin: guide}}\n" for n in range(50))
    path = write("codebook.yaml", f"themes:\n  - name: a\n    codes:\n{codes}")

    messages = refused(path)

    assert len(messages) == 21
    assert messages[-1] == "… and 30 more of the kind."


def test_a_csv_codebook_has_its_themes_in_the_order_of_first_appearance(write: Write) -> None:
    path = write(
        "codebook.csv",
        "code;theme;definition;parent;origin;key\n"
        "tid;Økonomi;Om tid;;;t\n"
        "fag;Kompetanse;;;guide;\n"
        'penger;Økonomi;"Mye\nå si";tid;;\n'
        "løs;;;;;\n",
    )

    assert read_codebook(path) == Codebook(
        themes=(
            Theme(
                name="Økonomi",
                codes=(
                    Code(id="tid", definition="Om tid", key="t"),
                    Code(id="penger", definition="Mye\nå si", parent="tid"),
                ),
            ),
            Theme(name="Kompetanse", codes=(Code(id="fag", origin="guide"),)),
            Theme(name=UNGROUPED, ungrouped=True, codes=(Code(id="løs"),)),
        )
    )


def test_only_the_code_is_required_in_csv(write: Write) -> None:
    assert [c.id for c in read_codebook(write("k.csv", "code\na\nb\n")).codes()] == ["a", "b"]


def test_everything_wrong_in_a_csv_is_told_at_once_with_its_line(write: Write) -> None:
    path = write(
        "codebook.csv",
        'code,key,origin,farge\na,1,guide,\n,2,,\nb,ab,,\nc,,"gaid",\n',
    )

    assert refused(path) == [
        'codebook.csv, line 1, column "farge": the column has no meaning here; there are code, '
        "name, theme, definition, include, exclude, example, example_at, origin, born, parent, "
        "question, colour, key, state.",
        'codebook.csv, line 3, column "code": this is missing.',
        'codebook.csv, line 4: key "ab" must be one character.',
        'codebook.csv, line 5, column "origin", value "gaid": Input should be \'guide\', '
        "'programme', 'theory', 'empirical' or 'in_vivo'.",
    ]


def test_a_code_that_stands_twice_in_a_csv_is_refused_with_the_later_line(write: Write) -> None:
    path = write("codebook.csv", "code,theme,parent\na,t,\nb,t,borte\na,u,\n")

    assert refused(path) == [
        'codebook.csv, line 4, value "a": the code stands twice.',
        'codebook.csv, line 3, value "b": its parent "borte" is not defined.',
    ]


def test_another_format_is_refused_with_those_that_are_known(write: Write) -> None:
    with pytest.raises(
        UnreadableFile, match=r"kodebok\.docx .*\.yaml, \.yml, \.csv, \.xlsx, \.qdc"
    ):
        read_codebook(write("kodebok.docx", b"PK"))


def test_parents_in_a_circle_are_told_with_their_lines(write: Write) -> None:
    text = "themes:\n- name: a\n  codes:\n  - {id: x, parent: z}\n  - {id: y, parent: x}\n"
    path = write("codebook.yaml", f"{text}  - {{id: z, parent: y}}\n  - {{id: q, parent: z}}\n")

    assert refused(path) == [
        f'codebook.yaml, line {line}, value "{code}": it is its own ancestor.'
        for line, code in ((4, "x"), (5, "y"), (6, "z"))
    ]


def test_two_codes_of_one_name_in_one_theme_are_told_with_the_line_of_the_later(
    write: Write,
) -> None:
    yaml = write(
        "codebook.yaml",
        "themes:\n- name: a\n  codes:\n  - {id: x, name: Tid}\n  - {id: y, name: 'tid '}\n",
    )
    csv = write("codebook.csv", "code,name,theme\nx,Tid,a\nz,Tid,b\ny,TID,a\n")

    what = 'value "y": it has the name of "x" in the same theme.'
    assert refused(yaml) == [f"codebook.yaml, line 5, {what}"]
    assert refused(csv) == [f"codebook.csv, line 4, {what}"]


def test_tabs_are_told_with_the_line_and_what_to_use_instead(write: Write) -> None:
    path = write("codebook.yaml", "themes:\n  - name: a\n\tcodes: []\n")

    assert refused(path) == [
        "codebook.yaml, line 3: this is not YAML: a tab stands here; indent with blanks instead, "
        "in the whole file."
    ]


def test_how_a_file_was_read_is_remarked(write: Write) -> None:
    path = write("codebook.csv", "code,name\nrad,Råd\n".encode("latin-1"))

    read = read_codebook_file(path)

    assert [code.name for code in read.codebook.codes()] == ["Råd"]
    assert "The encoding was guessed" in str(read.remarks[0])


def test_thirty_thousand_codes_are_no_fault(write: Write) -> None:
    codes = "".join(
        f"  - {{id: k{n}, name: Kode {n}, parent: k{n // 2}}}\n" for n in range(1, 30_000)
    )
    path = write("codebook.yaml", f"themes:\n- name: a\n  codes:\n  - {{id: k0}}\n{codes}")

    assert sum(1 for _ in read_codebook(path).codes()) == 30_000
