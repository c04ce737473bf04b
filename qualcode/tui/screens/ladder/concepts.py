"""Concepts: what they gather, what speaks for and against them, and the ideas they come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from qualcode.model.concepts import Concept, Ear, Evidence, Side
from qualcode.model.questions import Quote
from qualcode.model.spans import Span
from qualcode.tui.excerpts import quotes_of
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line
from qualcode.tui.screens.dialogs import AskText
from qualcode.tui.screens.ear_dialog import note_ear, rewrite_ear
from qualcode.tui.screens.ladder.choosing import Offer, PickFrom
from qualcode.tui.screens.ladder.concepts_items import EAR, PASSAGE, weighed_in
from qualcode.tui.screens.ladder.concepts_work import ConceptsWork, Part, parts_of
from qualcode.tui.screens.ladder.rung import WAYS_BACK
from qualcode.tui.widgets.drill_list import DrillList
from qualcode.tui.words import title_of
from qualcode.workflow import conceptual, tracing

MOST = 20_000
"""So many passages, at the most, are read to choose from: first those of codes made of what was
read."""


class ConceptsScreen(ConceptsWork):
    """What is done with passages: weighing them, and ideas that hang on them.

    All keys act everywhere, so that the footer need not be made anew on the way; where there is
    nothing to act on, that is said.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("n", "new", "concepts.new", room="concepts"),
        key("g", "gather", "concepts.gather", room="concepts"),
        key("plus", "weigh('for')", "concepts.for", room="concepts"),
        key("minus", "weigh('against')", "concepts.against", room="concepts"),
        key("t", "test", "concepts.test", room="concepts"),
        key("E", "note", "concepts.ear", room="concepts"),
        key("h", "hang", "concepts.hang", room="concepts"),
        key("x", "take_out", "concepts.take_out", room="concepts"),
        key("d", "define", "concepts.define", room="concepts"),
        key("T", "theory", "concepts.theory", room="concepts"),
        key("e", "rename", "concepts.rename", room="concepts"),
        key("z", "drop", "concepts.drop", room="concepts"),
        *WAYS_BACK,
    ]

    @on(DrillList.Upwards)
    def go_up(self) -> None:
        self.action_up()

    # The scales

    def action_weigh(self, side: Side) -> None:
        """Put the passage under the cursor on a side of the scales, or one that is chosen."""
        item, concept = self.way.current, self.concept_here
        quote = None if item is None else item.quote
        if concept is not None and quote is not None:
            self._ask_note(concept.concept, side, quote)
        elif concept is not None:
            weighed = concept.concept
            self._choose_passage(
                self.t(f"concepts.ask.weigh_{side}", name=one_line(weighed.name)),
                lambda chosen: self._ask_note(weighed, side, chosen),
                first=weighed,
            )
        elif quote is not None:
            self._choose_scales(side, quote)
        else:
            self.say(self.t("concepts.stand.weigh"))

    def _choose_scales(self, side: Side, quote: Quote) -> None:
        def chosen(concept: Concept | None) -> None:
            if concept is not None:
                self._ask_note(concept, side, quote)

        assert self.ladder is not None
        held = [s.concept for s in self.ladder.concepts if not s.concept.dropped]
        offers = [Offer(concept, concept.name, concept.definition, "○") for concept in held]
        if not offers:
            self.say(self.t("concepts.no_concept"))
            return
        title = self.t(f"concepts.ask.which_{side}")
        hint = self.t("concepts.pick.concept_only")
        self.app.push_screen(PickFrom(self.study, self.coder, title, hint, offers), chosen)

    def _ask_note(self, concept: Concept, side: Side, quote: Quote) -> None:
        """Why it speaks for the concept, or against it."""

        def answered(note: str | None) -> None:
            if note is not None:
                self.save(
                    lambda: conceptual.weigh(
                        self.study, self.coder, concept.id, side, passage_of(quote), note=note
                    ),
                    weighed,
                )

        def weighed(row: int) -> str:
            self.stand_on(lambda item: item.evidence is not None and item.evidence.id == row)
            return self.t(f"concepts.weighs_{side}", name=one_line(concept.name))

        held = weighed_in(concept.evidence, quote)
        if held is not None:
            self.say(self.t(f"concepts.lies_{held.side}", name=one_line(concept.name)))
            return
        title = self.t(f"concepts.ask.note_{side}", name=one_line(concept.name))
        before = f"«{one_line(quote.text)}»"
        self.app.push_screen(AskText(self.study, self.coder, title, before=before), answered)

    # EARs

    def rewrite(self, ear: Ear) -> None:
        rewrite_ear(self, ear, self.tell_written)

    def action_note(self) -> None:
        """An idea that hangs on the passage under the cursor, or on one that is chosen."""
        item = self.way.current
        if item is not None and item.quote is not None:
            self._note_on(item.quote)
        else:
            self._choose_passage(self.t("concepts.ask.note"), self._note_on)

    def _note_on(self, quote: Quote) -> None:
        passages = [passage_of(quote)]
        note_ear(self, passages, quote.text, self.tell_written, stage="conceptual")

    def action_hang(self) -> None:
        """Let an EAR hang on one more passage: choose the one for the other."""
        item = self.way.current
        if item is not None and item.quote is not None and self.ear_here is None:
            self._choose_ear(item.quote)
        elif (ear := self.ear_here) is not None:
            title = self.t("concepts.ask.hang", name=one_line(ear.title))
            self._choose_passage(title, lambda quote: self._hang(ear, quote))
        else:
            self.say(self.t("concepts.stand.hang"))

    def _choose_ear(self, quote: Quote) -> None:
        def chosen(ear: Ear | None) -> None:
            if ear is not None:
                self._hang(ear, quote)

        assert self.shelf is not None
        offers = [
            Offer(ear, ear.title, ear.idea, EAR)
            for ear in self.shelf.ears
            if passage_of(quote) not in [(a.transcript_id, a.span) for a in ear.anchors]
        ]
        title, hint = self.t("concepts.ask.which_ear"), self.t("concepts.pick.ears")
        self.app.push_screen(PickFrom(self.study, self.coder, title, hint, offers), chosen)

    def _hang(self, ear: Ear, quote: Quote) -> None:
        self.save(
            lambda: conceptual.hang_ear(self.study, self.coder, ear.id, passage_of(quote)),
            lambda _: self.t("concepts.hung", name=one_line(ear.title)),
        )

    # Choosing a passage

    def _choose_passage(
        self, title: str, then: Callable[[Quote], object], *, first: Concept | None = None
    ) -> None:
        """Any coded passage of the study, or one of an EAR; first those of a concept."""

        def chosen(quote: Quote | None) -> None:
            if quote is not None:
                then(quote)

        hint = self.t("concepts.pick.passage")
        self.app.push_screen(
            PickFrom[Quote](
                self.study, self.coder, title, hint, (), more=lambda: self._passages(first)
            ),
            chosen,
        )

    def _passages(self, first: Concept | None) -> Sequence[Offer[Quote]]:
        """What there is to choose from; asked for in the background."""
        assert self.ladder is not None
        codes = {row: standing.code for row, standing in self.ladder.by_code().items()}
        own = set() if first is None else set(self._codes_of(first))
        found = tracing.excerpts(self.study, self._worth_reading())
        near = [excerpt for excerpt in found if excerpt.code_id in own]
        rest = [excerpt for excerpt in found if excerpt.code_id not in own]
        ears = set() if first is None else {ear.id for ear in first.ears}
        return [
            *self._anchors(lambda ear: ear.id in ears),
            *map(self._offered, quotes_of([*near, *rest], codes)),
            *self._anchors(lambda ear: ear.id not in ears),
        ]

    def _codes_of(self, concept: Concept) -> Iterable[int]:
        assert self.ladder is not None
        themes = [s for s in self.ladder.themes if s.theme.id in concept.themes]
        return (row for standing in themes for row in standing.codes)

    def _worth_reading(self) -> list[int]:
        """Codes that have as many passages as can be chosen from."""
        assert self.ladder is not None
        made = sorted(self.ladder.codes, key=lambda standing: standing.code.code.deductive)
        rows, left = [], MOST
        for standing in made:
            left -= standing.passages
            if left >= 0:
                rows.append(standing.code.id)
        return rows

    def _anchors(self, wanted: Callable[[Ear], bool]) -> Iterable[Offer[Quote]]:
        assert self.shelf is not None
        for ear in filter(wanted, self.shelf.ears):
            for anchor in ear.anchors:
                yield self._offered(self.shelf.quote(anchor, f"{EAR} {ear.title}"))

    def _offered(self, quote: Quote) -> Offer[Quote]:
        parts = (", ".join(quote.units), title_of(quote.transcript), quote.code)
        return Offer(quote, quote.text, " · ".join(filter(None, parts)), PASSAGE)

    # Taking out

    def action_take_out(self) -> None:
        """What is under the cursor, out of what one is in: a part out of a concept, a passage off
        the scales or off an EAR; an EAR out of the study."""
        deed = self._taking_out()
        if deed is None:
            self.say(self.t("concepts.stand.take_out"))
        else:
            deed()

    def _taking_out(self) -> Callable[[], object] | None:
        item, concept, ear = self.way.current, self.concept_here, self.ear_here
        if item is None:
            return None
        if item.evidence is not None:
            weighed = item.evidence
            return lambda: self._unweigh(weighed)
        if item.quote is not None and ear is not None:
            quote = item.quote
            return lambda: self._unhang(ear, quote)
        if not self.path:
            return None if ear is None else lambda: self.remove_ear(ear)
        part = self._part_here()
        if concept is None or part is None or part not in parts_of(concept.concept):
            return None
        held: Part = part
        return lambda: self.take_out_part(concept.concept, held)

    def _unweigh(self, evidence: Evidence) -> None:
        self.save(
            lambda: conceptual.unweigh(self.study, self.coder, evidence.id),
            lambda _: self.t("concepts.unweighed"),
        )

    def _unhang(self, ear: Ear, quote: Quote) -> None:
        self.save(
            lambda: conceptual.unhang_ear(self.study, self.coder, ear.id, passage_of(quote)),
            lambda _: self.t("concepts.unhung", name=one_line(ear.title)),
        )


def passage_of(quote: Quote) -> tuple[int, Span]:
    return quote.transcript_id, Span(quote.start, quote.end)
