"""The entries of the audit log that speak of a person in a cycle, or of the cycle as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from perfcenter.base.batches import batches
from perfcenter.models import AuditEntry
from perfcenter.trail.recording import content_of
from reviews.models import (
    Acknowledgment,
    AnnualReport,
    CareerWish,
    Contract,
    Countersignature,
    ImprovementPlan,
    Interview,
    Objection,
    PublicationRequest,
    Recognition,
    TrainingNeed,
)
from scoring.models import Amendment, Cycle, Participant, ScoreRun

HERS = (
    AnnualReport,
    Participant,
    Contract,
    Acknowledgment,
    Objection,
    Amendment,
    Interview,
    ImprovementPlan,
    Recognition,
    TrainingNeed,
    CareerWish,
)
"""Objects of a cycle that are one person's."""
OF_THE_CYCLE = ("cycle.publish",)
"""What was done to all of them at once; other entries of a cycle name other people."""


def steps_of(cycle: Cycle, *, after: int = 0) -> dict[str, list[AuditEntry]]:
    """Return the entries by staff number, the oldest first; those of the cycle under ''."""
    targets = _targets(cycle)
    found: dict[str, list[AuditEntry]] = defaultdict(list)
    for kind, keys in targets.items():
        for some in batches(keys):
            entries = AuditEntry.objects.filter(object_type=kind, object_key__in=some, id__gt=after)
            for entry in entries:
                found[keys[entry.object_key]].append(entry)
    found[""].extend(_whole(cycle, after))
    return {
        whose: sorted(some, key=lambda entry: entry.pk) for whose, some in found.items() if some
    }


def plain_entry(entry: AuditEntry) -> dict[str, Any]:
    """Return an entry with all that its digest is made of, in that order."""
    return {"number": entry.pk, "content": content_of(entry), "digest": entry.digest}


def _targets(cycle: Cycle) -> dict[str, dict[str, str]]:
    """Return, by kind of object, whose each object of the cycle is."""
    found = {
        model._meta.label: _by_key(
            model._default_manager.filter(cycle=cycle).values_list("pk", "manager_id")
        )
        for model in HERS
    }
    countered = Countersignature.objects.filter(contract__cycle=cycle)
    whose = _by_key(countered.values_list("pk", "contract__manager_id"))
    return {**found, Countersignature._meta.label: whose}


def _by_key(rows: Iterable[tuple[int, str]]) -> dict[str, str]:
    return {str(pk): staff_no for pk, staff_no in rows}


def _whole(cycle: Cycle, after: int) -> Iterable[AuditEntry]:
    keys: Mapping[str, Iterable[int]] = {
        ScoreRun._meta.label: [cycle.published_run_id] if cycle.published_run_id else [],
        PublicationRequest._meta.label: PublicationRequest.objects.filter(cycle=cycle).values_list(
            "pk", flat=True
        ),
    }
    wanted = Q(object_type=Cycle._meta.label, object_key=str(cycle.pk), action__in=OF_THE_CYCLE)
    for kind, pks in keys.items():
        wanted |= Q(object_type=kind, object_key__in=[str(pk) for pk in pks])
    return AuditEntry.objects.filter(wanted, id__gt=after)
