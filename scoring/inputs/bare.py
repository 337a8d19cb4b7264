"""Months of the ledger without a cycle, read as a cycle over them would be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from portfolio.models import Manager, Posting
from portfolio.months import first_day, last_day
from scoring.models import Cycle, Scheme


@dataclass(frozen=True)
class BareMonths:
    """Months by a scheme, with everybody who serves in them; of a line those who end them in it.

    Nobody was judged in them, and the targets and values that count are those of no cycle.
    """

    scheme: Scheme
    first_month: int
    last_month: int
    line: str = ""
    code: str = ""  # no cycle has this one
    is_of_days: bool = False

    @property
    def begins(self) -> date:
        return first_day(self.first_month)

    @property
    def ends(self) -> date:
        return last_day(self.last_month)

    @property
    def people(self) -> QuerySet[Any]:
        """Return who takes part, by the postings of the last day."""
        serving = Manager.objects.serving(self.begins, self.ends)
        if not self.line:
            return serving
        then = Posting.objects.filter(manager=OuterRef("pk"), from_on__lte=self.ends)
        own = Subquery(then.order_by("-from_on").values("line")[:1])
        return serving.annotate(line_then=Coalesce(own, "line")).filter(line_then=self.line)


Over = Cycle | BareMonths
"""What a scheme is computed over."""
