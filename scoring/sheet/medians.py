"""Which medians of peers a viewer may see, and how exactly: before publication nothing follows.

Until a cycle is published a median is told in whole points, so that who stands at it does not learn
her rank and it is nobody's score; and only where at least four of those behind it are people whose
scores the viewer does not see (of five people one may be herself), or none are. Where nobody in
particular looks, there is none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import Exists, QuerySet, Value

from perfcenter.base.numbers.rounding import rounded
from perfcenter.models import User
from scoring.engine.bands import LEAST_PEERS
from scoring.models import DimensionScore, MeasureScore, Participant, Result, ScoreRun

EXACT, WHOLE = 2, 0
"""Places of a median as it is shown."""
UNSEEN = LEAST_PEERS - 1
LOOKED_AT = 100
"""Unseen people who are looked at; a score that fewer than four of so many have stays out."""

Kind = Literal["composite", "dimension", "measure"]


def knows_peers(run: ScoreRun, viewer: User | None) -> bool:
    """Whether the viewer may know what publication tells everybody: exact medians, and grades."""
    is_published = run.cycle.published_run_id == run.pk
    return is_published or (viewer is not None and viewer.sees_everyone)


@dataclass(frozen=True)
class Medians:
    """What becomes of the medians of a sheet; without counts of unseen people all are shown."""

    places: int = EXACT
    unseen: Counter[tuple[Kind, str]] | None = None
    are_all: bool = True  # whether everybody unseen was looked at

    def shown(self, kind: Kind, code: str, median: float | None) -> float | None:
        """Return the median as the viewer may know it."""
        if median is None or not self._may_show(kind, code):
            return None
        return median if self.places == EXACT else float(rounded(median, self.places))

    def _may_show(self, kind: Kind, code: str) -> bool:
        if self.unseen is None:
            return True
        count = self.unseen[kind, code]
        return count >= UNSEEN or (count == 0 and self.are_all)


@dataclass
class MediansOfRun:
    """The medians of a run for one viewer, group by group."""

    run: ScoreRun
    viewer: User | None
    is_open: bool
    by_branch: bool
    found: dict[tuple[str, str], Medians] = field(default_factory=dict)

    def of(self, line: str, branch: str) -> Medians:
        """Return what the viewer may know of the group's medians."""
        if not self.is_open:
            return Medians()
        if self.viewer is None:
            return Medians(WHOLE, Counter(), are_all=False)
        key = (line, branch if self.by_branch else "")
        if key not in self.found:
            seen = Participant.objects.visible_to(self.viewer).filter(cycle=self.run.cycle_id)
            self.found[key] = self._counted(seen, *key)
        return self.found[key]

    def _counted(self, seen: QuerySet[Participant], line: str, branch: str) -> Medians:
        """Count who of the group is not seen; who sees nobody but herself learns nothing by it."""
        others = seen.exclude(manager=self.viewer.manager_id) if self.viewer else seen
        group = Result.objects.filter(run=self.run, is_leaver=False, line=line)
        if self.by_branch:
            group = group.filter(branch=branch)
        unseen = group.exclude(manager__in=seen.values("manager")).order_by("pk")
        rows: Any = unseen.values_list("manager", "composite", Exists(others))
        found = list(rows[: LOOKED_AT + 1])
        if not any(sees_others for _manager, _composite, sees_others in found):
            return Medians(WHOLE)
        people = {manager: composite for manager, composite, _sees_others in found}
        counts: Counter[tuple[Kind, str]] = Counter()
        counts["composite", ""] = sum(points is not None for points in people.values())
        held: dict[str, Any] = {"run": self.run, "manager__in": people, "score__isnull": False}
        dimensions = DimensionScore.objects.filter(**held).order_by()
        measures = MeasureScore.objects.filter(**held).order_by()
        kinds: Any = dimensions.values_list(Value("dimension"), "dimension").union(
            measures.values_list(Value("measure"), "measure_code"), all=True
        )
        counts.update(kinds)
        return Medians(WHOLE, counts, are_all=len(people) <= LOOKED_AT)
