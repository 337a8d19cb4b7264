"""The rules that rows must keep. Each module finds one kind of error by SQL over all rows."""

from collections.abc import Iterator

from portfolio.loading.check import (
    cells,
    circles,
    digits,
    families,
    keys,
    order,
    private,
    references,
    shares,
    twins,
    years,
)
from portfolio.loading.finding import Finding
from portfolio.loading.stage import Stage

CHECKS = (cells, keys, twins, references, order, circles, shares, families, years)
DOUBTS = (twins, digits, private)


def check(stage: Stage) -> Iterator[Finding]:
    """Yield everything that is wrong with the rows of the set, alone and beside the database."""
    for module in CHECKS:
        yield from module.find(stage)


def doubts(stage: Stage) -> Iterator[Finding]:
    """Yield what is to be pointed out in rows that are right."""
    for module in DOUBTS:
        yield from module.doubts(stage)
