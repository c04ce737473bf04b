"""The keys of the transcript: moving, and growing the selection."""

from __future__ import annotations

from textual.binding import Binding

from qualcode.tui.keys import key


def _key(keys: str, action: str, name: str, *, display: str | None = None) -> Binding:
    return key(keys, action, f"text.{name}", room="coding", show=False, display=display)


BINDINGS = (
    key("enter", "screen.palette", "coding.palette", room="coding"),
    _key("down", "move('sentence', 1)", "next_sentence"),
    _key("up", "move('sentence', -1)", "previous_sentence"),
    _key("right", "move('word', 1)", "next_word"),
    _key("left", "move('word', -1)", "previous_word"),
    _key("j,ctrl+down", "move('turn', 1)", "next_turn"),
    _key("k,ctrl+up", "move('turn', -1)", "previous_turn"),
    _key("pagedown", "page(1)", "page_down"),
    _key("pageup", "page(-1)", "page_up"),
    _key("home,ctrl+home", "far(-1)", "beginning"),
    _key("end,ctrl+end", "far(1)", "end"),
    key("o,right_square_bracket", "bare(1)", "text.next_bare", room="coding"),
    _key("O,left_square_bracket", "bare(-1)", "previous_bare"),
    _key("c", "coding(1)", "next_coding"),
    _key("C", "coding(-1)", "previous_coding"),
    _key("f", "coding(1, True)", "next_of_code"),
    _key("F", "coding(-1, True)", "previous_of_code"),
    _key("shift+down,plus", "grow('sentence', 1)", "grow_sentence"),
    _key("shift+up", "grow('sentence', -1)", "grow_sentence_back"),
    _key("shift+right", "grow('word', 1)", "grow_word"),
    _key("shift+left", "grow('word', -1)", "grow_word_back"),
    _key("J,shift+pagedown", "grow('turn', 1)", "grow_turn"),
    _key("K,shift+pageup", "grow('turn', -1)", "grow_turn_back"),
    _key("minus", "shrink", "shrink"),
    _key("e", "edge", "edge"),
    _key("space", "hold", "hold"),
    _key("t", "take_turn", "take_turn"),
)
