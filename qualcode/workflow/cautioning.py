"""Cautions: what on the ladder is worth a second look. None of them passes or fails anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.export.wording import singular
from qualcode.language.likeness import alike_to, bases, nearly_alike, shared
from qualcode.model.cautions import FEW, LARGE_SHARE, LIST, MANY, Caution, is_short
from qualcode.model.ladder import CodeStanding, Ladder, ThemeStanding
from qualcode.model.questions import Question
from qualcode.model.units import CENTRE
from qualcode.store import births, codebooks, ladder, questions, setup
from qualcode.store.study import Study
from qualcode.tally import answering
from qualcode.workflow.grouping import is_unnamed

if TYPE_CHECKING:
    from sqlalchemy import Connection


def cautions(study: Study, found: Ladder | None = None) -> list[Caution]:
    """All cautions: of codes in codebook order, then of themes, concepts and the whole."""
    with study.read() as connection:
        standing = found or ladder.read(connection)
        made = [s for s in standing.codes if s.code.code.given and not s.code.code.deductive]
        asked = _asked(connection, standing)
        return [
            *_of_labels(made, asked, study.language),
            *_of_births(connection, made),
            *_of_use(connection, made),
            *_alike(made),
            *_of_themes(connection, study, standing),
            *_of_concepts(standing),
        ]


def cautions_of_themes(study: Study, found: Ladder) -> list[Caution]:
    """Those of themes, and of the whole, alone: they are known ten times as soon."""
    with study.read() as connection:
        return list(_of_themes(connection, study, found))


class LabelCautions:
    """What to say of the name of a code before it is made, letter by letter: short, a word of a
    question or the guide, nearly the name of another."""

    def __init__(self, study: Study) -> None:
        self._language = study.language
        with study.read() as connection:
            codes = codebooks.read_codes(connection)
            self._asked = _asked_of(connection, [code.code.question for code in codes])
        self._others = [code.label for code in codes if code.code.given]

    def on(self, label: str) -> list[Caution]:
        found = [Caution("short_label", "code", 0, label)] if is_short(label) else []
        found += _shared(0, label, self._asked, self._language)
        alike = alike_to(label, self._others)
        return found + [Caution("near_duplicate", "code", 0, label, (other,)) for other in alike]


def cautions_on_label(study: Study, label: str) -> list[Caution]:
    """The same for one name."""
    return LabelCautions(study).on(label)


def _asked(connection: Connection, found: Ladder) -> list[str]:
    return _asked_of(connection, [s.code.code.question for s in found.codes])


def _asked_of(connection: Connection, guide: Sequence[str]) -> list[str]:
    """The research questions and the questions of the guide, each once."""
    own = [q.words for q in questions.read(connection) if q.kind == "question"]
    return list(dict.fromkeys(filter(None, (*own, *guide))))


def _of_labels(
    made: Sequence[CodeStanding], asked: Sequence[str], language: str
) -> Iterator[Caution]:
    everything = " ".join(asked)
    for standing in made:
        code = standing.code
        if is_short(code.label):
            yield Caution("short_label", "code", code.id, code.label)
        yield from _shared(code.id, code.label, [everything], language)


def _shared(row: int, label: str, asked: Sequence[str], language: str) -> list[Caution]:
    """A long label may well use a word of the question; a short one is that word."""
    words = tuple(dict.fromkeys(word for text in asked for word in shared(label, text, language)))
    meant = bases(label, language)
    if words and len(words) * 2 >= len(meant):
        return [Caution("shares_word", "code", row, label, words)]
    return []


def _of_births(connection: Connection, made: Sequence[CodeStanding]) -> Iterator[Caution]:
    born, begun = births.of_codes(connection), births.of_work(connection)
    for standing in made:
        code = standing.code
        at = born.get(code.id)
        if at is not None and (begun is None or at < begun):
            yield Caution("made_unread", "code", code.id, code.label)


def _of_use(connection: Connection, made: Sequence[CodeStanding]) -> Iterator[Caution]:
    interviews = births.interviews(connection)
    for standing in made:
        code = standing.code
        if not standing.passages:
            yield Caution("no_segment", "code", code.id, code.label)
        elif standing.interviews >= LIST and standing.interviews > LARGE_SHARE * interviews:
            yield Caution("large_share", "code", code.id, code.label, (str(standing.interviews),))


def _alike(made: Sequence[CodeStanding]) -> Iterator[Caution]:
    labels = [standing.code.label for standing in made]
    for one, other in nearly_alike(labels):
        yield Caution("near_duplicate", "code", made[one].code.id, labels[one], (labels[other],))


def _of_themes(connection: Connection, study: Study, found: Ladder) -> Iterator[Caution]:
    by_code = found.by_code()
    inductive = [t for t in found.themes if t.theme.real and _made(t, by_code)]
    one, units = _units_of_themes(connection, study.language)
    born = births.units(connection)
    own = [q.words for q in questions.read(connection) if q.kind == "question"]
    for standing in inductive:
        theme = standing.theme
        if is_unnamed(study, theme.name):
            yield Caution("unnamed_theme", "theme", theme.id, theme.name)
        for question in own:
            if _same_words(theme.name, question, study.language):
                yield Caution("theme_is_question", "theme", theme.id, theme.name, (question,))
        if units.get(theme.name) == 1:
            yield Caution("one_unit_theme", "theme", theme.id, theme.name, (one,))
        yield from _lists(standing, by_code, born)
    if inductive and len(inductive) < FEW:
        yield Caution("few_themes", "codebook", 0, "", (str(len(inductive)),))
    if len(inductive) > MANY:
        yield Caution("many_themes", "codebook", 0, "", (str(len(inductive)),))


def _made(standing: ThemeStanding, codes: Mapping[int, CodeStanding]) -> list[CodeStanding]:
    """The codes of a theme that were made of what was read."""
    members = (codes[row] for row in standing.codes)
    return [member for member in members if not member.code.code.deductive]


def _same_words(name: str, question: str, language: str) -> bool:
    """Whether all that a name says stands in a question."""
    meant = bases(name, language)
    return bool(meant) and len(set(shared(name, question, language))) == len(meant)


def _units_of_themes(connection: Connection, language: str) -> tuple[str, dict[str, int]]:
    """What is counted, as one is called, and how many each theme has; none where there is but one
    in all, which carries every theme alone."""
    kinds = {kind for kind, _ in setup.unit_ids(connection)}
    count = CENTRE if CENTRE in kinds else "interviews"
    table = answering.answer(connection, Question(rows="themes", count=count))
    several = (table.size or 0) > 1
    return singular(count, language), {r.theme: r.total.n for r in table.rows if several}


def _lists(
    standing: ThemeStanding, codes: Mapping[int, CodeStanding], born: Mapping[int, str]
) -> Iterator[Caution]:
    """Codes that all were born in what one unit said: a list of its own, given to all others."""
    made = _made(standing, codes)
    where = Counter(born[member.code.id] for member in made if member.code.id in born)
    if len(made) < LIST or not where:
        return
    unit, n = where.most_common(1)[0]
    if n == len(made):
        theme = standing.theme
        yield Caution("one_unit_list", "theme", theme.id, theme.name, (unit, str(n)))


def _of_concepts(found: Ladder) -> Iterator[Caution]:
    for standing in found.concepts:
        concept = standing.concept
        if not concept.dropped and all(held.side == "for" for held in concept.evidence):
            yield Caution("no_counter_example", "concept", concept.id, concept.name)
