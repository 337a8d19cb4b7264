"""What a set was before it became a folder of CSV files, so that errors name it as it was."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portfolio.loading.result import Problem
from portfolio.loading.stage import Where


@dataclass(frozen=True)
class Given:
    """A set that was brought otherwise.

    source    what the list of loads has of it
    problems  are known before anything is read
    where     is what sentences call a line of a file
    called    is what errors call a file
    ignored   is no part of the contract
    """

    source: str
    problems: Sequence[Problem]
    where: Where
    called: Callable[[str], str]
    ignored: Sequence[str]
