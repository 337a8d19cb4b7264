"""The months that the bank has, which of them are closed, and which have to be valued again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Min

from portfolio.loading.stage import Stage
from portfolio.models import BookMonth, LedgerRow, Sale
from portfolio.models.spans import BEGINNING
from portfolio.months import Span, month_after


def ledger_months() -> list[int]:
    """Return the months of which there is a ledger, by looking up one after the other."""
    return _months(LedgerRow)


def starting_month(stage: Stage) -> int:
    """Return from when the changes of a set hold that say nothing of it.

    That is the first month which the set brings and the bank does not have, failing that the month
    after the newest one stored.
    """
    if stage.terms.from_month is not None:
        return stage.terms.from_month
    stored = ledger_months()
    new = sorted(set(_months_of(stage)) - set(stored))
    if new:
        return new[0]
    return month_after(stored[-1]) if stored else BEGINNING


def first_month(stage: Stage) -> int | None:
    """Return the first month of which there is, or will be, a ledger."""
    return min([*ledger_months()[:1], *_months_of(stage)[:1]], default=None)


def closed_months() -> list[int]:
    closed = BookMonth.objects.filter(closed_at__isnull=False).order_by("month")
    return list(closed.values_list("month", flat=True))


def touch(span: Span | None) -> None:
    """Note that the inputs of the months in a span changed, and that new months are there."""
    touch_all([span] if span else [])


def touch_all(spans: Iterable[Span]) -> None:
    """Note that the inputs of the months in these spans changed, and that new months are there."""
    months = {*ledger_months(), *_months(Sale)}
    known = set(BookMonth.objects.values_list("month", flat=True))
    BookMonth.objects.bulk_create(BookMonth(month=month) for month in sorted(months - known))
    for span in set(spans):
        BookMonth.objects.filter(month__range=span).update(version=F("version") + 1)


def _months_of(stage: Stage) -> list[int]:
    if "ledger" not in stage.sources:
        return []
    rows = stage.sql("SELECT DISTINCT month FROM new_portfolio_ledgerrow ORDER BY month")
    return [month for (month,) in rows.fetchall() if month is not None]


def _months(model: type[LedgerRow] | type[Sale]) -> list[int]:
    found: list[int] = []
    while (month := _month_after(model, found[-1] if found else -1)) is not None:
        found.append(month)
    return found


def _month_after(model: type[LedgerRow] | type[Sale], month: int) -> int | None:
    found: int | None = model.objects.filter(month__gt=month).aggregate(m=Min("month"))["m"]
    return found
