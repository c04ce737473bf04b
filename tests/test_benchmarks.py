"""A comparison is fair where both sides give the same numbers; here they do, on a tiny study."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks import exporting, importing, searching, tallies
from benchmarks.__main__ import run
from benchmarks.figures import Figure, Limits
from benchmarks.harness import Failed, Side, Whole
from benchmarks.places import Place
from benchmarks.plain import workbook
from benchmarks.plain.database import turns
from benchmarks.plain.searching import search as plain_search
from benchmarks.synthetic import TINY, write_study
from qualcode.model.questions import Question
from qualcode.readers.turns import turns_of
from qualcode.workflow.searching import search
from qualcode.workflow.studies import open_study, overview_of
from qualcode.workflow.tallying import tally


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("data"), TINY)
    place.make_ready()
    return place


@pytest.fixture
def plain(place: Place) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(place.plain)) as db:
        yield db


def check_same_file(place: Place, ours: Side, plain: Side, our_name: str, plain_name: str) -> None:
    for side in (ours, plain):
        side.sample(place)

    written = place.path / "scratch"
    assert (written / our_name).read_bytes() == (written / plain_name).read_bytes()


def test_the_same_size_and_seed_give_the_same_bytes(place: Place, tmp_path: Path) -> None:
    write_study(tmp_path / "again", TINY)

    files = [path for path in place.folder.rglob("*") if path.is_file()]
    assert len(files) == 9
    for path in files:
        again = tmp_path / "again" / path.relative_to(place.folder)
        assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("count", tallies.COUNTS)
def test_both_tallies_are_one_file(place: Place, count: str) -> None:
    ours = Whole(lambda place: tallies.our_command(count, place))
    plain = Whole(lambda place: tallies.plain_command(count, place))

    check_same_file(place, ours, plain, f"{count}.csv", f"plain-{count}.csv")


def test_both_list_the_same_coded_segments(place: Place) -> None:
    ours, plain = Whole(exporting.our_csv), Whole(exporting.plain_csv)

    check_same_file(place, ours, plain, "q.csv", "plain-q.csv")


def test_both_workbooks_say_which_centres_mention_what(
    place: Place, plain: sqlite3.Connection
) -> None:
    with closing(open_study(place.study)) as study:
        table = tally(study, Question(by="centre"))

    said = workbook.mentions(plain, "code.id")
    codes = dict(plain.execute("SELECT name, id FROM code"))
    for row in table.rows:
        if row.code:
            heard = [said.get((codes[row.code], centre), 0) for centre in range(1, 39)]
            assert [cell.n for cell in row.cells] == heard


def test_both_workbooks_are_written(place: Place) -> None:
    for side in (exporting.our_xlsx, exporting.plain_xlsx):
        Whole(side).sample(place)

    assert (place.path / "scratch" / "all.xlsx").exists()
    assert (place.path / "scratch" / "plain-all.xlsx").exists()


def test_both_find_the_same_turns(place: Place) -> None:
    for path in (place.folder / "transcripts").iterdir():
        text = path.read_text(encoding="utf-8")

        ours = [(turn.speaker, turn.start, turn.body, turn.end) for turn in turns_of(text)]

        assert ours == turns(text)


def test_both_load_all_codings(place: Place, plain: sqlite3.Connection) -> None:
    with (place.folder / "codings.csv").open(encoding="utf-8") as file:
        rows = sum(1 for _ in csv.DictReader(file))

    with closing(open_study(place.study)) as study:
        assert overview_of(study).codings == rows == TINY.codings
    assert plain.execute("SELECT count(*) FROM coding").fetchone() == (rows,)


def test_both_import_all_transcripts(place: Place) -> None:
    for side in (importing.our_import, importing.plain_import):
        Whole(side).sample(place)

    scratch = place.path / "scratch"
    with closing(open_study(scratch / "copy-empty.qualcode")) as study:
        assert overview_of(study).interviews == TINY.interviews
    with closing(sqlite3.connect(scratch / "imported.db")) as db:
        assert db.execute("SELECT count(*) FROM interview").fetchone() == (TINY.interviews,)


def test_both_find_the_same_hits(place: Place, plain: sqlite3.Connection) -> None:
    word = searching.word("20")

    with closing(open_study(place.study)) as study:
        ours = search(study, f'"{word}"').hits

    by_hand = plain_search(plain, word, len(ours) + 1)
    assert [(hit.interview, hit.span.start, hit.said) for hit in ours] == [
        (name, start, said) for name, start, _, said, _ in by_hand
    ]
    assert len(ours) > 2


def figure(side: Side, seconds: float) -> Figure:
    return Figure(name="nothing at all", ours=side, limits=Limits(seconds=seconds), sizes=[TINY])


@pytest.mark.parametrize(("seconds", "verdict"), [(60, "ok"), (0, "OVER")])
def test_a_figure_is_a_line_with_its_verdict(
    place: Place, seconds: float, verdict: str, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing = Whole(lambda place: ["-c", "pass"])

    (result,) = run(place.root, [figure(nothing, seconds)], [TINY], "wall")

    heading, line = capsys.readouterr().out.splitlines()
    assert heading.startswith("operation")
    assert line.startswith("nothing at all")
    assert line.endswith(verdict)
    assert result.verdict == verdict


def test_what_cannot_be_measured_is_said_so(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = Whole(lambda place: ["-c", "raise SystemExit('it broke')"])
    with pytest.raises(Failed, match="it broke"):
        broken.sample(place)

    (result,) = run(place.root, [figure(broken, 60)], [TINY], "wall")

    assert result.verdict == "FAILED"
    assert "it broke" in capsys.readouterr().err
