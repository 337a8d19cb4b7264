"""What changed since the run before: which measures moved the composite, and by how much."""

from dataclasses import dataclass
from fractions import Fraction

from perfcenter.formats import language
from scoring.models import MeasureScore, Result, ScoreRun
from scoring.scheme.stored import definition


@dataclass(frozen=True)
class Change:
    """A line whose contribution changed, with its value before and now."""

    code: str
    title: str
    unit: str
    before: Fraction | None
    now: Fraction | None
    points: float


@dataclass(frozen=True)
class Changes:
    """The run compared with, the composites, and the lines that differ, the largest first."""

    run: ScoreRun
    before: Fraction | None
    now: Fraction | None
    lines: tuple[Change, ...]

    @property
    def points(self) -> Fraction | None:
        if self.before is None or self.now is None:
            return None
        return self.now - self.before


def changes_since(run: ScoreRun, staff_no: str) -> Changes | None:
    """Return the changes against the cycle's previous run; None without one or a place in it."""
    previous = ScoreRun.objects.filter(cycle=run.cycle_id, number__lt=run.number).first()
    if previous is None:
        return None
    results = {
        result.run_id: result
        for result in Result.objects.filter(run__in=[previous, run], manager=staff_no)
    }
    if len(results) < 2:
        return None
    lines = _lines(previous, run, staff_no)
    before, now = results[previous.pk], results[run.pk]
    return Changes(previous, before.composite, now.composite, lines)


def _lines(previous: ScoreRun, run: ScoreRun, staff_no: str) -> tuple[Change, ...]:
    rows: dict[int, dict[str, MeasureScore]] = {previous.pk: {}, run.pk: {}}
    for row in MeasureScore.objects.filter(run__in=rows, manager=staff_no):
        rows[row.run_id][row.measure_code] = row
    scheme, changed = definition(run.cycle.scheme), []
    for code, now in rows[run.pk].items():
        before = rows[previous.pk].get(code)
        points = now.contribution - (before.contribution if before else 0.0)
        if before is None or round(points, 10) or before.value != now.value:
            measure = scheme.measure(code)
            changed.append(
                Change(
                    code,
                    measure.title_for(language()),
                    measure.unit,
                    before.value if before else None,
                    now.value,
                    points,
                )
            )
    return tuple(sorted(changed, key=lambda change: -abs(change.points)))
