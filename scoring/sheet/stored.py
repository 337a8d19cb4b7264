"""The stored rows behind score sheets, read for any number of managers in the same few queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from portfolio.models import Manager
from scoring.engine.bands import LEAST_PEERS
from scoring.models import Cycle, DimensionScore, MeasureScore, Result, RoracCell, ScoreRun
from scoring.runs.digests import WITH_COMPLETIONS
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


def read_rows(run: ScoreRun, managers: Sequence[Manager]) -> Rows:
    """Read all that the sheets of these managers are made of."""
    staff = [manager.staff_no for manager in managers]
    composites, values = _previous(previous_cycle(run.cycle), staff)
    of_run: dict[str, Any] = {"run": run, "manager__in": staff}
    return Rows(
        results=_by_manager(Result.objects.filter(**of_run)),
        dimensions=_nested(DimensionScore.objects.filter(**of_run), "dimension"),
        measures=_nested(MeasureScore.objects.filter(**of_run), "measure_code"),
        cells=_listed(RoracCell.objects.filter(**of_run).order_by("product_id", "part")),
        composites=_peer_composites(run),
        previous=composites,
        previous_values=values,
        is_without_completions=run.layout < WITH_COMPLETIONS,
    )


def previous_cycle(cycle: Cycle) -> Cycle | None:
    """Return the last published cycle that ends before this one begins."""
    earlier = Cycle.objects.filter(published_run__isnull=False, last_month__lt=cycle.first_month)
    return earlier.select_related("scheme").order_by("-last_month", "-first_month", "code").first()


def _previous(
    cycle: Cycle | None, staff: list[str]
) -> tuple[dict[str, Previous], dict[tuple[str, str], Fraction | None]]:
    """Return the composites and the values of measures that a published cycle holds."""
    if cycle is None:
        return {}, {}
    held: dict[str, Any] = {"run": cycle.published_run_id, "manager__in": staff}
    scheme = definition(cycle.scheme)
    found: Any = Result.objects.filter(**held)
    composites = {
        who: Previous(composite, places_of_composite(composite, scheme, median))
        for who, composite, median in found.values_list("manager_id", "composite", "peer_median")
    }
    values: Any = MeasureScore.objects.filter(**held).values_list(
        "manager_id", "measure_code", "value"
    )
    return composites, {(who, code): value for who, code, value in values}


def peer_group(run: ScoreRun, line: str, branch: str) -> tuple[str, str]:
    """Return the key of a peer group: the line, or line and branch where the scheme says so."""
    by_branch = definition(run.cycle.scheme).peers == "line_and_branch"
    return (line, branch if by_branch else "")


def _peer_composites(run: ScoreRun) -> dict[tuple[str, str], tuple[float, ...]]:
    """Return the composites of each peer group in ascending order; nothing from fewer than five."""
    groups: dict[tuple[str, str], list[float]] = defaultdict(list)
    peers = Result.objects.filter(run=run, is_leaver=False, composite__isnull=False)
    rows: Any = peers.values_list("line", "manager__branch_id", "composite")
    for line, branch, composite in rows:
        groups[peer_group(run, line, branch)].append(float(composite))
    return {key: tuple(sorted(found)) for key, found in groups.items() if len(found) >= LEAST_PEERS}


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
