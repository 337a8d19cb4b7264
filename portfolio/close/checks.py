"""What is looked at before a month is closed: it stands against it, or is only pointed out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from perfcenter.base import formats
from perfcenter.base.money import FEN
from perfcenter.base.said import gettext as _
from perfcenter.base.said import ngettext
from portfolio.close.compare import OUTLIER, Comparison
from portfolio.models import LedgerRow
from portfolio.months import month_text

SHOWN = 5


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
    return findings_in(Comparison(month))


def findings_in(compared: Comparison) -> list[Finding]:
    """Return what the checks find in a month that has been compared."""
    return [finding for check in CHECKS for finding in check(compared)]


def rows_there(compared: Comparison) -> Iterator[Finding]:
    """A month without a ledger row cannot be closed."""
    if not LedgerRow.objects.filter(month=compared.month).exists():
        text = _("There is no ledger of %(month)s") % {"month": month_text(compared.month)}
        yield Finding("no_rows", text, stands_against=True)


def accounts_there(compared: Comparison) -> Iterator[Finding]:
    """An account that is open at the month's end has a row in it."""
    count = compared.missing_count
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
            places=list(compared.missing.values_list("account_no", flat=True)[:SHOWN]),
        )


def general_ledger(compared: Comparison) -> Iterator[Finding]:
    """End balances of a branch and product add up to the general ledger's, where there is one."""
    wrong = compared.differing
    if wrong:
        text = ngettext(
            "%(count)s balance differs from the general ledger",
            "%(count)s balances differ from the general ledger",
            len(wrong),
        )
        places = [
            f"{each.branch} {each.product}: {formats.signed(each.gap / FEN)}"
            for each in wrong[:SHOWN]
        ]
        yield Finding(
            "general_ledger",
            text % {"count": formats.trimmed(len(wrong))},
            stands_against=True,
            places=places,
        )


def outliers(compared: Comparison) -> Iterator[Finding]:
    """A product whose sum is many times that of the month before is pointed out."""
    far = [move.product for move in compared.far]
    if far:
        text = _("The balances of these products are more than %(times)s times those of %(month)s")
        words = {"times": OUTLIER, "month": month_text(compared.before)}
        yield Finding("outlier", text % words, stands_against=False, places=far[:SHOWN])


CHECKS = (rows_there, accounts_there, general_ledger, outliers)
