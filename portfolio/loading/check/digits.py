"""Long numbers that a spreadsheet has cut to fifteen digits, and numbers with a decimal point.

Each of them might be meant, so they are pointed out, not refused.
"""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from portfolio.contract.columns import KEY, LOGIN
from portfolio.loading.finding import Finding
from portfolio.loading.stage import Stage

CUT = _("the last digits, unless they are 0 in every row; a spreadsheet keeps only the first 15")
POINT = _("a number without a decimal point, unless it is meant; some programs add .0")

LONG = "length({x}) > 15 AND regexp_full_match({x}, '[0-9]+')"
FEWEST = 2


def doubts(stage: Stage) -> Iterator[Finding]:
    """Yield a finding for each key that may have lost digits or been given a decimal point."""
    for name, source in stage.sources.items():
        for column in source.file.columns:
            if column.kind in {KEY, LOGIN}:
                yield from _cut(stage, name, column.name)
                yield from _with_point(stage, name, column.name)


def _cut(stage: Stage, name: str, key: str) -> Iterator[Finding]:
    long = f"FROM staged_{name} WHERE {LONG.format(x=key)}"
    if stage.count(f"SELECT count(*) {long}") < FEWEST:
        return
    if stage.count(f"SELECT count(*) {long} AND NOT regexp_full_match({key}, '[0-9]{{15}}0+')"):
        return
    for (line,) in stage.rows(f"SELECT _line {long}"):
        yield Finding(name, line, key, CUT)


def _with_point(stage: Stage, name: str, key: str) -> Iterator[Finding]:
    pointed = f"{key} LIKE '%.0' AND regexp_full_match({key}, '[0-9]{{2,}}\\.0')"
    for (line,) in stage.rows(f"SELECT _line FROM staged_{name} WHERE {pointed}"):
        yield Finding(name, line, key, POINT)
