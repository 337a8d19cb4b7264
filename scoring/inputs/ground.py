"""The ground of a graph, from a run's manifest: from the vault, never the bank of now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from portfolio.months import months_between
from portfolio.valuation import FactColumns, fact_columns, loan_losses
from scoring.engine.columns import integers
from scoring.graph import ints
from scoring.graph.calendar import Calendar
from scoring.graph.ground import CLASSES, Given, Ground, Ledger, Product
from scoring.graph.people import Absence, People, Person, Posting
from scoring.graph.profit import funding_cost_of, income_of
from scoring.graph.records import (
    CertificateRow,
    IncidentRow,
    Override,
    Pool,
    Recovery,
    SurveyRow,
    Ticket,
    TrainingRow,
)
from scoring.inputs.correcting import corrections_in
from scoring.inputs.holders import clients_of, new_clients_of, opened_of, sales_of
from scoring.inputs.manifest import Manifest
from scoring.inputs.needs import Needs

Who = Callable[[str], int]
KINDS = {"person": 0, "company": 1}
RENAMED = {"provision": "risk_cost"}
AMOUNTS = (
    "end_balance",
    "average_balance",
    "interest",
    "fees",
    "transfer",
    "provision",
    "tax",
    "sales_income",
    "accounts",
    "open_accounts",
    "age_weight",
    "base_end",
    "base_average",
)


def ground_of(manifest: Manifest, needs: Needs, facts: FactColumns) -> Ground:
    """Return everything a graph reads, from the files that the manifest names and its facts."""
    tables = manifest.read_tables()
    calendar = Calendar(
        tables["first_month"],
        tables["last_month"],
        _maybe(tables.get("begins")),
        _maybe(tables.get("ends")),
    )
    people = _people(tables)
    place = people.place

    def who(staff: str) -> int:
        return place.get(staff, -1)

    products = products_of(tables)
    number = {product.code: index for index, product in enumerate(products)}
    segments = ("", *(name for name in facts.names["segment"] if name))
    place_of = {name: index for index, name in enumerate(segments)}

    def segment_of(name: str | None) -> int:
        return place_of.get(name or "", 0)

    opened = opened_of(manifest, tables["opened"], who, number, segment_of)
    return Ground(
        calendar,
        people,
        products,
        _ledger(facts, calendar, place, number, segments),
        segments,
        accounts=_accounts(manifest, needs, calendar, place, number, segments),
        base_month=manifest.base.month if manifest.base else None,
        sales=sales_of(manifest, calendar, who, number),
        loans_made=opened.loans,
        accounts_opened=opened.accounts,
        clients=clients_of(manifest, calendar, who, segment_of) if needs.clients else (),
        new_clients=new_clients_of(manifest, who, segment_of),
        pools=tuple(Pool(*row) for row in tables["pools"]),
        losses=_losses(manifest, calendar, who, needs),
        **records_of(tables, who),
    )


def products_of(tables: dict[str, Any]) -> tuple[Product, ...]:
    """Return the products in the order of their codes."""
    return tuple(
        Product(code, family, tuple(coefficients), weight)
        for code, family, weight, coefficients in tables["products"]
    )


def records_of(tables: dict[str, Any], who: Who) -> dict[str, Any]:
    """Return the records, targets and values of people, as the ground holds them."""
    months = list(months_between(tables["first_month"], tables["last_month"]))
    return {
        "training": tuple(
            TrainingRow(who(staff), _day(on), hours, mark, course)
            for staff, on, hours, mark, course in zip(*tables["training"], strict=True)
        ),
        "certificates": tuple(
            CertificateRow(who(staff), name, _day(obtained), _maybe(expires))
            for staff, name, obtained, expires in zip(*tables["certificates"], strict=True)
        ),
        "incidents": tuple(
            IncidentRow(who(staff), _day(on), kind, severity, points, note)
            for staff, on, kind, severity, points, note in zip(*tables["incidents"], strict=True)
        ),
        "service": tuple(
            Ticket(who(staff), _day(on), *rest)
            for staff, on, *rest in zip(*tables.get("service", []), strict=True)
        ),
        "recoveries": tuple(
            Recovery(who(staff), months.index(month), amount, contract or "")
            for staff, month, amount, contract in zip(*tables.get("recoveries", []), strict=True)
        ),
        "surveys": tuple(
            SurveyRow(who(staff), *rest)
            for staff, *rest in zip(*tables.get("surveys", []), strict=True)
        ),
        "targets": _given(tables["targets"], who),
        "values": _given(tables["values"], who),
        "judgments": {
            (who(staff), code): score
            for staff, code, score in zip(*tables["judgments"], strict=True)
        },
        "overrides": {
            (who(staff), code): Override(Fraction(score), _day(on), *said)
            for staff, code, score, on, *said in zip(*tables.get("overrides", ()), strict=True)
        },
        "corrected": {
            (who(one.staff_no), one.measure, one.period): one.number
            for one in corrections_in(tables)
            if who(one.staff_no) >= 0
        },
    }


def _people(tables: dict[str, Any]) -> People:
    persons = tuple(
        Person(
            one["staff_no"],
            _maybe(one["hired_on"]),
            _maybe(one["left_on"]),
            tuple(Posting(_day(on), *rest) for on, *rest in one["postings"]),
            tuple(Absence(_day(on), _maybe(to), kind) for on, to, kind in one["absences"]),
        )
        for one in tables["people"]
    )
    return People(persons, dict(zip(*tables["branches"], strict=True)))


def _ledger(
    facts: FactColumns,
    calendar: Calendar,
    place: dict[str, int],
    number: dict[str, int],
    segments: tuple[str, ...],
) -> Ledger:
    def coded(column: str, codes: Mapping[str, int], other: int) -> Any:
        numbers = [codes.get(name, other) for name in facts.names[column]]
        return np.array(numbers, dtype=np.int64)[facts.places[column]]

    month = facts.numbers["month"]
    place_of_month = np.zeros(len(month), dtype=np.int64)
    for index, number_of_month in enumerate(calendar.months):
        place_of_month[month == number_of_month] = index
    return Ledger(
        person=coded("manager", place, -1),
        month=place_of_month,
        product=coded("product", number, 0),
        part=facts.numbers["part"],
        classification=coded("classification", {name: i for i, name in enumerate(CLASSES)}, 0),
        segment=coded("segment", {name: i for i, name in enumerate(segments)}, 0),
        is_company=coded("client_kind", KINDS, -1),
        overdue=facts.numbers["overdue"],
        amounts={
            name: facts.numbers[RENAMED.get(name, name)]
            for name in AMOUNTS
            if RENAMED.get(name, name) in facts.numbers
        },
    )


def _accounts(
    manifest: Manifest,
    needs: Needs,
    calendar: Calendar,
    place: dict[str, int],
    number: dict[str, int],
    segments: tuple[str, ...],
) -> Ledger | None:
    """Return the rows account by account, where the run read them."""
    if not manifest.accounts or not needs.accounts:
        return None
    rows = fact_columns(manifest.accounts, by_account=True)
    ledger = _ledger(rows, calendar, place, number, segments)
    return replace(ledger, account=rows.places["account_no"])


def _losses(
    manifest: Manifest, calendar: Calendar, who: Who, needs: Needs
) -> dict[tuple[int, int], int]:
    """Return the loan losses at the end of the months that periods of the scheme end with."""
    found = {}
    for place, month in enumerate(manifest.months):
        if month.month not in needs.loss_months(calendar):
            continue
        for staff, fen in loan_losses(month, needs.loss_rates).items():
            if who(staff) >= 0:
                found[who(staff), place] = fen
    return found


def _given(columns: list[list[Any]], who: Who) -> Given:
    staff, codes, months, numbers = columns[:4]
    places = {one: who(one) for one in set(staff)}
    return Given([places[one] for one in staff], codes, months, integers(numbers))


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _maybe(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


OUTSIDE = ("income", "funding_cost", "risk_cost", "tax")


def books_outside(
    facts: FactColumns, ground: Ground
) -> Iterator[tuple[tuple[str, str, int], dict[str, int]]]:
    """Yield the books of who takes no part ("": nobody), by manager, product and part; in fen."""
    rows = np.flatnonzero(ground.ledger.person < 0)
    if not len(rows):
        return
    ledger = ground.ledger.chosen(rows)
    amounts = {
        "income": income_of(ground, ledger),
        "funding_cost": funding_cost_of(ground, ledger),
        "risk_cost": ledger.column("provision"),
        "tax": ledger.column("tax"),
    }
    managers, products = facts.names["manager"], facts.names["product"]
    place = facts.places["manager"][rows] * len(products) + facts.places["product"][rows]
    keys, group = np.unique(place * 2 + ledger.part, return_inverse=True)
    sums = {name: ints.sums_by(amounts[name], group, len(keys)).tolist() for name in OUTSIDE}
    for index, key in enumerate(keys.tolist()):
        manager, product = divmod(key // 2, len(products))
        yield (
            (managers[manager], products[product], key % 2),
            {name: sums[name][index] for name in OUTSIDE},
        )
