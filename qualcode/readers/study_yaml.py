"""`study.yaml`: everything about a study that is not a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from qualcode.errors import Phrase
from qualcode.model.studies import Chapter, CoderSpec, StudySpec
from qualcode.model.units import CENTRE, AttributeDef, NumberClass, UnitKind, parse_classes
from qualcode.readers.checking import checked
from qualcode.readers.faults import Faults, said_by
from qualcode.readers.yaml import YamlFile, read_yaml, without_empty

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_OWN_BREAKDOWNS = frozenset({"interview"})


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Coder(_Part):
    name: str = Field(min_length=1)
    adjudicates: bool = False


class _Kind(_Part):
    of: str | None = None
    column: str | None = None
    separator: str | None = None
    file: str | None = None


class _Attribute(_Part):
    of: str = CENTRE
    kind: Literal["category", "number"] = "category"
    values: tuple[str, ...] = ()
    aliases: dict[str, str] = {}
    classes: dict[str, str] = {}


class _Chapter(_Part):
    title: str
    themes: tuple[str, ...]
    breakdown: tuple[str, ...] = ()


class _Study(_Part):
    title: str
    language: str = "nb"
    coders: tuple[_Coder, ...] = ()
    units: dict[str, _Kind] = {CENTRE: _Kind()}
    attributes: dict[str, _Attribute] = {}
    chapters: tuple[_Chapter, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyYaml:
    """What the file says, and the file itself, for messages about what its tables lack."""

    spec: StudySpec
    file: YamlFile


def read_study_yaml(path: Path) -> StudyYaml:
    """The study as the file describes it, checked on its own."""
    file = read_yaml(path)
    study = checked(TypeAdapter(_Study), file, _prepared(file.data))
    faults = Faults(path)
    spec = StudySpec(
        title=study.title,
        language=_language(study, file, faults),
        coders=tuple(CoderSpec(name=c.name, adjudicates=c.adjudicates) for c in study.coders),
        kinds=_kinds(study, file, faults),
        attributes=_attributes(study, file, faults),
        chapters=tuple(
            Chapter(title=c.title, themes=c.themes, breakdown=c.breakdown) for c in study.chapters
        ),
    )
    _check_coders(spec, file, faults)
    faults.raise_if_any()
    return StudyYaml(spec, file)


def _prepared(data: dict[str, Any]) -> dict[str, Any]:
    """With the short ways of writing things written out: a bare name of a coder or a unit kind."""
    data = dict(data)
    for section in ("units", "attributes"):
        if isinstance(named := data.get(section), dict):
            data[section] = {name: {} if one is None else one for name, one in named.items()}
    if isinstance(coders := data.get("coders"), list):
        data["coders"] = [{"name": one} if isinstance(one, str) else one for one in coders]
    prepared: dict[str, Any] = without_empty(data)
    return prepared


def _language(study: _Study, file: YamlFile, faults: Faults) -> str:
    if not _LANGUAGE.fullmatch(study.language):
        what = Phrase("it is not a code of a language, such as nb, nn or en.")
        faults.add(file.line(("language",)), "language", study.language, what)
    return study.language


def _kinds(study: _Study, file: YamlFile, faults: Faults) -> tuple[UnitKind, ...]:
    for name, kind in study.units.items():
        if kind.of is not None and (kind.of not in study.units or kind.of == name):
            what = Phrase(
                "there is no other kind of unit of that name; there are {known}.",
                known=_listed(study),
            )
            faults.add(file.line(("units", name, "of")), "of", kind.of, what)
        if (kind.of is None) != (kind.column is None):
            what = Phrase(
                "of and column belong together: the kind, and its column, that name these units."
            )
            faults.add(file.line(("units", name)), name, None, what)
    return tuple(
        UnitKind(name=n, of=k.of, column=k.column, separator=k.separator, file=k.file)
        for n, k in study.units.items()
    )


def _listed(study: _Study) -> str:
    return ", ".join(study.units)


def _attributes(study: _Study, file: YamlFile, faults: Faults) -> tuple[AttributeDef, ...]:
    return tuple(
        _attribute(name, one, study, file, faults) for name, one in study.attributes.items()
    )


def _attribute(
    name: str, one: _Attribute, study: _Study, file: YamlFile, faults: Faults
) -> AttributeDef:
    if one.of not in study.units:
        what = Phrase(
            "there is no kind of unit of that name; there are {known}.", known=_listed(study)
        )
        faults.add(file.line(("attributes", name, "of")), "of", one.of, what)
    for alias, value in one.aliases.items():
        if one.values and value not in one.values:
            place = file.line(("attributes", name, "aliases", alias))
            faults.add(
                place, alias, value, Phrase("it is none of {known}.", known=", ".join(one.values))
            )
    return AttributeDef(
        name=name,
        of=one.of,
        kind=one.kind,
        values=one.values,
        aliases=tuple(one.aliases.items()),
        classes=_classes(name, one, file, faults),
    )


def _classes(name: str, one: _Attribute, file: YamlFile, faults: Faults) -> tuple[NumberClass, ...]:
    try:
        return parse_classes(one.classes)
    except ValueError as error:
        faults.add(
            file.line(("attributes", name, "classes")),
            name,
            None,
            Phrase("{what}.", what=said_by(error)),
        )
        return ()


def _check_coders(spec: StudySpec, file: YamlFile, faults: Faults) -> None:
    names = [coder.name for coder in spec.coders]
    for number, name in enumerate(names):
        if name in names[:number]:
            faults.add(
                file.line(("coders", number)), "coders", name, Phrase("the coder stands twice.")
            )


def check_chapters(study: StudyYaml, themes: set[str], attributes: set[str]) -> None:
    """Chapters name themes of the codebook, and break them down by what the study has."""
    faults = Faults(study.file.path)
    breakdowns = attributes | {kind.name for kind in study.spec.kinds} | _OWN_BREAKDOWNS
    for number, chapter in enumerate(study.spec.chapters):
        for named, known, what in (
            ("themes", themes, Phrase("there is no theme of that name in the codebook.")),
            ("breakdown", breakdowns, Phrase("it is neither an attribute nor a kind of unit.")),
        ):
            for index, name in enumerate(getattr(chapter, named)):
                if name not in known:
                    line = study.file.line(("chapters", number, named, index))
                    faults.add(line, named, name, what)
    faults.raise_if_any()
