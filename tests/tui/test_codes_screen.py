"""The codebook on screen: each code with its life, and work on it that says first what it does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Markdown, Static, TextArea

from qualcode.model.method import CodeState
from qualcode.model.spans import Span
from qualcode.tui.codebook_lines import CodeLine
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.dialogs import AreYouSure
from qualcode.tui.screens.form import Form
from qualcode.tui.screens.ladder.codes import CodesScreen
from qualcode.tui.screens.ladder.codes_history import CodebookHistoryScreen
from qualcode.tui.screens.ladder.concepts import ConceptsScreen
from qualcode.tui.screens.ladder.splitting import SplitScreen
from qualcode.tui.screens.ladder.verdicts import VerdictScreen
from qualcode.tui.screens.picking import PickOne
from qualcode.tui.telling.book import ToThing
from qualcode.tui.widgets.paragraphs import Paragraph
from qualcode.workflow import coding, history, recoding, testing
from qualcode.workflow.studies import Study
from tests.ladder_screens import answer, asked, at_screen, notices, painted, press, row_of, said
from tests.ladder_study import (
    ADVICE,
    COFFEE,
    HEARD,
    MAY_NOT,
    MONEY,
    NOBODY_OWNS,
    SPENT,
    STARTS,
    STRANDED,
    TOO_SHORT,
    Walker,
    copied,
)
from tests.tui.test_keys_in_turn import burst

RESOURCES, TOO_EARLY, WEATHER = "Ressurser", "Pengene slutter for tidlig", "Været"


@pytest.fixture
def study(climbed: Walker, tmp_path: Path) -> Iterator[Study]:
    """Codes in every state, in two themes, a residual group, and those that wait."""
    made = copied(climbed, tmp_path)
    yield made.study
    made.study.close()


async def on_code(screen: CodesScreen, pilot: Pilot[None], label: str) -> None:
    assert screen.go_to_thing("code", row_of(screen.study, label))
    await pilot.pause()


async def on_page(screen: CodesScreen, pilot: Pilot[None], page: str) -> None:
    while screen.page != page:
        await press(pilot, "p")


def told(screen: CodesScreen) -> str:
    """What the panel tells, paragraph by paragraph."""
    return "\n".join("".join(words for words, _ in p.parts) for p in screen.told.paragraphs)


def leading(screen: CodesScreen, words: str) -> Paragraph:
    """The paragraph with these words that leads somewhere."""
    return next(
        p for p in screen.told.paragraphs if p.to and any(words in part for part, _ in p.parts)
    )


def shown(screen: CodesScreen) -> str:
    return painted(screen.code_list)


def labels(screen: CodesScreen) -> list[str]:
    """The codes in the list, whole."""
    return [c.standing.code.label for c in screen.code_list.lines if isinstance(c, CodeLine)]


async def fill_in(pilot: Pilot[None], **texts: str) -> None:
    for name, text in texts.items():
        pilot.app.screen.query_one(f"#field-{name}", TextArea).text = text
    await pilot.pause()


def theme_row(study: Study, name: str) -> int:
    return next(s.theme.id for s in testing.ladder(study).themes if s.theme.name == name)


def state_of(study: Study, label: str) -> CodeState:
    return next(s.state for s in testing.ladder(study).codes if s.code.label == label)


# Looking


async def test_codes_stand_under_their_themes_with_what_each_has_come_to(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, _):
        signs = ((MONEY, "↻"), (ADVICE, "✓"), (MAY_NOT, "✓"), (RESOURCES, "÷"), (WEATHER, "×"))
        for name, sign in signs:
            [line] = [line for line in shown(screen).splitlines() if name in line]
            assert sign in line
        assert "venter på gru…" in shown(screen)
        assert "11 bestått · 1 underkjent · 1 må testes" in str(screen.title_line.right)


async def test_the_panel_tells_all_about_a_code(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await on_code(screen, pilot, STRANDED)

        all_of_it = told(screen)
        assert f"■ {STRANDED}\n✓ bestått · empirinær · {MONEY}\nid " in all_of_it
        assert "→ fra «Ressurser», som ble delt opp  Bare et tema (Siv," in all_of_it
        assert "«Gode prosjekter havner på sidelinja»" in all_of_it
        assert "! deler ord med" in all_of_it
        assert f"→ ▾ {ADVICE} (også her)  Handler også om makt" in all_of_it


async def test_the_life_of_a_code_has_names_tests_and_fates_in_their_order(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await on_code(screen, pilot, STARTS)
        await on_page(screen, pilot, "life")

        life = told(screen)
        assert life.index("kom til som «Startpenger»") < life.index("navn: Startpenger → ")
        assert "bestått (K1 nei" in life
        assert "på «Startpenger», endret siden" in life


async def test_the_trail_leads_from_passages_up_to_concepts(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await on_code(screen, pilot, SPENT)
        await on_page(screen, pilot, "trail")

        trail = told(screen)
        up = trail[: trail.index("«Pengene er ofte")]
        assert up.index("◇ prosjektklemma  bestått · Siv") < up.index(f"▾ {MONEY}  ↻ må testes")
        assert up.index(f"▾ {MONEY}") < up.index(f"■ {SPENT}")
        assert "→ S02_granli, replikk 4 · S02 Granli · leder" in trail
        assert f"→ først kodet «{TOO_EARLY}»" in trail
        screen.follow(screen.told.Followed(leading(screen, "prosjektklemma").to))
        await pilot.pause()
        assert isinstance(pilot.app.screen, ConceptsScreen)


async def test_a_code_without_passages_has_no_trail(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await on_code(screen, pilot, RESOURCES)
        await on_page(screen, pilot, "trail")

        assert told(screen) == "Ingen utdrag: det er ikke noe spor."


async def test_enter_goes_to_the_excerpts_and_from_there_into_the_interview(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await on_code(screen, pilot, HEARD)

        await press(pilot, "enter")
        assert screen.quote_list.has_focus
        assert "Rådene våre blir hørt, men ikke fulgt" in painted(screen.quote_list)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CodingScreen)
        assert pilot.app.screen.view.selection.span.start >= 97


async def test_a_place_that_two_have_coded_is_one_excerpt_as_its_help_says(study: Study) -> None:
    [coded] = [c for c in coding.codings_in(study, 5) if c.code_id == row_of(study, COFFEE)]
    coding.apply_codes(study, "Jonas", 5, coded.span, [coded.code_id])
    wider = Span(coded.span.start, coded.span.end + 5)
    coding.apply_codes(study, "Jonas", 5, wider, [coded.code_id])
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await on_code(screen, pilot, COFFEE)
        await press(pilot, "enter")
        coders = [quote.coders for quote in screen.quote_list.quotes]
        assert sorted(coders) == [("Jonas",), ("Siv", "Jonas")]

        await press(pilot, "question_mark")

        assert "står det én gang, med navnene" in pilot.app.screen.query_one(Markdown).source


async def test_a_paragraph_leads_to_the_code_that_it_speaks_of(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await on_code(screen, pilot, TOO_EARLY)
        link = leading(screen, "slått sammen med")
        assert link.to == ToThing("code", row_of(study, SPENT))

        screen.follow(screen.told.Followed(link.to))
        await pilot.pause()

        assert screen.code_list.thing == ("code", row_of(study, SPENT))


async def test_the_list_is_narrowed_step_by_step_and_widened_by_escape(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "f", *"pen", "enter")
        assert {SPENT, STARTS} < set(labels(screen))
        assert COFFEE not in labels(screen)
        await press(pilot, "escape", "2", "2")
        assert labels(screen) == ["Innføring"]
        await press(pilot, "2", "3")
        assert labels(screen) == [STRANDED, NOBODY_OWNS]
        await press(pilot, "escape", "1")
        while screen.wanted.state != "draft":
            await press(pilot, "1")
        assert labels(screen) == [NOBODY_OWNS]
        await press(pilot, "escape")
        assert len(labels(screen)) == 19


async def test_after_finding_the_next_key_is_for_the_code_and_not_for_its_theme(
    study: Study,
) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await burst(pilot, "f", HEARD.lower(), "enter", "e")

        assert f"Nytt navn på «{HEARD}»" in asked(pilot)
        await press(pilot, "escape", "escape")
        # The words stand in the definition of the theme, and in the name of this code.
        await press(pilot, "f", *"penger", "enter")
        assert screen.code_list.thing == ("code", row_of(study, STRANDED))


async def test_narrowed_to_a_state_the_cursor_is_on_a_code(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await on_code(screen, pilot, COFFEE)
        while screen.wanted.state != "draft":
            await press(pilot, "1")

        assert screen.code_list.thing == ("code", row_of(study, NOBODY_OWNS))


async def test_where_nothing_fits_one_step_back_shows_all_as_is_said(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "1", "f", *"finnes ikke", "enter")
        assert "q viser alle igjen" in str(screen.query_one("#nothing", Static).content)

        await press(pilot, "q")

        assert len(labels(screen)) == 19
        assert not screen.wanted.narrows


async def test_sorted_by_use_the_codes_stand_in_one_list(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "4", "4")

        assert screen.code_list.flat
        numbers = [c.standing.passages for c in screen.code_list.lines if isinstance(c, CodeLine)]
        assert numbers == sorted(numbers, reverse=True)


# Work


async def test_a_rename_says_what_it_touches_and_warns_of_the_name(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await on_code(screen, pilot, MAY_NOT)
        await press(pilot, "e")
        assert "2 kodinger i 2 intervjuer får navnet" in asked(pilot)
        await press(pilot, "home", "shift+end", "P")
        assert "ord" in str(pilot.app.screen.query_one("#dialog-remark").render())

        await answer(pilot, "Får gi råd, men ikke avgjøre")

        assert state_of(study, "Får gi råd, men ikke avgjøre") == "retest"
        assert "Får gi råd, men ikke avgjøre" in shown(screen)
        await press(pilot, "u")
        assert state_of(study, MAY_NOT) == "passed"


async def test_a_definition_is_written_in_fields_and_kept(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await on_code(screen, pilot, HEARD)
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, Form)
        await fill_in(pilot, definition="Råd når fram, uten følger.", exclude="Råd ingen ba om.")

        await press(pilot, "f2")

        assert "Råd når fram, uten følger." in told(screen)
        assert "– Råd ingen ba om." in told(screen)
        assert said(screen) == f"«{HEARD}» er definert."


async def test_fields_that_are_left_change_nothing(study: Study) -> None:
    seen = history.newest_change(study)
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await on_code(screen, pilot, HEARD)
        await press(pilot, "d")
        await fill_in(pilot, include="Noe")
        await press(pilot, "escape", "escape")

        assert pilot.app.screen is screen
    assert history.newest_change(study) == seen


async def test_a_move_says_what_comes_along(study: Study) -> None:
    recoding.move_code(study, "Siv", row_of(study, HEARD), parent=row_of(study, MAY_NOT))
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await on_code(screen, pilot, MAY_NOT)
        await press(pilot, "v")
        assert isinstance(pilot.app.screen, PickOne)
        assert "2 kodinger i 2 intervjuer, 1 kode under følger med." in asked(pilot)

        await answer(pilot, "Penger tar slutt")

        themes = {s.code.label: s.code.theme for s in testing.ladder(study).codes}
        assert (themes[MAY_NOT], themes[HEARD]) == (MONEY, MONEY)


async def test_merged_codes_can_be_told_apart_again(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await on_code(screen, pilot, HEARD)
        await press(pilot, "g")
        await answer(pilot, MAY_NOT)
        assert "De kan skilles igjen når som helst." in asked(pilot)
        await answer(pilot, "Sier det samme")
        assert state_of(study, HEARD) == "merged"
        assert screen.code_list.thing == ("code", row_of(study, MAY_NOT))

        await on_code(screen, pilot, HEARD)
        await press(pilot, "z")
        assert isinstance(pilot.app.screen, AreYouSure)
        assert f"slått sammen med «{MAY_NOT}»" in asked(pilot)
        await press(pilot, "enter")

        assert state_of(study, HEARD) in ("passed", "retest")
        counts = {s.code.label: s.passages for s in testing.ladder(study).codes}
        assert (counts[HEARD], counts[MAY_NOT]) == (1, 2)


async def test_a_retired_code_keeps_its_codings_and_comes_back(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await on_code(screen, pilot, COFFEE)
        await press(pilot, "z")
        assert f"«{COFFEE}» beholder 1 koding i 1 intervju, og gis ikke mer." in asked(pilot)
        await answer(pilot, "Utenfor saken")
        assert state_of(study, COFFEE) == "retired"
        assert "Utenfor saken (Siv," in told(screen)
        assert any(c.code_id == row_of(study, COFFEE) for c in coding.codings_in(study, 5))

        await press(pilot, "z")
        assert state_of(study, COFFEE) == "passed"


async def test_a_better_code_takes_the_place_of_one(study: Study) -> None:
    better = "Råd høres, og så blir det ikke noe av dem"
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await on_code(screen, pilot, HEARD)
        await press(pilot, "o")
        assert "1 koding i 1 intervju får den bedre koden" in asked(pilot)
        await answer(pilot, better)

        assert state_of(study, HEARD) == "replaced"
        assert screen.code_list.thing == ("code", row_of(study, better))
        assert f"→ i stedet for «{HEARD}»" in told(screen)


async def test_a_code_is_split_passage_by_passage_and_one_passage_is_not(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await on_code(screen, pilot, COFFEE)
        await press(pilot, "s")
        assert "færre enn to utdrag" in said(screen)

        await on_code(screen, pilot, MAY_NOT)
        await press(pilot, "s")
        assert isinstance(pilot.app.screen, SplitScreen)


async def test_an_example_is_linked_to_the_passage_that_is_chosen(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await on_code(screen, pilot, MAY_NOT)
        await press(pilot, "a")
        assert "Velg et utdrag" in said(screen)
        assert screen.quote_list.has_focus
        await press(pilot, "down", "a")

        code = next(s.code.code for s in testing.ladder(study).codes if s.code.label == MAY_NOT)
        assert code.example == "Rådene våre blir hørt"
        assert code.example_at.startswith("S04_lyngnes.txt:")
        await press(pilot, "escape", "i")
        assert isinstance(pilot.app.screen, CodingScreen)
        assert pilot.app.screen.desk.transcript.name == "S04_lyngnes.txt"


async def test_a_code_and_a_theme_are_tested_from_here(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await on_code(screen, pilot, NOBODY_OWNS)
        await press(pilot, "t")
        assert isinstance(pilot.app.screen, VerdictScreen)
        await press(pilot, "escape")

        assert screen.go_to_thing("theme", theme_row(study, MONEY))
        await press(pilot, "t")
        assert isinstance(pilot.app.screen, VerdictScreen)


async def test_the_history_of_the_codebook_has_no_codings_and_takes_back(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        await press(pilot, "H")
        assert isinstance(pilot.app.screen, CodebookHistoryScreen)
        changes = pilot.app.screen.change_list.entries
        assert "apply code" not in {change.action for change in changes}
        pilot.app.screen.change_list.move_to([c.summary for c in changes].index("sidelinja"))
        assert "sidelinja · Et bilde, ikke mer" in painted(pilot.app.screen.change_list)
        await press(pilot, "u")
        assert "sidelinja" in notices(pilot)
        await press(pilot, "escape")
        assert screen.is_active


async def test_what_others_do_is_shown_when_one_comes_back(study: Study) -> None:
    async with at_screen(study, CodesScreen, coder="Siv") as (screen, pilot):
        recoding.rename_code(study, "Jonas", row_of(study, TOO_SHORT), "Prosjektet rekker ikke")

        screen.read_again()
        await pilot.pause()

        assert "Prosjektet rekker ikke" in labels(screen)


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 5)])
async def test_it_can_be_looked_at_and_worked_with_in_a_small_window(
    study: Study, size: tuple[int, int]
) -> None:
    async with at_screen(study, CodesScreen, coder="Siv", size=size) as (screen, pilot):
        await on_code(screen, pilot, SPENT)
        await press(pilot, "enter", "escape", "p", "p", "e", "escape", "v", "escape", "c", "escape")

        assert pilot.app.screen is screen
        assert screen.code_list.thing == ("code", row_of(study, SPENT))
