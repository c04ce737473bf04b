"""What the rows of a transcript look like, and that no more of them change than must."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from qualcode.model.spans import Span
from qualcode.model.transcripts import Turn
from qualcode.model.views import CodedSpan
from qualcode.tui.colours import CodeLook
from qualcode.tui.widgets.transcript import paint
from qualcode.tui.widgets.transcript.lanes import Interval
from qualcode.tui.widgets.transcript.paint import READ, Columns, Looks
from qualcode.tui.widgets.transcript.scene import Scene, difference
from qualcode.tui.widgets.transcript.selection import Selection

WIDTH = 64
SPOKEN = [
    ("Intervjuer", "Hva har dere fått til?"),
    ("Leder", "Vi har [latter] en plan, og den er ny. " * 6),
    ("Intervjuer", "Og hva betyr det?"),
    ("Leder", "Kort svar."),
    ("Leder [S01]", "Én ting til: 漢字 og שלום, sam\xadarbeid. " * 5),
]
CODES = {
    1: CodeLook("plan [ny]", "#0077bb"),
    2: CodeLook("verdi", "#ee7733"),
    3: CodeLook("hverdag", "#009988"),
}
NOWHERE = Selection.at(Span(0, 1))


def spoken() -> tuple[str, tuple[Turn, ...]]:
    text, turns = "", []
    for speaker, words in SPOKEN:
        start, body = len(text), len(text) + len(speaker) + 2
        text += f"{speaker}: {words.strip()}"
        turns.append(Turn(speaker, start, body, len(text), speaker == "Intervjuer"))
        text += "\n\n"
    return text, tuple(turns)


TEXT, TURNS = spoken()
SPANS = st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 150)).map(
    lambda pair: Span(pair[0], min(pair[0] + pair[1], len(TEXT)))
)
CODINGS = st.lists(st.tuples(SPANS, st.sampled_from(list(CODES))), max_size=14)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def coding(number: int, place: Span, code: int = 1, stance: str | None = None) -> CodedSpan:
    return CodedSpan(number, place, code, "siv", "2026-01-01T12:00:00+00:00", stance)


def looks() -> Looks:
    """Every part in a colour of its own."""
    return Looks(*(Style(color=f"color({n + 1})") for n, _ in enumerate(fields(Looks))))


def scene(text: str = TEXT, turns: Sequence[Turn] = TURNS, *, width: int = WIDTH) -> Scene:
    made = Scene(text, turns)
    made.lay_out(width)
    made.dress(looks(), "#101010")
    return made


def painted(shown: Scene, selection: Selection = NOWHERE) -> list[object]:
    return [list(shown.strip(row, selection)) for row in range(len(shown.rows))]


def lines(shown: Scene) -> list[str]:
    return [shown.strip(row, NOWHERE).text.rstrip() for row in range(len(shown.rows))]


def row_with(shown: Scene, words: str) -> int:
    return next(row for row, line in enumerate(lines(shown)) if words in line)


def told(changed: Sequence[Interval]) -> set[int]:
    return {row for first, last in changed for row in range(first, last + 1)}


def check_change(shown: Scene, change: Callable[[Scene], Sequence[Interval]]) -> None:
    """What is not told to have changed looks as before."""
    before = painted(shown)

    changed = told(change(shown))

    for row, (strip, old) in enumerate(zip(painted(shown), before, strict=True)):
        assert row in changed or strip == old


@settings(max_examples=40)
@given(st.lists(CODINGS, min_size=1, max_size=5), st.data())
def test_any_row_of_changes_ends_where_a_new_beginning_does(
    rounds: list[list[tuple[Span, int]]], data: st.DataObject
) -> None:
    shown = scene()
    kept: dict[int, CodedSpan] = {}
    for number, found in enumerate(rounds):
        stay = [c for c in kept.values() if data.draw(st.booleans())]
        new = [coding(100 * number + n, place, code) for n, (place, code) in enumerate(found)]
        kept = {c.id: c for c in sorted([*stay, *new], key=lambda c: (c.span, c.id))}
        focus = data.draw(st.sampled_from([None, *CODES]))
        picked = data.draw(st.sampled_from([None, *kept]))
        hits = data.draw(st.lists(SPANS, max_size=3))
        read = data.draw(st.lists(st.sampled_from(TURNS), max_size=2))

        changes: list[Callable[[Scene], Sequence[Interval]]] = [
            partial(Scene.show_codings, codings=tuple(kept.values()), codes=CODES),
            partial(Scene.show_focus, code_id=focus),
            partial(Scene.show_picked, coding_id=picked),
            partial(Scene.show_hits, spans=hits),
            partial(Scene.show_read, spans=[turn.span for turn in read], word="lest"),
        ]
        fresh = scene()
        for change in data.draw(st.permutations(changes)):
            check_change(shown, change)
            change(fresh)
    assert painted(shown) == painted(fresh)


@given(CODINGS, CODINGS)
def test_the_difference_is_what_has_come_and_gone(
    before: list[tuple[Span, int]], now: list[tuple[Span, int]]
) -> None:
    old = [coding(n, *found) for n, found in enumerate(before)]
    new = [coding(n, *found) for n, found in enumerate(now)]

    gone, come = difference(old, new)

    assert set(gone) == set(old) - set(new)
    assert set(come) == set(new) - set(old)


def test_the_name_of_the_code_in_focus_is_bold() -> None:
    shown = scene(width=90)
    shown.show_codings([coding(1, span("Kort")), coding(2, span("Kort svar."), 2)], CODES)
    shown.show_focus(2)

    strip = shown.strip(row_with(shown, "verdi"), NOWHERE)
    bold = {part.text.strip(): bool(part.style and part.style.bold) for part in strip}
    assert (bold["verdi"], bold["plan [ny]"]) == (True, False)


def test_names_that_share_a_row_do_not_cover_each_other() -> None:
    shown = scene(width=120)
    found = [coding(n, span("Kort svar."), n) for n in CODES]
    shown.show_codings(found, CODES)
    row = row_with(shown, "Kort svar.")

    line = lines(shown)[row]

    assert line.endswith("plan [ny] · verdi · hverdag")
    for n, look in CODES.items():
        assert shown.coding_at(row, line.index(look.name) + 1) == found[n - 1]


@given(st.lists(st.text("abc 漢å", max_size=30), max_size=9), st.integers(0, 40))
def test_names_fit_beside_each_other(names: list[str], cells: int) -> None:
    fit = paint.fitted(names, cells)

    assert cell_len(paint.APART.join(fit)) <= max(cells, 0)
    assert len(fit) <= len(names)


def test_there_are_eight_lanes_at_most_and_the_rest_is_counted() -> None:
    shown = scene(width=200)
    shown.show_codings([coding(n, span("Kort svar.")) for n in range(30)], CODES)

    assert shown.columns.lanes == 8
    assert lines(shown)[row_with(shown, "Kort svar.")].endswith("+22")


def test_the_coding_in_hand_has_a_broad_bar_even_where_it_has_no_lane() -> None:
    shown = scene()
    found = [coding(n, span("Kort svar.")) for n in range(12)]
    shown.show_codings(found, CODES)
    row = row_with(shown, "Kort svar.")
    assert "■" not in lines(shown)[row]

    for picked in (0, 11):
        shown.show_picked(picked)
        assert lines(shown)[row].count("■") == 1
        assert lines(shown)[row].endswith(f"+{12 - shown.columns.lanes}")
    place = shown.columns.margin + shown.columns.lanes - 1
    assert shown.coding_at(row, place) == found[11]

    shown.show_picked(None)
    assert "■" not in lines(shown)[row]


def test_a_bar_in_hand_shows_where_its_coding_begins_and_ends() -> None:
    shown = scene()
    shown.show_codings([coding(1, Span(TURNS[1].body, TURNS[1].end))], CODES)

    shown.show_picked(1)

    column = shown.columns.margin
    first, last = shown.rows.rows_of(Span(TURNS[1].body, TURNS[1].end))
    bars = [shown.strip(row, NOWHERE).text[column] for row in range(first, last + 1)]
    assert (bars[0], bars[-1]) == ("▄", "▀")
    assert set(bars[1:-1]) == {"█"}


def test_a_hit_is_laid_over_the_text() -> None:
    shown = scene()

    changed = shown.show_hits([span("Kort")])

    row = row_with(shown, "Kort svar.")
    assert told(changed) == {row}
    hit = next(part for part in shown.strip(row, NOWHERE) if part.text == "Kort")
    assert hit.style is not None
    assert hit.style.color == looks().hit.color
    assert told(shown.show_hits([])) == {row}


def test_a_turn_that_was_read_says_so_after_its_speaker() -> None:
    shown = scene()

    changed = shown.show_read([Span(TURNS[3].body, TURNS[3].end)], "lest")

    row = row_with(shown, "Kort svar.") - 1
    assert lines(shown)[row].split() == ["4", "Leder", READ, "lest"]
    assert told(changed) == {row}
    assert sum(READ in line for line in lines(shown)) == 1


def test_each_turn_within_what_was_read_is_marked() -> None:
    shown = scene()

    shown.show_read([Span(0, TURNS[3].end)], "lest")

    assert sum(f"{READ} lest" in line for line in lines(shown)) == 4


def test_what_was_read_in_a_part_of_a_turn_is_marked_where_it_begins() -> None:
    shown = scene()

    shown.show_read([Span(TURNS[1].body + 80, TURNS[1].body + 120)], "lest")

    marked = [row for row, line in enumerate(lines(shown)) if READ in line]
    assert marked == [shown.rows.row_of(TURNS[1].body + 80)]
    assert lines(shown)[marked[0]].lstrip().startswith(READ)


def test_a_text_without_turns_is_marked_beside_the_first_row() -> None:
    text = "Oslo 2015\n\nVi ventet lenge.\n"
    shown = scene(text, ())

    shown.show_read([Span(11, 27)], "lest")

    assert lines(shown)[2] == f" {READ}  Vi ventet lenge."
    assert sum(READ in line for line in lines(shown)) == 1


def test_a_long_name_leaves_room_for_the_sign() -> None:
    name = "Leder for utviklingssenteret i en kommune med et svært langt navn"
    text = f"{name}: Ja."
    shown = scene(text, (Turn(name, 0, len(name) + 2, len(text)),), width=50)

    shown.show_read([Span(len(name) + 2, len(text))], "lest")

    assert f"… {' '}{READ} lest" in lines(shown)[0]


def test_a_narrow_margin_gives_way_to_the_text() -> None:
    for width in range(1, 30):
        columns = Columns.of(width, 120, 3)

        assert columns.gutter + columns.text <= max(width, columns.gutter + 2)
