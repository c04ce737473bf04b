"""Work on the codebook beside the text, by key, on a real study."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, Static

from qualcode.model.codebook import Code, Codebook, Theme
from qualcode.model.views import StudyCode
from qualcode.store import taking_in
from qualcode.tui.screens.coding.palette import CodePalette
from qualcode.tui.screens.coding.screen import CodingScreen
from qualcode.tui.screens.dialogs import AskText
from qualcode.tui.screens.picking import Choice, PickOne, fitting
from qualcode.tui.widgets.code_panel import labels_alike
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.workflow import coding, history, recoding
from qualcode.workflow.studies import Study, open_study

Shown = Callable[[Widget], str]
PLAN, RÅD, NYTT = "står i økonomiplanen [2015]", "råd uten myndighet 🧭", "[/nytt] e\u0301n ting"


class AtWork(Protocol):
    def __call__(
        self, transcript: int = ..., size: tuple[int, int] = ..., coder: str = ...
    ) -> AbstractAsyncContextManager[tuple[CodingScreen, Pilot[None]]]: ...


def named(study: Study, ident: str) -> StudyCode:
    return next(c for c in coding.codes(study) if c.code.id == ident)


def row(study: Study, ident: str) -> int:
    return named(study, ident).id


async def on_code(screen: CodingScreen, pilot: Pilot[None], ident: str) -> None:
    """Go to a code in the tree."""
    screen.show_side()
    screen.pane.code_tree.focus()
    screen.pane.code_tree.light(row(screen.study, ident))
    await pilot.pause()


async def answered(screen: CodingScreen, pilot: Pilot[None], text: str) -> None:
    """Write in the dialog that is open, and press Enter."""
    screen.app.screen.query_one(Input).value = text
    await pilot.pause()
    await pilot.press("enter")
    await pilot.pause()


def said(screen: CodingScreen) -> str:
    return str(screen.query_one("#say", Static).content)


def notices(screen: CodingScreen) -> str:
    return "\n".join(str(toast.render()) for toast in screen.app.screen.query("Toast"))


def asked(screen: CodingScreen) -> str:
    """What the dialog that is open says."""
    return "\n".join(str(line.content) for line in screen.app.screen.query(Static))


def listed(screen: CodingScreen) -> list[str]:
    dialog = screen.app.screen
    assert isinstance(dialog, PickOne)
    return [str(option.prompt) for option in dialog.found.options]


def pointed(tree: CodeTree) -> object:
    node = tree.cursor_node
    assert node is not None
    return node.data.code.id if isinstance(node.data, StudyCode) else node.data


# Names


async def test_a_code_is_renamed_and_the_cursor_stays_on_it(
    study: Study, at_work: AtWork, shown: Shown
) -> None:
    async with at_work() as (screen, pilot):
        await on_code(screen, pilot, "råd")
        await pilot.press("e")
        await pilot.pause()
        dialog = screen.app.screen
        assert isinstance(dialog, AskText)
        assert dialog.query_one(Input).value == RÅD
        assert "2 kodinger i 2 intervjuer" in asked(screen)

        await answered(screen, pilot, "[råd] i embetet")

        assert named(study, "råd").label == "[råd] i embetet"
        assert said(screen) == "nytt navn: [råd] i embetet"
        assert "[råd] i embetet" in shown(screen.pane.code_tree)
        assert screen.pane.code_tree.has_focus
        assert pointed(screen.pane.code_tree) == "råd"
        assert screen.desk.looks[row(study, "råd")].name == "[råd] i embetet"


async def test_a_rename_is_undone_by_the_key(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        await on_code(screen, pilot, "råd")
        await pilot.press("e")
        await pilot.pause()
        await answered(screen, pilot, "annet")

        await pilot.press("u")
        await pilot.pause()

        assert named(study, "råd").label == RÅD


async def test_a_name_that_is_taken_is_asked_for_again_and_not_lost(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (screen, pilot):
        await on_code(screen, pilot, "råd")
        await pilot.press("e")
        await pilot.pause()

        await answered(screen, pilot, PLAN.upper())

        dialog = screen.app.screen
        assert isinstance(dialog, AskText)
        assert dialog.query_one(Input).value == PLAN.upper()
        assert "Det finnes alt en kode" in notices(screen)
        await pilot.press("escape")
        assert named(study, "råd").label == RÅD


async def test_a_name_cannot_be_empty(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        await on_code(screen, pilot, "råd")
        await pilot.press("e")
        await pilot.pause()

        await answered(screen, pilot, "  ")

        assert named(study, "råd").label == RÅD
        assert isinstance(screen.app.screen, AskText)


async def test_a_theme_is_renamed(study: Study, at_work: AtWork, shown: Shown) -> None:
    async with at_work() as (screen, pilot):
        await on_code(screen, pilot, "plan")
        await pilot.press("left", "left", "e")
        await pilot.pause()

        await answered(screen, pilot, "Forankring og [plan]")

        assert named(study, "plan").theme == "Forankring og [plan]"
        assert "Forankring og [plan]" in shown(screen.pane.code_tree)


@pytest.mark.parametrize("key", ["v", "g", "z", "m"])
async def test_a_theme_is_only_renamed(study: Study, at_work: AtWork, key: str) -> None:
    async with at_work() as (screen, pilot):
        await on_code(screen, pilot, "plan")
        screen.pane.code_tree.action_fold(False)
        await pilot.press(key)
        await pilot.pause()

        assert screen.app.screen is screen
        assert said(screen) == "Sett markøren på en kode først."


# Places


async def test_a_code_moves_to_another_theme(study: Study, at_work: AtWork, shown: Shown) -> None:
    async with at_work() as (screen, pilot):
        await on_code(screen, pilot, "råd")
        await pilot.press("v")
        await pilot.pause()
        assert not any("Forankring" in line and "gruppe" in line for line in listed(screen))

        await answered(screen, pilot, "rest")

        assert named(study, "råd").theme == "Restgruppe"
        assert said(screen) == f"{RÅD} står nå i Restgruppe"
        assert pointed(screen.pane.code_tree) == "råd"


async def test_a_code_moves_under_another(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        await on_code(screen, pilot, "råd")
        await pilot.press("v")
        await pilot.pause()

        await answered(screen, pilot, "økonomi")

        assert named(study, "råd").code.parent == "plan"


async def test_a_code_moves_to_a_theme_that_is_made_for_it(
    study: Study, at_work: AtWork, shown: Shown
) -> None:
    async with at_work() as (screen, pilot):
        await on_code(screen, pilot, "råd")
        await pilot.press("v")
        await pilot.pause()
        screen.app.screen.query_one(Input).value = "Helt [ny]"
        await pilot.pause()
        assert listed(screen) == ["+ ny gruppe «Helt [ny]»"]

        await pilot.press("enter")
        await pilot.pause()

        assert named(study, "råd").theme == "Helt [ny]"
        assert "Helt [ny]" in shown(screen.pane.code_tree)


async def test_what_lies_under_a_code_is_no_place_for_it(study: Study, at_work: AtWork) -> None:
    recoding.move_code(study, "jonas", row(study, "nytt"), parent=row(study, "plan"))
    async with at_work() as (screen, pilot):
        await on_code(screen, pilot, "plan")
        await pilot.press("v")
        await pilot.pause()

        assert not any("[/nytt]" in line or PLAN in line for line in listed(screen))


async def test_moving_can_be_left(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        await on_code(screen, pilot, "råd")
        await pilot.press("v", "escape")
        await pilot.pause()

        assert screen.app.screen is screen
        assert named(study, "råd").theme == "Forankring [tema]"


# Merging


async def test_merging_says_what_it_touches_first(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        await on_code(screen, pilot, "plan")
        await pilot.press("g")
        await pilot.pause()

        await answered(screen, pilot, "myndig")

        assert isinstance(screen.app.screen, AskText)
        text = asked(screen)
        assert f"«{PLAN}» («Forankring [tema]») blir del av «{RÅD}»" in text
        assert "4 kodinger i 2 intervjuer" in text
        assert "jonas, siv" in text
        await pilot.press("escape")
        assert named(study, "plan").code.state == "active"


async def test_codes_are_merged_and_the_other_one_is_in_focus(
    study: Study, at_work: AtWork, shown: Shown
) -> None:
    async with at_work(1) as (screen, pilot):
        await on_code(screen, pilot, "plan")
        await pilot.press("g")
        await pilot.pause()
        await answered(screen, pilot, "myndig")

        await pilot.press("enter")
        await pilot.pause()

        rows = {c.code_id for c in coding.codings_in(study, 1)}
        assert rows == {row(study, "råd"), row(study, "nytt")}
        assert screen.code_in_focus == row(study, "råd")
        assert {c.code_id for c in screen.view.scene.codings} == rows
        assert "slått sammen" in said(screen)
        assert f"× {PLAN[:8]}" in shown(screen.pane.code_tree)

        await pilot.press("u")
        await pilot.pause()

        assert recoding.touches(study, row(study, "plan")).codings == 4


# Out of use


async def test_a_code_goes_out_of_use_and_comes_back(
    study: Study, at_work: AtWork, shown: Shown
) -> None:
    async with at_work() as (screen, pilot):
        await on_code(screen, pilot, "råd")

        await pilot.press("z")
        await pilot.pause()

        assert "× råd uten" in shown(screen.pane.code_tree)
        assert "ute av bruk" in shown(screen.pane.panel)
        assert row(study, "råd") not in {c.id for c in screen.desk.active}

        await pilot.press("z")
        await pilot.pause()

        assert "■ råd uten" in shown(screen.pane.code_tree)


async def test_a_code_that_is_out_of_use_is_not_given(study: Study, at_work: AtWork) -> None:
    async with at_work() as (screen, pilot):
        recoding.retire_code(study, "jonas", row(study, "råd"))
        await on_code(screen, pilot, "råd")

        await pilot.press("enter")
        await pilot.pause()

        assert len(coding.codings_in(study, 3)) == 1
        assert "er tatt ut av bruk" in notices(screen)


# Others at work


def made_and_taken_away(study: Study) -> Callable[[], None]:
    """A new code of jonas, and how he takes it back in another window."""
    coding.create_code(study, "jonas", "helt [ny]")

    def take_away() -> None:
        other = open_study(study.path)
        history.undo(other, "jonas", own=True)
        other.close()

    return take_away


@pytest.mark.parametrize("marked", [False, True])
async def test_a_code_taken_away_while_the_palette_is_open_is_not_given(
    study: Study, at_work: AtWork, marked: bool, shown: Shown
) -> None:
    take_away = made_and_taken_away(study)
    async with at_work() as (screen, pilot):
        await pilot.press("enter")
        await pilot.pause()
        palette = screen.app.screen
        assert isinstance(palette, CodePalette)
        palette.query_input.value = "helt"
        await pilot.pause()
        if marked:
            await pilot.press("tab")
            palette.query_input.value = "myndig"
            await pilot.pause()

        take_away()
        await pilot.press(*(["tab"] if marked else []), "enter")
        await pilot.pause()

        assert [c.coder for c in coding.codings_in(study, 3)] == ["jonas"]
        assert "Koden «helt [ny]» finnes ikke lenger" in notices(screen)
        assert "helt [ny]" not in shown(screen.pane.code_tree)


async def test_the_palette_stands_a_code_that_the_screen_knows_to_be_gone(
    study: Study, at_work: AtWork
) -> None:
    take_away = made_and_taken_away(study)
    async with at_work() as (screen, pilot):
        await pilot.press("enter")
        await pilot.pause()
        palette = screen.app.screen
        assert isinstance(palette, CodePalette)
        palette.query_input.value = "helt"
        await pilot.pause()
        await pilot.press("tab")

        take_away()
        screen.look_for_news()
        await screen.app.workers.wait_for_complete()
        await pilot.pause()
        palette.query_input.value = "myndig"
        await pilot.pause()
        await pilot.press("tab", "enter")
        await pilot.pause()

        assert [c.coder for c in coding.codings_in(study, 3)] == ["jonas"]
        assert "finnes ikke lenger" in notices(screen)


@pytest.mark.parametrize("key", ["enter", "e", "g", "z"])
async def test_a_code_taken_away_while_the_tree_shows_it_is_left_alone(
    study: Study, at_work: AtWork, key: str, shown: Shown
) -> None:
    take_away = made_and_taken_away(study)
    async with at_work() as (screen, pilot):
        await on_code(screen, pilot, "helt_ny")

        take_away()
        before = len(study.history())
        await pilot.press(key)
        await pilot.pause()
        if key == "g":
            await answered(screen, pilot, "myndig")

        assert "Koden «helt [ny]» finnes ikke lenger" in notices(screen)
        assert "helt [ny]" not in shown(screen.pane.code_tree)
        assert len(study.history()) == before


# The tree


async def test_the_filter_goes_to_the_first_and_keeps_the_tree(
    study: Study, at_work: AtWork, shown: Shown
) -> None:
    async with at_work() as (screen, pilot):
        await pilot.press("b")
        screen.pane.find.value = "ting"
        await pilot.pause()
        await pilot.press("enter")

        assert screen.pane.code_tree.has_focus
        assert pointed(screen.pane.code_tree) == "nytt"
        assert screen.code_in_focus == row(study, "nytt")
        assert RÅD[:8] not in shown(screen.pane.code_tree)


async def test_the_cursor_is_on_what_the_tree_shows_after_a_code_has_gone(
    study: Study, at_work: AtWork
) -> None:
    take_away = made_and_taken_away(study)
    async with at_work() as (screen, pilot):
        await on_code(screen, pilot, "helt_ny")
        take_away()
        screen.written()
        await pilot.pause()

        tree = screen.pane.code_tree
        assert tree.cursor_node is tree.get_node_at_line(tree.cursor_line)
        assert pointed(tree) != "helt_ny"

        await on_code(screen, pilot, "råd")
        recoding.rename_code(study, "jonas", row(study, "råd"), "nytt navn")
        screen.written()
        await pilot.pause()

        assert tree.cursor_node is tree.get_node_at_line(tree.cursor_line)
        assert tree.cursor_node is not None
        assert isinstance(tree.cursor_node.data, StudyCode)
        assert tree.cursor_node.data.label == "nytt navn"


async def test_what_is_folded_stays_folded_when_others_change_the_codebook(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (screen, pilot):
        await on_code(screen, pilot, "plan")
        await pilot.press("left")
        recoding.rename_code(study, "jonas", row(study, "nytt"), "nyere")

        screen.written()
        await pilot.pause()

        tree = screen.pane.code_tree
        assert pointed(tree) == "Forankring [tema]"
        assert tree.cursor_node is not None
        assert not tree.cursor_node.is_expanded
        assert screen.code_in_focus == row(study, "plan")


async def test_a_code_that_stands_before_its_parent_is_shown_under_it(
    study: Study, at_work: AtWork
) -> None:
    recoding.move_code(study, "siv", row(study, "råd"), parent=row(study, "nytt"))
    plan = named(study, "plan")
    recoding.move_code(study, "siv", plan.id, parent=row(study, "råd"))
    async with at_work() as (screen, pilot):
        tree = screen.pane.code_tree
        tree.show_codes(list(reversed(screen.desk.codes)), ())
        await on_code(screen, pilot, "plan")

        assert tree.cursor_node is not None
        parents = [tree.cursor_node.parent, tree.cursor_node.parent.parent]  # type: ignore[union-attr]
        found = [p.data.code.id for p in parents if p and isinstance(p.data, StudyCode)]
        assert found == ["råd", "nytt"]


async def test_memos_on_codes_are_asked_for(
    study: Study, at_work: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[int] = []

    def take(_: CodingScreen, message: CodeTree.MemoWanted) -> None:
        message.prevent_default()
        wanted.append(message.code_id)

    monkeypatch.setattr(CodingScreen, "on_code_tree_memo_wanted", take, raising=False)
    async with at_work() as (screen, pilot):
        await on_code(screen, pilot, "råd")
        await pilot.press("m")
        await pilot.pause()

    assert wanted == [row(study, "råd")]


# The panel


async def test_the_panel_says_what_a_coding_and_its_code_mean(
    study: Study, at_work: AtWork, shown: Shown
) -> None:
    recoding.redefine_code(
        study,
        "siv",
        row(study, "nytt"),
        definition="noe som [ikke] har vært prøvd",
        include="utprøving",
        exclude="planer",
        example="vi har fått en ting",
    )
    async with at_work(1) as (screen, pilot):
        found = screen.desk.codings[-1]
        coding.annotate(
            study,
            "siv",
            [found],
            stance="±",
            when="planned",
            value="950 000 kr",
            certainty=2,
            memo="# første\n\nandre\ntredje\nfjerde",
        )
        screen.written()
        screen.view.jump(found.span.start)
        await pilot.pause()

        panel = shown(screen.pane.panel)

    assert "± [/nytt]" in panel
    assert "planlagt, 950 000 kr, ganske sikker" in " ".join(panel.split())
    assert "notat: # første" in panel
    assert "tredje" in panel
    assert "fjerde" not in panel
    for line in ("noe som [ikke] har", "+ utprøving", "– planer", "«vi har fått en ting»"):
        assert line in panel


async def test_a_panel_that_is_too_low_scrolls(study: Study, at_work: AtWork, shown: Shown) -> None:
    recoding.redefine_code(
        study, "siv", row(study, "råd"), definition="lang " * 60, exclude="slutt"
    )
    async with at_work(size=(80, 24)) as (screen, pilot):
        await on_code(screen, pilot, "råd")
        panel = screen.pane.panel
        assert "slutt" not in shown(panel)
        width = {len(line.rstrip()) for line in shown(panel).splitlines()}

        panel.focus()
        await pilot.pause()
        await pilot.press("end")
        await pilot.pause()

        assert "– slutt" in shown(panel)
        assert max(width) <= panel.outer_size.width
        await pilot.press("escape")
        assert screen.view.has_focus


async def test_codes_of_one_name_are_told_apart_by_their_themes(
    study: Study, at_work: AtWork, shown: Shown
) -> None:
    with study.change("siv", "load codebook") as change:
        twice = (Theme(name=t, codes=(Code(id=t, name="likt navn"),)) for t in ("Én", "To"))
        taking_in.take_in(change, Codebook(themes=tuple(twice)))
    async with at_work() as (screen, pilot):
        await on_code(screen, pilot, "To")
        assert "\nTo " in "\n" + shown(screen.pane.panel).replace("\n ", "\n")

        await pilot.press("g")
        await pilot.pause()
        screen.app.screen.query_one(Input).value = "likt"
        await pilot.pause()

        [line] = listed(screen)
        assert "likt navn" in line
        assert line.rstrip().endswith("Én")


def test_labels_are_alike_whatever_their_case() -> None:
    codes = [
        StudyCode(n, Code(id=f"c{n}", name=name), 1, "T")
        for n, name in enumerate(("Plan", "plan", "råd"))
    ]

    assert labels_alike(codes) == {"plan"}


# Dialogs and sizes


def test_a_name_that_begins_with_what_is_typed_comes_first() -> None:
    choices = [
        Choice("code", "i planen", "Forankring"),
        Choice("theme", "Plan og råd"),
        Choice("code", "noe annet", "Plan"),
    ]

    assert [c.name for c in fitting("plan", choices)] == ["Plan og råd", "i planen", "noe annet"]
    assert fitting("plan forank", choices) == choices[:1]
    assert fitting("", choices) == choices
    assert fitting("[/b]", choices) == []


@pytest.mark.parametrize("size", [(80, 24), (20, 5)])
@pytest.mark.parametrize("keys", ["e", "v", "g", "gy"])
async def test_every_question_fits_a_small_terminal(
    study: Study, at_work: AtWork, size: tuple[int, int], keys: str
) -> None:
    async with at_work(size=size) as (screen, pilot):
        await on_code(screen, pilot, "plan")

        await pilot.press(keys[0])
        await pilot.pause()
        assert screen.app.screen is not screen
        if keys == "gy":
            await answered(screen, pilot, "myndig")
            assert isinstance(screen.app.screen, AskText)
        await pilot.press("escape")
        await pilot.pause()

        assert screen.app.screen is screen


async def test_the_keys_of_the_tree_have_words_in_both_languages(
    study: Study, at_work: AtWork
) -> None:
    async with at_work() as (screen, pilot):
        await on_code(screen, pilot, "plan")
        for language in ("nb", "en"):
            screen.app.language = language  # type: ignore[attr-defined]
            ours = [
                active.binding
                for active in screen.active_bindings.values()
                if (active.binding.id or "").startswith("tree.")
            ]

            assert len(ours) == 8
            assert all(b.description and "." not in b.description for b in ours)
            assert screen.t(CodeTree.HELP or "")
