"""Single facts of the ledger as an amendment puts them right, laid over what the run read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from portfolio.months import first_day, months_between
from portfolio.valuation import Base, MonthFiles
from portfolio.valuation.correcting import (
    CORRECTING_DIGEST,
    FIELDS,
    AddedSale,
    MonthChanges,
    corrected_month,
    known_account,
)
from portfolio.valuation.facts import make_facts
from scoring.graph.split import largest_remainder
from scoring.inputs.manifest import Manifest, put_tables

FACTS, RULES = "corrected_facts", "corrected_by"
"""Tables of an amendment's manifest: the facts, and by which rules their months were made."""
WHOLE = 1_000_000
MAIN = ("account_no", "client_no", "product", "opened_on", "closed_on", "matures_on")


class FactKind(StrEnum):
    """What is put right: of an account-month, whose an account is, a row that lacks, one too many.

    An account that is exempt counts in one measure no more; all others see it.
    """

    AMOUNT = "amount"
    HOLDERS = "holders"
    ADDED = "added"
    SALE = "sale"
    EXEMPT = "exempt"


@dataclass(frozen=True)
class Fact:
    """One fact: `was` as the run read it, `now` as it is put right; money in fen.

    `until` is the last month of a span, the month itself where it is of one month. For holders
    `now` is her share and who holds the rest ("": those who held it), `was` who held it by month.
    """

    kind: FactKind
    staff_no: str
    month: int
    until: int
    account: str = ""
    measure: str = ""
    was: Mapping[str, Any] = field(default_factory=dict)
    now: Mapping[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> tuple[Any, ...]:
        """What it corrects: a later correction of the same takes its place."""
        own = sorted(map(str, self.now.items())) if self.kind == FactKind.SALE else []
        return "", self.kind, self.account, self.month, self.until, self.measure, *own

    @property
    def months(self) -> list[int]:
        return list(months_between(self.month, self.until))

    @property
    def plain(self) -> dict[str, Any]:
        """What is kept of it."""
        return {
            "kind": str(self.kind),
            "staff_no": self.staff_no,
            "month": self.month,
            "until": self.until,
            "account": self.account,
            "measure": self.measure,
            "was": dict(self.was),
            "now": dict(self.now),
        }

    @classmethod
    def from_plain(cls, row: Mapping[str, Any]) -> Fact:
        return cls(**{**row, "kind": FactKind(row["kind"])})


def facts_in(tables: Mapping[str, Any]) -> list[Fact]:
    """Return the facts that a manifest's tables put right."""
    return [Fact.from_plain(row) for row in tables.get(FACTS, ())]


def with_was(manifest: Manifest, fact: Fact) -> Fact:
    """Return the fact with how the run read it: what it says of that itself does not count."""
    months = {month.month: month for month in manifest.months}
    if fact.kind == FactKind.AMOUNT:
        known = known_account(months[fact.month], fact.account)
        row = known.row if known else {}
        return replace(fact, was={name: row.get(name) for name in fact.now})
    if fact.kind == FactKind.HOLDERS:
        found = {month: known_account(months[month], fact.account) for month in fact.months}
        was = {str(m): [[*one] for one in known.holders] for m, known in found.items() if known}
        return replace(fact, was=was)
    return replace(fact, was={})


def overlaid(manifest: Manifest, facts: Iterable[Fact]) -> Manifest:
    """Return the run's manifest with the corrected months in the place of its own.

    What is exempt of a measure is no part of it: see `without_exempt`.
    """
    listed = list(facts)
    if not listed:
        return manifest
    changes = {
        month.month: found
        for month in manifest.months
        if (found := _changes(month, [one for one in listed if month.month in one.months]))
    }
    made = _with_months(manifest, changes)
    tables = {**manifest.read_tables(), FACTS: [one.plain for one in listed]}
    tables[RULES] = CORRECTING_DIGEST
    if opened := [row for one in listed if (row := _opened(one))]:
        tables["opened"] = _with_rows(tables["opened"], opened)
    return replace(made, tables=put_tables(tables))


def without_exempt(manifest: Manifest, facts: Iterable[Fact]) -> Manifest:
    """Return the manifest without some accounts in some months, and in the base month."""
    listed = list(facts)
    gone = {one.account for one in listed}
    changes = {
        month.month: MonthChanges(gone=accounts)
        for month in manifest.months
        if (accounts := {one.account for one in listed if month.month in one.months})
    }
    base = manifest.base and corrected_month(manifest.base, MonthChanges(gone=gone))
    whole = {month.month: MonthChanges() for month in manifest.months} if base else {}
    found = _with_months(replace(manifest, base=base), {**whole, **changes})
    tables = manifest.read_tables()
    opened = [row for row in zip(*tables["opened"], strict=True) if row[0] not in gone]
    tables["opened"] = _turned(opened, len(tables["opened"]))
    return replace(found, tables=put_tables(tables))


def _with_months(manifest: Manifest, changes: Mapping[int, MonthChanges]) -> Manifest:
    """Return the manifest with changed months, and the facts that come of them."""
    months, facts, accounts = list(manifest.months), list(manifest.facts), list(manifest.accounts)
    base = Base(first_day(manifest.read_tables()["first_month"]), manifest.base)
    for place, month in enumerate(months):
        change = changes.get(month.month)
        if change is None:
            continue
        if change != MonthChanges():
            months[place] = corrected_month(month, change)
        facts[place] = make_facts(base, months[place])
        if accounts:
            accounts[place] = make_facts(base, months[place], by_account=True)
    return replace(manifest, months=tuple(months), facts=tuple(facts), accounts=tuple(accounts))


def _changes(month: MonthFiles, facts: Iterable[Fact]) -> MonthChanges | None:
    amounts: dict[str, dict[str, Any]] = defaultdict(dict)
    holders: dict[str, list[tuple[str, int]]] = {}
    rows: list[dict[str, Any]] = []
    sales: list[AddedSale] = []
    for one in facts:
        if one.kind == FactKind.AMOUNT:
            amounts[one.account] |= one.now
        elif one.kind == FactKind.HOLDERS:
            holders[one.account] = held_then(one, month)
        elif one.kind == FactKind.ADDED:
            names = (*MAIN, *FIELDS)
            rows.append({name: one.now.get(name) for name in names} | {"account_no": one.account})
            if (share := one.now.get("share")) is not None:
                holders[one.account] = _shared(one, int(share), str(one.now.get("other", "")), ())
        elif one.kind == FactKind.SALE:
            now = one.now
            sales.append(
                AddedSale(
                    one.staff_no, now["product"], now["quantity"], now["amount"], now["income"]
                )
            )
    found = MonthChanges(amounts, holders, rows, sales)
    return None if found == MonthChanges() else found


def held_then(fact: Fact, month: MonthFiles) -> list[tuple[str, int]]:
    """Return who holds the account in a month as it is put right: shares come to 1.

    What is not hers goes to who is named; where nobody is, those who held it keep it in proportion.
    """
    known = known_account(month, fact.account)
    before = () if known is None else known.holders
    return _shared(fact, int(fact.now["share"]), str(fact.now.get("other", "")), before)


def _shared(
    fact: Fact, share: int, other: str, before: Iterable[tuple[str, int]]
) -> list[tuple[str, int]]:
    rest = WHOLE - share
    mine = [(fact.staff_no, share)] if share else []
    if not rest:
        return mine
    theirs = [(who, part) for who, part in before if who != fact.staff_no]
    if other or not theirs:
        return sorted([*mine, (other, rest)])
    parts = largest_remainder(rest, [part for _who, part in theirs])
    kept = [(who, part) for (who, _was), part in zip(theirs, parts, strict=True) if part]
    return sorted([*mine, *kept])


def _opened(fact: Fact) -> list[Any] | None:
    """Return an account's row among those that were opened, where it was unknown till now."""
    if fact.kind != FactKind.ADDED or not fact.now.get("is_new"):
        return None
    now = fact.now
    kind = "deposit" if now["family"] == "deposit" else "loan"
    amount = now.get("contract_amount")
    return [fact.account, kind, now["client_no"], now["product"], now["opened_on"], amount]


def _with_rows(columns: list[list[Any]], rows: Iterable[list[Any]]) -> list[list[Any]]:
    found = [*map(list, zip(*columns, strict=True))]
    known = {row[0] for row in found}
    for row in rows:
        if row[0] not in known:
            found.append(row)
            known.add(row[0])
    return _turned(sorted(found, key=lambda row: str(row[0])), len(columns))


def _turned(rows: Iterable[Any], width: int) -> list[list[Any]]:
    listed = list(rows)
    return [list(column) for column in zip(*listed, strict=True)] if listed else [[]] * width
