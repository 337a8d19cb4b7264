"""What others changed in cycles since a page of it was opened."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from perfcenter.models import AuditEntry
from perfcenter.trail.words import LogLine, lines
from scoring.models import Cycle

PLACES = ("cycle.add_participant", "cycle.end_participant", "cycle.exclude_participant")
ACTIONS = {
    "due": ("cycle.due",),
    "add": PLACES,
    "exclude": PLACES,
    "end": PLACES,
    "close": PLACES,
    "wait": PLACES,
    "reviewer": ("cycle.reviewer", "cycle.take_over"),
    "second": ("cycle.second_level",),
    "take-over": ("cycle.reviewer", "cycle.take_over"),
}
"""What was done, by the change that it stands against."""
FEW = 10


def last_change(cycles: Collection[Cycle]) -> int:
    """Return the number of the newest entry about the cycles; 0 where there is none."""
    newest = _entries(cycles).values_list("pk", flat=True).first()
    return newest or 0


def changed_since(
    cycles: Collection[Cycle], what: str, read: int, manager: str = ""
) -> list[LogLine]:
    """Return what was done after an entry that stands against a change, of one person or of all."""
    found = _entries(cycles).filter(pk__gt=read, action__in=ACTIONS[what])
    return lines([one for one in found[: FEW * FEW] if _concerns(one, manager)][:FEW])


def _entries(cycles: Collection[Cycle]) -> Any:
    keys = [str(cycle.pk) for cycle in cycles]
    return AuditEntry.objects.filter(object_type="scoring.Cycle", object_key__in=keys)


def _concerns(entry: AuditEntry, manager: str) -> bool:
    about = entry.detail.get("manager")
    return not manager or about is None or about == manager
