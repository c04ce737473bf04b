"""Work on concepts: naming and defining them, and what they gather."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.errors import NotFound
from qualcode.model.concepts import Concept, Ear
from qualcode.model.method import TestKind
from qualcode.tui.safe import one_line
from qualcode.tui.screens.dialogs import AreYouSure, AskText
from qualcode.tui.screens.ladder.asking_for import ask_text
from qualcode.tui.screens.ladder.choosing import Offer, PickFrom
from qualcode.tui.screens.ladder.concepts_board import ConceptsBoard
from qualcode.tui.screens.ladder.concepts_items import EAR, THEME, Step, candidates
from qualcode.tui.screens.ladder.verdicts import VerdictScreen
from qualcode.tui.screens.memo_editor import edit_memo
from qualcode.workflow import conceptual

Part = Step
"""A theme or an EAR, by its row."""
Text = str
TESTED: Mapping[str, TestKind] = {"concept": "concept", "theme": "grouping", "code": "code"}


class ConceptsWork(ConceptsBoard):
    """Writes what is asked for; the method asks why where something stands against it."""

    # Names and texts

    def action_new(self) -> None:
        """A concept by its name; what it means is asked for next."""
        self._ask_new(())

    def _ask_new(self, parts: Sequence[Part]) -> None:
        title = self.t("concepts.ask.name")
        ask_text(self, title, "", lambda name: self._new(name, parts), self._made)

    def _new(self, name: str, parts: Sequence[Part], override: str = "") -> int:
        return conceptual.new_concept(
            self.study,
            self.coder,
            name,
            themes=[part.row for part in parts if part.kind == "theme"],
            ears=[part.row for part in parts if part.kind == "ear"],
            override=override,
        )

    def _made(self, row: int) -> str:
        """Stand on the new concept, and ask what it means."""
        self.path, self._at = (), []
        self.show_way()
        self.stand_on(lambda item: (item.kind, item.row) == ("concept", row))
        made = self.shelf.concept(row) if self.shelf is not None else None
        if made is None:
            return ""
        self.write_text(made.concept, "definition")
        return self.t("concepts.made", name=one_line(made.concept.name))

    def action_rename(self) -> None:
        """Another name for the concept; an EAR is written anew as a whole."""
        ear, concept = self.ear_here, self.concept_here
        if ear is not None:
            self.rewrite(ear)
        elif concept is not None:
            self._rename(concept.concept)
        else:
            self.say(self.t("concepts.stand.text"))

    def rewrite(self, ear: Ear) -> None:
        raise NotImplementedError

    def _rename(self, concept: Concept) -> None:
        def write(name: str) -> None:
            who = self.study, self.coder, concept.id
            conceptual.redefine_concept(*who, name=name, seen={"name": concept.name})

        title = self.t("concepts.ask.rename", name=one_line(concept.name))
        ask_text(self, title, concept.name, write, lambda _: self.t("concepts.renamed"))

    def action_define(self) -> None:
        if self.concept_here is not None:
            self.write_text(self.concept_here.concept, "definition")
        else:
            self.say(self.t("concepts.stand.concept"))

    def action_theory(self) -> None:
        """How a concept, or an EAR, stands to what others have thought."""
        ear, concept = self.ear_here, self.concept_here
        if ear is not None:
            self._write_theory_of(ear)
        elif concept is not None:
            self.write_text(concept.concept, "theory")
        else:
            self.say(self.t("concepts.stand.text"))

    def write_text(self, concept: Concept, field: Text) -> None:
        """Let the coder write a text of a concept; see `edit_memo`."""

        def read() -> str:
            held = {c.id: c for c in conceptual.concepts(self.study)}
            if concept.id not in held:
                raise NotFound("The concept is not there any more: somebody has taken it away.")
            return str(getattr(held[concept.id], field))

        def write(text: str, seen: str) -> None:
            who = self.study, self.coder, concept.id
            before = {field: seen}
            if field == "definition":
                conceptual.redefine_concept(*who, definition=text, seen=before)
            else:
                conceptual.redefine_concept(*who, theory=text, seen=before)

        title = self.t(f"concepts.ask.{field}", name=one_line(concept.name))
        said = (f"concepts.kept.{field}", f"concepts.emptied.{field}")
        thing = f"concept {concept.id} {field}"
        edit_memo(self, title, read, write, self.tell_written, thing, said=said)

    def _write_theory_of(self, ear: Ear) -> None:
        def read() -> str:
            held = {other.id: other for other in conceptual.ears(self.study)}
            if ear.id not in held:
                raise NotFound("The EAR is not there any more: somebody has taken it away.")
            return held[ear.id].theory

        def write(text: str, seen: str) -> None:
            who = self.study, self.coder, ear.id
            conceptual.rewrite_ear(*who, theory=text, seen={"theory": seen})

        title = self.t("concepts.ask.theory", name=one_line(ear.title))
        said = ("concepts.kept.theory", "concepts.emptied.theory")
        edit_memo(self, title, read, write, self.tell_written, f"ear {ear.id} theory", said=said)

    # Gathering

    def action_gather(self) -> None:
        """Choose what the concept is to gather; or the concept, for a theme or an EAR that one
        stands on."""
        concept, part = self.concept_here, self._part_here()
        if concept is None and part is None:
            self.say(self.t("concepts.stand.gather"))
        elif concept is None and part is not None:
            self._choose_concept(part)
        elif concept is None:
            return
        elif part is not None and part not in parts_of(concept.concept):
            self._gather(concept.concept, part)
        else:
            self._choose_part(concept.concept)

    def _part_here(self) -> Part | None:
        item = self.way.current
        if item is None or item.kind not in ("theme", "ear"):
            return None
        return Part(item.kind, item.row)

    def _choose_part(self, concept: Concept) -> None:
        def chosen(part: Part | None) -> None:
            if part is not None:
                self._gather(concept, part)

        title = self.t("concepts.ask.gather", name=one_line(concept.name))
        hint = self.t("concepts.pick.part")
        offers = self._parts_for(concept)
        self.app.push_screen(PickFrom(self.study, self.coder, title, hint, offers), chosen)

    def _parts_for(self, concept: Concept) -> list[Offer[Part]]:
        """What it has not gathered: themes, EARs that are near, and the other EARs."""
        assert self.shelf is not None
        held, near = parts_of(concept), self._near_ears(concept)
        themes = [
            Offer(Part("theme", s.theme.id), s.theme.name, self._state(s.state), THEME)
            for s in candidates(self.shelf.ladder)
            if Part("theme", s.theme.id) not in held
        ]
        ears = sorted(self.shelf.ears, key=lambda ear: ear.id not in near)
        return themes + [
            Offer(Part("ear", ear.id), ear.title, self._about(ear, near=ear.id in near), EAR)
            for ear in ears
            if Part("ear", ear.id) not in held
        ]

    def _state(self, state: str) -> str:
        return self.t("concepts.pick.theme", state=self.t(f"method.states.{state}"))

    def _about(self, ear: Ear, *, near: bool) -> str:
        return self.t("concepts.pick.near" if near else "concepts.pick.ear", idea=ear.idea)

    def _choose_concept(self, part: Part) -> None:
        """A concept for a theme or an EAR, or the name of a new one."""

        def chosen(found: Concept | str | None) -> None:
            if isinstance(found, Concept):
                self._gather(found, part)
            elif found is not None:
                self.save(
                    lambda: self._new(found, [part]),
                    self._made,
                    because=lambda why: self._new(found, [part], why),
                )

        assert self.ladder is not None
        offers: list[Offer[Concept | str]] = [
            Offer(s.concept, s.concept.name, s.concept.definition, "○")
            for s in self.ladder.concepts
            if not s.concept.dropped and part not in parts_of(s.concept)
        ]
        title, hint = self.t("concepts.ask.into"), self.t("concepts.pick.concept")
        self.app.push_screen(PickFrom(self.study, self.coder, title, hint, offers, new=str), chosen)

    def _gather(self, concept: Concept, part: Part) -> None:
        def write(override: str = "") -> None:
            themes = part.row if part.kind == "theme" else None
            ears = part.row if part.kind == "ear" else None
            conceptual.gather(
                self.study, self.coder, concept.id, theme_id=themes, ear_id=ears, override=override
            )

        said = self.t("concepts.gathered", name=one_line(concept.name))
        self.save(write, lambda _: said, because=write)

    # Letting go

    def take_out_part(self, concept: Concept, part: Part) -> None:
        themes = part.row if part.kind == "theme" else None
        ears = part.row if part.kind == "ear" else None
        self.save(
            lambda: conceptual.let_go(
                self.study, self.coder, concept.id, theme_id=themes, ear_id=ears
            ),
            lambda _: self.t("concepts.let_go", name=one_line(concept.name)),
        )

    def remove_ear(self, ear: Ear) -> None:
        """Take an EAR away, once it has been said what goes with it."""
        assert self.shelf is not None
        by = [one_line(concept.name) for concept in self.shelf.gathered_by("ear", ear.id)]
        lines = [f"«{one_line(ear.title)}»", self.t("concepts.remove.kept")]
        if by:
            lines.append(self.t("concepts.remove.in", names=", ".join(by)))
        title, how = self.t("concepts.remove.title"), self.t("concepts.remove.how")

        def answered(yes: bool | None) -> None:
            if yes:
                self.save(
                    lambda: conceptual.remove_ear(self.study, self.coder, ear.id),
                    lambda _: self.t("concepts.removed", name=one_line(ear.title)),
                )

        self.app.push_screen(AreYouSure(self.study, self.coder, title, lines, how), answered)

    def action_drop(self) -> None:
        """Give a concept up, with a reason; one that was given up, take up again."""
        standing = self.concept_here
        if standing is None:
            self.say(self.t("concepts.stand.concept"))
            return
        concept, who = standing.concept, (self.study, self.coder, standing.concept.id)
        name = one_line(concept.name)

        def write(reason: str) -> None:
            conceptual.drop_concept(*who, reason=reason)

        def answered(reason: str | None) -> None:
            if reason is not None:
                line = self.t("concepts.given_up", name=name)
                self.save(lambda: write(reason), lambda _: line, because=write)

        if concept.dropped:
            self.save(lambda: write(""), lambda _: self.t("concepts.taken_up", name=name))
        else:
            title = self.t("concepts.ask.drop", name=name)
            self.app.push_screen(AskText(self.study, self.coder, title), answered)

    # Testing

    def action_test(self) -> None:
        """The test of what is under the cursor."""
        item = self.way.current
        kind = None if item is None else TESTED.get(item.kind)
        if item is None or kind is None:
            self.say(self.t("concepts.stand.test"))
        else:
            self.app.push_screen(VerdictScreen(self.study, self.coder, kind, item.row))


def parts_of(concept: Concept) -> set[Part]:
    """The themes and EARs that a concept has gathered."""
    themes = {Part("theme", row) for row in concept.themes}
    return themes | {Part("ear", ear.id) for ear in concept.ears}
