"""A small study whose texts and names hold all that screens have been known to stumble on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme
from qualcode.model.spans import Span
from qualcode.model.studies import CoderSpec, InterviewRow, StudySpec
from qualcode.model.text import normalise
from qualcode.model.transcripts import Transcript, Turn
from qualcode.model.units import AttributeDef, Unit, UnitKind
from qualcode.store import codebooks, codings, setup, taking_in
from qualcode.store.transcripts import Shelf
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.workflow.studies import Study, create_study
from tests.copies import copy_of
from tests.ladder_screens import laid_out, obeyed
from tests.ladder_study import Walker, copied

Settle = Callable[[Pilot[None]], Awaitable[None]]

LEADER = "Leder [S01] 👩🏽‍⚕️"
SAID = (
    "Vi ligger inne i økonomiplanen nå [latter]. Det gjorde vi ikke før, [/latter] altså.",
    "Ut\u00adviklings\u00adsenteret har fått 漢字 og e\u0301n kaffe\u0301 [pause=2] ☕️ til møtet.",
    "[b]Ikke uthevet[/b], og \x1b[31mikke rødt\x1b[0m. Et tall: 950 000 kr.",
)
ASKED = ("Hvordan er senteret forankret?", "Hva betyr det [egentlig]?", "Noe mer 🤔?")
CENTRES = (
    ("S01", "Fjord[vik] 🏥", "USH"),
    ("S02", "漢字 sykehjem", "UHT"),
    ("S03", "A\u030alesund", "USHT"),
)
CODES = (
    ("plan", "står i økonomiplanen [2015]", "#7aa2d2"),
    ("råd", "råd uten myndighet 🧭", None),
    ("nytt", "[/nytt] e\u0301n ting", "#c08457"),
)


@pytest.fixture
def study(made_once: Path, tmp_path: Path) -> Iterator[Study]:
    """Three centres, four interviews, two coders, eight codings."""
    made = copy_of(made_once, tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = create_study(tmp_path_factory.mktemp("senter") / "senter.qualcode", spec(), coder="siv")
    with made.change("siv", "import transcripts", "4 intervjuer [alle]") as change:
        setup.write_units(change, [unit(*centre) for centre in CENTRES])
        taking_in.take_in(change, codebook())
        transcripts = [interview(f"0{n + 1} Leder [S0{n + 1}] æøå.txt") for n in range(3)]
        transcripts.append(interview("99 漢字 notater.txt"))
        rows = {t.name: [speaks(t.name, n)] for n, t in enumerate(transcripts[:3])}
        shelf = Shelf(change, rows)
        for transcript in transcripts:
            shelf.take(transcript.name, transcript.original, [transcript])
        shelf.flush()
    code(made, "siv", 1, 0, "plan", "plan")
    code(made, "siv", 1, 1, "råd")
    code(made, "siv", 1, 2, "nytt", memo="jf. [S02] 🤝")
    code(made, "jonas", 1, 0, "plan")
    code(made, "siv", 2, 0, "plan")
    code(made, "siv", 2, 1, "råd")
    code(made, "jonas", 3, 2, "nytt")
    made.close()
    return made.path


@pytest.fixture
def empty_study(tmp_path: Path) -> Iterator[Study]:
    made = create_study(tmp_path / "tom [studie].qualcode", coder="siv")
    yield made
    made.close()


def spec() -> StudySpec:
    return StudySpec(
        title="Utviklingssentre [2015] 🏥",
        coders=(CoderSpec(name="siv"), CoderSpec(name="jonas")),
        kinds=(UnitKind(name="centre"),),
        attributes=(AttributeDef(name="type", values=("USH", "UHT", "USHT")),),
    )


def unit(ident: str, name: str, kind: str) -> Unit:
    return Unit(kind="centre", key=ident, name=name, attributes={"type": kind})


def speaks(name: str, number: int) -> InterviewRow:
    centre = ("centre", CENTRES[number][0])
    return InterviewRow(file=name, units=(centre,), role="leder [fagleder]", line=number + 1)


def codebook() -> Codebook:
    first, second, third = (Code(id=i, name=n, colour=c, key=None) for i, n, c in CODES)
    themes = (
        Theme(name="Forankring [tema]", codes=(first, second)),
        Theme(name="Restgruppe", residual=True, codes=(third,)),
    )
    exclusive = (ExclusiveSet(name="[enten]", codes=(first.id, second.id)),)
    return Codebook(title="guide", themes=themes, exclusive=exclusive)


def interview(name: str) -> Transcript:
    """Question and answer three times over."""
    text, turns = "", []
    for asked, said in zip(ASKED, SAID, strict=True):
        for speaker, words in (("Intervjuer", asked), (LEADER, said)):
            start = len(text)
            text = normalise(f"{text}{speaker}: {words}")
            body = start + len(speaker) + 2
            turns.append(Turn(speaker, start, body, len(text), speaker == "Intervjuer"))
            text += "\n\n"
    text += name
    return Transcript(name=name, text=text, original=text.encode(), turns=tuple(turns))


def code(
    study: Study, coder: str, transcript: int, answer: int, *codes: str, memo: str = ""
) -> None:
    """Give the first words of an answer some codes; a code named twice, a shorter passage too."""
    turn = interview("").turns[2 * answer + 1]
    with study.change(coder, "apply code", codes[0]) as change:
        for shorter, ident in enumerate(codes):
            span = Span(turn.body, turn.end - 10 * shorter)
            row = codebooks.code_id(change.connection, ident)
            codings.apply(change, transcript, span, row, memo=memo)


@pytest.fixture(scope="session")
def climbed(climbed_once: Walker) -> Walker:
    return climbed_once


@pytest.fixture
def walker(climbed: Walker, tmp_path: Path) -> Iterator[Walker]:
    """A copy of five interviews with fifteen codes made of what was read, two themes, two EARs, and
    three concepts: one passed, one sent back, one given up; one question that one theme throws
    light on, worded anew once, and an expectation."""
    made = copied(climbed, tmp_path)
    yield made
    made.study.close()


@pytest.fixture
def walked(walker: Walker) -> Study:
    return walker.study


@pytest.fixture
def settle() -> Settle:
    """Waits until a screen has got what it asked for, and shows it."""

    async def settled(pilot: Pilot[None]) -> None:
        await obeyed(pilot)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await laid_out(pilot)

    return settled


@pytest.fixture
def shown() -> Callable[[Widget], str]:
    """What a widget paints, line by line."""

    def lines(widget: Widget) -> str:
        return "\n".join(widget.render_line(y).text for y in range(widget.size.height))

    return lines


AtWork = Callable[..., AbstractAsyncContextManager[tuple[CodingScreen, Pilot[None]]]]

UNCODED = 3
"""An interview of which only the last answer is coded, and that by jonas."""


@pytest.fixture
def at_work(study: Study, settle: Settle) -> AtWork:
    """Opens an interview: `async with at_work() as (screen, pilot)`."""

    @asynccontextmanager
    async def working(
        transcript: int = UNCODED, size: tuple[int, int] = (120, 40), coder: str = "siv"
    ) -> AsyncIterator[tuple[CodingScreen, Pilot[None]]]:
        app = QualcodeApp(study, coder)
        async with app.run_test(size=size, notifications=True) as pilot:
            await settle(pilot)
            screen = CodingScreen(study, coder, transcript)
            await app.push_screen(screen)
            await settle(pilot)
            yield screen, pilot

    return working
