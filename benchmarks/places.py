"""Where the data of one size lies, and how it is made ready."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from benchmarks.ladder_study import write_ladder
from benchmarks.plain import database
from benchmarks.synthetic import LARGE, MIDDLE, SMALL, TINY, Size, write_study

STUDIES = (SMALL, MIDDLE, LARGE)
SHORT = Size("30,000 characters", 1, 3_900, 500)
LONG = Size("300,000 characters", 1, 39_000, 5_000)
"""One interview, coded densely, and the same at a tenth of the length: for the screens."""

FEW_CODES = Size("200 codes", 38, 2_000, 500, codes=200)
MANY_CODES = Size("2,000 codes", 38, 2_000, 5_000, codes=2_000)
"""An inductive codebook on the ladder, and a tenth of it."""

SIZES = {s.name: s for s in (TINY, *STUDIES, SHORT, LONG, FEW_CODES, MANY_CODES)}


@dataclass(frozen=True, slots=True)
class Place:
    """The data of one size, in a folder under `root`."""

    root: Path
    size: Size

    @property
    def path(self) -> Path:
        return self.root / self.size.name.replace(",", "").replace(" ", "_")

    @property
    def folder(self) -> Path:
        """The study folder."""
        return self.path / "folder"

    @property
    def study(self) -> Path:
        return self.path / "study.qualcode"

    @property
    def uncoded(self) -> Path:
        """The same study before its codings were loaded."""
        return self.path / "uncoded.qualcode"

    @property
    def empty(self) -> Path:
        """A study with nothing in it."""
        return self.path / "empty.qualcode"

    @property
    def plain(self) -> Path:
        """The same data in a plain database."""
        return self.path / "plain.db"

    def scratch(self, name: str) -> Path:
        """A file that is written while measuring; what was there goes."""
        path = self.path / "scratch" / name
        path.parent.mkdir(exist_ok=True)
        for old in path.parent.glob(f"{path.name}*"):
            old.unlink()
        return path

    def copy(self, database_file: Path) -> Path:
        """A copy to write to."""
        return Path(shutil.copyfile(database_file, self.scratch(f"copy-{database_file.name}")))

    def make_ready(self) -> None:
        """Make the study, as a folder, as a study and as a plain database, if it is not there."""
        # 300 ms: the database; the plain scripts, which ask for paths only, must not pay for it.
        from qualcode.workflow.importing import study_from_folder
        from qualcode.workflow.studies import create_study

        ready = self.path / "ready"
        if ready.exists():
            return
        shutil.rmtree(self.path, ignore_errors=True)
        if self.size.codes:
            write_ladder(self.folder, self.size)
            study_from_folder(self.study, self.folder, coder="anna")[0].close()
            ready.touch()
            return
        write_study(self.folder, self.size)
        database.build(self.folder, self.plain)
        create_study(self.empty, coder="anna").close()
        study_from_folder(self.study, self.folder, coder="anna")[0].close()
        codings = (self.folder / "codings.csv").rename(self.path / "codings.csv")
        study_from_folder(self.uncoded, self.folder, coder="anna")[0].close()
        codings.rename(self.folder / "codings.csv")
        ready.touch()
