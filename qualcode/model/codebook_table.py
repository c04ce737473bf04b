"""A codebook as a table: what readers and writers of .csv and .xlsx agree on."""

from __future__ import annotations

UNGROUPED = "Uten gruppe"
"""The theme of codes that a table puts in none. It is not the residual theme: nobody has decided
that these codes are not used."""

COLUMNS = (
    "code",
    "name",
    "theme",
    "definition",
    "include",
    "exclude",
    "example",
    "example_at",
    "origin",
    "born",
    "parent",
    "question",
    "colour",
    "key",
    "state",
)
GUARDED = ("=", "+", "-", "@")
"""A spreadsheet takes text that begins so for a formula; in .csv an apostrophe goes before it."""

CODES, THEMES, EXCLUSIVE, ABOUT = "codes", "themes", "exclusive", "codebook"
"""The sheets of a workbook. Only the first is needed, and it may have any name."""
THEME_COLUMNS = ("name", "definition", "residual", "ungrouped")
EXCLUSIVE_COLUMNS = ("name", "code")
"""A row for each code in a set of codes that exclude one another."""
ABOUT_COLUMNS = ("field", "value")
ABOUT_FIELDS = ("title", "description", "language", "source")
"""What a workbook says of the codebook itself."""
