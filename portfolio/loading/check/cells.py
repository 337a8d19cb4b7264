"""Cells that cannot be read as what their column holds, and required ones that are empty."""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from portfolio.contract.columns import REQUIRED
from portfolio.contract.sentences import filled
from portfolio.loading.finding import Finding
from portfolio.loading.stage import Stage, cells_as_written, disagreeing, wrong


def find(stage: Stage) -> Iterator[Finding]:
    """Yield a finding for each refused cell."""
    for name, source in stage.sources.items():
        for column in source.file.columns:
            for line in disagreeing(stage, name, column):
                same = filled(_("the same as in {alias}, or nothing"), alias=column.alias)
                yield Finding(name, line, column.name, same)
        bad = f"FROM staged_{name} WHERE _bad AND NOT _ragged"
        if not stage.count(f"SELECT count(*) {bad}"):
            continue
        cells_as_written(stage, name)
        for column in source.file.columns:
            rows = stage.rows(
                f"SELECT _line, text FROM (SELECT _line, cell({column.name}) AS text "
                f"FROM written_{name} WHERE _line IN (SELECT _line {bad})) "
                f"WHERE {wrong(column, 'text', column.kind.parse.format(x='text'))}"
            )
            for line, text in rows:
                expected = REQUIRED if text is None else column.kind.explain(text)
                yield Finding(name, line, column.name, expected)
