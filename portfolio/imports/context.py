"""The rows in which errors stand, as they were brought."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from portfolio.imports.cells import text
from portfolio.imports.places import given_file
from portfolio.imports.plan import TablePlan
from portfolio.imports.rewriting import all_rows
from portfolio.models import Import

MOST_ROWS = 200
MOST_CELLS = 24


def rows_around(
    one: Import, plans: Sequence[TablePlan], errors: Iterable[dict[str, Any]]
) -> dict[str, list[str]]:
    """Return the cells of the first rows that have an error, by table and line."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for error in list(errors)[:MOST_ROWS]:
        if error.get("table") is not None and error["line"]:
            wanted[error["table"]].add(error["line"])
    found: dict[str, list[str]] = {}
    for table, lines in wanted.items():
        last, plan = max(lines), plans[table]
        with tempfile.TemporaryDirectory() as spare:
            for line, cells in all_rows(plan, given_file(one.pk, plan.place), Path(spare)):
                if line > last:
                    break
                if line in lines:
                    found[f"{table}:{line}"] = [text(cell) for cell in cells[:MOST_CELLS]]
    return found
