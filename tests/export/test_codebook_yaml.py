"""A codebook file that is there already is brought up to date, and not written over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.export.codebooks.plain import Part, Plain, plain
from qualcode.export.codebooks.scalars import in_flow, scalar
from qualcode.export.codebooks.yaml import write_yaml
from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme
from qualcode.readers.codebook import read_codebook
from tests.codebook_strategies import changed, codebooks

HOUSE = Path(__file__).parents[2]
SHIPPED = sorted([*(HOUSE / "codebooks").glob("*.yaml"), *HOUSE.glob("transcripts_sample/c*.yaml")])
FILE = """\
# Kodebok for sentrene.
title: "Sentre"   # foreløpig

themes:
  # --- Det ytre ---

  # Om planer.
  - name: Plan
    definition: Hva kommunen har sagt
      at den vil.
    codes:
      - id: plan      # den eldste
        name: 'Står i planen'
        # Jf. møtet i mars.
        definition: |
          Kommunal plan.
          Ikke årsmelding.

      # Denne er ny.
      - {id: utvalg, name: Rapporterer}   # kort

  - name: Rammer
    codes:
    - id: knapt
      name: Knappe rammer
# Slutt.
"""


def book(path: Path) -> Codebook:
    return read_codebook(path)


def written(path: Path, codebook: Codebook) -> str:
    write_yaml(codebook, path)
    assert read_codebook(path) == codebook
    return path.read_text(encoding="utf-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kodebok.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


def with_code(codebook: Codebook, ident: str, **values: str) -> Codebook:
    """The codebook with other values in one code."""
    return replace(
        codebook,
        themes=tuple(
            replace(
                theme,
                codes=tuple(
                    replace(code, **values) if code.id == ident else code  # type: ignore[arg-type]
                    for code in theme.codes
                ),
            )
            for theme in codebook.themes
        ),
    )


def test_what_has_not_changed_is_the_same_to_the_letter(file: Path) -> None:
    assert written(file, book(file)) == FILE


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda path: path.name)
def test_the_codebooks_to_begin_with_are_left_as_they_are(shipped: Path, tmp_path: Path) -> None:
    path = tmp_path / shipped.name
    path.write_bytes(shipped.read_bytes())

    write_yaml(read_codebook(path), path)

    assert path.read_bytes() == shipped.read_bytes()


def test_a_field_is_changed_where_it_stands_and_keeps_what_stands_beside_it(file: Path) -> None:
    after = written(file, with_code(book(file), "plan", name="Nevnt i plan"))

    assert after == FILE.replace("'Står i planen'", "Nevnt i plan")


def test_a_code_in_braces_is_changed_within_them(file: Path) -> None:
    after = written(file, with_code(book(file), "utvalg", name="Sier fra, og ofte"))

    old, new = "{id: utvalg, name: Rapporterer}", '{id: utvalg, name: "Sier fra, og ofte"}'
    assert after == FILE.replace(old, new)


def test_a_new_field_comes_in_its_order(file: Path) -> None:
    after = written(file, with_code(book(file), "plan", exclude="Møter", parent="knapt"))

    assert "'Står i planen'\n        parent: knapt\n        # Jf. møtet" in after
    assert "Ikke årsmelding.\n        exclude: Møter\n\n      # Denne er ny." in after


def test_a_field_that_goes_leaves_its_comment(file: Path) -> None:
    after = written(file, with_code(book(file), "plan", definition=""))

    assert "'Står i planen'\n        # Jf. møtet i mars.\n\n      # Denne er ny." in after


def test_a_new_code_comes_at_the_end_of_its_theme_as_the_others_stand(file: Path) -> None:
    codebook = book(file)
    plan, ramme = codebook.themes
    new = (*plan.codes, Code(id="ny", name="Ny"))
    after = written(file, replace(codebook, themes=(replace(plan, codes=new), ramme)))

    assert "# kort\n\n      - id: ny\n        name: Ny\n\n  - name: Rammer\n" in after


def test_a_code_that_moves_takes_its_comments_along(file: Path) -> None:
    codebook = book(file)
    plan, ramme = codebook.themes
    moved = replace(ramme, codes=(plan.codes[0], *ramme.codes))
    after = written(file, replace(codebook, themes=(replace(plan, codes=plan.codes[1:]), moved)))

    assert (
        "    codes:\n    - id: plan      # den eldste\n      name: 'Står i planen'\n"
        "      # Jf. møtet i mars.\n      definition: |\n        Kommunal plan.\n" in after
    )
    assert "    codes:\n      # Denne er ny.\n      - {id: utvalg" in after


def test_a_code_that_goes_takes_the_comment_right_above_it_but_no_heading(file: Path) -> None:
    codebook = book(file)
    _, ramme = codebook.themes
    after = written(file, replace(codebook, themes=(ramme,)))

    assert "# Om planer." not in after
    assert "themes:\n  # --- Det ytre ---\n\n  - name: Rammer\n" in after


def test_a_theme_that_is_renamed_stays_where_it_was(file: Path) -> None:
    codebook = book(file)
    plan, ramme = codebook.themes
    after = written(file, replace(codebook, themes=(replace(plan, name="Planer"), ramme)))

    assert after == FILE.replace("name: Plan\n", "name: Planer\n")


def test_anchors_are_written_out_where_what_they_stand_for_goes(tmp_path: Path) -> None:
    path = tmp_path / "k.yaml"
    path.write_text(
        "themes:\n- name: A\n  codes:\n  # om a\n  - id: a\n    question: &q Hva?  # likt\n"
        "  - id: b\n    question: *q\n",
        encoding="utf-8",
    )
    codebook = read_codebook(path)
    [theme] = codebook.themes

    after = written(path, replace(codebook, themes=(replace(theme, codes=theme.codes[1:]),)))

    assert after == "themes:\n- name: A\n  codes:\n  - id: b\n    question: Hva?\n"


def test_a_file_of_windows_keeps_its_line_ends(file: Path) -> None:
    file.write_bytes(FILE.replace("\n", "\r\n").encode())

    write_yaml(with_code(book(file), "plan", name="Ny"), file)

    data = file.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") == FILE.count("\n")


@pytest.mark.parametrize("text", ["", "# Bare en merknad.\n", "---\n# Bare en merknad.\n"])
def test_a_file_with_nothing_but_comments_keeps_them(tmp_path: Path, text: str) -> None:
    path = tmp_path / "k.yaml"
    path.write_text(text, encoding="utf-8")

    after = written(path, Codebook(title="Ny", themes=(Theme(name="A"),)))

    assert after == f"{text}title: Ny\nthemes:\n- name: A\n"


def test_what_is_written_as_json_is_written_anew_beneath_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "k.yaml"
    path.write_text('{"themes": [ # om\n {"name": "A"}]}\n', encoding="utf-8")

    after = written(path, Codebook(title="Ny", themes=(Theme(name="A"),)))

    assert after == "# om\ntitle: Ny\nthemes:\n- name: A\n"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"themes: [\n", "line 2 is not YAML"),
        (b"themes:\n\t- name: A\n", "line 2 is not YAML"),
        (b"- a\n", "says what no codebook says"),
        (b"title: Studie\nunits: {centre: {}}\n", "says what no codebook says"),
        (b"a: 1\n---\nb: 2\n", "says what no codebook says"),
        (b"themes: x\n", "says what no codebook says"),
        (b"title: a\ntitle: b\n", "says what no codebook says"),
        (b"title: !x a\n", "says what no codebook says"),
        (b"title: *x\n", "says what no codebook says"),
        (b"themes: &x [*x]\n", "says what no codebook says"),
        (b"themes: " + b"[" * 50 + b"]" * 50 + b"\n", "says what no codebook says"),
        (b"themes:\n- {name: A, residual: kanskje}\n", "says what no codebook says"),
        (b"title: \xe6\n", "is not UTF-8 text"),
    ],
)
def test_another_file_is_not_written_over(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "studie.yaml"
    path.write_bytes(data)

    with pytest.raises(QualcodeError, match=rf"studie\.yaml is there already .*{what}"):
        write_yaml(Codebook(title="Ny"), path)

    assert path.read_bytes() == data


# Whatever stands in the file


class Scribe:
    """Writes a codebook as a person might, with comments that say what they stand beside."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.comments: list[tuple[str, str]] = []
        self.step = self.random.choice([0, 2])

    def note(self, owner: str) -> str:
        self.comments.append((owner, f"# m{len(self.comments)}!"))
        return self.comments[-1][1]

    def above(self, owner: str, column: int, *, first: bool = False) -> Iterator[str]:
        if self.random.random() < 0.2 and not first:
            yield ""
        if self.random.random() < 0.4:
            yield " " * column + self.note(owner)

    def beside(self, owner: str) -> str:
        return f"  {self.note(owner)}" if self.random.random() < 0.2 else ""

    def text(self, codebook: Codebook) -> str:
        lines = [self.note("")] if self.random.random() < 0.5 else []
        lines += self.random.choice([[], ["---"]])
        lines += self.fields(codebook, 0, "") or ["{}"]
        if self.random.random() < 0.3:
            lines += [self.note("")]
        return "\n".join(lines) + self.random.choice(["\n", "\n\n"])

    def fields(self, part: Part, column: int, owner: str) -> list[str]:
        values = list(plain(part).items())
        if self.random.random() < 0.2:
            self.random.shuffle(values)
        lines: list[str] = []
        for name, value in values:
            lines += self.above(owner, column)
            lines += self.field(part, name, value, column, owner)
        return lines

    def field(self, part: Part, name: str, value: Plain, column: int, owner: str) -> Iterator[str]:
        pad = " " * column
        if isinstance(value, bool):
            yield f"{pad}{name}: {self.random.choice(['yes', 'true', 'On'])}{self.beside(owner)}"
        elif isinstance(value, str):
            yield from self.one(f"{pad}{name}: ", value, column, owner)
        elif isinstance(part, ExclusiveSet):
            yield f"{pad}{name}: [{', '.join(in_flow(str(one)) for one in value)}]"
        else:
            yield f"{pad}{name}:{self.beside(owner)}"
            for one in getattr(part, name):
                yield from self.item(one, column + self.step)

    def one(self, before: str, value: str, column: int, owner: str) -> Iterator[str]:
        text = scalar(value, column + 2) if self.random.random() < 0.7 else in_flow(value)
        first, *rest = text.split("\n")
        yield f"{before}{first}{self.beside(owner)}"
        yield from rest

    def item(self, part: Part, column: int) -> Iterator[str]:
        owner = owner_of(part)
        yield from self.above(owner, column)
        if isinstance(part, Code) and self.random.random() < 0.3:
            inner = ", ".join(f"{n}: {in_flow(str(v))}" for n, v in plain(part).items())
            yield f"{' ' * column}- {{{inner}}}{self.beside(owner)}"
            return
        if self.random.random() < 0.2:
            yield f"{' ' * column}-{self.beside(owner)}"
            yield from self.fields(part, column + 2, owner)
            return
        lines = self.fields(part, column + 2, owner)
        while not lines[0].strip() or lines[0].lstrip().startswith("#"):
            yield lines.pop(0)[2:]
        yield f"{' ' * column}- {lines.pop(0)[column + 2 :]}"
        yield from lines


def owner_of(part: Part) -> str:
    kinds: dict[type, str] = {Code: "code", Theme: "theme", ExclusiveSet: "set"}
    return f"{kinds.get(type(part))} {part.id if isinstance(part, Code) else part.name}"  # type: ignore[union-attr]


def owners(codebook: Codebook) -> set[str]:
    parts: list[Part] = [*codebook.themes, *codebook.codes(), *codebook.exclusive]
    return {"", *map(owner_of, parts)}


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(st.data(), codebooks(), st.integers(0, 1 << 32))
def test_whatever_the_file_is_like_it_holds_the_codebook_and_the_comments_afterwards(
    tmp_path: Path, data: st.DataObject, before: Codebook, seed: int
) -> None:
    scribe, path = Scribe(seed), tmp_path / "k.yaml"
    path.write_text(scribe.text(before), encoding="utf-8")
    assert read_codebook(path) == before
    after = data.draw(changed(before))

    text = written(path, after)

    stay = {comment for owner, comment in scribe.comments if owner in owners(after)}
    assert [comment for comment in stay if comment not in text] == []
