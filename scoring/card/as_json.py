"""A number of the card as plain data: exact numbers as text, nothing rounded."""

from __future__ import annotations

from typing import Any

from perfcenter.base import formats
from scoring.card.read import Card
from scoring.explanation.as_json import line_in_plain, others_in_plain
from scoring.models import ScoreRun


def plain_of(explained: Card, run: ScoreRun) -> dict[str, Any]:
    """Return an explanation as dictionaries, lists and texts."""
    language = formats.language()
    return {
        "cycle": run.cycle.code,
        "run": run.number,
        "staff_no": explained.sheet.staff_no,
        "part": explained.part,
        "title": explained.title,
        "kept": explained.kept,
        "formulas": [line_in_plain(line, language) for line in explained.lines],
        "others": [others_in_plain(others) for others in explained.others],
        "tables": [
            {
                "title": table.title,
                "heads": [head.title for head in table.heads],
                "rows": [list(row.cells) for row in table.rows],
            }
            for table in explained.tables
        ],
    }
