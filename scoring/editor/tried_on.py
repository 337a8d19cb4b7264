"""On what a scheme is tried: a cycle, or months of the ledger that no cycle is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from perfcenter.base.refusals import Refused
from perfcenter.base.said import gettext as _
from perfcenter.base.said import of_lazy
from portfolio.loading.book import ledger_months
from portfolio.models import Manager
from portfolio.months import month_text, months_between
from scoring.cycles.titles import cycle_title
from scoring.inputs.bare import BareMonths, Over
from scoring.models import Cycle, Scheme

MOST_MONTHS = 36


@dataclass(frozen=True)
class TriedOn:
    """A cycle; or a span of months with who serves in it, of a line where one is named."""

    cycle: Cycle | None = None
    first_month: int = 0
    last_month: int = 0
    line: str = ""

    @property
    def title(self) -> str:
        if self.cycle is not None:
            return cycle_title(self.cycle)
        first, last = month_text(self.first_month), month_text(self.last_month)
        span = first if first == last else _("%(first)s to %(last)s") % {
            "first": first, "last": last,
        }  # fmt: skip
        if not self.line:
            return span
        return _("%(cycle)s, %(line)s") % {
            "cycle": span,
            "line": of_lazy(Manager.Line(self.line).label),
        }

    @property
    def asked(self) -> dict[str, str]:
        """What an address says of it."""
        if self.cycle is not None:
            return {"cycle": self.cycle.code}
        span = {"from": str(self.first_month), "to": str(self.last_month)}
        return {**span, "line": self.line} if self.line else span

    def over(self, scheme: Scheme) -> Over:
        """Return it as if it had that scheme; nothing of it is saved."""
        if self.cycle is None:
            return BareMonths(scheme, self.first_month, self.last_month, self.line)
        twin = Cycle.objects.get(pk=self.cycle.pk)
        twin.scheme = scheme
        return twin


def tried_on(asked: Mapping[str, Any], cycles: QuerySet[Cycle]) -> TriedOn | None:
    """Return what an address asks for; None where it asks for nothing, Refused, Http404."""
    code = str(asked.get("cycle") or "")
    if code:
        return TriedOn(get_object_or_404(cycles, code=code))
    if not asked.get("from") or not asked.get("to"):
        return None
    known = ledger_months()
    first, last = _month(asked["from"], known), _month(asked["to"], known)
    if first > last:
        raise Refused(_("The last month lies before the first"))
    if len(list(months_between(first, last))) > MOST_MONTHS:
        raise Refused(_("At most %(count)d months are tried at once") % {"count": MOST_MONTHS})
    line = str(asked.get("line") or "")
    if line and line not in Manager.Line:
        raise Http404
    return TriedOn(None, first, last, line)


def _month(text: Any, known: list[int]) -> int:
    number = int(text) if str(text).isdecimal() and len(str(text)) == 6 else 0
    if number not in known:
        raise Http404
    return number


def usual(cycles: QuerySet[Cycle]) -> TriedOn | None:
    """Return the newest cycle; without one the year so far of the newest month of the ledger."""
    cycle = cycles.first()
    if cycle is not None:
        return TriedOn(cycle)
    months = ledger_months()
    return so_far(months) if months else None


def so_far(months: list[int]) -> TriedOn:
    """Return the months of the newest one's year."""
    return TriedOn(None, next(m for m in months if m // 100 == months[-1] // 100), months[-1])
