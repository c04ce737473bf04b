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
from qualcode.store.study import Study
from qualcode.store.tables import DERIVED, JOURNAL, Base
from qualcode.workflow import (
    codebooks,
    coding,
    importing,
    memos,
    reading,
    recoding,
    searching,
    studies,
)

NOT_CHANGES = {
    *("create_study", "study_from_folder", "build_demo", "tutorial_study"),
    *("undo", "redo", "memo_on"),
}
"""Those that make a study have their own tests; so have undo and redo."""

CODEBOOK = "code,theme\noko,Plan\ngod,Råd\n"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = studies.create_study(tmp_path / "s.qualcode", coder="siv")
    (tmp_path / "kodebok.csv").write_text(CODEBOOK, encoding="utf-8")
    (tmp_path / "a.txt").write_text("Leder: Vi står i økonomiplanen.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Leder: Vi gjør ikke det.\n", encoding="utf-8")
    codebooks.load(made, tmp_path / "kodebok.csv", coder="siv", reason="prøve")
    importing.import_files(made, [tmp_path / "a.txt"], coder="siv")
    coding.apply_codes(made, "siv", 1, Span(7, 12), [1])
    reading.mark_read(made, "siv", 1, [Span(13, 14)])
    yield made
    made.close()


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
    "retire_code": lambda s: recoding.retire_code(s, "siv", 1),
    "rename_theme": lambda s: recoding.rename_theme(s, "siv", 1, "Planer"),
    "import_files": lambda s: importing.import_files(s, [s.path.parent / "b.txt"], coder="siv"),
    "code_hits": lambda s: searching.code_hits(s, "siv", searching.search(s, "økonomi").hits, [2]),
    "load": lambda s: codebooks.load(s, changed_codebook(s.path.parent), coder="siv"),
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
    study.undo("siv")
    assert contents(study) == before
