"""Everything that a person can do on the ladder, as moves to draw at random.

A move gets a study and a `pick`, which chooses among what is there; a move that cannot be made is
refused by the workflow, and that is a part of the game.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from qualcode.model.method import Verdict
from qualcode.model.spans import Span
from qualcode.store.study import Study
from qualcode.workflow import (
    asking,
    coding,
    conceptual,
    grouping,
    history,
    importing,
    recoding,
    splitting,
    studies,
    testing,
)

T = TypeVar("T")
TEXTS = {
    "a.txt": "Leder: Pengene tar slutt før vi får begynt. Vi kan bare gi råd. Folk slutter.\n",
    "b.txt": "Leder: Prosjektet gir rom. Vi må selge oss selv, og det tar tid. Ja.\n",
}
CODERS = ("siv", "jonas")
K = (
    {"K1": "no", "K2": "content", "K3": "yes"},
    {"K1": "no", "K2": "topic"},
    {"K1": "yes"},
)
G = ({"G1": "yes", "G2": "yes", "G3": "yes"}, {"G1": "yes", "G2": "no"})
C = ({"C1": "yes", "C2": "yes", "C3": "yes"}, {"C1": "no"})


class Pick(Protocol):
    """Chooses one of some things; IndexError where there are none."""

    def __call__(self, among: Sequence[T]) -> T: ...


def small_study(folder: Path) -> Study:
    """Two interviews, three codes of one passage each, and two themes."""
    study = studies.create_study(folder / "s.qualcode", coder="siv")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    importing.import_files(study, [folder / name for name in TEXTS], coder="siv")
    for transcript, span, name in (
        (1, Span(7, 43), "Pengene tar slutt før start"),
        (1, Span(44, 63), "Kan bare gi råd"),
        (2, Span(7, 26), "Prosjekt gir rom"),
    ):
        coding.create_and_apply(study, "siv", transcript, span, name)
    for name in ("Penger", "Råd"):
        grouping.add_pile(study, "siv", name)
    return study


def codes(study: Study) -> list[int]:
    return [code.id for code in coding.codes(study)]


def themes(study: Study) -> list[int]:
    return [theme.id for theme in coding.themes(study)]


def span(pick: Pick, study: Study) -> tuple[int, Span]:
    transcript = pick([1, 2])
    first = pick([0, 7, 20, 30, 44])
    return transcript, Span(first, first + pick([5, 12, 20]))


def who(pick: Pick) -> str:
    return pick(CODERS)


def held(study: Study, code: int) -> list[int]:
    return [c.id for t in (1, 2) for c in coding.codings_in(study, t) if c.code_id == code]


def _give(study: Study, pick: Pick) -> None:
    coding.apply_codes(study, who(pick), *span(pick, study), [pick(codes(study))])


def _take_away(study: Study, pick: Pick) -> None:
    found = coding.codings_in(study, pick([1, 2]))
    coding.remove_codings(study, who(pick), [pick(found)])


def _make(study: Study, pick: Pick) -> None:
    name = f"Kode {len(codes(study)) + 1}"
    coding.create_and_apply(study, who(pick), *span(pick, study), name)


def _rename(study: Study, pick: Pick) -> None:
    name = pick(["Penger tar slutt", "Gir råd", "Får rom"])
    recoding.rename_code(study, who(pick), pick(codes(study)), name)


def _define(study: Study, pick: Pick) -> None:
    recoding.redefine_code(
        study, who(pick), pick(codes(study)), definition=pick(["om penger", "om tid"])
    )


def _move(study: Study, pick: Pick) -> None:
    recoding.move_code(study, who(pick), pick(codes(study)), parent=pick(codes(study)))


def _merge(study: Study, pick: Pick) -> None:
    recoding.merge_codes(
        study, who(pick), [pick(codes(study))], pick(codes(study)), reason="det samme"
    )


def _split(study: Study, pick: Pick) -> None:
    code = pick(codes(study))
    part: Any = pick(["En del", "En annen del", pick(codes(study))])
    splitting.split_code(study, who(pick), code, {part: [pick(held(study, code))]})


def _replace(study: Study, pick: Pick) -> None:
    part: Any = pick(["Noe bedre", pick(codes(study))])
    splitting.replace_code(study, who(pick), pick(codes(study)), part, reason="et emne")


def _tell_apart(study: Study, pick: Pick) -> None:
    splitting.tell_apart(study, who(pick), pick(codes(study)))


def _retire(study: Study, pick: Pick) -> None:
    recoding.retire_code(study, who(pick), pick(codes(study)), reason="ikke brukt")


def _bring_back(study: Study, pick: Pick) -> None:
    recoding.bring_back_code(study, who(pick), pick(codes(study)))


def _test_code(study: Study, pick: Pick) -> None:
    answers = pick(K)
    verdict: Verdict = "passed" if answers == K[0] else "failed"
    testing.give_verdict(study, who(pick), "code", pick(codes(study)), answers, verdict)


def _test_theme(study: Study, pick: Pick) -> None:
    answers = pick(G)
    verdict: Verdict = "passed" if answers == G[0] else "failed"
    testing.give_verdict(study, who(pick), "grouping", pick(themes(study)), answers, verdict)


def _test_concept(study: Study, pick: Pick) -> None:
    answers, found = pick(C), [c.id for c in conceptual.concepts(study)]
    verdict: Verdict = "passed" if answers == C[0] else "back"
    testing.give_verdict(study, who(pick), "concept", pick(found), answers, verdict)


def _place(study: Study, pick: Pick) -> None:
    reason = pick(["", "passer her"])
    grouping.place_codes(study, who(pick), [pick(codes(study))], pick(themes(study)), reason=reason)


def _second(study: Study, pick: Pick) -> None:
    grouping.stand_in_second(
        study, who(pick), pick(codes(study)), pick(themes(study)), reason="begge deler"
    )


def _leave_second(study: Study, pick: Pick) -> None:
    grouping.leave_second(study, who(pick), pick(codes(study)), pick(themes(study)))


def _rest(study: Study, pick: Pick) -> None:
    grouping.place_rest(study, who(pick), reason="uten interesse")


def _pile(study: Study, pick: Pick) -> None:
    grouping.add_pile(study, who(pick))


def _no_pile(study: Study, pick: Pick) -> None:
    grouping.remove_pile(study, who(pick), pick(themes(study)))


def _name_pile(study: Study, pick: Pick) -> None:
    name = pick(["Penger tar slutt", "Råd uten myndighet"])
    recoding.rename_theme(study, who(pick), pick(themes(study)), name)


def _describe(study: Study, pick: Pick) -> None:
    grouping.describe_theme(study, who(pick), pick(themes(study)), pick(["Slik er det.", ""]))


def _order(study: Study, pick: Pick) -> None:
    grouping.order_themes(study, who(pick), [pick(themes(study))])


def _ear(study: Study, pick: Pick) -> None:
    conceptual.note_ear(study, who(pick), "Klemma", "En felle", [span(pick, study)])


def _concept(study: Study, pick: Pick) -> None:
    n = len(conceptual.concepts(study))
    conceptual.new_concept(
        study, who(pick), f"Begrep {n}", themes=[pick(themes(study))], override="tidlig"
    )


def _gather(study: Study, pick: Pick) -> None:
    concept = pick([c.id for c in conceptual.concepts(study)])
    conceptual.gather(study, who(pick), concept, theme_id=pick(themes(study)), override="tidlig")


def _weigh(study: Study, pick: Pick) -> None:
    concept = pick([c.id for c in conceptual.concepts(study)])
    sides: list[Any] = ["for", "against"]
    conceptual.weigh(study, who(pick), concept, pick(sides), span(pick, study))


def _drop(study: Study, pick: Pick) -> None:
    concept = pick([c.id for c in conceptual.concepts(study)])
    conceptual.drop_concept(study, who(pick), concept, reason=pick(["for løst", ""]))


def _ask(study: Study, pick: Pick) -> None:
    question = asking.ask(study, who(pick), "Hva hindrer?")
    asking.link(study, who(pick), question, pick(themes(study)))


def _undo(study: Study, pick: Pick) -> None:
    history.undo(study, who(pick))


def _undo_any(study: Study, pick: Pick) -> None:
    entries = [e.id for e in history.history(study) if e.direction == "do" and not e.undone]
    history.undo(study, who(pick), change_id=pick(entries[:6]))


def _redo(study: Study, pick: Pick) -> None:
    history.redo(study, who(pick))


Move = Callable[[Study, Pick], None]
MOVES: dict[str, Move] = {
    name.removeprefix("_"): move
    for name, move in list(globals().items())
    if name.startswith("_") and getattr(move, "__module__", "") == __name__
}
