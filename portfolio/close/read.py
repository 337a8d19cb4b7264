"""Which months are closed."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from portfolio.models import BookMonth, LedgerRow


def closed_among(months: Iterable[int]) -> list[int]:
    """Return those of the months that are closed, in order."""
    found = BookMonth.objects.filter(month__in=list(months), closed_at__isnull=False)
    return sorted(found.values_list("month", flat=True))


def closed_within(first: int, last: int) -> list[int]:
    """Return the closed months from first to last."""
    found = BookMonth.objects.filter(month__range=(first, last), closed_at__isnull=False)
    return sorted(found.values_list("month", flat=True))


def open_within(first: int, last: int) -> list[int]:
    """Return the months from first to last of which there is a ledger, and that are not closed."""
    of_month = LedgerRow.objects.filter(month=OuterRef("month"))
    found = BookMonth.objects.filter(month__range=(first, last), closed_at__isnull=True)
    return sorted(found.filter(Exists(of_month)).values_list("month", flat=True))
