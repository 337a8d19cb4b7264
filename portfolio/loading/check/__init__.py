"""The rules that rows must keep. Each module finds one kind of error by SQL over all rows."""

from collections.abc import Iterator

from portfolio.loading.check import cells, circles, families, keys, order, references, shares
from portfolio.loading.finding import Finding
from portfolio.loading.stage import Stage

CHECKS = (cells, keys, references, order, circles, shares, families)


def check(stage: Stage) -> Iterator[Finding]:
    """Yield everything that is wrong with the rows of the set, alone and beside the database."""
    for module in CHECKS:
        yield from module.find(stage)
