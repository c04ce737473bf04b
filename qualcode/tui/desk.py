"""What lies on a coder's desk: the open interview, the codebook, the counts.

Nothing is changed here by hand. What is written goes to the study, and `catch_up` then takes in
what the study's history says is new: the same way whether the coder gave a code, took one back,
or somebody coded in another window.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal, Unpack

from qualcode.model.codings import Said
from qualcode.model.history import News
from qualcode.model.spans import Span
from qualcode.model.views import CodedSpan, OpenTranscript, Reading, StudyCode, StudyTheme
from qualcode.tui.colours import CodeLook, colour_of
from qualcode.workflow import coding, history, reading, remembering
from qualcode.workflow.studies import Study

QUICK_KEYS = "123456789"


@dataclass(frozen=True, slots=True)
class Only:
    """The codings that are shown: those of a code, a theme or a coder."""

    what: Literal["code", "theme", "coder"]
    key: int | str
    name: str


@dataclass(frozen=True, slots=True)
class Fresh:
    """What has changed on the desk: codings that went and came (a changed one does both), or so
    much that all is to be shown."""

    gone: tuple[CodedSpan, ...] = ()
    come: tuple[CodedSpan, ...] = ()
    readings: bool = False
    all: bool = False
    coders: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gone or self.come or self.readings or self.all)


class Desk:
    """The state behind the coding screen. Every method that writes has saved when it returns."""

    def __init__(self, study: Study, coder: str, transcript_id: int) -> None:
        self.study = study
        self.coder = coder
        self.only: Only | None = None
        self.recent: list[int] = []
        self.last: tuple[int, ...] = ()
        self.saved_at: str = ""
        self.close = remembering.codes_close_to_text(study)
        """Whether the deductive layer is out of sight, so that one codes close to the text."""
        self._digits: dict[bool, dict[str, int]] = {False: {}, True: {}}
        self.transcript: OpenTranscript = coding.open_transcript(study, transcript_id)
        self.generation = study.generation
        self._read_again()
        self.last = self._last_applied()

    # The codebook

    def _book(self) -> tuple[list[StudyCode], list[StudyTheme]]:
        return coding.codes(self.study), coding.themes(self.study)

    def _lay_out_book(self, codes: list[StudyCode], themes: list[StudyTheme]) -> None:
        self.codes, self.themes = codes, themes
        self.by_id = {code.id: code for code in self.codes}
        self.looks = {c.id: CodeLook(c.label, colour_of(c)) for c in self.codes}
        self.here: Counter[int] = Counter(c.code_id for c in self.codings)
        self.recent = [code_id for code_id in self.recent if code_id in self.by_id]
        self.last = tuple(code_id for code_id in self.last if code_id in self.by_id)
        self._give_keys()
        self._keep_limit()

    def _keep_limit(self) -> None:
        """What is shown alone may have another name by now, or be gone."""
        only = self.only
        if only is None or only.what == "coder":
            return
        if only.what == "code":
            names = {code.id: code.label for code in self.codes}
        else:
            names = {theme.id: theme.name for theme in self.themes}
        name = names.get(int(only.key))
        self.only = None if name is None else replace(only, name=name)

    def _give_keys(self) -> None:
        """Digits for nine codes: those that the codebook gives one, then those used most. A
        digit stays with its code until the interview is closed."""
        active = self.active
        there = {c.id for c in active}
        quick = {key: c for key, c in self.quick.items() if c in there}
        quick |= {c.code.key: c.id for c in active if c.code.key and c.code.key in QUICK_KEYS}
        free = [key for key in QUICK_KEYS if key not in quick]
        keyed = set(quick.values())
        others = [c for c in active if c.id not in keyed]
        others.sort(key=lambda c: -self.everywhere[c.id])
        quick |= {key: c.id for key, c in zip(free, others, strict=False)}
        self._digits[self.close] = quick

    @property
    def quick(self) -> dict[str, int]:
        """The code of each digit, in the layer that is shown."""
        return self._digits[self.close]

    @property
    def listed(self) -> list[StudyCode]:
        """The codes that are in sight."""
        return [c for c in self.codes if not c.code.deductive] if self.close else self.codes

    @property
    def active(self) -> list[StudyCode]:
        """The codes in sight that can be given; a retired one is only shown."""
        return [code for code in self.listed if code.code.given]

    def come_close(self, close: bool) -> None:
        """Take the deductive layer out of sight, or show it again; it is remembered."""
        self.close = close
        remembering.code_close_to_text(self.study, close)
        self._give_keys()

    def _last_applied(self) -> tuple[int, ...]:
        """The code of this coder's latest coding here."""
        own = [c for c in self.codings if c.coder == self.coder]
        latest = max(own, key=lambda c: (c.at, c.id), default=None)
        return () if latest is None else (latest.code_id,)

    # What is shown

    @property
    def shown(self) -> list[CodedSpan]:
        """The codings that are shown, in order of the text."""
        if self.only is None and not self.close:
            return self.codings
        return list(filter(self.is_shown, self.codings))

    def is_shown(self, found: CodedSpan) -> bool:
        only, code = self.only, self.by_id.get(found.code_id)
        if self.close and code is not None and code.code.deductive:
            return False
        if only is None:
            return True
        if only.what == "coder":
            return found.coder == only.key
        if only.what == "code":
            return found.code_id == only.key
        return code is not None and code.theme_id == only.key

    def coders(self) -> list[str]:
        """Who has coded here, and the coder at work."""
        return sorted({self.coder, *(c.coder for c in self.codings)})

    def read_by_me(self) -> list[Reading]:
        return [r for r in self.readings if r.coder == self.coder]

    # What is new

    def catch_up(self) -> Fresh:
        """Take in what the study holds now."""
        return self.take(history.news(self.study, self.seen, self.transcript.id))

    def take(self, news: News) -> Fresh:
        """Take in news that were asked for with `seen`."""
        if news.everything:
            self._read_again()
            return Fresh(all=True, coders=news.coders)
        # Read first, and take in only then: what could not be read stays news.
        book = self._book() if news.codebook else None
        self.seen = news.latest
        self.everywhere.update(news.used)
        gone, come = self._exchange(news.codings)
        self._exchange_readings(news.readings)
        if book is not None:
            self._lay_out_book(*book)
        return Fresh(gone, come, bool(news.readings), news.codebook, news.coders)

    def _read_again(self) -> None:
        transcript, seen = self.transcript.id, -1
        while seen != (newest := history.newest_change(self.study)):
            # Again if somebody wrote meanwhile: counts and codings belong to one moment.
            seen = newest
            found = coding.codings_in(self.study, transcript)
            marks = reading.readings_in(self.study, transcript)
            counts, book = coding.counts(self.study), self._book()
        self.seen = seen
        self.codings, self.readings = list(found), list(marks)
        self._by_row = {c.id: c for c in self.codings}
        self.everywhere: Counter[int] = Counter(counts)
        self._lay_out_book(*book)

    def _exchange(
        self, changed: Mapping[int, CodedSpan | None]
    ) -> tuple[tuple[CodedSpan, ...], tuple[CodedSpan, ...]]:
        """Put codings where they belong now; those that went, and those that came."""
        gone = [self._by_row.pop(row) for row in changed if row in self._by_row]
        come = [now for now in changed.values() if now is not None]
        for before in gone:
            del self.codings[bisect_left(self.codings, _place(before), key=_place)]
            self.here[before.code_id] -= 1
        for now in come:
            self._by_row[now.id] = now
            insort(self.codings, now, key=_place)
            self.here[now.code_id] += 1
        return tuple(gone), tuple(come)

    def _exchange_readings(self, changed: Mapping[int, Reading | None]) -> None:
        if changed:
            kept = [r for r in self.readings if r.id not in changed]
            self.readings = kept + [r for r in changed.values() if r is not None]
            self.readings.sort(key=lambda r: (r.span, r.id))

    def coding(self, row: int) -> CodedSpan | None:
        """A coding as it is now; None if it is gone."""
        return self._by_row.get(row)

    # Coding

    def lacks(self, span: Span, code_ids: Sequence[int]) -> bool:
        """False if this coder has given the very passage all of these codes before."""
        given = {c.code_id for c in self.at(span) if c.coder == self.coder}
        return not given.issuperset(code_ids)

    def at(self, span: Span) -> list[CodedSpan]:
        """The codings of this very passage."""
        first = bisect_left(self.codings, (span.start, span.end, 0), key=_place)
        last = bisect_left(self.codings, (span.start, span.end + 1, 0), key=_place)
        return self.codings[first:last]

    def apply(
        self, span: Span, code_ids: Sequence[int], *, new: str = "", **said: Unpack[Said]
    ) -> list[int]:
        """Give a passage codes, and one that is made there and then; returns the codes."""
        codes = list(code_ids)
        here = self.study, self.coder, self.transcript.id, span
        if new:
            codes.append(coding.create_and_apply(*here, new, beside=codes, **said)[0])
        else:
            coding.apply_codes(*here, codes, **said)
        self.remember(codes)
        return codes

    def in_vivo(self, span: Span) -> int:
        code_id, _ = coding.in_vivo(self.study, self.coder, self.transcript.id, span)
        self.remember((code_id,))
        return code_id

    def remember(self, code_ids: Sequence[int]) -> None:
        """These codes were given last."""
        self.last = tuple(code_ids)
        self.recent = list(dict.fromkeys((*code_ids, *self.recent)))

    def saved_now(self) -> None:
        self.saved_at = datetime.now(UTC).isoformat(timespec="seconds")


def _place(found: CodedSpan) -> tuple[int, int, int]:
    return found.span.start, found.span.end, found.id
