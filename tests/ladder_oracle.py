"""The counts of the ladder made anew from the tables alone, as plainly as can be.

Written from the sentences of `model.ladder_counts`; it knows sqlite3 and nothing of qualcode. What
a test saw is compared with what there is now, field by field.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Row = dict[str, Any]
MADE = ("empirical", "in_vivo")


class Tables:
    """All tables, by name."""

    def __init__(self, path: Path) -> None:
        with sqlite3.connect(path) as db:
            db.row_factory = sqlite3.Row
            names = [n for (n,) in db.execute("select name from sqlite_master where type='table'")]
            self._rows = {
                name: [dict(row) for row in db.execute(f'select * from "{name}"')]
                for name in names
                if not name.startswith(("word_", "sqlite_"))
            }
        db.close()

    def __getitem__(self, name: str) -> list[Row]:
        return self._rows[name]

    def by_id(self, name: str) -> dict[int, Row]:
        return {row["id"]: row for row in self[name]}


def counted(path: Path) -> Row:
    """Every count by its name; `state passed`, `place passed grouped` and so on."""
    tables = Tables(path)
    ladder = _Ladder(tables)
    return {
        **_codings(tables, ladder),
        **_codes(tables, ladder),
        **_tests(ladder),
        **_places(tables, ladder),
        **_ideas(tables, ladder),
        **_questions(tables),
    }


def digest(image: Row) -> str:
    told = json.dumps(image, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


class _Ladder:
    """What each code, theme and concept is now, and what it has come to."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.codes = tables.by_id("code")
        self.themes = tables.by_id("theme")
        self.concepts = tables.by_id("concept")
        self.made = [row for row in self.codes.values() if row["origin"] in MADE]
        self.names = {row["id"]: row["name"] for row in tables["transcript"]}
        self.coders = {row["id"]: row["name"] for row in tables["coder"]}
        self.members = self._members()
        self.tests: dict[tuple[str, int], list[Row]] = defaultdict(list)
        for row in sorted(tables["test"], key=lambda row: row["id"]):
            subject = row["code_id"] or row["theme_id"] or row["concept_id"]
            self.tests[row["kind"], subject].append(row)

    def label(self, code: Row) -> str:
        return str(code["name"] or code["ident"])

    def real(self, theme: Row) -> bool:
        return not theme["residual"] and not theme["ungrouped"]

    def grown(self, theme: Row) -> bool:
        members = self.members[theme["id"]]
        return self.real(theme) and any(self.codes[row]["origin"] in MADE for row in members)

    def _members(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for code in self.codes.values():
            if code["state"] == "active":
                found[code["theme_id"]].append(code["id"])
        for row in self.tables["placement"]:
            code = self.codes[row["code_id"]]
            if row["theme_id"] != code["theme_id"]:
                guests = [one for one in self._with_beneath(code) if one["state"] == "active"]
                held = found[row["theme_id"]]
                held += [one["id"] for one in guests if one["id"] not in held]
        return found

    def _with_beneath(self, code: Row) -> list[Row]:
        beneath = [one for one in self.codes.values() if one["parent_id"] == code["id"]]
        return [code, *(one for child in beneath for one in self._with_beneath(child))]

    def image(self, kind: str, row: int) -> Row:
        if kind == "code":
            return self._code(row)
        return self._theme(row) if kind == "grouping" else self._concept(row)

    def _code(self, row: int) -> Row:
        code = self.codes[row]
        places = {
            (c["transcript_id"], c["start"], c["end"])
            for c in self.tables["coding"]
            if c["code_id"] == row
        }
        passages = [[self.names[t], start, end] for t, start, end in sorted(places)]
        texts = {name: code[name] for name in ("definition", "include", "exclude") if code[name]}
        return {"label": self.label(code), "passages": passages, **texts}

    def _theme(self, row: int) -> Row:
        theme = self.themes[row]
        members = []
        for code in sorted(self.members[row]):
            held = self.codes[code]
            made = held["origin"] in MADE
            image = self._code(code) if made else {"words": held["definition"]}
            members.append([held["ident"], self.label(held), digest(image)])
        return {"label": theme["name"], "definition": theme["definition"], "members": members}

    def _concept(self, row: int) -> Row:
        concept, themes, ears = self.concepts[row], [], []
        known = self.tables.by_id("ear")
        for part in sorted(self.tables["concept_part"], key=lambda part: part["id"]):
            if part["concept_id"] == row and part["theme_id"]:
                theme = part["theme_id"]
                themes.append([self.themes[theme]["name"], digest(self._theme(theme))])
            elif part["concept_id"] == row:
                ears.append([known[part["ear_id"]]["title"], known[part["ear_id"]]["idea"]])
        told = {"label": concept["name"], "definition": concept["definition"]}
        return {**told, "theory": concept["theory"], "themes": themes, "ears": ears}

    def current(self, kind: str, row: int) -> list[Row]:
        """The newest verdict of each tester on the thing as it is now."""
        now = self.image(kind, row)
        newest = {}
        for test in self.tests[kind, row]:
            if json.loads(test["seen"]) == now:
                newest[test["coder_id"]] = test
        return sorted(newest.values(), key=lambda test: test["id"])

    def state(self, kind: str, row: int) -> str:
        current = self.current(kind, row)
        if not current:
            return "retest" if self.tests[kind, row] else "draft"
        return "passed" if {test["verdict"] for test in current} == {"passed"} else "failed"

    def code_state(self, code: Row) -> str:
        return self.state("code", code["id"]) if code["state"] == "active" else str(code["state"])

    def concept_state(self, concept: Row) -> str:
        if concept["dropped"]:
            return "dropped"
        current = self.current("concept", concept["id"])
        if not current:
            return "retest" if self.tests["concept", concept["id"]] else "candidate"
        against = [test["verdict"] for test in current if test["verdict"] != "passed"]
        return str(against[-1]) if against else "passed"


def _codings(tables: Tables, ladder: _Ladder) -> Row:
    made = {code["id"] for code in ladder.made}
    held = [row for row in tables["coding"] if row["code_id"] in made]
    places = [(row["transcript_id"], row["start"], row["end"]) for row in held]
    return {
        "interviews": len(tables["transcript"]),
        "coded": len({place[0] for place in places}),
        "passages": len(set(places)),
        "pairs": len({(*place, row["code_id"]) for place, row in zip(places, held, strict=True)}),
        "coders": sorted({ladder.coders[row["coder_id"]] for row in held}),
        "coding": _period(row["created_at"] for row in held),
    }


def _period(times: Iterable[str]) -> tuple[str, str] | None:
    known = sorted(times)
    return (known[0], known[-1]) if known else None


def _codes(tables: Tables, ladder: _Ladder) -> Row:
    states = Counter(ladder.code_state(code) for code in ladder.made)
    fates = {row["code_id"] for row in tables["fate"]}
    failed = Counter(
        ladder.code_state(code)
        for code in ladder.made
        if any(t["verdict"] == "failed" for t in ladder.tests["code", code["id"]])
    )
    return {
        "codes": len(ladder.made),
        "in_vivo": sum(code["origin"] == "in_vivo" for code in ladder.made),
        "deductive": len(ladder.codes) - len(ladder.made),
        **{f"state {state}": n for state, n in states.items()},
        **{f"failed {state}": n for state, n in failed.items()},
        "failed": sum(failed.values()),
        "renamed": sum(_renamed(tables, ladder, code) for code in ladder.made),
        "parted": sum(code["id"] in fates and code["state"] == "active" for code in ladder.made),
        "disagreed": sum(
            len({test["verdict"] for test in ladder.current("code", code["id"])}) > 1
            for code in ladder.made
        ),
    }


def _renamed(tables: Tables, ladder: _Ladder, code: Row) -> bool:
    born = next(
        json.loads(row["after"])
        for row in sorted(tables["changed_row"], key=lambda row: row["id"])
        if (row["table"], row["row_id"], row["before"]) == ("code", code["id"], None)
    )
    names = [born["name"] or born["ident"]]
    names += [json.loads(test["seen"])["label"] for test in ladder.tests["code", code["id"]]]
    return any(name != ladder.label(code) for name in names)


def _tests(ladder: _Ladder) -> Row:
    sorting = {
        row
        for row in ladder.themes
        if ladder.members[row]
        and all(ladder.codes[code]["origin"] not in MADE for code in ladder.members[row])
    }
    subjects = {
        "code": [code["id"] for code in ladder.made],
        "grouping": [row for row in ladder.themes if row not in sorting],
        "concept": list(ladder.concepts),
    }
    found: Row = {}
    for kind, rows in subjects.items():
        held = [test for row in rows for test in ladder.tests[kind, row]]
        found[f"verdicts {kind}"] = len(held)
        found[f"tested {kind}"] = sum(bool(ladder.tests[kind, row]) for row in rows)
        found[f"testers {kind}"] = sorted({ladder.coders[test["coder_id"]] for test in held})
    return found


def _places(tables: Tables, ladder: _Ladder) -> Row:
    places: Counter[str] = Counter()
    for code in ladder.made:
        theme = ladder.themes[code["theme_id"]]
        where = "residual" if theme["residual"] else "waiting" if theme["ungrouped"] else "grouped"
        if code["state"] == "active":
            places[f"place {ladder.code_state(code)} {where}"] += 1
    given = {code["id"]: code for code in ladder.made if code["state"] == "active"}
    placed = [row for row in tables["placement"] if row["code_id"] in given]
    themes = Counter(
        f"theme {ladder.state('grouping', theme['id'])}"
        for theme in ladder.themes.values()
        if ladder.grown(theme)
    )
    return {
        **places,
        **themes,
        "themes": sum(themes.values()),
        "second_homes": sum(
            given[row]["theme_id"] != theme
            for theme, members in ladder.members.items()
            for row in members
            if row in given
        ),
        "overrides": sum(bool(row["override"]) for row in placed)
        + sum(bool(row["override"]) for row in tables["concept_part"] if row["theme_id"]),
    }


def _ideas(tables: Tables, ladder: _Ladder) -> Row:
    concepts = Counter(ladder.concept_state(concept) for concept in ladder.concepts.values())
    sides = Counter(row["side"] for row in tables["evidence"])
    return {
        "ears": len(tables["ear"]),
        "anchors": len(tables["ear_anchor"]),
        **{f"concept {state}": n for state, n in concepts.items()},
        "concepts": len(ladder.concepts),
        "for": sides["for"],
        "against": sides["against"],
        "moments": len(tables["snapshot"]),
    }


def _questions(tables: Tables) -> Row:
    asked = [row["id"] for row in tables["research_question"] if row["kind"] == "question"]
    changes = tables.by_id("change")
    last: dict[int, str] = {}
    for change in sorted(tables["change"], key=lambda row: row["id"]):
        if change["root_id"]:
            last[change["root_id"]] = change["direction"]
    again = 0
    for row in tables["changed_row"]:
        if row["table"] != "research_question" or row["row_id"] not in asked:
            continue
        change = changes[row["change_id"]]
        before, after = (json.loads(row[side] or "{}") for side in ("before", "after"))
        stands = change["direction"] == "do" and last.get(change["id"]) != "undo"
        again += stands and bool(before) and before.get("words") != after.get("words")
    kinds = Counter(row["kind"] for row in tables["research_question"])
    return {
        "questions": kinds["question"],
        "expectations": kinds["expectation"],
        "wordings": kinds["question"] + again,
    }
