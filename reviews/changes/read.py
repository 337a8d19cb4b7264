"""What others changed in a cycle since a page of it was opened."""

from __future__ import annotations

from typing import Any

from perfcenter.models import AuditEntry
from perfcenter.trail.words import LogLine, lines
from scoring.models import Cycle

ACTIONS = {
    "due": ("cycle.due",),
    "add": ("cycle.add_participant", "cycle.end_participant"),
    "end": ("cycle.add_participant", "cycle.end_participant"),
    "reviewer": ("cycle.reviewer", "cycle.take_over"),
    "take-over": ("cycle.reviewer", "cycle.take_over"),
}
"""What was done, by the change that it stands against."""
FEW = 10


def last_change(cycle: Cycle) -> int:
    """Return the number of the newest entry about the cycle; 0 where there is none."""
    newest = _entries(cycle).values_list("pk", flat=True).first()
    return newest or 0


def changed_since(cycle: Cycle, what: str, read: int, manager: str = "") -> list[LogLine]:
    """Return what was done after an entry that stands against a change, of one person or of all."""
    found = _entries(cycle).filter(pk__gt=read, action__in=ACTIONS[what])
    return lines([one for one in found[: FEW * FEW] if _concerns(one, manager)][:FEW])


def _entries(cycle: Cycle) -> Any:
    return AuditEntry.objects.filter(object_type="scoring.Cycle", object_key=str(cycle.pk))


def _concerns(entry: AuditEntry, manager: str) -> bool:
    about = entry.detail.get("manager")
    return not manager or about is None or about == manager
