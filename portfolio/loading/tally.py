"""Errors counted by kind: a mistake in every row is one line, and takes no more room than one."""

import re
from bisect import insort
from decimal import Decimal

from portfolio.contract import FILES
from portfolio.contract.sentences import kind_of
from portfolio.loading.full_list import FullList
from portfolio.loading.result import Group, Problem

FIRST = 3
NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
RANK = {file.file_name: rank for rank, file in enumerate(FILES.values())}


def place_of(problem: Problem) -> tuple[int, int]:
    """Return what problems are sorted by: the file's place in the contract, then the line."""
    return RANK.get(problem.file, -1), problem.line or 0


class _Kind:
    """The errors of one kind so far: how many, the first, and between which values."""

    def __init__(self, problem: Problem) -> None:
        self.first: list[Problem] = []
        self.count = 0
        self.least = self.most = problem.value
        self.low = self.high = Decimal(0)
        self.numbers: tuple[str, str] | None = ("", "")  # None once a value is no number

    def add(self, problem: Problem) -> None:
        value = problem.value
        self.least, self.most = min(self.least, value), max(self.most, value)
        if self.numbers is not None:
            self.numbers = self._numbers_with(value, *self.numbers)
        self.count += 1
        if len(self.first) < FIRST or place_of(problem) < place_of(self.first[-1]):
            insort(self.first, problem, key=place_of)
            del self.first[FIRST:]

    def _numbers_with(self, value: str, least: str, most: str) -> tuple[str, str] | None:
        if not NUMBER.fullmatch(value):
            return None
        number = Decimal(value)
        if not self.count or number < self.low:
            self.low, least = number, value
        if not self.count or number > self.high:
            self.high, most = number, value
        return least, most

    @property
    def group(self) -> Group:
        return Group(list(self.first), self.count, *(self.numbers or (self.least, self.most)))


class Tally:
    """Takes errors one by one, in any order; keeps a group for each kind of each column.

    `full_list`, where there is one, gets all of them.
    """

    def __init__(self, full_list: FullList | None = None) -> None:
        self.full_list = full_list
        self.kinds: dict[tuple[str, str, str], _Kind] = {}

    def add(self, problem: Problem) -> None:
        """Count the problem; keep it if it is one of the first of its kind."""
        if self.full_list:
            self.full_list.add(problem, place_of(problem))
        name = problem.file, problem.column, kind_of(problem.expected)
        if name not in self.kinds:
            self.kinds[name] = _Kind(problem)
        self.kinds[name].add(problem)

    @property
    def groups(self) -> list[Group]:
        """What there is, in the order of files and lines."""
        groups = [kind.group for kind in self.kinds.values()]
        return sorted(groups, key=lambda group: place_of(group.first[0]))
