"""A number of the card as a workbook."""

from __future__ import annotations

from perfcenter.ui.workbooks import Table, workbook
from scoring.card.read import Card
from scoring.explanation.workbook import formulas_table, others_tables
from scoring.models import ScoreRun
from scoring.sheet.workbook import run_table


def card_workbook(explained: Card, run: ScoreRun) -> bytes:
    """Return the formulas, the tables of the scheme, those who were compared, and the run."""
    tables = [formulas_table(explained.formulas)]
    for detail in explained.tables:
        heads = [head.title for head in detail.heads]
        tables.append(Table(detail.title, heads, [row.cells for row in detail.rows]))
    tables += [table for others in explained.others for table in others_tables(others)]
    return workbook([*tables, run_table(run, explained.sheet)])
