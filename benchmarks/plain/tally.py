"""Codes and themes x centre, by hand: `python -m benchmarks.plain.tally DB COUNT OUT.csv`.

COUNT is interviews, centres or segments (overlapping passages of one row merged).
"""

from __future__ import annotations

import csv
import sqlite3
import sys
from collections import defaultdict
from pathlib import Path

# A row is a code or, in a second statement, a theme.
DISTINCT = """
SELECT {row}, interview.centre_id, count(DISTINCT {thing})
FROM coding
JOIN code ON code.id = coding.code_id
JOIN interview ON interview.id = coding.interview_id
WHERE said
GROUP BY 1, 2
"""
SEGMENTS = """
WITH marked AS (
    SELECT {row} AS row, interview_id, start, "end", said,
        start >= coalesce(
            max("end") OVER (PARTITION BY {row}, interview_id ORDER BY start, "end"
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
            0
        ) AS fresh
    FROM coding JOIN code ON code.id = coding.code_id
), numbered AS (
    SELECT row, interview_id, said,
        sum(fresh) OVER (PARTITION BY row, interview_id ORDER BY start, "end"
            ROWS UNBOUNDED PRECEDING) AS number
    FROM marked
), segment AS (
    SELECT row, interview_id FROM numbered GROUP BY row, interview_id, number HAVING max(said)
)
SELECT row, centre_id, count(*)
FROM segment JOIN interview ON interview.id = interview_id
GROUP BY 1, 2
"""
STATEMENTS = {
    "interviews": DISTINCT.replace("{thing}", "coding.interview_id"),
    "centres": DISTINCT.replace("{thing}", "interview.centre_id"),
    "segments": SEGMENTS,
}
BASES = {
    "interviews": "SELECT count(*) FROM interview",
    "centres": "SELECT count(*) FROM centre",
}

Cells = dict[int, dict[int, int]]
"""Row -> centre -> n."""


def query(db: sqlite3.Connection, count: str) -> tuple[Cells, Cells]:
    """The cells of the codes, and of the themes."""
    found = []
    for row in ("code.id", "code.theme_id"):
        cells: Cells = defaultdict(dict)
        for key, centre, n in db.execute(STATEMENTS[count].replace("{row}", row)):
            cells[key][centre] = n
        found.append(cells)
    return found[0], found[1]


def main(database: str, count: str, out: str) -> None:
    db = sqlite3.connect(database)
    of_codes, of_themes = query(db, count)
    base = db.execute(BASES[count]).fetchone()[0] if count in BASES else None
    centres = db.execute("SELECT id, name FROM centre ORDER BY id").fetchall()
    names = [name for _, name in centres]

    def numbers(cells: dict[int, int]) -> list[object]:
        counts = [cells.get(centre, 0) for centre, _ in centres]
        n = sum(counts)
        return [*counts, n, *(["", ""] if base is None else [base, f"{100 * n / base:.1f}"])]

    with Path(out).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["theme", "code", *names, "n", "base", "percent"])
        for theme_id, theme in db.execute("SELECT id, name FROM theme ORDER BY id"):
            writer.writerow([theme, "", *numbers(of_themes[theme_id])])
            codes = "SELECT id, name FROM code WHERE theme_id = ? ORDER BY id"
            for code_id, code in db.execute(codes, (theme_id,)):
                writer.writerow([theme, code, *numbers(of_codes[code_id])])
    db.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
