"""Ideas and concepts: EARs that hang on passages, and concepts made of themes and EARs, with what
speaks for and against them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from qualcode.errors import Conflict, InvalidData, NeedsReason, NotFound
from qualcode.locale import translator
from qualcode.model.concepts import SIDES, STAGES, Concept, Ear, QuotedPassage, Side, Stage
from qualcode.model.text import normalise
from qualcode.store import concepts as store
from qualcode.store import ladder
from qualcode.store.journal import Change
from qualcode.store.passages import Passage
from qualcode.store.study import Study
from qualcode.store.tables import ConceptRow, EarRow, EvidenceRow
from qualcode.workflow.recoding import named, theme_of

Texts = Mapping[str, str]
"""Texts of a concept or an EAR, by field."""

# EARs


def ears(study: Study) -> list[Ear]:
    """All EARs, in the order in which they came."""
    with study.read() as connection:
        return store.read_ears(connection)


def note_ear(
    study: Study,
    coder: str,
    title: str,
    idea: str,
    passages: Sequence[Passage],
    *,
    theory: str = "",
    stage: Stage = "coding",
) -> int:
    """Note an idea that hangs on passages; no code is made.

    InvalidData without a passage or without an idea: the one without the other is a quote, or a
    memo. An EAR without a title is called by the first words of its idea.
    """
    idea = normalise(idea).strip()
    if not passages or not idea:
        raise InvalidData(
            "An EAR needs both a passage and an idea. A passage alone is a coding, an idea alone "
            "a memo."
        )
    if stage not in STAGES:
        raise InvalidData('"{stage}" is none of {known}.', stage=stage, known=", ".join(STAGES))
    called = " ".join(normalise(title).split()) or _first_words(idea)
    with study.change(coder, "note EAR", called) as change:
        places = list(dict.fromkeys(passages))
        return store.add_ear(
            change, called, idea, places, theory=normalise(theory).strip(), stage=stage
        )


def _first_words(idea: str, most: int = 60) -> str:
    line = " ".join(idea.split())
    return line if len(line) <= most else f"{line[: most - 1].rpartition(' ')[0] or line[:most]}…"


def rewrite_ear(
    study: Study,
    coder: str,
    ear_id: int,
    *,
    title: str | None = None,
    idea: str | None = None,
    theory: str | None = None,
    seen: Texts | None = None,
) -> None:
    """Write an EAR anew; what is not given stays. Its idea cannot be taken away.

    `seen` are texts as they were when somebody began; Conflict where they are others by now.
    """
    given = {"title": title, "idea": idea, "theory": theory}
    texts = {name: normalise(text).strip() for name, text in given.items() if text is not None}
    if texts.get("idea") == "" or texts.get("title") == "":
        raise InvalidData("An EAR needs an idea and a title.")
    with study.change(coder, "rewrite EAR") as change:
        ear = _ear(change, ear_id)
        _refuse_overwriting(ear.title, ear, seen)
        change.summary = texts.get("title") or ear.title
        change.update(EarRow, ear_id, **texts)


def hang_ear(study: Study, coder: str, ear_id: int, passage: Passage) -> None:
    """Let an EAR hang on one passage more. Conflict where it hangs there already: taken off once,
    it would hang on nothing."""
    with study.change(coder, "hang EAR") as change:
        ear = _ear(change, ear_id)
        if passage in _places(ear.anchors):
            raise Conflict("«{ear}» hangs on that passage already.", ear=ear.title)
        change.summary = ear.title
        store.hang_ear(change, ear_id, passage)


def unhang_ear(study: Study, coder: str, ear_id: int, passage: Passage) -> None:
    """Let an EAR hang on a passage no more. Conflict for the last one: without any it is a memo."""
    with study.change(coder, "unhang EAR") as change:
        ear = _ear(change, ear_id)
        if _places(ear.anchors) == [passage]:
            raise Conflict(
                "«{ear}» hangs on this passage alone. Hang it on another one first, or take the "
                "EAR away.",
                ear=ear.title,
            )
        change.summary = ear.title
        store.unhang_ear(change, ear_id, passage)


def ears_near(study: Study, theme_ids: Collection[int]) -> list[int]:
    """The EARs that hang on what codes of these themes were given to, or a part of it: those to
    think of when the themes become a concept."""
    with study.read() as connection:
        return store.ears_near(connection, theme_ids)


def remove_ear(study: Study, coder: str, ear_id: int) -> None:
    """Take an EAR away, out of concepts too; the history keeps it."""
    with study.change(coder, "remove EAR") as change:
        change.summary = _ear(change, ear_id).title
        store.remove_ear(change, ear_id)


def _places(passages: Iterable[QuotedPassage]) -> list[Passage]:
    return [(passage.transcript_id, passage.span) for passage in passages]


def _ear(change: Change, ear_id: int) -> Ear:
    for ear in store.read_ears(change.connection):
        if ear.id == ear_id:
            return ear
    raise NotFound("The EAR is not there any more: somebody has taken it away.")


# Concepts


def concepts(study: Study) -> list[Concept]:
    """All concepts in their order, those that were given up too."""
    with study.read() as connection:
        return store.read(connection)


def new_concept(
    study: Study,
    coder: str,
    name: str,
    *,
    definition: str = "",
    theory: str = "",
    themes: Sequence[int] = (),
    ears: Sequence[int] = (),
    override: str = "",
) -> int:
    """A candidate for a concept, of some themes and EARs, as one change.

    NeedsReason where a theme has not passed its test and no `override` says why it is there.
    """
    name = named(name)
    with study.change(coder, "new concept", name, reason=override) as change:
        _refuse_name(change, name)
        concept_id = store.add(
            change, name, normalise(definition).strip(), normalise(theory).strip()
        )
        for theme_id in dict.fromkeys(themes):
            _gather_theme(change, concept_id, theme_id, override)
        for ear_id in dict.fromkeys(ears):
            store.add_part(change, concept_id, ear_id=_ear(change, ear_id).id)
        return concept_id


def gather(
    study: Study,
    coder: str,
    concept_id: int,
    *,
    theme_id: int | None = None,
    ear_id: int | None = None,
    override: str = "",
) -> None:
    """Let a concept gather one theme, or one EAR, more; NeedsReason as for `new_concept`."""
    with study.change(coder, "gather into concept", reason=override) as change:
        concept = _concept(change, concept_id)
        if theme_id is not None:
            if theme_id in concept.themes:
                raise Conflict("«{concept}» has that theme already.", concept=concept.name)
            part = _gather_theme(change, concept_id, theme_id, override)
        elif ear_id is not None:
            ear = _ear(change, ear_id)
            if ear_id in {held.id for held in concept.ears}:
                raise Conflict("«{concept}» has that EAR already.", concept=concept.name)
            store.add_part(change, concept_id, ear_id=ear_id)
            part = ear.title
        else:
            raise InvalidData("Say what the concept is to gather: a theme or an EAR.")
        change.summary = f"{part} → {concept.name}"


def _gather_theme(change: Change, concept_id: int, theme_id: int, override: str) -> str:
    theme = theme_of(change, theme_id)
    standing = next(s for s in ladder.read(change.connection).themes if s.theme.id == theme_id)
    against = standing.state != "passed"
    if against and not override.strip():
        raise NeedsReason(
            "«{theme}» has not passed its test. Test it first, or say why it carries a concept all "
            "the same.",
            theme=theme.name,
        )
    kept = normalise(override).strip() if against else ""
    store.add_part(change, concept_id, theme_id=theme_id, override=kept)
    return theme.name


def let_go(
    study: Study,
    coder: str,
    concept_id: int,
    *,
    theme_id: int | None = None,
    ear_id: int | None = None,
) -> None:
    """Take a theme or an EAR out of a concept."""
    with study.change(coder, "take out of concept") as change:
        change.summary = _concept(change, concept_id).name
        store.remove_part(change, concept_id, theme_id=theme_id, ear_id=ear_id)


def redefine_concept(
    study: Study,
    coder: str,
    concept_id: int,
    *,
    name: str | None = None,
    definition: str | None = None,
    theory: str | None = None,
    seen: Texts | None = None,
) -> None:
    """Name a concept anew, define it, or say how it stands to theory; what is not given stays.

    `seen` are texts as they were when somebody began; Conflict where they are others by now.
    """
    texts = {"definition": definition, "theory": theory}
    values = {key: normalise(text).strip() for key, text in texts.items() if text is not None}
    with study.change(coder, "define concept") as change:
        concept = _concept(change, concept_id)
        _refuse_overwriting(concept.name, concept, seen)
        if name is not None:
            values["name"] = named(name)
            _refuse_name(change, values["name"], besides=concept_id)
        change.summary = values.get("name", concept.name)
        change.update(ConceptRow, concept_id, **values)


def drop_concept(study: Study, coder: str, concept_id: int, *, reason: str) -> None:
    """Give a concept up, with a reason; it is kept, and can be taken up again with an empty one."""
    reason = normalise(reason).strip()
    with study.change(
        coder, "drop concept" if reason else "take up concept", reason=reason
    ) as change:
        concept = _concept(change, concept_id)
        if not reason and not concept.dropped:
            raise NeedsReason("Say why «{concept}» is given up.", concept=concept.name)
        change.summary = concept.name
        change.update(ConceptRow, concept_id, dropped=reason)


def weigh(
    study: Study,
    coder: str,
    concept_id: int,
    side: Side,
    passage: Passage,
    *,
    note: str = "",
) -> int:
    """Put a passage on a side of the scales: for a concept, or against it. Conflict where it lies
    on either already."""
    if side not in SIDES:
        raise InvalidData('"{side}" is none of {known}.', side=side, known=", ".join(SIDES))
    with study.change(coder, "evidence") as change:
        concept = _concept(change, concept_id)
        if passage in _places(held.passage for held in concept.evidence):
            raise Conflict("That passage is weighed for «{concept}» already.", concept=concept.name)
        said = translator(study.language)(f"method.sides.{side}")
        change.summary = f"{concept.name}: {said}"
        return store.add_evidence(change, concept_id, side, passage, normalise(note).strip())


def unweigh(study: Study, coder: str, evidence_id: int) -> None:
    """Take a passage off the scales."""
    with study.change(coder, "remove evidence") as change:
        for concept in store.read(change.connection):
            if any(held.id == evidence_id for held in concept.evidence):
                change.summary = concept.name
        change.delete(EvidenceRow, evidence_id)


def _refuse_overwriting(name: str, held: Concept | Ear, seen: Texts | None) -> None:
    """What somebody has written meanwhile is not written over unseen."""
    if seen and any(getattr(held, field) != text for field, text in seen.items()):
        raise Conflict(
            "«{name}» was changed meanwhile, perhaps in another window. Look at both texts, and "
            "save what you want to keep.",
            name=name,
        )


def _concept(change: Change, concept_id: int) -> Concept:
    for concept in store.read(change.connection):
        if concept.id == concept_id:
            return concept
    raise NotFound("The concept is not there any more: somebody has taken it away.")


def _refuse_name(change: Change, name: str, *, besides: int | None = None) -> None:
    for other in store.read(change.connection):
        if other.id != besides and other.name.casefold() == name.casefold():
            raise Conflict("There is a concept «{name}» already.", name=other.name)
