"""How cells look: a few named traits that are laid over one another. Change the looks here."""

from __future__ import annotations

from collections.abc import Mapping

INK = "#20262B"
MUTED = "#66717A"
LINE = "#C9D0D3"
ACCENT = "#2F6B5B"
RUST = "#A14A2A"
"""Of what a reader must not miss."""

HEAT = ("#EEF5F2", "#DCEBE5", "#C4DDD3", "#A9CDBF", "#8BBBA9")
"""Shares of the base in five steps; darker is more, in print too."""

MENTION_SYMBOLS = {
    "yes": "●",
    "explicit_no": "×",
    "both": "±",
    "asked_not_mentioned": "○",
    "not_asked": "·",
    "no_information": "–",
}
"""Signs that Calibri and Arial have; the fill repeats them, it never stands alone."""

LOOKS: Mapping[str, Mapping[str, object]] = {
    "base": {"font_color": INK, "valign": "top"},
    "title": {"bold": True, "font_size": 15, "font_color": ACCENT, "valign": "vcenter"},
    "subtitle": {"bold": True, "font_size": 12, "font_color": ACCENT},
    "sentence": {"text_wrap": True, "italic": True},
    "wrap": {"text_wrap": True},
    "muted": {"font_color": MUTED},
    "mark": {"font_color": RUST},
    "small": {"font_size": 9},
    "link": {"font_color": ACCENT, "underline": 0},
    "strong": {"bold": True},
    "centre": {"align": "center"},
    "right": {"num_format": "@_)", "align": "right"},
    "bottom": {"valign": "bottom"},
    "head": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1},
    "group": {"bold": True, "text_wrap": True, "valign": "bottom", "align": "center"},
    "ruled": {"bottom": 1, "bottom_color": LINE},
    "parted": {"left": 1, "left_color": LINE},
    "upright": {"rotation": 90, "align": "center", "valign": "top"},
    "theme": {"bold": True, "top": 1, "top_color": LINE},
    "sum": {"top": 1},
    "count": {"num_format": "#,##0_)", "align": "right"},  # _) keeps a gap to the next column
    **{f"indent{depth}": {"indent": depth, "align": "left"} for depth in range(5)},
    **{f"heat{step}": {"bg_color": colour} for step, colour in enumerate(HEAT)},
    "yes": {"bg_color": HEAT[3], "align": "center"},
    "explicit_no": {"bg_color": "#F0D9CC", "align": "center"},
    "both": {"bg_color": "#F3EACB", "align": "center"},
    "asked_not_mentioned": {"align": "center"},
    "not_asked": {"bg_color": "#F2F3F4", "bold": True, "align": "center"},
    "no_information": {"bg_color": "#E3E6E8", "font_color": MUTED, "align": "center"},
}
