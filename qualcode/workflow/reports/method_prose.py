"""The paragraphs on method, sentence by sentence. What did not happen is not told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qualcode.export.wording import capital
from qualcode.model.method import TestKind
from qualcode.model.questions import Question
from qualcode.model.units import CENTRE
from qualcode.store import fingerprint
from qualcode.tally import answering
from qualcode.workflow.reports.material import Material
from qualcode.workflow.tallying import how_many

TOLD_ONE_BY_ONE = 4
"""More overrides than these are told in the table only."""
ENDED = ("replaced", "merged", "split", "retired")
OPEN = ("failed", "retest", "draft")


def paragraphs(material: Material) -> Iterator[str]:
    """Running text."""
    for part in (_approach, _material, _code_test, _end, _grouping, _concepts, _documentation):
        sentences = [sentence for sentence in part(material) if sentence]
        if sentences:
            yield " ".join(map(capital, sentences))


def _approach(material: Material) -> Iterator[str]:
    words, counts = material.words, material.counts
    yield words.t("reports.method.approach", edition=words.terms)
    asked = [q.words for q in material.questions if q.kind == "question"]
    if asked:
        told = words.all_quoted(asked)
        yield words.counted("reports.method.questions", len(asked), questions=told)
    if again := counts.wordings - counts.questions:
        yield words.counted("reports.method.rewordings", again)
    yield _expectations(material)


def _expectations(material: Material) -> str:
    """Whether they came before the coding is told where both times are known."""
    written = [q.at for q in material.questions if q.kind == "expectation"]
    when = material.counts.coding.when
    if not written:
        return ""
    before = when is not None and all(at and at < when[0] for at in written)
    key = "reports.method.expected_before" if before else "reports.method.expected"
    return material.words.counted(key, len(written))


def _material(material: Material) -> Iterator[str]:
    words, counts = material.words, material.counts
    interviews = words.counted("reports.count.interviews", counts.interviews)
    units = _units(material)
    key = "reports.method.interviews_of" if units else "reports.method.interviews"
    yield words.t(key, interviews=interviews, units=units)
    if counts.coding.when is not None:
        every = counts.coding.interviews == counts.interviews
        yield words.counted(
            "reports.method.coded_all" if every else "reports.method.coded",
            counts.coding.interviews,
            period=words.period(counts.coding.when),
            coders=words.listed(counts.coding.coders),
        )
    codes = words.counted("reports.method.made_codes", counts.codes)
    in_vivo = words.t("reports.method.of_them_in_vivo", n=counts.in_vivo) if counts.in_vivo else ""
    passages = words.counted("reports.count.passages", counts.coding.passages)
    yield words.t("reports.method.made", codes=codes, in_vivo=in_vivo, passages=passages)
    if counts.deductive:
        yield words.counted("reports.method.deductive", counts.deductive)


def _units(material: Material) -> str:
    """From how many units there is an interview."""
    kind = material.asked.count if material.asked.counts_units else CENTRE
    if not material.ground.people.kinds.get(kind):
        return ""
    table = answering.answer_on(material.ground, Question(rows="themes", count=kind))
    return how_many(table.interviewed or 0, kind, material.words.language)


# The code test, and what became of codes


def _code_test(material: Material) -> Iterator[str]:
    words, counts = material.words, material.counts
    if not counts.tests["code"].verdicts:
        yield words.t("reports.method.not_tested")
        return
    yield words.t("reports.method.code_test")
    yield _verdicts(material, "code")
    failed = sum(counts.failed.values())
    if failed:
        yield words.counted(
            "reports.method.failed", failed, what=_states(material, counts.failed, "failed")
        )
    else:
        yield words.t("reports.method.none_failed")
    if counts.disagreed:
        yield words.counted("reports.method.disagreed", counts.disagreed)


def _verdicts(material: Material, kind: TestKind) -> str:
    """Who gave how many verdicts on how many things, and when."""
    words, told = material.words, material.counts.tests[kind]
    return words.t(
        "reports.method.verdicts",
        period=words.period(told.when),
        testers=words.listed(told.testers),
        verdicts=words.counted("reports.count.verdicts", told.verdicts),
        tested=words.counted(f"reports.tested.{kind}", told.tested),
    )


def _states(material: Material, counts: Mapping[str, int], things: str) -> str:
    """`2 er erstattet, 1 har bestått og 1 venter`."""
    words = material.words
    told = (
        words.counted(f"reports.are.{things}.{state}", counts[state])
        for state in ("passed", *ENDED, *OPEN)
        if counts.get(state)
    )
    return words.listed(told)


def _end(material: Material) -> Iterator[str]:
    words, counts = material.words, material.counts
    changed = [words.counted("reports.method.renamed", counts.renamed)] if counts.renamed else []
    changed += [
        words.counted(f"reports.method.ended.{state}", counts.states[state])
        for state in ENDED
        if counts.states[state]
    ]
    if counts.parted:
        changed.append(words.counted("reports.method.parted", counts.parted))
    if changed:
        yield words.t("reports.method.changed", changes=words.listed(changed))
    yield words.counted(
        "reports.method.states",
        counts.codes,
        states=_states(material, counts.states, "codes"),
    )


# Grouping


def _grouping(material: Material) -> Iterator[str]:
    words, counts = material.words, material.counts
    yield _where_passed_codes_stand(material)
    if counts.placed_unpassed:
        yield words.counted("reports.method.unpassed", counts.placed_unpassed)
    themes = sum(counts.themes.values())
    if themes:
        names = words.all_quoted(theme.theme.name for theme in material.themes)
        yield words.counted("reports.method.themes", themes, themes=names)
    if counts.second_homes:
        yield words.counted("reports.method.second_homes", counts.second_homes)
    if counts.tests["grouping"].verdicts:
        yield words.t("reports.method.grouping_test")
        yield _verdicts(material, "grouping")
    elif themes:
        yield words.t("reports.method.not_grouping_tested")
    if themes:
        yield words.t(
            "reports.method.theme_states", states=_states(material, counts.themes, "themes")
        )
    yield _overrides(material)


def _where_passed_codes_stand(material: Material) -> str:
    """Told once anybody has begun to group."""
    words, counts = material.words, material.counts
    places = {name: counts.standing("passed", name) for name in ("grouped", "residual", "waiting")}
    begun = counts.themes or any(where == "residual" for _, where in counts.places)
    if not begun or not counts.states.get("passed"):
        return ""
    told = (words.counted(f"reports.method.place.{name}", n) for name, n in places.items() if n)
    return words.counted(
        "reports.method.passed_stand", counts.states["passed"], where=words.listed(told)
    )


def _overrides(material: Material) -> str:
    words, overrides = material.words, material.counts.overrides
    if not overrides:
        return ""
    if len(overrides) > TOLD_ONE_BY_ONE:
        return words.counted("reports.method.many_overrides", len(overrides))
    told = [
        words.t(
            "reports.method.one_override",
            what=words.quoted(held.what),
            place=words.quoted(held.place),
            reason=held.reason.rstrip("."),
        )
        for held in overrides
    ]
    listed = words.listed(told)
    return words.counted("reports.method.overridden", len(overrides), overrides=listed)


# Concepts


def _concepts(material: Material) -> Iterator[str]:
    words, counts = material.words, material.counts
    if counts.ears:
        passages = words.counted("reports.count.passages", counts.anchors)
        yield words.counted("reports.method.ears", counts.ears, passages=passages)
    total = sum(counts.concepts.values())
    if not total:
        return
    told = (words.counted(f"reports.are.concepts.{s}", n) for s, n in counts.concepts.items())
    yield words.counted("reports.method.concepts", total, states=words.listed(told))
    if counts.tests["concept"].verdicts:
        yield words.t("reports.method.concept_test")
        yield _verdicts(material, "concept")
    evidence = [
        words.counted(f"reports.method.evidence_{side}", n)
        for side, n in (("for", counts.evidence_for), ("against", counts.evidence_against))
        if n
    ]
    if evidence:
        yield words.t("reports.method.evidence", evidence=words.listed(evidence))
    elif counts.concepts.get("passed"):
        yield words.t("reports.method.no_evidence")


def _documentation(material: Material) -> Iterator[str]:
    words = material.words
    if material.moments:
        told = (
            words.t("reports.method.moment", name=words.quoted(name), date=words.date(at))
            for name, _, at in material.moments
        )
        yield words.counted(
            "reports.method.moments", len(material.moments), moments=words.listed(told)
        )
    changed = fingerprint.last_change(material.connection)
    yield words.t("reports.method.as_of", date=words.date(changed))
