"""The sentences that say what a number counts, in the language of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from qualcode.locale import Translator, entries, known, translator
from qualcode.model.questions import Question
from qualcode.model.units import CENTRE

NO_LABELS: Mapping[str, str] = MappingProxyType({})


def describe(question: Question, language: str, labels: Mapping[str, str] = NO_LABELS) -> str:
    """`Sentre som omtaler, av alle sentre; enhver koder`.

    Names the counting unit, the base, the coder rule, the roll-up where units are reached from
    others, and the selection. `labels` gives the names of codes by their ids.
    """
    t = translator(language)
    many = plural(question.count, language)
    head = t(f"export.count.{_manner(question)}", many=many)
    parts = [
        f"{head}, {_base(question, t, many, labels)}",
        _coder(question, t),
        _roll_up(question, t),
        _selection(question, t, language),
    ]
    return capital("; ".join(part for part in parts if part))


def breakdown(question: Question, language: str) -> str:
    """`Etter fylke`; empty where there is no breakdown."""
    if question.by is None:
        return ""
    return capital(translator(language)("export.by", name=singular(question.by, language)))


def singular(kind: str, language: str) -> str:
    """What one of a kind is called; kinds and attributes that are not known, as they are."""
    return entries(known(language), "export").get(f"kinds.{kind}.one", kind)


def plural(kind: str, language: str) -> str:
    return entries(known(language), "export").get(f"kinds.{kind}.many", kind)


def long_date(at: str, language: str, *, with_year: bool = True) -> str:
    """`5. mars 2026`, of a time in ISO 8601; as it is written, so in UTC."""
    year, month, day = at[:10].split("-")
    t = translator(language)
    name = t("reports.months").split("|")[int(month) - 1]
    key = "reports.date" if with_year else "reports.day_of_month"
    return t(key, day=int(day), month=name, year=year)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _manner(question: Question) -> str:
    return "units" if question.counts_units else question.count


def _base(question: Question, t: Translator, many: str, labels: Mapping[str, str]) -> str:
    if question.count in ("segments", "words", "turns"):
        return t(f"export.base.{question.count}")
    if not question.counts_units and question.base == "interviewed":
        return t("export.base.all", many=many)
    code = question.base_code or ""
    return t(f"export.base.{question.base}", many=many, code=labels.get(code, code))


def _coder(question: Question, t: Translator) -> str:
    if question.coder in ("any", "all", "adjudicated"):
        return t(f"export.coder.{question.coder}")
    return t("export.coder.named", name=question.coder)


def _roll_up(question: Question, t: Translator) -> str:
    """Centres are coded themselves; other kinds are reached from the units below them."""
    if not question.counts_units or question.count == CENTRE:
        return ""
    return t(f"export.roll_up.{question.roll_up}")


def _selection(question: Question, t: Translator, language: str) -> str:
    values: dict[str, list[str]] = {}
    for attribute, value in question.where:
        values.setdefault(attribute, []).append(value)
    if not values:
        return ""
    either = f" {t('export.or')} "
    found = [f"{singular(name, language)}: {either.join(v)}" for name, v in values.items()]
    return t("export.where", what=f" {t('export.and')} ".join(found))
