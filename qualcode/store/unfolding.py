"""Codings that go back to the code they came from; what was folded into them stays behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from sqlalchemy import select

from qualcode.model.lives import Fate
from qualcode.store import engine
from qualcode.store.folding import Folded, retold, said, together
from qualcode.store.journal import AT_ONCE, Change, Image, images, table_of
from qualcode.store.tables import CodingRow, MovedCodingRow

Fates = Mapping[int, Sequence[Fate]]
"""By code."""


def reached(fates: Fates, *codes: int | None) -> set[int]:
    """These codes, and those that a coding of theirs may have come to since, by fates alone."""
    found: set[int] = set()
    ahead = list(codes)
    while ahead:
        code = ahead.pop()
        if code is not None and code not in found:
            found.add(code)
            ahead += [later.into for later in fates.get(code, ())]
    return found


@dataclass(frozen=True, slots=True)
class _Trace:
    """That a coding went along with a fate; `id` tells which did first."""

    id: int
    fate: Fate
    coding: int
    folded: Folded | None

    @property
    def host(self) -> int | None:
        return None if self.folded is None else self.folded.into

    def values(self) -> Image:
        folded = None if self.folded is None else self.folded.to_json()
        return {"coding_id": self.coding, "folded": folded}


class _Traces:
    """Traces by the coding that went, and by the one that it was folded into."""

    def __init__(self, traces: Iterable[_Trace]) -> None:
        self.all: dict[int, _Trace] = {}
        self._of: dict[int | None, set[int]] = defaultdict(set)
        self._into: dict[int | None, set[int]] = defaultdict(set)
        for trace in traces:
            self.put(trace)

    def put(self, trace: _Trace) -> None:
        """Keep a trace in place of the one with its id."""
        if trace.id in self.all:
            self.drop(trace)
        self.all[trace.id] = trace
        self._of[trace.coding].add(trace.id)
        self._into[trace.host].add(trace.id)

    def drop(self, trace: _Trace) -> None:
        held = self.all.pop(trace.id)
        self._of[held.coding].discard(held.id)
        self._into[held.host].discard(held.id)

    def of(self, coding: int) -> list[_Trace]:
        return [self.all[row] for row in sorted(self._of[coding])]

    def into(self, host: int) -> list[_Trace]:
        return [self.all[row] for row in sorted(self._into[host])]


class Unfolding:
    """The codings of a code that became others, and whatever they met there. All is worked out in
    memory before it is written."""

    def __init__(self, change: Change, fates: Fates, own: Sequence[Fate]) -> None:
        self._change = change
        self._fates = fates
        self._own = own
        self._traces = _Traces(self._read())
        self._codings = self._read_codings()
        self._told = {row: trace.values() for row, trace in self._traces.all.items()}
        self._coded = {row_id: dict(row) for row_id, row in self._codings.items()}

    def _read(self) -> Iterator[_Trace]:
        """The traces of these fates, and of all by which codings have met those since."""
        codes = reached(self._fates, *(fate.into for fate in self._own))
        wanted = {fate.id: fate for fate in self._own}
        for fate in chain.from_iterable(self._fates.values()):
            if fate.code in codes or fate.into in codes:
                wanted[fate.id] = fate
        for ids in engine.chunks(wanted, AT_ONCE):
            some = select(table_of(MovedCodingRow)).where(MovedCodingRow.fate_id.in_(ids))
            for row in self._change.connection.execute(some):
                folded = None if row.folded is None else Folded.from_json(row.folded)
                yield _Trace(row.id, wanted[row.fate_id], row.coding_id, folded)

    def _read_codings(self) -> dict[int, Image]:
        traces = self._traces.all.values()
        wanted = {row for t in traces for row in (t.coding, t.host) if row is not None}
        found: dict[int, Image] = {}
        for ids in engine.chunks(wanted, AT_ONCE):
            found |= images(self._change.connection, table_of(CodingRow), ids)
        return found

    def bring_home(self) -> tuple[int, int]:
        """(How many codings came back, how many did not.)"""
        came = [
            self._bring_home(self._traces.all[row])
            for fate in self._own
            for row in [t.id for t in self._traces.all.values() if t.fate.id == fate.id]
        ]
        return came.count(True), came.count(False)

    def write(self) -> None:
        coded = {
            row_id: row for row_id, row in self._codings.items() if row != self._coded.get(row_id)
        }
        self._change.restore(table_of(CodingRow), coded)
        told = {row: trace.values() for row, trace in self._traces.all.items()}
        self._change.update_many(MovedCodingRow, told)
        self._change.delete_many(MovedCodingRow, [row for row in self._told if row not in told])

    def _bring_home(self, trace: _Trace) -> bool:
        """False where somebody has taken the coding away, or given it yet another code."""
        ahead = reached(self._fates, trace.fate.into)
        mine = self._traces.of(trace.coding)
        later = [t.id for t in mine if t.id != trace.id and t.fate.code in ahead]
        fold = next((t.id for t in mine if t.folded and t.id in (trace.id, *later)), None)
        held = self._codings.get(trace.coding)
        if fold is None if held is None else held["code_id"] not in ahead:
            return False
        behind = [
            other.id
            for other in self._traces.into(trace.coding)
            if other.fate.into in ahead and other.fate.into != trace.fate.code
        ]
        for other in behind:
            self._tell_without(other)
        row = self._row_of(trace.coding, fold)
        if behind:
            self._put_in_place(row, fold, later, behind)
        else:
            self._take_out(fold, later)
        self._traces.drop(trace)
        self._codings[trace.coding] = {**row, "code_id": trace.fate.code}
        return True

    def _row_of(self, coding: int, fold: int | None) -> Image:
        if fold is None:
            return self._codings[coding]
        folded = self._traces.all[fold].folded
        assert folded is not None
        return folded.row

    def _take_out(self, fold: int | None, later: Iterable[int]) -> None:
        """Let nothing be left of a coding where it came to."""
        if fold is not None:
            self._tell_without(fold)
        for row in later:
            self._traces.drop(self._traces.all[row])

    def _put_in_place(
        self, row: Image, fold: int | None, later: Iterable[int], behind: Sequence[int]
    ) -> None:
        """Let the first of those that stay behind be what the coding was: it has gone the same way
        from where the two met, and the others are folded into it."""
        heir = self._traces.all[behind[0]]
        stand_in = self._made_of(behind)
        way = reached(self._fates, heir.fate.into)
        for trace in [self._traces.all[row_id] for row_id in later]:
            if trace.id == fold or trace.fate.code in way:
                self._traces.put(replace(trace, coding=heir.coding))
            else:
                self._traces.drop(trace)
        if fold is None:
            self._codings[heir.coding] = {**stand_in, "code_id": row["code_id"]}
        else:
            self._reword(self._traces.all[fold], stand_in)

    def _made_of(self, behind: Sequence[int]) -> Image:
        """The first of these, with the others folded into it."""
        heir, *others = (self._traces.all[row] for row in behind)
        assert heir.folded is not None
        made = dict(heir.folded.row)
        self._traces.put(replace(heir, folded=None))
        for other in others:
            assert other.folded is not None
            folded = replace(other.folded, into=heir.coding, was=said(made))
            self._traces.put(replace(other, folded=folded))
            made |= together(made, folded.row)
        return made

    def _tell_without(self, row: int) -> None:
        """Let a coding say no more what one said that was folded into it."""
        trace = self._traces.all[row]
        if trace.folded is not None and trace.host is not None:
            was = trace.folded.was
            self._retell(trace, together(was, trace.folded.row), was)

    def _reword(self, trace: _Trace, row: Image) -> None:
        """Let a coding have been another when it was folded."""
        if trace.folded is not None:
            was, before = trace.folded.was, trace.folded.row
            self._traces.put(replace(trace, folded=replace(trace.folded, row=row)))
            self._retell(trace, together(was, before), together(was, row))

    def _retell(self, trace: _Trace, old: Image, new: Image) -> None:
        """What was folded into the same coding later met it saying `old`, and has to meet `new`."""
        if trace.host is None:
            return
        for later in self._traces.into(trace.host):
            if later.id > trace.id and later.folded is not None:
                was = retold(later.folded.was, old, new)
                row, met = later.folded.row, later.folded.was
                self._traces.put(replace(later, folded=replace(later.folded, was=was)))
                old, new = together(met, row), together(was, row)
        self._say(trace.host, old, new)

    def _say(self, coding: int, old: Image, new: Image) -> None:
        if coding in self._codings:
            row = self._codings[coding]
            self._codings[coding] = row | retold(row, old, new)
            return
        for trace in self._traces.of(coding):
            if trace.folded is not None:
                row = trace.folded.row
                self._reword(trace, row | retold(row, old, new))
