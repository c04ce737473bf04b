"""What tests share: a small study folder to read, break and build from; spaCy pipelines."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.ladder_study import Walker

# The same examples in every run of CI: what it finds must be found again on a desk.
# Without a deadline: no test measures time, and a busy machine is no fault of the code.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("here")
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


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Tests of screens wait for a third of their time: two share a core."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_finish() -> None:
    """What is imported stays: Python need not look through it for garbage again and again, which
    was an eighth of the time that all tests take."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.fixture(scope="session", autouse=True)
def _nobody_in_particular(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Who runs the tests has no settings, no language, and has seen the tutorial."""
    home = tmp_path_factory.mktemp("home")
    (home / "tutorial-seen").touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUALCODE_SETTINGS", str(home / "settings.toml"))
        patch.setenv("QUALCODE_STATE", str(home))
        for name in ("QUALCODE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def climbed_once(tmp_path_factory: pytest.TempPathFactory) -> Walker:
    """A study that has walked up the ladder, closed: a test goes on from there in a copy."""
    # Half a second, which tests of the readers do without.
    from tests.ladder_study import climb

    walker = climb(tmp_path_factory.mktemp("stige"))
    walker.study.close()
    return walker


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


LEMMAS = {"går": "gå", "gikk": "gå", "gått": "gå", "sentre": "senter", "sentrene": "senter"}
LOADER = """\
from spacy.util import load_model_from_init_py
def load(**overrides):
    return load_model_from_init_py(__file__, **overrides)
"""


@pytest.fixture
def install_pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts a spaCy pipeline where Python looks for packages, as `pip` would."""
    # A second: most tests do without spaCy.
    import spacy
    from spacy.lookups import Lookups

    from qualcode.language import lemmas

    monkeypatch.setattr(lemmas, "_pipelines", {})
    monkeypatch.setattr(lemmas, "_lemmas", {})
    site = tmp_path / "site-packages"
    site.mkdir()
    monkeypatch.syspath_prepend(site)

    def install(name: str, table: dict[str, str] = LEMMAS, *, tells_lemmas: bool = True) -> None:
        language, _, rest = name.partition("_")
        pipeline = spacy.blank(language)
        pipeline.meta |= {"name": rest, "version": "1.0.0"}
        if tells_lemmas:
            lookups = Lookups()
            lookups.add_table("lemma_lookup", table)
            lemmatizer: Any = pipeline.add_pipe("lemmatizer", config={"mode": "lookup"})
            lemmatizer.initialize(lookups=lookups)
        package, listed = site / name, site / f"{name}-1.0.0.dist-info"
        package.mkdir()
        listed.mkdir()
        pipeline.to_disk(package / f"{name}-1.0.0")
        meta = package / f"{name}-1.0.0" / "meta.json"
        (package / "meta.json").write_bytes(meta.read_bytes())
        (package / "__init__.py").write_text(LOADER, encoding="utf-8")
        (listed / "METADATA").write_text(f"Name: {name}\nVersion: 1.0.0\n", encoding="utf-8")
        points = f"[spacy_models]\n{name} = {name}\n"
        (listed / "entry_points.txt").write_text(points, encoding="utf-8")
        monkeypatch.delitem(sys.modules, name, raising=False)

    return install
