"""Formulas: what they name must be there, of one unit and one kind of period, and in no circle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.graph.expression.parsing import (
    Call,
    Constant,
    Expression,
    FormulaError,
    Name,
    names_in,
    parse,
)
from scoring.scheme.draft import BONUS, DEDUCTIONS, MEASURES, Draft, Row
from scoring.scheme.measures import AnyMeasure, Measure, PointsMeasure
from scoring.scheme.problems import Problem

TOGETHER = {"+", "-", "min", "max", "<", "<=", ">", ">=", "==", "!=", "clip", "default"}
REDUCERS = {"sum_over_periods", "mean_over_periods", "last_period"}
TRUTH = {"<", "<=", ">", ">=", "==", "!=", "and", "or", "not"}


@dataclass(frozen=True)
class Known:
    """What is known of an expression: its unit ("" for a bare number or a mixture), its periods."""

    unit: str
    kind: str


def formula_problems(draft: Draft) -> Iterator[Problem]:
    """Yield what is wrong with the formulas of a file."""
    measures = dict(_measures(draft))
    codes = {row.text("code") for row in _rows(draft)} - {""}
    pools = {row.text("code") for row in draft.rows("pools")} - {""}
    needs: dict[str, list[str]] = {}
    for row in _rows(draft):
        text = row.data.get("formula")
        if not isinstance(text, str):
            continue
        try:
            expression = parse(text)
        except FormulaError as error:
            yield row.problem(error.kind, "formula", at=error.at + 1, **error.words)
            continue
        needs[row.text("code")] = [name.code for name in names_in(expression)]
        unknown = list(_unknown(row, expression, codes, pools, measures))
        yield from unknown
        if not unknown:
            yield from _Checker(row, measures).problems(expression)
    yield from _circles(draft, needs)


def _rows(draft: Draft) -> list[Row]:
    return [row for keys in (MEASURES, BONUS, DEDUCTIONS) for row in draft.rows(*keys)]


def _measures(draft: Draft) -> Iterator[tuple[str, AnyMeasure]]:
    for _row, measure in draft.sound(Measure, *MEASURES):
        yield measure.code, measure
    for keys in (BONUS, DEDUCTIONS):
        for _row, points in draft.sound(PointsMeasure, *keys):
            yield points.code, points


def _unknown(
    row: Row,
    expression: Expression,
    codes: set[str],
    pools: set[str],
    measures: dict[str, AnyMeasure],
) -> Iterator[Problem]:
    for name in names_in(expression):
        if name.part == "pool":
            if name.code not in pools:
                yield row.problem("a_pool", "formula", at=name.at + 1)
        elif name.code not in codes:
            yield row.problem(
                "a_measure", "formula", at=name.at + 1, allowed=", ".join(sorted(codes))
            )
        elif name.code in measures and not _has(measures[name.code], name.part):
            yield row.problem(
                "no_such_part", "formula", at=name.at + 1, code=name.code, part=name.part
            )


def _has(measure: AnyMeasure, part: str) -> bool:
    if part == "score":
        return measure.rule is not None
    if part in {"target", "completion"}:
        return isinstance(measure, Measure) and measure.has_target
    return True


class _Checker:
    """Goes through one formula from the leaves up."""

    def __init__(self, row: Row, measures: dict[str, AnyMeasure]) -> None:
        self.row, self.measures = row, measures
        self.found: list[Problem] = []

    def problems(self, expression: Expression) -> Iterator[Problem]:
        known = self._known(expression)
        own = self.row.data.get("period", "cycle")
        if not self.found and known.kind not in {"cycle", own}:
            self.found.append(self.row.problem("period_of_formula", "formula", period=known.kind))
        yield from self.found

    def _known(self, expression: Expression) -> Known:
        if isinstance(expression, Constant):
            return Known("", "cycle")
        if isinstance(expression, Name):
            return self._of_name(expression)
        parts = [self._known(argument) for argument in expression.arguments]
        kind = self._kind(expression, parts)
        return Known(self._unit(expression, parts), kind)

    def _of_name(self, name: Name) -> Known:
        if name.part == "pool":
            return Known("yuan", "cycle")
        measure = self.measures.get(name.code)
        if measure is None:
            return Known("", "cycle")
        unit = {"score": "points", "completion": "ratio"}.get(name.part, measure.unit)
        if name.part == "score" and measure.rule is not None:
            unit = measure.rule.result
        return Known(unit, measure.period)

    def _kind(self, call: Call, parts: list[Known]) -> str:
        if call.function in REDUCERS:
            return "cycle"
        kinds = sorted({part.kind for part in parts} - {"cycle"})
        if len(kinds) > 1:
            self.found.append(
                self.row.problem(
                    "periods_differ", "formula", at=call.at + 1, left=kinds[0], right=kinds[1]
                )
            )
        return kinds[0] if kinds else "cycle"

    def _unit(self, call: Call, parts: list[Known]) -> str:
        units = [part.unit for part in parts[1:] if call.function == "if" or part]
        if call.function == "if":
            return self._same(call, units)
        units = [part.unit for part in parts]
        if call.function in TOGETHER:
            unit = self._same(call, units)
            return "" if call.function in TRUTH else unit
        if call.function in TRUTH:
            return ""
        if call.function == "*":
            return _product(units)
        if call.function == "/":
            return _quotient(units)
        return units[0]

    def _same(self, call: Call, units: list[str]) -> str:
        known = sorted({unit for unit in units if unit})
        if len(known) > 1:
            self.found.append(
                self.row.problem(
                    "units_differ", "formula", at=call.at + 1, left=known[0], right=known[1]
                )
            )
        return known[0] if known else ""


def _product(units: list[str]) -> str:
    """A share or a number of something keeps the other's unit; a bare number may be a price."""
    known = [unit for unit in units if unit not in {"ratio", "count"}]
    return known[0] if len(known) == 1 and "" not in units else ""


def _quotient(units: list[str]) -> str:
    above, below = units
    if above and above == below:
        return "ratio"
    return above if below == "count" else ""


def _circles(draft: Draft, needs: dict[str, list[str]]) -> Iterator[Problem]:
    rows = {row.text("code"): row for row in _rows(draft)}
    done: set[str] = set()
    for start in needs:
        path: list[str] = []
        circle = _circle(start, needs, path, done)
        if circle:
            yield rows[circle[0]].problem("circle", "formula", codes=" → ".join(circle))
            return


def _circle(code: str, needs: dict[str, list[str]], path: list[str], done: set[str]) -> list[str]:
    if code in path:
        return [*path[path.index(code) :], code]
    if code in done:
        return []
    path.append(code)
    for needed in needs.get(code, ()):
        found = _circle(needed, needs, path, done)
        if found:
            return found
    path.pop()
    done.add(code)
    return []
