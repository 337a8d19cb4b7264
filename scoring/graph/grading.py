"""Ranks, bands, quotas and gates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np

from scoring.graph.among import Among
from scoring.graph.column import Column
from scoring.graph.formula import COMMA, PLUS, Formula, joined, parameter
from scoring.graph.node import Cell, Node, Scope
from scoring.graph.records import CertificateRow, IncidentRow
from scoring.graph.split import largest_remainder
from scoring.graph.states import State
from scoring.graph.text import Text, in_digits

BY_QUOTA = Text("按名次和配额评级", "by place and quota")
LONG_AGO = date(1, 1, 1)


@dataclass(frozen=True)
class Rank:
    """1 + the number of people of the group who are strictly better."""

    by: str  # bank, line, branch, line_and_branch
    leavers: bool = False
    title: ClassVar[Text] = Text("名次", "rank")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        (composite,) = inputs
        num = np.zeros(scope.shape, dtype=np.int64)
        state = np.full(scope.shape, State.NO_DATA, dtype=np.int8)
        for rows in members(scope, self.by, composite, leavers=self.leavers):
            values = composite.num[rows, 0]
            ordered = np.sort(values)
            better = len(rows) - np.searchsorted(ordered, values, side="right")
            num[rows, 0], state[rows, 0] = better + 1, State.VALUE
        return Column.of(num, 1, state)

    def formula(self, cell: Cell) -> Formula | None:
        rank = cell.result.value
        if rank is None:
            return None
        better = parameter(Fraction(rank) - 1, "高于本人的人数", "people strictly better", "count")
        return Formula(cell.result, (parameter(1, "", "", "count"), PLUS, better))

    def among(self, node: Node) -> Among:
        return Among(self.by, node.inputs[0], leavers=self.leavers)


@dataclass(frozen=True)
class ByBands:
    """The place of the first band whose bound the composite reaches; the best is 0."""

    bounds: tuple[Fraction | None, ...]
    leavers: bool = True
    title: ClassVar[Text] = Text("分档评级", "grade by bands")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        (composite,) = inputs
        num = np.full(scope.shape, len(self.bounds) - 1, dtype=np.int64)
        for place in range(len(self.bounds) - 2, -1, -1):
            bound = self.bounds[place] or Fraction(0)
            unit = int(composite.den[0, 0])
            reached = composite.num * bound.denominator >= bound.numerator * unit
            num = np.where(reached, place, num)
        state = composite.state
        if not self.leavers:
            left = ~scope.ground.people.stays(scope.periods[0])[:, None]
            state = np.where(left, np.int8(State.LEFT_OUT), state)
        return Column.of(num, 1, state)

    def formula(self, cell: Cell) -> Formula | None:
        place = cell.result.value
        if place is None:
            return None
        bound = self.bounds[int(place)]
        note = Text("未达任何一档", "no bound is reached")
        if bound is not None:
            reached = in_digits(bound)
            note = Text(f"不低于 {reached}", f"from {reached}")
        return Formula(cell.result, (cell.input(0),), note)


@dataclass(frozen=True)
class ByQuota:
    """Grades by a forced distribution within each group; leavers are outside.

    Places by largest remainder, ties to the better grade; people in the order of the composite,
    then of the tie-breaks: fewer deductions, a measure's score or value, longer service, staff_no.
    Inputs: the composite, then one column a tie-break that is a column.
    """

    shares: tuple[Fraction, ...]
    by: str
    tie_breaks: tuple[str, ...]  # deductions, service, staff_no, or anything else: a column
    title: ClassVar[Text] = Text("配额评级", "grade by quota")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        composite, *others = inputs
        num = np.zeros(scope.shape, dtype=np.int64)
        state = np.where(composite.has, np.int8(State.LEFT_OUT), composite.state)
        unit = int(np.lcm.reduce([share.denominator for share in self.shares]))
        weights = [int(share * unit) for share in self.shares]
        for rows in members(scope, self.by, composite, leavers=False):
            ordered = sorted(rows, key=self._key(scope, composite, others))
            places = largest_remainder(len(ordered), weights)
            grades = [grade for grade, count in enumerate(places) for _one in range(count)]
            for row, grade in zip(ordered, grades, strict=True):
                num[row, 0], state[row, 0] = grade, State.VALUE
        return Column.of(num, 1, state)

    def _key(self, scope: Scope, composite: Column, others: Sequence[Any]) -> Any:
        persons = scope.ground.people.persons

        def key(row: int) -> tuple[Any, ...]:
            found: list[Any] = [-int(composite.num[row, 0])]
            columns = iter(others)
            for name in self.tie_breaks:
                if name == "service":
                    found.append(persons[row].hired_on or LONG_AGO)
                elif name != "staff_no":
                    value = next(columns).at(row, 0)
                    value = 0 if value is None else value
                    found.append(value if name == "deductions" else -value)
            return (*found, persons[row].staff_no)

        return key

    def formula(self, cell: Cell) -> Formula | None:
        if cell.result.value is None:
            return None
        numbers = tuple(number for number in cell.inputs() if number.value is not None)
        return Formula(cell.result, joined(list(numbers), COMMA), BY_QUOTA)

    def among(self, node: Node) -> Among:
        return Among(self.by, node.inputs[0])


@dataclass(frozen=True)
class Gate:
    """Caps a grade: for an incident of a kind and severity, or a certificate missing."""

    at_best: int  # place of the grade
    kinds: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    certificate: str = ""

    def holds(self, scope: Scope) -> Any:
        """Return for whom the gate is shut."""
        found = np.zeros(len(scope.ground.people), dtype=np.bool_)
        found[[row.person for row in self.records(scope)]] = True
        return ~found if self.certificate else found

    def records(self, scope: Scope) -> list[CertificateRow] | list[IncidentRow]:
        """Return the incidents that shut it, or the certificates that keep it open."""
        span = scope.periods[0]
        if self.certificate:
            return [
                held
                for held in scope.ground.certificates
                if held.person >= 0
                and held.name == self.certificate
                and held.obtained_on <= span.ends
                and (held.expires_on is None or held.expires_on >= span.ends)
            ]
        return [
            row
            for row in scope.ground.incidents
            if row.person >= 0
            and span.holds(row.on)
            and (not self.kinds or row.kind in self.kinds)
            and (not self.severities or row.severity in self.severities)
        ]


@dataclass(frozen=True)
class Gated:
    """A grade after the gates; a place that a gate frees is not filled again."""

    gates: tuple[Gate, ...]
    title: ClassVar[Text] = Text("评级", "grade")

    def compute(self, scope: Scope, inputs: Sequence[Any]) -> Column:
        (grade,) = inputs
        num = grade.num
        for gate in self.gates:
            shut = gate.holds(scope)[:, None]
            num = np.where(shut, np.maximum(num, gate.at_best), num)
        return Column.of(num, 1, grade.state)

    def formula(self, cell: Cell) -> Formula | None:
        free = cell.input(0)
        if free.value is None or cell.result.value is None:
            return None
        if free.value == cell.result.value:
            return Formula(cell.result, (free,))
        return Formula(cell.result, (free,), Text("门槛限制", "capped by a gate"))


def members(scope: Scope, by: str, composite: Column, *, leavers: bool) -> list[Any]:
    """Return the rows of each group that have a composite, without leavers unless asked for."""
    people, span = scope.ground.people, scope.periods[0]
    number, names = people.groups(by, span.ends)
    counts = composite.has[:, 0]
    if not leavers:
        counts = counts & people.stays(span)
    return [np.flatnonzero((number == group) & counts) for group in range(len(names))]
