"""A tally as JSON: the question, the base, the rows, and per cell the count."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from qualcode.model.questions import Cell, Row, Table


def table_json(table: Table) -> str:
    """The same table gives the same text, which ends with a line feed.

    `percent` has one decimal; `n` and `base` are exact. What is not counted is null.
    """
    question = table.question
    answer = {
        "question": asdict(question),
        "base": {
            "rule": question.base,
            "code": question.base_code,
            "size": table.size,
            "interviewed": table.interviewed,
        },
        "columns": [asdict(column) for column in table.columns],
        "rows": [_row(table, row) for row in table.rows],
        "sums": asdict(table.sums) if table.sums else None,
        "violations": [asdict(violation) for violation in table.violations],
        "notes": table.notes,
    }
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def _row(table: Table, row: Row) -> dict[str, Any]:
    cells = zip(table.columns, row.cells, strict=True)
    return {
        "theme": row.theme,
        "code": row.code,
        "label": row.label,
        "depth": row.depth,
        "residual": row.residual,
        "cells": [{"column": column.key, **_cell(cell)} for column, cell in cells],
        "total": _cell(row.total),
        "missing": asdict(row.missing),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    percent = None if cell.percent is None else round(cell.percent, 1)
    return {"n": cell.n, "base": cell.base, "percent": percent}
