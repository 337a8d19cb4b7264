"""What pages would add up over everybody in a run: added up once, when the run is made."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from scoring.engine.bands import LEAST_PEERS
from scoring.models import Result, RunSum, ScoreRun
from scoring.scheme.stored import definition

Group = tuple[str, str]
"""A line, and a branch where the scheme compares within branches."""


def save_sums(run: ScoreRun) -> None:
    """Add up a run whose rows are there; the run itself may come after."""
    RunSum.objects.bulk_create(_peers(run))


def peer_group(run: ScoreRun, line: str, branch: str) -> Group:
    """Return the key of a peer group: the line, or line and branch where the scheme says so."""
    by_branch = definition(run.cycle.scheme).peers == "line_and_branch"
    return (line, branch if by_branch else "")


def peer_composites(run: ScoreRun, groups: Iterable[Group]) -> dict[Group, tuple[float, ...]]:
    """Return the composites of peer groups in ascending order; nothing from fewer than five."""
    keys = {key_of(group): group for group in groups}
    kept = RunSum.objects.filter(run=run, kind=RunSum.Kind.PEERS, key__in=keys)
    rows: Any = kept.values_list("key", "value")
    return {keys[key]: tuple(composites) for key, composites in rows}


def key_of(group: Group) -> str:
    return "\n".join(group)


def _peers(run: ScoreRun) -> list[RunSum]:
    groups: dict[Group, list[float]] = defaultdict(list)
    peers = Result.objects.filter(run=run, is_leaver=False, composite__isnull=False)
    rows: Any = peers.values_list("line", "branch", "composite")
    for line, branch, composite in rows:
        groups[peer_group(run, line, branch)].append(float(composite))
    return [
        RunSum(run=run, kind=RunSum.Kind.PEERS, key=key_of(group), value=sorted(found))
        for group, found in sorted(groups.items())
        if len(found) >= LEAST_PEERS
    ]
