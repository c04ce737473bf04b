"""Every workflow function that writes leaves an entry in the history, and can be taken back."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import func, select

import qualcode.workflow
from qualcode.model.spans import Span
from qualcode.model.studies import Chapter
from qualcode.store.study import Study
from qualcode.store.tables import DERIVED, JOURNAL, Base
from qualcode.workflow import (
    asking,
    codebooks,
    coding,
    conceptual,
    describing,
    grouping,
    importing,
    memos,
    reading,
    rechecking,
    recoding,
    searching,
    splitting,
    studies,
    testing,
    tracing,
)
from tests.copies import copy_of

NOT_CHANGES = {
    *("create_study", "study_from_folder", "build_demo", "tutorial_study"),
    *("undo", "redo", "memo_on"),
}
"""Those that make a study have their own tests; so have undo and redo."""

CODEBOOK = "code,theme\noko,Plan\ngod,Råd\n"


@pytest.fixture
def study(made_once: Path, tmp_path: Path) -> Iterator[Study]:
    made = copy_of(made_once, tmp_path)
    (tmp_path / "b.txt").write_text("Leder: Vi gjør ikke det.\n", encoding="utf-8")
    yield made
    made.close()


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp_path = tmp_path_factory.mktemp("s")
    made = studies.create_study(tmp_path / "s.qualcode", coder="siv")
    (tmp_path / "kodebok.csv").write_text(CODEBOOK, encoding="utf-8")
    (tmp_path / "a.txt").write_text("Leder: Vi står i økonomiplanen.\n", encoding="utf-8")
    codebooks.load(made, tmp_path / "kodebok.csv", coder="siv", reason="prøve")
    importing.import_files(made, [tmp_path / "a.txt"], coder="siv")
    coding.apply_codes(made, "siv", 1, Span(7, 12), [1])
    reading.mark_read(made, "siv", 1, [Span(13, 14)])
    _climb(made)
    made.close()
    return made.path


def _climb(study: Study) -> None:
    """Something on every rung: codes that passed, a pile of them, an EAR, a concept, a question."""
    coding.create_and_apply(study, "siv", 1, Span(7, 30), "Står i planen nå")
    coding.create_and_apply(study, "siv", 1, Span(10, 30), "Er i planen")
    splitting.replace_code(study, "siv", 4, "Står der nå")
    grouping.add_pile(study, "siv", "Det som fester")
    grouping.add_pile(study, "siv", "Tom")
    grouping.place_codes(study, "siv", [5], 4, reason="prøve")
    grouping.stand_in_second(study, "siv", 5, 1, reason="prøve")
    places = [(1, Span(7, 12)), (1, Span(13, 14))]
    conceptual.note_ear(study, "siv", "Klemma", "En felle", places)
    concept = conceptual.new_concept(study, "siv", "Feste", themes=[4], ears=[1], override="x")
    conceptual.weigh(study, "siv", concept, "for", (1, Span(7, 12)))
    asking.ask(study, "siv", "Hva hindrer?")
    testing.set_wording(study, "siv", "K1", "Var den der før?")
    recoding.redefine_code(study, "siv", 3, definition="Om planer.")
    testing.give_verdict(study, "siv", "code", 3, PASSED, "passed")


PASSED = {"K1": "no", "K2": "content", "K3": "yes"}

WRITES: dict[str, Callable[[Study], object]] = {
    "add_coder": lambda s: studies.add_coder(s, "jonas"),
    "apply_codes": lambda s: coding.apply_codes(s, "siv", 1, Span(7, 14), [1, 2]),
    "create_code": lambda s: coding.create_code(s, "siv", "Ny kode"),
    "create_and_apply": lambda s: coding.create_and_apply(s, "siv", 1, Span(7, 9), "Ny"),
    "in_vivo": lambda s: coding.in_vivo(s, "siv", 1, Span(18, 30)),
    "remove_codings": lambda s: coding.remove_codings(s, "siv", coding.codings_in(s, 1)),
    "annotate": lambda s: coding.annotate(s, "siv", coding.codings_in(s, 1), memo="jf. S2"),
    "move_coding": lambda s: coding.move_coding(s, "siv", coding.codings_in(s, 1)[0], Span(7, 9)),
    "write_memo": lambda s: memos.write_memo(s, "siv", "notat", transcript_id=1),
    "write_on_coding": lambda s: memos.write_on_coding(s, "siv", 1, "notat", seen=""),
    "mark_read": lambda s: reading.mark_read(s, "siv", 1, [Span(0, 5), Span(7, 12)]),
    "unmark": lambda s: reading.unmark(s, "siv", [1]),
    "rename_code": lambda s: recoding.rename_code(s, "siv", 1, "økonomi"),
    "redefine_code": lambda s: recoding.redefine_code(s, "siv", 1, definition="om penger"),
    "move_code": lambda s: recoding.move_code(s, "siv", 1, new_theme="Ny gruppe"),
    "merge_codes": lambda s: recoding.merge_codes(s, "siv", [1], 2),
    "link_example": lambda s: recoding.link_example(s, "siv", 1, 1, Span(7, 14)),
    "link_birth": lambda s: recoding.link_birth(s, "siv", 1, 1, Span(7, 14)),
    "retire_code": lambda s: recoding.retire_code(s, "siv", 1),
    "rename_theme": lambda s: recoding.rename_theme(s, "siv", 1, "Planer"),
    "import_files": lambda s: importing.import_files(s, [s.path.parent / "b.txt"], coder="siv"),
    "code_hits": lambda s: searching.code_hits(s, "siv", searching.search(s, "økonomi").hits, [2]),
    "load": lambda s: codebooks.load(s, changed_codebook(s.path.parent), coder="siv"),
    "save": lambda s: codebooks.save(s, s.path.parent / "bok.csv", coder="siv"),
    "keep_as_attributes": lambda s: codebooks.keep_as_attributes(s, "siv", ["Rolle"]),
    "bring_back_code": lambda s: recoding.bring_back_code(s, "siv", 4),
    "split_code": lambda s: splitting.split_code(s, "siv", 1, {"En del": [1]}),
    "replace_code": lambda s: splitting.replace_code(s, "siv", 3, "Noe bedre"),
    "tell_apart": lambda s: splitting.tell_apart(s, "siv", 4),
    "give_verdict": lambda s: testing.give_verdict(s, "siv", "code", 1, {"K1": "yes"}, "failed"),
    "set_wording": lambda s: testing.set_wording(s, "siv", "K1", ""),
    "set_terms": lambda s: testing.set_terms(s, "siv", "2012"),
    "place_codes": lambda s: grouping.place_codes(s, "siv", [1], 4, reason="passer"),
    "place_in_new": lambda s: grouping.place_in_new(s, "siv", [5], "Ny bunke", reason="passer"),
    "set_aside": lambda s: grouping.set_aside(s, "siv", [5], reason="brukes ikke"),
    "let_wait": lambda s: grouping.let_wait(s, "siv", [5]),
    "place_rest": lambda s: grouping.place_rest(s, "siv", reason="ikke brukt"),
    "stand_in_second": lambda s: grouping.stand_in_second(s, "siv", 1, 4, reason="begge"),
    "leave_second": lambda s: grouping.leave_second(s, "siv", 5, 1),
    "add_pile": lambda s: grouping.add_pile(s, "siv"),
    "describe_theme": lambda s: grouping.describe_theme(s, "siv", 4, "Alle står i planer."),
    "order_themes": lambda s: grouping.order_themes(s, "siv", [4]),
    "remove_pile": lambda s: grouping.remove_pile(s, "siv", 5),
    "note_ear": lambda s: conceptual.note_ear(s, "siv", "", "En tanke", [(1, Span(0, 5))]),
    "rewrite_ear": lambda s: conceptual.rewrite_ear(s, "siv", 1, idea="En annen felle"),
    "hang_ear": lambda s: conceptual.hang_ear(s, "siv", 1, (1, Span(0, 5))),
    "unhang_ear": lambda s: conceptual.unhang_ear(s, "siv", 1, (1, Span(13, 14))),
    "remove_ear": lambda s: conceptual.remove_ear(s, "siv", 1),
    "new_concept": lambda s: conceptual.new_concept(s, "siv", "Et begrep"),
    "gather": lambda s: conceptual.gather(s, "siv", 1, theme_id=1, override="tidlig"),
    "let_go": lambda s: conceptual.let_go(s, "siv", 1, ear_id=1),
    "redefine_concept": lambda s: conceptual.redefine_concept(s, "siv", 1, definition="Å feste."),
    "drop_concept": lambda s: conceptual.drop_concept(s, "siv", 1, reason="for løst"),
    "weigh": lambda s: conceptual.weigh(s, "siv", 1, "against", (1, Span(0, 5))),
    "unweigh": lambda s: conceptual.unweigh(s, "siv", 1),
    "ask": lambda s: asking.ask(s, "siv", "Hva fremmer?"),
    "reword": lambda s: asking.reword(s, "siv", 1, "Hva hindrer innføring?"),
    "withdraw": lambda s: asking.withdraw(s, "siv", 1),
    "link": lambda s: asking.link(s, "siv", 1, 4),
    "set_chapters": lambda s: asking.set_chapters(s, "siv", [Chapter(title="Ett", themes=())]),
    "looked_again": lambda s: rechecking.looked_again(s, "siv", 3, "defined", codings=[2]),
    "looked_through": lambda s: rechecking.looked_through(s, "siv", 1),
    "describe_interview": lambda s: describing.describe_interview(s, "siv", 1, {"Runde": "2"}),
    "name_moment": lambda s: tracing.name_moment(s, "siv", "etter kodetest 1"),
}


def changed_codebook(folder: Path) -> Path:
    path = folder / "ny.csv"
    path.write_text(CODEBOOK + "daarlig,Råd\n", encoding="utf-8")
    return path


def modules() -> list[ModuleType]:
    names = [m.name for m in pkgutil.iter_modules(qualcode.workflow.__path__)]
    return [importlib.import_module(f"qualcode.workflow.{name}") for name in names]


def writers() -> set[str]:
    """Public functions of the workflow that take a coder: only those can write."""
    return {
        name
        for module in modules()
        for name, function in vars(module).items()
        if inspect.isfunction(function)
        and function.__module__ == module.__name__
        and not name.startswith("_")
        and ("coder" in inspect.signature(function).parameters or name == "add_coder")
    }


def contents(study: Study) -> dict[str, list[tuple[object, ...]]]:
    with study.read() as connection:
        return {
            t.name: [tuple(row) for row in connection.execute(select(t).order_by(t.c.id))]
            for t in Base.metadata.sorted_tables
            if t.name not in JOURNAL | DERIVED
        }


def entries(study: Study) -> int:
    table = Base.metadata.tables["change"]
    with study.read() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def test_every_function_that_can_write_is_tried_here() -> None:
    assert writers() - NOT_CHANGES == set(WRITES)


@pytest.mark.parametrize("name", WRITES)
def test_it_leaves_one_entry_and_taking_it_back_leaves_no_trace(study: Study, name: str) -> None:
    before, held = contents(study), entries(study)

    WRITES[name](study)

    assert entries(study) == held + 1
    assert contents(study) != before
    study.undo("siv", change_id=study.history(1)[0].id)
    assert contents(study) == before
