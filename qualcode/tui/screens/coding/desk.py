"""What lies on a coder's desk: the open interview, the codebook, the counts; every change to
them is saved before it shows here."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from qualcode.errors import NotFound
from qualcode.model.codings import STANCES, WHENS, Stance, When
from qualcode.model.history import HistoryEntry
from qualcode.model.spans import Span
from qualcode.model.views import CodedSpan, OpenTranscript, StudyCode, StudyTheme
from qualcode.tui.colours import CodeLook, colour_of
from qualcode.workflow import coding, history
from qualcode.workflow.studies import Study

QUICK_KEYS = "123456789"
CODING_ACTIONS = frozenset(
    {"apply code", "new code", "new code and coding", "remove coding", "annotate coding"}
)
"""What can be taken back while coding; an import or a codebook is not undone from here."""
LOOKED_BACK = 500


class Desk:
    """The state behind the coding screen. Every method that writes has saved when it returns."""

    def __init__(self, study: Study, coder: str, transcript_id: int) -> None:
        self.study = study
        self.coder = coder
        self.transcript: OpenTranscript = coding.open_transcript(study, transcript_id)
        self.codings: list[CodedSpan] = list(self.transcript.codings)
        self.recent: list[int] = []
        self.saved_at: str = ""
        self.quick: dict[str, int] = {}
        self.last: tuple[int, ...] = self._last_applied()
        self._read_codebook()

    # The codebook

    def _read_codebook(self) -> None:
        self.codes: list[StudyCode] = coding.codes(self.study)
        self.themes: list[StudyTheme] = coding.themes(self.study)
        self.by_id = {code.id: code for code in self.codes}
        self.looks = {c.id: CodeLook(c.label, colour_of(c)) for c in self.codes}
        self.everywhere: Counter[int] = Counter(coding.counts(self.study))
        self.here: Counter[int] = Counter(c.code_id for c in self.codings)
        self.recent = [code_id for code_id in self.recent if code_id in self.by_id]
        self.last = tuple(code_id for code_id in self.last if code_id in self.by_id)
        self._give_keys()

    def _give_keys(self) -> None:
        """Digits for nine codes: those that the codebook gives one, then those used most. A
        digit stays with its code until the interview is closed."""
        kept = {key: c for key, c in self.quick.items() if c in self.by_id}
        named = {c.code.key: c.id for c in self.active if c.code.key and c.code.key in QUICK_KEYS}
        self.quick = kept | named
        free = [key for key in QUICK_KEYS if key not in self.quick]
        keyed = set(self.quick.values())
        others = [c for c in self.active if c.id not in keyed]
        others.sort(key=lambda c: -self.everywhere[c.id])
        self.quick |= {key: c.id for key, c in zip(free, others, strict=False)}

    @property
    def active(self) -> list[StudyCode]:
        """The codes that can be given; a retired one is only shown."""
        return [code for code in self.codes if code.code.state == "active"]

    def _last_applied(self) -> tuple[int, ...]:
        """The code of this coder's latest coding here."""
        own = [c for c in self.codings if c.coder == self.coder]
        latest = max(own, key=lambda c: (c.at, c.id), default=None)
        return () if latest is None else (latest.code_id,)

    # Coding

    def lacks(self, span: Span, code_ids: Sequence[int]) -> bool:
        """False if this coder has given the very passage all of these codes before."""
        given = {c.code_id for c in self.codings if c.span == span and c.coder == self.coder}
        return not given.issuperset(code_ids)

    def apply(self, span: Span, code_ids: Sequence[int]) -> None:
        made = coding.apply_codes(self.study, self.coder, self.transcript.id, span, code_ids)
        if len(made) == len(code_ids):
            for coding_id, code_id in zip(made, code_ids, strict=True):
                self._add(CodedSpan(coding_id, span, code_id, self.coder, self._now()))
        else:
            self.read_again()
        self._remember(code_ids)

    def create(self, span: Span, name: str) -> int:
        """A new code, made there and then for a passage."""
        code_id, _ = coding.create_and_apply(self.study, self.coder, self.transcript.id, span, name)
        self.read_again()
        self._remember((code_id,))
        return code_id

    def in_vivo(self, span: Span) -> int:
        code_id, _ = coding.in_vivo(self.study, self.coder, self.transcript.id, span)
        self.read_again()
        self._remember((code_id,))
        return code_id

    def remove(self, found: CodedSpan) -> None:
        coding.remove_codings(self.study, self.coder, [found.id])
        self.codings.remove(found)
        self.here[found.code_id] -= 1
        self.everywhere[found.code_id] -= 1
        self._now()

    def annotate(self, found: CodedSpan, *, stance: str | None, memo: str) -> None:
        """Set stance and memo of a coding; what else it says is kept."""
        coding.annotate(
            self.study,
            self.coder,
            found.id,
            stance=_stance(stance),
            when=_when(found.when),
            value=found.value,
            memo=memo,
        )
        self.read_again()

    def undo(self) -> HistoryEntry:
        """Take back the newest thing that this coder did while coding."""
        entry = next(
            (
                e
                for e in history.history(self.study, LOOKED_BACK)
                if e.coder == self.coder and e.direction == "do" and not e.undone
            ),
            None,
        )
        if entry is None or entry.action not in CODING_ACTIONS:
            raise NotFound("There is nothing here to take back.")
        history.undo(self.study, self.coder, change_id=entry.id)
        self.read_again()
        return entry

    def redo(self) -> HistoryEntry:
        entry = history.redo(self.study, self.coder, own=True)
        self.read_again()
        return entry

    def read_again(self) -> None:
        """Read what the study holds now."""
        self.codings = list(coding.codings_in(self.study, self.transcript.id))
        self._read_codebook()
        self._now()

    def _add(self, made: CodedSpan) -> None:
        insort(self.codings, made, key=lambda c: (c.span.start, c.span.end, c.id))
        self.here[made.code_id] += 1
        self.everywhere[made.code_id] += 1

    def _remember(self, code_ids: Sequence[int]) -> None:
        self.last = tuple(code_ids)
        self.recent = list(dict.fromkeys((*code_ids, *self.recent)))

    def _now(self) -> str:
        self.saved_at = datetime.now(UTC).isoformat(timespec="seconds")
        return self.saved_at


def next_stance(stance: str | None) -> str | None:
    """The stances in turn, and none after the last."""
    stances = (None, *STANCES)
    return stances[(stances.index(_stance(stance)) + 1) % len(stances)]


def _stance(stance: str | None) -> Stance | None:
    return next((s for s in STANCES if s == stance), None)


def _when(when: str | None) -> When | None:
    return next((w for w in WHENS if w == when), None)
