"""Whether a run still agrees with what the bank knows now."""

from dataclasses import dataclass

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from portfolio.models import DataLoad, Fact
from portfolio.months import first_day
from scoring.models import RoracCell, ScoreRun


@dataclass(frozen=True)
class Standing:
    """`agrees`: the manager's monthly facts add up to the run; `is_newer`: data came in since."""

    agrees: bool
    is_newer: bool

    @property
    def is_good(self) -> bool:
        return self.agrees and not self.is_newer


def standing(run: ScoreRun, staff_no: str) -> Standing:
    """Compare the manager's monthly facts with the cells of the run, part by part, to the fen."""
    return Standing(
        agrees=_of_facts(run, staff_no) == _of_cells(run, staff_no),
        is_newer=DataLoad.objects.filter(loaded_at__gt=run.made_at).exists(),
    )


def _of_facts(run: ScoreRun, staff_no: str) -> dict[int, tuple[int, ...]]:
    """Income and funding cost are transfer, interest, fees and sales together in any family."""
    facts = Fact.objects.filter(
        manager=staff_no,
        fact_month__base=first_day(run.cycle.first_month),
        fact_month__month__range=(run.cycle.first_month, run.cycle.last_month),
    )
    moved = F("transfer") + F("interest") + F("fees") + F("sales_income")
    sums = facts.values("part").annotate(
        moved=Sum(moved), all_risk=Sum("risk_cost"), all_tax=Sum("tax")
    )
    return _present(sums.values_list("part", "moved", "all_risk", "all_tax"))


def _of_cells(run: ScoreRun, staff_no: str) -> dict[int, tuple[int, ...]]:
    cells = RoracCell.objects.filter(run=run, manager=staff_no, product__isnull=False)
    sums = cells.values("part").annotate(
        moved=Coalesce(Sum(F("income") + F("funding_cost")), 0),
        all_risk=Sum("risk_cost"),
        all_tax=Sum("tax"),
    )
    return _present(sums.values_list("part", "moved", "all_risk", "all_tax"))


def _present(rows: object) -> dict[int, tuple[int, ...]]:
    """Keep what is not nothing: cells that are zero throughout are not stored."""
    return {part: tuple(map(int, amounts)) for part, *amounts in rows if any(amounts)}  # type: ignore[attr-defined]
