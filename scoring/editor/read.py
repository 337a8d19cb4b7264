"""Drafts within a user's scope: HR writes them, auditors read them, nobody else."""

from __future__ import annotations

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from perfcenter.models import User
from perfcenter.ui.access import check_is_hr, check_sees_everyone
from scoring.models import Cycle, Scheme, SchemeDraft


def get_draft(user: User, number: int) -> SchemeDraft:
    """Return a draft for who sees the whole bank; others are refused."""
    check_sees_everyone(user)
    found = SchemeDraft.objects.select_related("base", "changed_by")
    return get_object_or_404(found, pk=number)


def get_draft_to_write(user: User, number: int) -> SchemeDraft:
    """Return a draft for HR; others are refused."""
    check_sees_everyone(user)
    check_is_hr(user)
    return get_draft(user, number)


def newest_version(name: str) -> Scheme | None:
    """Return the newest version of a scheme, if it has one."""
    return Scheme.objects.filter(name=name).first() if name else None


def newest_versions() -> QuerySet[Scheme]:
    """Return the newest version of every scheme, by name."""
    newest = (
        Scheme.objects.filter(name=OuterRef("name"))
        .values("name").annotate(last=Max("version")).values("last")
    )  # fmt: skip
    return Scheme.objects.filter(version=Subquery(newest)).defer("source").order_by("name")


def cycles_to_try(user: User) -> QuerySet[Cycle]:
    """Return the cycles on which a scheme can be tried, the newest first."""
    return Cycle.objects.visible_to(user).select_related("scheme")
