"""The stored rows behind score sheets, read for any number of managers in the same few queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db.models import Q, QuerySet, Subquery

from portfolio.models import Manager
from scoring.models import Cycle, DimensionScore, MeasureScore, Result, RoracCell, ScoreRun
from scoring.runs.digests import WITH_COMPLETIONS
from scoring.runs.overriding import Overridden, overridden_in
from scoring.runs.sums import peer_composites, peer_group
from scoring.scheme.stored import definition
from scoring.sheet.places import places_of_composite


@dataclass(frozen=True)
class Previous:
    """The composite of the last published cycle, and the places in which it reads true."""

    composite: Fraction | None
    places: int


NO_COMPOSITE = Previous(None, 2)


@dataclass(frozen=True)
class Rows:
    """What a run holds of some managers, and what the last published cycle held of them."""

    results: dict[str, Result]
    dimensions: dict[str, dict[str, DimensionScore]]
    measures: dict[str, dict[str, MeasureScore]]
    cells: dict[str, list[RoracCell]]
    composites: dict[tuple[str, str], tuple[float, ...]]  # line, branch -> sorted
    previous: dict[str, Previous]
    previous_values: dict[tuple[str, str], Fraction | None]  # staff, measure
    is_without_completions: bool  # of a run made before they were kept
    overridden: Overridden = field(default_factory=dict)


def read_rows(run: ScoreRun, managers: Sequence[Manager], *, with_peers: bool) -> Rows:
    """Read all that the sheets of these managers are made of, peers' composites where shown."""
    staff = [manager.staff_no for manager in managers]
    of_run: dict[str, Any] = {"run": run, "manager__in": staff}
    with_schemes = Result.objects.select_related("run__cycle__scheme")
    results, before = _now_and_before(with_schemes, run, staff)
    measures, measures_before = _now_and_before(MeasureScore.objects.all(), run, staff)
    values = {(row.manager_id, row.measure_code): row.value for row in measures_before}
    groups = {peer_group(run, one.line, one.branch) for one in results}
    return Rows(
        results=_by_manager(results),
        dimensions=_nested(DimensionScore.objects.filter(**of_run), "dimension"),
        measures=_nested(measures, "measure_code"),
        cells=_listed(RoracCell.objects.filter(**of_run).order_by("product_id", "part")),
        composites=peer_composites(run, groups) if with_peers else {},
        previous={row.manager_id: _previous(row) for row in before},
        previous_values=values,
        is_without_completions=run.layout < WITH_COMPLETIONS,
        overridden=overridden_in(run, staff),
    )


def previous_cycle(cycle: Cycle) -> Cycle | None:
    """Return the last published cycle that ends before this one begins."""
    return previous_cycles(cycle).first()


def previous_cycles(cycle: Cycle) -> QuerySet[Cycle]:
    """Return the published cycles that end before this one begins, the last first."""
    earlier = Cycle.objects.filter(published_run__isnull=False, last_month__lt=cycle.first_month)
    return earlier.order_by("-last_month", "-first_month", "code")


def _now_and_before(
    rows: QuerySet[Any], run: ScoreRun, staff: list[str]
) -> tuple[list[Any], list[Any]]:
    """Return the people's rows of the run, and those of the cycle published before, in a query."""
    previous = Subquery(previous_cycles(run.cycle).values("published_run")[:1])
    found: tuple[list[Any], list[Any]] = ([], [])
    for row in rows.filter(Q(run=run) | Q(run=previous), manager__in=staff):
        found[row.run_id != run.pk].append(row)
    return found


def _previous(result: Result) -> Previous:
    scheme = definition(result.run.cycle.scheme)
    places = places_of_composite(result.composite, scheme, result.peer_median)
    return Previous(result.composite, places)


def _by_manager(rows: Iterable[Any]) -> dict[str, Any]:
    return {row.manager_id: row for row in rows}


def _nested(rows: Iterable[Any], key: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for row in rows:
        found[row.manager_id][getattr(row, key)] = row
    return found


def _listed(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.manager_id].append(row)
    return found
