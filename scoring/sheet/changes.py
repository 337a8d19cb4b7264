"""What changed since the run before: which measures moved the composite, and by how much."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.base.numbers.rounding import apportion, rounded
from scoring.models import MeasureScore, Result, ScoreRun
from scoring.scheme.stored import definition

LONGEST = 6
"""Lines that are named; what is left is one line."""
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Change:
    """A line whose contribution changed, what of it changed, and the points that it moved."""

    code: str
    title: str
    what: str
    points: Decimal


@dataclass(frozen=True)
class Changes:
    """The run compared with, the composites, and the lines that differ, the largest first.

    As shown: `points` is the difference of the composites as they are written, and the lines and
    `rest` (what lines beyond the longest list brought together) add up to it where `adds_up`.
    """

    run: ScoreRun
    before: Fraction | None
    lines: tuple[Change, ...]
    more: int
    rest: Decimal
    points: Decimal | None

    @property
    def adds_up(self) -> bool:
        parts = sum((line.points for line in self.lines), self.rest)
        return self.points is not None and parts == self.points


def changes_since(run: ScoreRun, staff_no: str) -> Changes | None:
    """Return the changes against the cycle's previous run; None without one or a place in it."""
    newest = ScoreRun.objects.filter(cycle=run.cycle_id, number__lt=run.number).values("pk")[:1]
    composite = Result.objects.filter(run=OuterRef("run"), manager=staff_no).values("composite")
    rows: dict[int, dict[str, Any]] = {run.pk: {}}
    for row in (
        MeasureScore.objects.filter(Q(run=run) | Q(run=Subquery(newest)), manager=staff_no)
        .annotate(composite=Subquery(composite))
        .select_related("run")
    ):
        rows.setdefault(row.run_id, {})[row.measure_code] = row
    now_rows = rows.pop(run.pk)
    if not now_rows or not rows:
        return None
    (earlier_rows,) = rows.values()
    now, earlier = next(iter(now_rows.values())).composite, next(iter(earlier_rows.values()))
    previous, before = earlier.run, earlier.composite
    points = None if before is None or now is None else rounded(now) - rounded(before)
    moved = _moved(earlier_rows, now_rows)
    parts = [part for _row, _before, part in moved]
    shown = apportion(sum(parts) if points is None else points, parts)
    lines = tuple(
        _change(run, row, earlier, part)
        for (row, earlier, _points), part in zip(moved[:LONGEST], shown, strict=False)
    )
    rest = shown[LONGEST:]
    return Changes(previous, before, lines, len(rest), sum(rest, NOTHING), points)


Moved = tuple[MeasureScore, MeasureScore | None, float]
"""A row of now, the same of before, and the points between them."""


def _moved(earlier: Mapping[str, MeasureScore], rows: Mapping[str, MeasureScore]) -> list[Moved]:
    """Return the rows with another value or contribution than before, the largest first."""
    found: list[Moved] = []
    for code, now in rows.items():
        before = earlier.get(code)
        points = now.contribution - (before.contribution if before else 0.0)
        if before is None or round(points, 10) or before.value != now.value:
            found.append((now, before, points))
    return sorted(found, key=lambda moved: -abs(moved[2]))


def _change(
    run: ScoreRun, now: MeasureScore, before: MeasureScore | None, points: Decimal
) -> Change:
    measure = definition(run.cycle.scheme).measure(now.measure_code)
    what = _("; ").join(_differences(measure.unit, now, before))
    title = measure.title_for(formats.language())
    return Change(now.measure_code, title, what or _("the limit of all points together"), points)


def _differences(unit: str, now: MeasureScore, before: MeasureScore | None) -> Iterator[str]:
    """Say which of value, target and weight differ, and how; a capped total moves without them."""
    value = before.value if before else None
    if before is None or value != now.value:
        yield _arrow(unit, value, now.value)
    if before is None:
        return
    if before.target != now.target:
        yield _("target %(change)s") % {"change": _arrow(unit, before.target, now.target)}
    # What came in or fell out has no weight on one side: its value says so.
    if before.weight and now.weight and round(before.weight - now.weight, 10):
        places = 2 if _percent(before, 2) != _percent(now, 2) else 4
        change = f"{_percent(before, places)} → {_percent(now, places)}"
        yield _("weight %(change)s") % {"change": change}


def _arrow(unit: str, before: Fraction | None, now: Fraction | None) -> str:
    return f"{formats.measure_value(unit, before)} → {formats.measure_value(unit, now)}"


def _percent(row: MeasureScore, places: int) -> str:
    return formats.percent(row.weight, places)
