"""Whether a run still agrees with what the bank knows now."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from portfolio.models import DataLoad, Fact, FactMonth
from portfolio.months import first_day
from scoring.models import Result, RoracCell, RunSum, ScoreRun


@dataclass(frozen=True)
class Standing:
    """`agrees`: the manager's monthly facts add up to the run.

    `is_newer`: data of its months came in since, so that another run may say something else; of a
    published run nothing does.
    """

    agrees: bool
    is_newer: bool

    @property
    def is_good(self) -> bool:
        return self.agrees and not self.is_newer


def standing(run: ScoreRun, staff_no: str) -> Standing:
    """Compare the manager's monthly facts with the cells of the run, part by part, to the fen."""
    people = Result.objects.filter(run=run, manager=staff_no).values("manager")
    return Standing(agrees=_agrees(run, people), is_newer=_is_newer(run))


def standing_of_all(run: ScoreRun) -> Standing:
    """Compare everybody's facts with the run, each manager for herself.

    While the facts are those that were found to add up to it, nothing is added up again.
    """
    kept: Any = RunSum.objects.filter(run=run, kind=RunSum.Kind.FACTS).values_list("key", "value")
    digests = dict(kept)
    agrees = (bool(digests) and digests == digests_of_facts(run)) or adds_up(run)
    return Standing(agrees=agrees, is_newer=_is_newer(run))


def adds_up(run: ScoreRun) -> bool:
    """Whether everybody's facts of now add up to the cells of the run."""
    return _agrees(run, Result.objects.filter(run=run).values("manager"))


def digests_of_facts(run: ScoreRun) -> dict[str, str]:
    """Return the digest of the facts of each month of the run's cycle, as they are now."""
    first, last = run.cycle.first_month, run.cycle.last_month
    months: Any = FactMonth.objects.filter(base=first_day(first), month__range=(first, last))
    return {str(month): digest for month, digest in months.values_list("month", "facts_digest")}


def _agrees(run: ScoreRun, people: Any) -> bool:
    return _of_facts(run, people) == _of_cells(run, people)


def _is_newer(run: ScoreRun) -> bool:
    return not run.cycle.is_published and has_news(run)


def has_news(run: ScoreRun) -> bool:
    """Whether a load since the run, or since it was confirmed, bears on the months of its cycle."""
    first, last = run.cycle.first_month, run.cycle.last_month
    read_at = max(run.made_at, run.cycle.confirmed_at or run.made_at)
    loads = DataLoad.objects.filter(loaded_at__gt=read_at)
    return any(load.bears_on(first, last) for load in loads)


Amounts = dict[tuple[str, int], tuple[int, ...]]
"""Income less funding cost, risk cost and tax in fen, by manager and part of the book."""


def _of_facts(run: ScoreRun, people: Any) -> Amounts:
    """Income and funding cost are transfer, interest, fees and sales together in any family."""
    facts = Fact.objects.filter(
        manager__in=people,
        fact_month__base=first_day(run.cycle.first_month),
        fact_month__month__range=(run.cycle.first_month, run.cycle.last_month),
    )
    moved = F("transfer") + F("interest") + F("fees") + F("sales_income")
    sums = facts.values("manager", "part").annotate(
        moved=Sum(moved), all_risk=Sum("risk_cost"), all_tax=Sum("tax")
    )
    return _present(sums.values_list("manager", "part", "moved", "all_risk", "all_tax"))


def _of_cells(run: ScoreRun, people: Any) -> Amounts:
    cells = RoracCell.objects.filter(run=run, manager__in=people, product__isnull=False)
    sums = cells.values("manager", "part").annotate(
        moved=Coalesce(Sum(F("income") + F("funding_cost")), 0),
        all_risk=Sum("risk_cost"),
        all_tax=Sum("tax"),
    )
    return _present(sums.values_list("manager", "part", "moved", "all_risk", "all_tax"))


def _present(rows: Any) -> Amounts:
    """Keep what is not nothing: cells that are zero throughout are not stored."""
    return {
        (manager, part): tuple(map(int, amounts))
        for manager, part, *amounts in rows
        if any(amounts)
    }
