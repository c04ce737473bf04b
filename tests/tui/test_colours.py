import pytest
from textual.color import Color

from qualcode.model.codebook import Code
from qualcode.model.views import StudyCode
from qualcode.tui.colours import PALETTE, READABLE, colour_of, contrast, readable, tint
from qualcode.tui.looks import THEMES

GROUNDS = [theme.background for theme in THEMES] + ["#000000", "#ffffff", "#808080"]


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("colour", [*PALETTE, "#000000", "#ffffff"])
def test_a_name_can_be_read_in_its_colour(colour: str, ground: str | None) -> None:
    assert ground is not None

    ink = readable(colour, ground)

    assert contrast(Color.parse(ink), Color.parse(ground)) >= READABLE


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("colour", PALETTE)
def test_tinted_text_can_be_read(colour: str, theme: object) -> None:
    foreground, background = theme.foreground, theme.background  # type: ignore[attr-defined]

    ground = Color.parse(tint(colour, background))

    assert contrast(Color.parse(foreground), ground) >= READABLE


def test_a_code_keeps_the_colour_of_the_codebook() -> None:
    assert colour_of(StudyCode(4, Code(id="a", colour="#123456"), 1, "t")) == "#123456"


def test_neighbouring_codes_have_different_colours() -> None:
    colours = [colour_of(StudyCode(n, Code(id=f"c{n}"), 1, "t")) for n in range(len(PALETTE))]

    assert len(set(colours)) == len(PALETTE)
