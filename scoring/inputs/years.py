"""What a run read of some managers' year, added up by month, product, class and client.

Sums of what the run froze, nothing valued anew. What it did not freeze (the month before the
cycle, where no run has it) is None, and whoever shows it leaves it out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from portfolio.months import first_day, last_day, month_before
from portfolio.valuation import MonthFiles, yearly
from portfolio.valuation.yearly import Whose
from scoring.graph.ground import CLASSES
from scoring.inputs.holders import opened_of
from scoring.inputs.manifest import Manifest
from scoring.inputs.year import (
    NONE_BAD,
    ClientBalance,
    Clients,
    MonthBalances,
    ProductYear,
    Records,
    Year,
)

TOP = 10
TOGETHER = ""
"""Whose year it is that several managers have together; no staff number is empty."""


@dataclass(frozen=True)
class Frozen:
    """A run's files, and those of the month before its cycle where any run has them."""

    manifest: Manifest
    before: MonthFiles | None

    @classmethod
    def of(cls, digest: str, previous: str = "") -> Frozen:
        """Read what a run named; `previous` is the manifest of the cycle published before."""
        manifest = Manifest.get(digest)
        wanted = month_before(manifest.read_tables()["first_month"])
        before = manifest.base if manifest.base and manifest.base.month == wanted else None
        if before is None and previous:
            last = Manifest.get(previous).months[-1]
            before = last if last.month == wanted else None
        return cls(manifest, before)

    def years(self, staff: Sequence[str]) -> dict[str, Year]:
        """Return the year of each of these managers."""
        return self._years(Whose(staff))

    def together(self, staff: Sequence[str]) -> Year:
        """Return the one year of these managers together.

        What went from one of them to another is neither won nor lost, nor has it turned bad.
        """
        return self._years(Whose(staff, TOGETHER))[TOGETHER]

    def last_month(self, staff: Sequence[str]) -> dict[str, MonthBalances]:
        """Return each manager's balances at the end of the last month; who has none is left out."""
        families = {
            code: family for code, family, *_rest in self.manifest.kept_tables()["products"]
        }
        rows = yearly.balances(self.manifest.facts, Whose(staff))
        months, last = _balances(rows, families).months, self.manifest.months[-1].month
        return {one: months[one, last] for one in staff if (one, last) in months}

    def _years(self, whose: Whose) -> dict[str, Year]:
        tables, months = self.manifest.kept_tables(), self.manifest.months
        earlier = self.before or months[0]
        families = {code: family for code, family, *_rest in tables["products"]}
        balances = _balances(yearly.balances(self.manifest.facts, whose), families)
        began = _began(self.before, whose)
        clients = self._clients(earlier, whose)
        products = self._products(tables, families, whose, balances.ends, began)
        bad = {m: tuple(rest) for m, *rest in yearly.bad_loans_moved(earlier, months[-1], whose)}
        recovered: dict[str, int] = defaultdict(int)
        for who, _month, amount, _contract in zip(*tables.get("recoveries", []), strict=True):
            recovered[who] += amount
        if whose.together is not None:
            recovered[whose.together] = sum(recovered[one] for one in set(whose.staff))
        records = _records(tables, set(whose.names))
        return {
            one: Year(
                months=tuple(
                    balances.months.get((one, month.month), MonthBalances(month.month))
                    for month in months
                ),
                products=products.get(one, ()),
                since=earlier.month,
                start=began.start(one),
                clients=clients.get(one),
                bad=bad.get(one, NONE_BAD),
                recovered=recovered[one],
                records=records.get(one, Records()),
                days=tuple(last_day(month.month).day for month in months),
            )
            for one in whose.names
        }

    def _clients(self, earlier: MonthFiles, whose: Whose) -> dict[str, Clients]:
        last = self.manifest.months[-1]
        begins = first_day(self.manifest.kept_tables()["first_month"])
        top: dict[str, list[ClientBalance]] = defaultdict(list)
        for who, *rest in yearly.largest_clients(earlier, last, whose, TOP):
            top[who].append(ClientBalance(*rest))
        return {
            who: replace(Clients(*counts), largest=tuple(top[who]))
            for who, *counts in yearly.clients_moved(earlier, last, whose, begins)
        }

    def _products(
        self,
        tables: Mapping[str, Any],
        families: Mapping[str, str],
        whose: Whose,
        ends: Mapping[tuple[str, str], int],
        began: Began,
    ) -> dict[str, tuple[ProductYear, ...]]:
        """Return what each product came to, in the order of codes."""
        found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for who, product, quantity, amount, income in yearly.sold(self.manifest.months, whose):
            found[who, product] |= {"quantity": quantity, "amount": amount, "income": income}
        for key, (share, amount) in self._lent(tables, whose).items():
            found[key] |= {"loans_made": share, "lent": amount}
        for key, end in ends.items():
            found[key] |= {"end": end}
        for key in began.products:
            found[key] |= {}
        by_manager: dict[str, list[ProductYear]] = defaultdict(list)
        for (who, product), numbers in sorted(found.items()):
            start = began.products.get((who, product), 0) if began.is_known else None
            family = families.get(product, "")
            by_manager[who].append(ProductYear(product, family, start=start, **numbers))
        return {who: tuple(listed) for who, listed in by_manager.items()}

    def _lent(
        self, tables: Mapping[str, Any], whose: Whose
    ) -> dict[tuple[str, str], tuple[int, int]]:
        """Return loans made, by share in millionths, and their amount."""
        place = {
            one: index if whose.together is None else 0 for index, one in enumerate(whose.staff)
        }
        codes = [row[0] for row in tables["products"]]
        opened = opened_of(
            self.manifest,
            tables["opened"],
            lambda one: place.get(one, -1),
            {code: index for index, code in enumerate(codes)},
            lambda _segment: 0,
        )
        found: dict[tuple[str, str], tuple[int, int]] = {}
        for loan in opened.loans:
            if loan.person >= 0:
                key = whose.names[loan.person], codes[loan.product]
                share, amount = found.get(key, (0, 0))
                found[key] = share + loan.share, amount + loan.amount
        return found


@dataclass(frozen=True)
class Balances:
    months: dict[tuple[str, int], MonthBalances]
    ends: dict[tuple[str, str], int]  # manager and product, at the end of the last month


def _balances(rows: Iterable[Any], families: Mapping[str, str]) -> Balances:
    """Add up the facts by manager and month."""
    sums: dict[tuple[str, int], dict[str, Any]] = {}
    ends: dict[tuple[str, int, str], int] = defaultdict(int)
    last = 0
    for who, month, product, classification, overdue, end, average in rows:
        last = max(last, month)
        ends[who, month, product] += end
        of = sums.setdefault((who, month), {"month": month, "classes": [0] * len(CLASSES)})
        family = families.get(product, "")
        if family in ("deposit", "loan"):
            for name, value in ((f"{family}s", end), (f"{family}s_average", average)):
                of[name] = of.get(name, 0) + value
        if family == "loan":
            of["classes"][CLASSES.index(classification)] += end
            of["overdue"] = of.get("overdue", 0) + (end if overdue else 0)
    return Balances(
        {key: MonthBalances(**{**of, "classes": tuple(of["classes"])}) for key, of in sums.items()},
        {(who, product): end for (who, month, product), end in ends.items() if month == last},
    )


@dataclass(frozen=True)
class Began:
    """What stood at the end of the month before, where a run has it."""

    month: int = 0
    products: Mapping[tuple[str, str], int] = field(default_factory=dict)
    sums: Mapping[str, MonthBalances] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        return bool(self.month)

    def start(self, who: str) -> MonthBalances | None:
        if not self.is_known:
            return None
        return self.sums.get(who, MonthBalances(self.month))


def _began(before: MonthFiles | None, whose: Whose) -> Began:
    if before is None:
        return Began()
    rows = yearly.held(before, whose)
    products: dict[tuple[str, str], int] = defaultdict(int)
    families = {product: family for _who, product, family, _class, _end in rows}
    for who, product, _family, _class, end in rows:
        products[who, product] += end
    facts = [(who, before.month, p, c, 0, end, 0) for who, p, _family, c, end in rows]
    sums = _balances(facts, families).months
    return Began(before.month, products, {who: one for (who, _month), one in sums.items()})


def _records(tables: Mapping[str, Any], staff: set[str]) -> dict[str, Records]:
    """Return what was learnt, is held on the last day, and went wrong."""
    ends = _ends(tables)
    courses, held, incidents = (defaultdict(list) for _ in range(3))
    for who, on, hours, mark, course in _rows(tables, "training", staff):
        courses[who].append((date.fromisoformat(on), course, hours, mark))
    for who, name, obtained, expires in _rows(tables, "certificates", staff):
        until = date.fromisoformat(expires) if expires else None
        if until is None or until >= ends:
            held[who].append((name, date.fromisoformat(obtained), until))
    for who, on, kind, severity, points, _note in _rows(tables, "incidents", staff):
        incidents[who].append((date.fromisoformat(on), kind, severity, points))
    return {
        who: Records(tuple(courses[who]), tuple(held[who]), tuple(incidents[who]))
        for who in {*courses, *held, *incidents}
    }


def _ends(tables: Mapping[str, Any]) -> date:
    if tables.get("ends"):
        return date.fromisoformat(tables["ends"])
    return last_day(tables["last_month"])


def _rows(tables: Mapping[str, Any], name: str, staff: set[str]) -> Iterator[tuple[Any, ...]]:
    for row in zip(*tables[name], strict=True):
        if row[0] in staff:
            yield row
