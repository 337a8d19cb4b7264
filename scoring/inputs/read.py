"""Everything a run reads, in the order of staff numbers, and the digest of it all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from django.db.models import Q

from perfcenter.base.digests import of_json
from perfcenter.base.money import MILLION
from portfolio.models import (
    WHOLE_CYCLE,
    Branch,
    CostPool,
    Incident,
    LedgerRow,
    Manager,
    Product,
    Sale,
    Target,
    Training,
    Value,
)
from portfolio.months import first_day, last_day
from portfolio.valuation import load_facts, loan_losses, refresh_facts
from scoring.models import Cycle, Judgment
from scoring.scheme.model import SchemeDefinition
from scoring.scheme.stored import definition

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Inputs:
    """What a run is computed from. `staff` is sorted by code point; tables are plain tuples."""

    scheme: SchemeDefinition
    first_month: int
    last_month: int
    managers: tuple[Manager, ...]
    products: dict[str, Product]
    branches: dict[str, str | None]  # code -> parent
    facts: pd.DataFrame
    losses: dict[str, int]  # staff_no -> loan loss at the cycle's end, fen
    pools: tuple[tuple[str, str, str, str, int], ...]  # kind, name, driver, branch, fen
    targets: dict[tuple[str, str], dict[int, int]]  # staff, measure -> month -> millionths
    values: dict[tuple[str, str], dict[int, int]]
    training: tuple[tuple[str, int | None, int | None], ...]  # staff, hours, mark
    incidents: tuple[tuple[str, int | None], ...]  # staff, points
    sales: tuple[tuple[str, str, int, int], ...]  # staff, product, quantity, amount
    judgments: dict[tuple[str, str], int]
    data_until: int | None
    digest: str

    @property
    def staff(self) -> list[str]:
        return [manager.staff_no for manager in self.managers]

    @property
    def begins(self) -> date:
        return first_day(self.first_month)

    @property
    def ends(self) -> date:
        return last_day(self.last_month)


def read_inputs(cycle: Cycle, *, progress: Progress | None = None) -> Inputs:
    """Read what a run of the cycle needs, making the monthly facts that are missing or stale."""
    scheme = definition(cycle.scheme)
    base = first_day(cycle.first_month)
    months = (cycle.first_month, cycle.last_month)
    facts_digest = refresh_facts(base, *months, progress=progress)
    found = Manager.objects.filter(participations__cycle=cycle).select_related("branch")
    managers = tuple(sorted(found, key=lambda manager: manager.staff_no))
    rates = {
        name: int(getattr(scheme.loan_loss, name) * MILLION)
        for name in ("substandard", "doubtful", "loss")
    }
    parts: dict[str, Any] = {
        "losses": loan_losses(cycle.last_month, rates),
        "pools": _pools(months),
        "targets": _by_month(Target, "target", months),
        "values": _by_month(Value, "value", months),
        "training": _training(months),
        "incidents": _incidents(months),
        "sales": _sales(months),
        "judgments": _judgments(cycle),
        "branches": dict(Branch.objects.order_by("code").values_list("code", "parent_id")),
    }
    people = [
        (m.staff_no, m.branch_id, m.line, _iso(m.hired_on), _iso(m.left_on)) for m in managers
    ]
    risk_weights = list(
        Product.objects.order_by("code").values_list("code", "family", "risk_weight")
    )
    return Inputs(
        scheme=scheme,
        first_month=cycle.first_month,
        last_month=cycle.last_month,
        managers=managers,
        products=Product.objects.in_bulk(),
        facts=load_facts(base, *months),
        data_until=_data_until(months),
        digest=_digest([facts_digest, cycle.scheme.digest, months, people, risk_weights, parts]),
        **parts,
    )


def _pools(months: tuple[int, int]) -> tuple[tuple[str, str, str, str, int], ...]:
    """Return the cycle's pools: months of one kind, name, driver and branch added up."""
    sums: dict[tuple[str, str, str, str], int] = {}
    rows = CostPool.objects.filter(month__range=months)
    for kind, name, driver, branch, amount in rows.values_list(
        "kind", "name", "driver", "branch_id", "amount"
    ):
        key = (kind, name, driver, branch or "")
        sums[key] = sums.get(key, 0) + amount
    return tuple((*key, amount) for key, amount in sorted(sums.items()))


def _by_month(
    model: type[Target] | type[Value], column: str, months: tuple[int, int]
) -> dict[tuple[str, str], dict[int, int]]:
    """Return staff, measure -> month -> millionths, for the cycle as a whole and its months."""
    found: dict[tuple[str, str], dict[int, int]] = {}
    rows = model._default_manager.filter(Q(month__range=months) | Q(month=WHOLE_CYCLE))
    ordered = rows.values_list("manager_id", "measure_code", "month", column)
    for staff, measure, month, number in sorted(ordered):
        found.setdefault((staff, measure), {})[month] = number
    return found


def _in_days(months: tuple[int, int]) -> tuple[date, date]:
    return first_day(months[0]), last_day(months[1])


def _training(months: tuple[int, int]) -> tuple[tuple[str, int | None, int | None], ...]:
    rows = Training.objects.filter(completed_on__range=_in_days(months))
    return _sorted(rows.values_list("manager_id", "hours", "exam_score"))


def _incidents(months: tuple[int, int]) -> tuple[tuple[str, int | None], ...]:
    rows = Incident.objects.filter(occurred_on__range=_in_days(months))
    return _sorted(rows.values_list("manager_id", "points"))


def _sales(months: tuple[int, int]) -> tuple[tuple[str, str, int, int], ...]:
    rows = Sale.objects.filter(month__range=months)
    listed = rows.values_list("manager_id", "product_id", "quantity", "amount")
    return tuple(sorted((s, p, quantity or 0, amount or 0) for s, p, quantity, amount in listed))


def _sorted(rows: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    """Sort rows that may hold None: None comes first."""
    return tuple(sorted(rows, key=lambda row: [(v is not None, v or 0) for v in row]))


def _judgments(cycle: Cycle) -> dict[tuple[str, str], int]:
    rows = Judgment.objects.filter(cycle=cycle)
    return {(s, c): score for s, c, score in sorted(
        rows.values_list("manager_id", "measure_code", "score"))}  # fmt: skip


def _data_until(months: tuple[int, int]) -> int | None:
    rows = LedgerRow.objects.filter(month__range=months).order_by("-month")
    return rows.values_list("month", flat=True).first()


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _digest(parts: list[Any]) -> str:
    """Return the SHA-256 of the parts in canonical JSON; tuple keys are written as text."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return [[plain(key), plain(item)] for key, item in value.items()]
        if isinstance(value, (list, tuple)):
            return [plain(item) for item in value]
        return value

    return of_json(plain(parts))
