"""What changed since the run before: which measures moved the composite, and by how much."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q, Subquery
from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.base.numbers.comparing import differs
from perfcenter.base.numbers.places import places_for
from perfcenter.base.numbers.rounding import apportion, exact, rounded
from scoring.models import MeasureScore, Result, ScoreRun
from scoring.runs.kept import compiled_of
from scoring.scheme.stored import definition
from scoring.sheet.model import MeasureLine, Sheet
from scoring.sheet.places import composite_places, places_of_composite
from scoring.sheet.scales import Scale, scale_of, telling_apart
from scoring.sheet.withheld import measure_told, result_told

LONGEST = 6
"""Lines that are named; what is left is one line."""
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Change:
    """A line whose contribution changed, what of it changed, and the points that it moved; None
    where these are told at publication only."""

    code: str
    title: str
    what: str
    points: Decimal | None


@dataclass(frozen=True)
class Changes:
    """The run compared with, the composites, and the lines that differ, the largest first.

    As shown: `points` is the difference of the composites as they are written, and the lines and
    `rest` (what lines beyond the longest list brought together) add up to it where `adds_up`.
    """

    run: ScoreRun
    before: str
    lines: tuple[Change, ...]
    more: int
    rest: Decimal
    points: Decimal | None
    places: int

    @property
    def adds_up(self) -> bool:
        parts = sum((line.points or NOTHING for line in self.lines), self.rest)
        return self.points is not None and parts == self.points


def changes_since(run: ScoreRun, sheet: Sheet) -> Changes | None:
    """Return the changes against the cycle's previous run; None without one or a place in it."""
    staff_no = sheet.staff_no
    newest = ScoreRun.objects.filter(cycle=run.cycle_id, number__lt=run.number).values("pk")[:1]
    results = {
        result.run_id: result_told(result, sheet.withheld)
        for result in Result.objects.filter(
            Q(run=run) | Q(run=Subquery(newest)), manager=staff_no
        ).select_related("run")
    }
    if len(results) < 2:
        return None
    now = results.pop(run.pk).composite
    (earlier,) = results.values()
    previous, before = earlier.run, earlier.composite
    scheme = definition(run.cycle.scheme)
    # What the viewer may not know of peers does not follow from places either.
    median = earlier.peer_median if sheet.median_places else None
    of_before = places_of_composite(before, scheme, median)
    of_now = composite_places(sheet)
    places = max(of_before, of_now)
    points = None
    if before is not None and now is not None:
        points = rounded(now, of_now) - rounded(before, of_before)
    moved = _moved(previous, run, sheet)
    parts = [part for _row, _before, part in moved]
    shown = apportion(sum(parts) if points is None else points, parts, places)
    known = {line.code: line for line in sheet.lines}
    lines = tuple(
        _change(known[row.measure_code], row, row_before, part)
        for (row, row_before, _points), part in zip(moved[:LONGEST], shown, strict=False)
    )
    rest = shown[LONGEST:]
    written = formats.plain(before, of_before)
    return Changes(previous, written, lines, len(rest), sum(rest, NOTHING), points, places)


Moved = tuple[MeasureScore, MeasureScore | None, float]
"""A row of now, the same of before, and the points between them."""


def _moved(previous: ScoreRun, run: ScoreRun, sheet: Sheet) -> list[Moved]:
    """Return the rows with another value or contribution than before, the largest first."""
    rows: dict[int, dict[str, MeasureScore]] = {previous.pk: {}, run.pk: {}}
    graph = compiled_of(run).graph
    for row in MeasureScore.objects.filter(run__in=rows, manager=sheet.staff_no):
        rows[row.run_id][row.measure_code] = measure_told(row, graph, sheet.withheld)
    found: list[Moved] = []
    for code, now in rows[run.pk].items():
        before = rows[previous.pk].get(code)
        points = now.contribution - (before.contribution if before else 0.0)
        if before is None or differs(points, 0) or before.value != now.value:
            found.append((now, before, points))
    return sorted(found, key=lambda moved: -abs(moved[2]))


def _change(
    line: MeasureLine, now: MeasureScore, before: MeasureScore | None, points: Decimal
) -> Change:
    what = _("; ").join(_differences(line, now, before))
    if line.is_withheld:
        return Change(line.code, line.title, what, None)
    return Change(line.code, line.title, what or _("the limit of all points together"), points)


def _differences(
    line: MeasureLine, now: MeasureScore, before: MeasureScore | None
) -> Iterator[str]:
    """Say which of value, target and weight differ, and how; a capped total moves without them."""
    scale = scale_of(line)
    value = before.value if before else None
    if before is None or value != now.value:
        yield _arrow(scale, value, now.value)
    if before is None:
        return
    if before.target != now.target:
        change = _arrow(scale, before.target, now.target)
        yield _("target %(change)s") % {"change": change}
    # What came in or fell out has no weight on one side: its value says so.
    if before.weight and now.weight and differs(before.weight, now.weight):
        yield _("weight %(change)s") % {"change": _weights(before.weight, now.weight)}


def _arrow(scale: Scale, before: Fraction | None, now: Fraction | None) -> str:
    """Write two values that differ so that they also read as different."""
    fine = telling_apart(scale, before, now)
    return f"{fine.written(before)} → {fine.written(now)}"


def _weights(before: float, now: float) -> str:
    places = places_for(exact(now) * 100, apart=[exact(before) * 100])
    return f"{formats.percent(before, places)} → {formats.percent(now, places)}"
