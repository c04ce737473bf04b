"""A small study folder that tests may read, break and build from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run of CI: what it finds must be found again on a desk.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

STUDY_YAML = """\
title: Tre sentre
language: nb
coders: [siv, jonas]
units:
  centre: {}
  county: {of: centre, column: county, separator: "+"}
attributes:
  type: {kind: category, values: [USH, UHT]}
chapters:
  - {title: Organisering, themes: [Forankring, Rammer], breakdown: [type]}
"""

CENTRES = """\
centre,name,type,county
S01,Fjordvik,USH,Vestdal
S02,Granli,UHT,Vestdal+Nordmark
S03,Solheim,USH,Nordmark
"""

INTERVIEWS = """\
file,speaker,centre,role
01.txt,,S01,leder
02.txt,,S02,leder
03.txt,,S03,leder
"""

CODEBOOK = """\
title: Liten kodebok
themes:
  - name: Forankring
    codes:
      - {id: plan, name: Står i planen, definition: Senteret er nevnt i en kommunal plan.}
      - {id: utvalg, name: Rapporterer til utvalg}
  - name: Rammer
    codes:
      - {id: knapt, name: Knappe rammer}
"""

TRANSCRIPTS = {
    "01.txt": "Intervjuer: Er dere med i planen?\n\nLeder: Ja, vi står i økonomiplanen nå.\n",
    "02.txt": "Intervjuer: Er dere med i planen?\n\nLeder: Nei. Pengene rekker ikke.\n",
    "03.txt": "Intervjuer: Hvordan går det?\n\nLeder: Vi står i planen, men det er trangt.\n",
}

CODED = (
    ("01.txt", "vi står i økonomiplanen", "plan", "siv"),
    ("02.txt", "Pengene rekker ikke", "knapt", "siv"),
    ("03.txt", "Vi står i planen", "plan", "siv"),
    ("03.txt", "Vi står i planen", "plan", "jonas"),
    ("03.txt", "det er trangt", "knapt", "jonas"),
)


@pytest.fixture
def study_folder(tmp_path: Path) -> Path:
    """Three centres in two counties; two say that they stand in a plan, two that money is short."""
    folder = tmp_path / "tre-sentre"
    (folder / "transcripts").mkdir(parents=True)
    (folder / "study.yaml").write_text(STUDY_YAML, encoding="utf-8")
    (folder / "centres.csv").write_text(CENTRES, encoding="utf-8")
    (folder / "interviews.csv").write_text(INTERVIEWS, encoding="utf-8")
    (folder / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    for name, text in TRANSCRIPTS.items():
        (folder / "transcripts" / name).write_text(text, encoding="utf-8")
    lines = ["file,start,end,code,coder,quote"]
    for name, quote, code, coder in CODED:
        start = TRANSCRIPTS[name].index(quote)
        lines.append(f"{name},{start},{start + len(quote)},{code},{coder},{quote}")
    (folder / "codings.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
