"""All coded passages, by hand, one interview at a time: `python -m benchmarks.plain.quotes DB OUT`.

Overlapping passages of one code are one.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from benchmarks.plain.database import turns

HEADINGS = (
    "units role theme code text coders transcript turn start end memos stances codings"
).split()
INTERVIEWS = """
SELECT interview.id, interview.name, centre.name, text
FROM interview JOIN centre ON centre.id = centre_id ORDER BY interview.id
"""
CODED = """
SELECT code_id, start, "end", id, coder, said
FROM coding WHERE interview_id = ? ORDER BY code_id, start, "end", id
"""


def rows(db: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """In the order of `HEADINGS`."""
    book = "SELECT code.id, code.name, theme.name FROM code JOIN theme ON theme.id = theme_id"
    codes = {code_id: (code, theme) for code_id, code, theme in db.execute(book)}
    for interview, name, centre, text in db.execute(INTERVIEWS).fetchall():
        ends = [end for _, _, _, end in turns(text)]
        for code_id, coded in groupby(db.execute(CODED, (interview,)), key=lambda row: row[0]):
            code, theme = codes[code_id]
            for start, end, ids, coders in merged(coded):
                passage, turn = text[start:end], bisect_right(ends, start) + 1
                by, made = "; ".join(dict.fromkeys(coders)), " ".join(map(str, ids))
                yield (
                    *(centre, "leder", theme, code, passage, by, name, turn, start, end),
                    *("", "", made),
                )


def merged(
    coded: Iterator[tuple[int, int, int, int, str, int]],
) -> Iterator[tuple[int, int, list[int], list[str]]]:
    """(start, end, ids, coders) of each passage in which the leader speaks."""
    start, reach, ids, coders, heard = 0, 0, [0], [""], 0
    for _, first, last, coding, coder, said in coded:
        if first < reach:
            reach, heard = max(reach, last), heard or said
            ids.append(coding)
            coders.append(coder)
        else:
            if heard:
                yield start, reach, ids, coders
            start, reach, ids, coders, heard = first, last, [coding], [coder], said
    if heard:
        yield start, reach, ids, coders


def main(database: str, out: str) -> None:
    db = sqlite3.connect(database)
    with Path(out).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADINGS)
        writer.writerows(rows(db))
    db.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
