"""What is looked at before a month is closed: it stands against it, or is only pointed out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base import formats
from perfcenter.base.money import FEN
from portfolio.models import Account, GeneralLedgerRow, LedgerRow
from portfolio.months import first_day, last_day, month_before, month_text

SHOWN = 5
OUTLIER = 10
"""A sum that is so many times that of the month before, or the other way round, is pointed out."""


@dataclass(frozen=True)
class Finding:
    """Something found; `stands_against` closing unless it is explained."""

    code: str
    text: str
    stands_against: bool
    places: list[str] = field(default_factory=list)

    @property
    def plain(self) -> dict[str, Any]:
        return asdict(self)


def findings_of(month: int) -> list[Finding]:
    """Return what the checks of a month find."""
    return [finding for check in CHECKS for finding in check(month)]


def rows_there(month: int) -> Iterator[Finding]:
    """A month without a ledger row cannot be closed."""
    if not LedgerRow.objects.filter(month=month).exists():
        text = _("There is no ledger of %(month)s") % {"month": month_text(month)}
        yield Finding("no_rows", text, stands_against=True)


def accounts_there(month: int) -> Iterator[Finding]:
    """An account that is open at the month's end has a row in it."""
    begins, ends = first_day(month), last_day(month)
    open_then = Account.objects.filter(opened_on__lte=ends).filter(
        Q(closed_on__isnull=True) | Q(closed_on__gte=begins)
    )
    alive = open_then.filter(
        Q(kind="deposit") | Q(matures_on__isnull=True) | Q(matures_on__gt=ends)
    )
    missing = alive.exclude(ledger__month=month).order_by("account_no")
    count = missing.count()
    if count:
        text = ngettext(
            "%(count)s account that is open has no row",
            "%(count)s accounts that are open have no row",
            count,
        )
        yield Finding(
            "no_row",
            text % {"count": formats.trimmed(count)},
            stands_against=False,
            places=list(missing.values_list("account_no", flat=True)[:SHOWN]),
        )


def general_ledger(month: int) -> Iterator[Finding]:
    """End balances of a branch and product add up to the general ledger's, where there is one."""
    given = GeneralLedgerRow.objects.filter(month=month)
    rows = LedgerRow.objects.filter(month=month).values_list(
        "account__client__branch", "account__product"
    )
    booked = {
        (branch, product): total
        for branch, product, total in rows.annotate(total=Sum("end_balance")).order_by()
    }
    differing = [
        (row, row.end_balance - booked.get((row.branch_id, row.product_id), 0))
        for row in given.order_by("branch_id", "product_id")
    ]
    wrong = [(row, gap) for row, gap in differing if gap]
    if wrong:
        count = len(wrong)
        text = ngettext(
            "%(count)s balance differs from the general ledger",
            "%(count)s balances differ from the general ledger",
            count,
        )
        places = [
            f"{row.branch_id} {row.product_id}: {formats.signed(gap / FEN)}"
            for row, gap in wrong[:SHOWN]
        ]
        yield Finding(
            "general_ledger",
            text % {"count": formats.trimmed(count)},
            stands_against=True,
            places=places,
        )


def outliers(month: int) -> Iterator[Finding]:
    """A product whose sum is many times that of the month before is pointed out."""
    before = month_before(month)
    sums: dict[str, dict[int, int]] = {}
    rows = LedgerRow.objects.filter(month__in=(before, month)).values_list(
        "account__product", "month"
    )
    for product, at, total in rows.annotate(total=Sum("end_balance")).order_by():
        sums.setdefault(product, {})[at] = total
    far = [
        product
        for product, found in sorted(sums.items())
        if before in found and month in found and _is_far(found[before], found[month])
    ]
    if far:
        text = _("The balances of these products are more than %(times)s times those of %(month)s")
        words = {"times": OUTLIER, "month": month_text(before)}
        yield Finding("outlier", text % words, stands_against=False, places=far[:SHOWN])


def _is_far(before: int, now: int) -> bool:
    low, high = sorted((abs(before), abs(now)))
    return high > low * OUTLIER and high > 0


CHECKS = (rows_there, accounts_there, general_ledger, outliers)
