"""Years and days in service."""

from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar, Literal

import numpy as np

from scoring.graph.column import Column
from scoring.graph.node import Scope
from scoring.graph.registry import sources
from scoring.graph.rows import Head, Row, Rows
from scoring.graph.source import Source
from scoring.graph.states import State
from scoring.graph.text import Text


@sources
class YearsOfService(Source):
    """Full years from hiring to the period's last day, or to leaving; both days count."""

    metric: Literal["years_of_service"]
    title: ClassVar[Text] = Text("入行年限", "Years of service")
    units: ClassVar[tuple[str, ...]] = ("years",)
    targets: ClassVar[str] = "last"

    def read(self, scope: Scope) -> Column:
        num = np.zeros(scope.shape, dtype=np.int64)
        state = np.full(scope.shape, State.NO_DATA, dtype=np.int8)
        for row, person in enumerate(scope.ground.people.persons):
            if person.hired_on is None:
                continue
            for period, span in enumerate(scope.periods):
                last = min(person.left_on or span.ends, span.ends)
                num[row, period], state[row, period] = _years(person.hired_on, last), State.VALUE
        return Column.of(num, 1, state)

    def rows(self, scope: Scope, period: int) -> Rows | None:
        return facts(scope, period)


@sources
class DaysInService(Source):
    """Days in service within the period, less the absences of the kinds that the measure names."""

    metric: Literal["days_in_service"]
    title: ClassVar[Text] = Text("在职天数", "Days in service")
    units: ClassVar[tuple[str, ...]] = ("count",)

    def read(self, scope: Scope) -> Column:
        return Column.of(scope.served)

    def rows(self, scope: Scope, period: int) -> Rows | None:
        return facts(scope, period)


def facts(scope: Scope, period: int) -> Rows:
    """Return the days that service is counted by, with the absences that are taken off."""
    person, span = scope.ground.people.persons[0], scope.periods[period]
    last = min(person.left_on or span.ends, span.ends)
    found = [Row((), cells=(Text("入职日期", "Hired"), person.hired_on, None))]
    if person.left_on:
        found.append(Row((), cells=(Text("离职日期", "Left"), person.left_on, None)))
    found.append(Row((), cells=(Text("计算截止日", "Counted until"), last, None)))
    found += [
        Row((), cells=(Text(f"缺勤：{away.kind}", f"away: {away.kind}"), away.from_on, away.to_on))
        for away in person.absences
        if away.kind in scope.away
    ]
    heads: tuple[Head, ...] = (Head(Text("项目", "Fact")), Head(Text("日期", "Day"), "day"))
    if any(row.cells[2] for row in found):
        heads = (*heads, Head(Text("至", "To"), "day"))
    rows = tuple(replace(row, cells=row.cells[: len(heads)]) for row in found)
    return Rows((), rows, how="facts", heads=heads, title=Text("在岗情况", "Service"))


def _years(begin: date, last: date) -> int:
    after = last + timedelta(days=1)
    turned = (after.month, after.day) >= (begin.month, begin.day)
    return max(0, after.year - begin.year - (0 if turned else 1))
