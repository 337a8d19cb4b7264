"""The audit log as it is searched."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from perfcenter.base.names import normal
from perfcenter.models import AuditEntry, User
from perfcenter.trail.words import kinds_named
from perfcenter.ui.requests import read_address


def audit_found(search: dict[str, Any]) -> QuerySet[AuditEntry]:
    """Return the entries by days, actor, action and object, newest first."""
    entries = AuditEntry.objects.order_by("-id")
    if since := search.get("since"):
        entries = entries.filter(at__gte=_midnight(since))
    if until := search.get("until"):
        entries = entries.filter(at__lt=_midnight(until + timedelta(days=1)))
    if kind := search.get("kind"):
        entries = entries.filter(object_type=kind)
    if actor := search.get("actor"):
        entries = entries.filter(
            Q(actor_name__icontains=actor)
            | Q(actor__username__iexact=actor)
            | Q(address=read_address(actor) or actor)
        )
    if action := search.get("action"):
        entries = entries.filter(action=action)
    if target := search.get("target"):
        entries = entries.filter(
            Q(object_name__icontains=target)
            | Q(object_key=target)
            | Q(object_type=User._meta.label, object_key__in=_logins(target))
            | Q(object_type__icontains=target)
            | Q(object_type__in=kinds_named(target))
        )
    return entries


def _midnight(day: date) -> datetime:
    """Return when the day begins, by the bank's own clock."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _logins(name: str) -> list[str]:
    """Return the keys of the logins that the name may mean."""
    found = User.objects.filter(normal_name=normal(name)).values_list("pk", flat=True)
    return [str(pk) for pk in found]
