"""What the page of a month is given: its checks, the tables behind them, and who may do what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.models import User
from portfolio.close.checks import Finding, findings_in
from portfolio.close.compare import OUTLIER, Balance, Comparison, KindCount, Move
from portfolio.close.read import steps_of, waiting_requests
from portfolio.models import BookMonth, MonthStep, ReopenRequest
from portfolio.months import month_text

Line = tuple[str, str, str]
"""shape, tone, text"""


@dataclass(frozen=True)
class MonthPage:
    """A month as somebody sees it."""

    state: BookMonth
    user: User

    @property
    def month(self) -> int:
        return self.state.month

    @cached_property
    def compared(self) -> Comparison:
        return Comparison(self.month)

    @cached_property
    def findings(self) -> list[Finding]:
        return findings_in(self.compared)

    @property
    def against(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.stands_against]

    @property
    def has_ledger(self) -> bool:
        return all(finding.code != "no_rows" for finding in self.findings)

    @property
    def may_change(self) -> bool:
        return self.user.is_hr and not self.user.has_left

    @cached_property
    def steps(self) -> list[MonthStep]:
        return list(steps_of([self.month]))

    @property
    def closing(self) -> MonthStep | None:
        """The step by which the month is closed now."""
        return self.steps[0] if self.state.is_closed and self.steps else None

    @cached_property
    def asked(self) -> ReopenRequest | None:
        return waiting_requests().filter(month=self.month).first()

    @cached_property
    def requests(self) -> list[ReopenRequest]:
        """What was asked for before, and how it was answered."""
        found = ReopenRequest.objects.filter(month=self.month).exclude(
            state=ReopenRequest.State.ASKED
        )
        return list(found.select_related("asked_by", "answered_by"))

    @property
    def is_asker(self) -> bool:
        return self.asked is not None and self.asked.asked_by_id == self.user.pk

    @property
    def lines(self) -> list[Line]:
        """What each check says, in a sentence."""
        found = {finding.code: finding for finding in self.findings}
        good = {
            "no_rows": _("There is a ledger of %(month)s") % {"month": month_text(self.month)},
            "no_row": _("Every account that is open has a row"),
            "general_ledger": _("Every balance agrees with the general ledger")
            if self.compared.balances
            else _("There is no general ledger of this month; the balances are not checked"),
            "outlier": _("No product is more than %(times)s times the month before, or the reverse")
            % {"times": OUTLIER},
        }
        return [
            self._line(found[code]) if code in found else (*self._shape(code), text)
            for code, text in good.items()
        ]

    def _shape(self, code: str) -> tuple[str, str]:
        unchecked = code == "general_ledger" and not self.compared.balances
        return ("dash", "") if unchecked else ("tick", "good")

    def _line(self, finding: Finding) -> Line:
        stands = finding.stands_against
        return ("cross", "bad", finding.text) if stands else ("triangle", "warn", finding.text)


def balances_first_wrong(compared: Comparison) -> list[Balance]:
    """Return the balances, the largest difference first."""
    return sorted(compared.balances, key=lambda each: (-abs(each.gap), each.branch, each.product))


def moves_first_far(compared: Comparison) -> list[Move]:
    """Return the products, those that are pointed out first."""
    return sorted(compared.moves, key=lambda move: (not move.is_far, move.product))


def total_of(counts: list[KindCount]) -> dict[str, Any]:
    """Return what the rows by kind come to."""
    names = ("rows", "balance", "rows_before", "balance_before")
    return {name: sum(getattr(count, name) for count in counts) for name in names}
