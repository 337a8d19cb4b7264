"""What a run kept of one measure of one person: her cells, and the rows behind one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, cast

from perfcenter.base import formats
from scoring.amending.said import was_before
from scoring.amending.told import Told
from scoring.cycles.names import names_of
from scoring.explanation.behind import Behind
from scoring.explanation.judged import judged_rows
from scoring.graph.calendar import Period
from scoring.graph.following import NOTHING, Following
from scoring.graph.formula import Number
from scoring.graph.graph import Cells
from scoring.graph.ground import Ground
from scoring.graph.node import Scope
from scoring.graph.sources.judgment import Judged
from scoring.graph.sources.responsibility_profit import OWN_LOSSES, ResponsibilityProfit
from scoring.graph.sources.rorac import OWN_CELLS, OwnCell
from scoring.graph.trace import Line, trace
from scoring.inputs.needs import needs_of
from scoring.inputs.own import OwnGround
from scoring.models import NameAsPublished, RoracCell, ScoreRun
from scoring.runs.kept import compiled_of
from scoring.scheme.measures import AnyMeasure
from scoring.sheet.withheld import cells_told

TOPS = ("contribution", "score.cycle", "score", "value.cycle", "value")
OF_PERIOD = ("score", "value", "target", "units")


@dataclass(frozen=True)
class Kept:
    """The cells of one measure of one person, in one of its periods."""

    told: Told
    cells: Cells
    measure: AnyMeasure
    asked: str  # the code of a period; "" for the last that has a number

    @property
    def run(self) -> ScoreRun:
        return self.told.run

    @property
    def staff_no(self) -> str:
        return self.told.staff_no

    @property
    def person(self) -> int:
        return self.cells.ground.people.place[self.staff_no]

    @property
    def code(self) -> str:
        return self.measure.code

    @property
    def is_put_right(self) -> bool:
        """Whether a decision gave the value, so that nothing computes it."""
        return (self.staff_no, self.code, self.period) in {one.place for one in self.told.values}

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        return self.cells.ground.calendar.periods(self.measure.period)

    @cached_property
    def period(self) -> int:
        """The place of the period that the page opens."""
        codes = [period.code for period in self.periods]
        if self.asked in codes:
            return codes.index(self.asked)
        last = "score" if self.measure.rule else "value"
        known = [t for t in range(len(codes)) if self.number(last, t).value is not None]
        return known[-1] if known else len(codes) - 1

    def has(self, part: str) -> bool:
        return f"{self.code}.{part}" in self.cells.graph

    def number(self, part: str, period: int | None = None) -> Number:
        """Return a number of the measure: its value, target, score."""
        at = self.period if period is None else period
        return self.cells.number(f"{self.code}.{part}", self.person, at)

    @cached_property
    def lines(self) -> list[Line]:
        """The formulas from the contribution down to the source, each cell once."""
        top = next(part for part in TOPS if self.has(part))
        found = self._trace(f"{self.code}.{top}", 0, self.code)
        seen = {(line.node.key, line.number.period) for line in found}
        for part, period in (("weight", 0), *((part, self.period) for part in OF_PERIOD)):
            if self.has(part) and (f"{self.code}.{part}", period) not in seen:
                found += [
                    line
                    for line in self._trace(f"{self.code}.{part}", period, self.code)
                    if (line.node.key, line.number.period) not in seen
                ]
                seen = {(line.node.key, line.number.period) for line in found}
        return found + list(self._pools(found))

    def _pools(self, lines: list[Line]) -> Iterator[Line]:
        """Yield the lines of the pools that a formula reads."""
        done: set[str] = set()
        for line in lines:
            for piece in line.formula.pieces if line.formula else ():
                node = piece.node if isinstance(piece, Number) else ""
                if node.startswith("pool.") and node not in done:
                    done.add(node)
                    yield from self._trace(node, 0, self.cells.graph[node].code)

    def _trace(self, key: str, period: int, code: str) -> list[Line]:
        return trace(self.cells, key, self.person, period, code=code)

    @cached_property
    def source_line(self) -> Line | None:
        """The line of which rows stand behind: whole units are counted of rows of their own."""
        found = [line for line in self.lines if line.reads_rows]
        units = [line for line in found if line.node.key == f"{self.code}.units"]
        return next(iter(units or found), None)

    def behind(self, cells: list[RoracCell]) -> Behind | None:
        """Return the rows behind the value, from the files that the run named."""
        line = self.source_line
        if line is None:
            return None
        manifest = self.told.manifest
        compiled = compiled_of(self.run)
        names = names_of(self.run.cycle, NameAsPublished.Kind.PRODUCT)
        ground = OwnGround(
            manifest,
            self.cells.ground.people.persons[self.person],
            names,
            last=self._last_month(line),
            loss_rates=needs_of(compiled.scheme).loss_rates if _has_losses(line) else None,
        )
        shared: dict[str, Any] = {
            **compiled.shared,
            OWN_LOSSES: ground.losses_at,
            OWN_CELLS: [_own(ground, cell) for cell in cells],
        }
        node = line.node
        scope = Scope(cast(Ground, ground), node.kind, node.code, node.away, shared)
        rows = line.rows(scope)
        if rows is None:
            return None
        if not rows.unit:
            rows = replace(rows, unit=node.unit)
        if isinstance(getattr(node.operation, "source", None), Judged):
            rows = judged_rows(rows, self.run, self.staff_no, self.code)
        return Behind(rows, ground, formats.language(), was_before(self.told.facts))

    def _last_month(self, line: Line) -> int:
        """Return the place of the last month of the period that a line is of."""
        calendar = self.cells.ground.calendar
        period = calendar.periods(line.node.kind)[line.number.period]
        return calendar.months.index(period.months[-1])


def _has_losses(line: Line) -> bool:
    return isinstance(getattr(line.node.operation, "source", None), ResponsibilityProfit)


def kept_of(
    told: Told, measure: AnyMeasure, period: str, withheld: Following = NOTHING
) -> Kept | None:
    """Return what a run or an amendment kept; None for a run of before there were blocks."""
    cells = told.cells
    if cells is None or told.staff_no not in cells.ground.people.place:
        return None
    return Kept(told, cells_told(cells, withheld), measure, period)


def _own(ground: OwnGround, cell: RoracCell) -> OwnCell:
    return OwnCell(
        -1 if cell.product_id is None else ground.product_place[cell.product_id],
        cell.part,
        cell.management_cost,
        cell.fixed_cost,
        cell.k0,
        cell.age,
    )
