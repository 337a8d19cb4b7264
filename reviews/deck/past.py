"""What runs froze of the year and of the year before, and what was planned a year ago."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reviews.models import AnnualReport
from reviews.report.content import GoalLine, content_shown
from scoring.inputs.year import Year
from scoring.inputs.years import Frozen
from scoring.models import Cycle, ScoreRun
from scoring.sheet.stored import previous_cycle


@dataclass(frozen=True)
class Past:
    """The cycle published before a run's, and the one before that."""

    before: Cycle | None
    earlier: Cycle | None

    @classmethod
    def of(cls, run: ScoreRun) -> Past:
        before = previous_cycle(run.cycle)
        return cls(before, previous_cycle(before) if before else None)

    def frozen(self, manifest: str) -> Frozen:
        """Return what the run read, and of the month before its cycle what any run has."""
        return Frozen.of(manifest, _manifest(self.before))

    def frozen_before(self) -> Frozen | None:
        """Return the same of the cycle published before; None where it froze nothing."""
        manifest = _manifest(self.before)
        return Frozen.of(manifest, _manifest(self.earlier)) if manifest else None

    def years(self, manifest: str, staff: list[str]) -> dict[str, Year]:
        """Return the managers' years as a run read them; nothing of a run that froze nothing."""
        return self.frozen(manifest).years(staff) if manifest else {}

    def years_before(self, staff: list[str]) -> dict[str, Year]:
        """Return the same of the year before; only of those who were in that cycle."""
        frozen = self.frozen_before()
        if self.before is None or frozen is None:
            return {}
        there = set(self.before.participants.filter(manager__in=staff).values_list(
            "manager_id", flat=True
        ))  # fmt: skip
        found = frozen.years(sorted(there))
        return {one: year for one, year in found.items() if year.has_book or year.products}

    def goals(self, staff: Iterable[str]) -> dict[str, tuple[GoalLine, ...]]:
        """Return what was planned in the reports of the year before."""
        if self.before is None:
            return {}
        reports = AnnualReport.objects.filter(
            cycle=self.before, manager__in=list(staff), submitted_at__isnull=False
        ).prefetch_related("goal_lines")
        return {report.manager_id: content_shown(report).goal_lines for report in reports}


def _manifest(cycle: Cycle | None) -> str:
    run = cycle.published_run if cycle is not None else None
    return run.manifest if run is not None else ""
