"""`method.yaml`: tests, groupings, EARs, concepts and questions of a study folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

from qualcode.errors import InvalidData, Phrase
from qualcode.model.codebook import Codebook, Life
from qualcode.model.concepts import Stage
from qualcode.model.method import ASKED, Terms, TestKind, Verdict, check
from qualcode.model.places import Place
from qualcode.model.walk import (
    ConceptRecord,
    EarRecord,
    EvidenceRecord,
    FateRecord,
    PlacementRecord,
    QuestionRecord,
    TestRecord,
    Walk,
)
from qualcode.readers.checking import checked
from qualcode.readers.faults import Faults
from qualcode.readers.moments import utc
from qualcode.readers.yaml import Loc, YamlFile, read_yaml, without_empty

METHOD_FILE = "method.yaml"
_SUBJECTS: Mapping[str, TestKind] = {"code": "code", "theme": "grouping", "concept": "concept"}

Words = Annotated[str, Field(min_length=1)]
Moment = Annotated[str, AfterValidator(utc)]
Passage = Annotated[str, AfterValidator(lambda written: str(Place.parse(written)))]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Question(_Part):
    words: Words
    earlier: tuple[Words, ...] = ()
    themes: tuple[Words, ...] = ()


class _Expectation(_Part):
    words: Words
    at: Moment = ""


class _Test(_Part):
    code: str | None = None
    theme: str | None = None
    concept: str | None = None
    by: Words
    at: Moment = ""
    K1: str | None = None
    K2: str | None = None
    K3: str | None = None
    G1: str | None = None
    G2: str | None = None
    G3: str | None = None
    G4: str | None = None
    C1: str | None = None
    C2: str | None = None
    C3: str | None = None
    verdict: Verdict
    comment: str = ""
    label: str = ""
    passages: tuple[Passage, ...] | None = None
    members: tuple[Words, ...] | None = None


class _Fate(_Part):
    code: Words
    kind: Literal["replaced", "merged", "split", "retired"]
    into: str | None = None
    reason: str = ""
    by: Words
    at: Moment = ""
    passages: tuple[Passage, ...] = ()


class _Placement(_Part):
    code: Words
    theme: Words
    reason: Words
    override: bool = False


class _Ear(_Part):
    title: Words
    idea: Words
    passages: tuple[Passage, ...] = Field(min_length=1)
    theory: str = ""
    stage: Stage = "coding"
    by: Words
    at: Moment = ""


class _Evidence(_Part):
    passage: Passage
    note: str = ""
    by: Words
    at: Moment = ""


class _Concept(_Part):
    name: Words
    definition: str = ""
    theory: str = ""
    themes: tuple[Words, ...] = ()
    ears: tuple[Words, ...] = ()
    speaks_for: tuple[_Evidence, ...] = Field(default=(), alias="for")
    against: tuple[_Evidence, ...] = ()
    overrides: dict[str, str] = {}
    dropped: str = ""


class _Walk(_Part):
    terms: Terms | None = None
    expectations: tuple[_Expectation, ...] = ()
    questions: tuple[_Question, ...] = ()
    tests: tuple[_Test, ...] = ()
    became: tuple[_Fate, ...] = ()
    placements: tuple[_Placement, ...] = ()
    ears: tuple[_Ear, ...] = ()
    concepts: tuple[_Concept, ...] = ()
    snapshots: tuple[Words, ...] = ()


def read_walk(path: Path, codebook: Codebook) -> Walk:
    """What the file tells. InvalidData says, with lines, what cannot be, and what is not in the
    codebook; passages are checked where the texts are."""
    file = read_yaml(path)
    found = checked(TypeAdapter(_Walk), file, without_empty(file.data))
    faults = Faults(path)
    _check_names(found, codebook, file, faults)
    walk = Walk(
        name=path.name,
        terms=found.terms,
        questions=tuple(_questions(found, file)),
        tests=tuple(_tests(found.tests, file, faults)),
        fates=tuple(_fates(found.became, file, faults)),
        placements=tuple(_placements(found.placements, file)),
        ears=tuple(_ears(found.ears, file)),
        concepts=tuple(_concepts(found.concepts, file)),
        moments=found.snapshots,
    )
    faults.raise_if_any()
    return walk


# What must be there


def _check_names(found: _Walk, codebook: Codebook, file: YamlFile, faults: Faults) -> None:
    codes = {code.id for code in codebook.codes()}
    themes = {theme.name for theme in codebook.themes}
    named = {
        "code": (codes, Phrase("there is no code of that id in the codebook.")),
        "theme": (themes, Phrase("there is no theme of that name in the codebook.")),
        "concept": ({c.name for c in found.concepts}, Phrase("there is no concept of that name.")),
        "ear": ({ear.title for ear in found.ears}, Phrase("there is no EAR of that title.")),
    }
    for kind, loc, name in _named(found):
        known, what = named[kind]
        if name not in known:
            faults.add(file.line(loc), kind, name, what)
    for titles, section in (
        ([ear.title for ear in found.ears], "ears"),
        ([concept.name for concept in found.concepts], "concepts"),
    ):
        for n, title in enumerate(titles):
            if title in titles[:n]:
                faults.add(file.line((section, n)), section, title, Phrase("this stands twice."))


def _named(found: _Walk) -> Iterable[tuple[str, Loc, str]]:
    """(kind of thing, place in the file, what it is called) of everything that is named."""
    for n, question in enumerate(found.questions):
        yield from _each("theme", ("questions", n, "themes"), question.themes)
    for n, test in enumerate(found.tests):
        for kind in _SUBJECTS:
            if (name := getattr(test, kind)) is not None:
                yield kind, ("tests", n, kind), name
        yield from _each("code", ("tests", n, "members"), test.members or ())
    for n, fate in enumerate(found.became):
        yield "code", ("became", n, "code"), fate.code
        if fate.into is not None:
            yield "code", ("became", n, "into"), fate.into
    for n, placement in enumerate(found.placements):
        yield "code", ("placements", n, "code"), placement.code
        yield "theme", ("placements", n, "theme"), placement.theme
    for n, concept in enumerate(found.concepts):
        yield from _each("theme", ("concepts", n, "themes"), concept.themes)
        yield from _each("theme", ("concepts", n, "overrides"), tuple(concept.overrides))
        yield from _each("ear", ("concepts", n, "ears"), concept.ears)


def _each(kind: str, loc: Loc, names: Sequence[str]) -> Iterable[tuple[str, Loc, str]]:
    return ((kind, (*loc, n), name) for n, name in enumerate(names))


# What it says


def _questions(found: _Walk, file: YamlFile) -> Iterable[QuestionRecord]:
    for n, one in enumerate(found.expectations):
        line = file.line(("expectations", n))
        yield QuestionRecord(words=one.words, at=one.at, expected=True, line=line)
    for n, asked in enumerate(found.questions):
        yield QuestionRecord(**dict(asked), line=file.line(("questions", n)))


def _tests(tests: Sequence[_Test], file: YamlFile, faults: Faults) -> Iterable[TestRecord]:
    for n, test in enumerate(tests):
        line = file.line(("tests", n))
        named = [kind for kind in _SUBJECTS if getattr(test, kind) is not None]
        if len(named) != 1:
            what = Phrase("a test is of one code, one theme or one concept.")
            faults.add(line, "tests", None, what)
            continue
        kind = _SUBJECTS[named[0]]
        answers = {key: given for key in ASKED if (given := getattr(test, key)) is not None}
        if _bears(kind, answers, test.verdict, line, faults):
            yield TestRecord(
                kind=kind,
                subject=getattr(test, named[0]),
                by=test.by,
                at=test.at,
                answers=answers,
                verdict=test.verdict,
                comment=test.comment,
                label=test.label,
                passages=_places(test.passages),
                members=test.members,
                line=line,
            )


def _bears(
    kind: TestKind, answers: Mapping[str, str], verdict: Verdict, line: int, faults: Faults
) -> bool:
    try:
        check(kind, answers, verdict)
    except InvalidData as error:
        faults.add(line, "tests", None, error.phrase)
        return False
    return True


def _fates(fates: Sequence[_Fate], file: YamlFile, faults: Faults) -> Iterable[FateRecord]:
    for n, fate in enumerate(fates):
        line = file.line(("became", n))
        kind: Life = fate.kind
        if (fate.into is None) != (kind == "retired"):
            what = Phrase(
                "what is replaced, merged or split needs an into; what is retired has none."
            )
            faults.add(line, "became", fate.code, what)
        elif fate.into == fate.code:
            faults.add(line, "into", fate.code, Phrase("a code cannot become itself."))
        else:
            told = {**dict(fate), "passages": _places(fate.passages) or ()}
            yield FateRecord(**told, line=line)


def _placements(placements: Sequence[_Placement], file: YamlFile) -> Iterable[PlacementRecord]:
    for n, one in enumerate(placements):
        yield PlacementRecord(**dict(one), line=file.line(("placements", n)))


def _ears(ears: Sequence[_Ear], file: YamlFile) -> Iterable[EarRecord]:
    for n, ear in enumerate(ears):
        told: dict[str, Any] = {**dict(ear), "passages": _places(ear.passages)}
        yield EarRecord(**told, line=file.line(("ears", n)))


def _concepts(concepts: Sequence[_Concept], file: YamlFile) -> Iterable[ConceptRecord]:
    for n, concept in enumerate(concepts):
        yield ConceptRecord(
            name=concept.name,
            definition=concept.definition,
            theory=concept.theory,
            themes=concept.themes,
            ears=concept.ears,
            speaks_for=tuple(map(_evidence, concept.speaks_for)),
            speaks_against=tuple(map(_evidence, concept.against)),
            overrides=concept.overrides,
            dropped=concept.dropped,
            line=file.line(("concepts", n)),
        )


def _evidence(one: _Evidence) -> EvidenceRecord:
    return EvidenceRecord(passage=Place.parse(one.passage), note=one.note, by=one.by, at=one.at)


def _places(written: Sequence[str] | None) -> tuple[Place, ...] | None:
    return None if written is None else tuple(map(Place.parse, written))
