"""One person's ground: the rows that a run read of her, each table read when it is asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np

from portfolio.months import first_day
from portfolio.valuation import BookRows, book_rows
from scoring.graph.calendar import Calendar
from scoring.graph.ground import Ledger, Product
from scoring.graph.people import People, Person
from scoring.graph.records import AccountOpened, ClientRow, LoanMade, NewClient, SaleRow
from scoring.graph.text import Text
from scoring.inputs.given import GIVEN
from scoring.inputs.ground import products_of, records_of
from scoring.inputs.holders import (
    Opened,
    accounts_near,
    clients_held,
    new_clients_of,
    opened_of,
)
from scoring.inputs.manifest import Manifest
from scoring.inputs.own_ledger import ledger_of

SORTED = (
    "training", "certificates", "incidents", "surveys", "targets", "values", "judgments",
    "overrides",
)  # fmt: skip
"""Tables whose first column is a staff number, in its order."""
RECORDS = (
    "training", "certificates", "incidents", "service", "recoveries", "surveys", "targets",
    "values", "judgments", "overrides", "corrected",
)  # fmt: skip

BY_PERSON = {"targets", "values", "judgments", "overrides", "corrected"}
"""Records that are looked up by person, not gone through."""


class OwnGround:
    """What `Ground` is to everybody, for one person; its ledger has a row an account-month.

    Person 0 is she, whoever else there is -1. `account` of the ledger is the place in
    `account_numbers`, -1 of a sale. `names` are those of products, `last` is the
    place of the month whose clients and losses are asked for; losses only with `loss_rates`.
    """

    def __init__(
        self,
        manifest: Manifest,
        person: Person,
        names: Mapping[str, str],
        *,
        last: int,
        loss_rates: Mapping[str, int] | None = None,
    ) -> None:
        self.manifest, self.loss_rates, self.names = manifest, loss_rates, names
        self.last = last
        self.people = People((person,))
        self.staff_no = person.staff_no
        self.tables = manifest.kept_tables()
        self.calendar = Calendar(self.tables["first_month"], self.tables["last_month"])
        self._segments = {"": 0}

    def __getattr__(self, name: str) -> Any:
        """Return records of hers: training, incidents, values and so on."""
        if name not in RECORDS:
            raise AttributeError(name)
        empty: Any = {} if name in BY_PERSON else ()
        return self._records.get(name, empty)

    def segment_of(self, name: str | None) -> int:
        """Number a segment of clients."""
        return self._segments.setdefault(name or "", len(self._segments))

    @property
    def segments(self) -> tuple[str, ...]:
        return tuple(self._segments)

    @cached_property
    def products(self) -> tuple[Product, ...]:
        return tuple(
            Product(p.code, p.family, p.coefficients, p.risk_weight, self.names.get(p.code, p.code))
            for p in products_of(self.tables)
        )

    @cached_property
    def product_place(self) -> dict[str, int]:
        return {product.code: place for place, product in enumerate(self.products)}

    @cached_property
    def coefficients(self) -> Any:
        rows = [product.coefficients for product in self.products]
        months = len(self.calendar.months)
        return np.array(rows, dtype=np.int64).reshape(len(self.products), months)

    @cached_property
    def families(self) -> Any:
        return np.array([product.family for product in self.products], dtype=object)

    @cached_property
    def book(self) -> BookRows:
        """Her account-months and sales up to the last month, and the losses at its end."""
        return book_rows(
            first_day(self.calendar.first_month),
            self.manifest.months[: self.last + 1],
            manager=self.staff_no,
            loss_rates=self.loss_rates,
            accounts=self.manifest.accounts[: self.last + 1],
        )

    def losses_at(self, place: int) -> list[tuple[int, int, int, int]]:
        """Return account, product, part and loss of her loans at the end of the last month."""
        part = {row.account_no: row.part for row in self.book.months}
        return [
            (
                self.account_place[loss.account_no],
                self.product_place[loss.product],
                part[loss.account_no],
                loss.own_loss,
            )
            for loss in self.book.losses
            if place == self.last
        ]

    @cached_property
    def account_numbers(self) -> tuple[str, ...]:
        numbers = {row.account_no for row in self.book.months}
        return tuple(sorted(numbers | {row.account_no for row in self.book.bases}))

    @cached_property
    def account_place(self) -> dict[str, int]:
        return {number: place for place, number in enumerate(self.account_numbers)}

    @cached_property
    def ledger(self) -> Ledger:
        return ledger_of(self)

    @cached_property
    def sales(self) -> tuple[SaleRow, ...]:
        months = {month: place for place, month in enumerate(self.calendar.months)}
        return tuple(
            SaleRow(
                0,
                months[sale.month],
                self.product_place[sale.product],
                sale.quantity or 0,
                sale.amount or 0,
                sale.income,
                self.staff_no,
            )
            for sale in self.book.sales
        )

    @cached_property
    def _opened(self) -> Opened:
        accounts, clients = accounts_near(self.manifest, self.staff_no)
        rows = [
            row
            for row in zip(*self.tables["opened"], strict=True)
            if row[0] in accounts or row[2] in clients
        ]
        columns = [list(column) for column in zip(*rows, strict=True)] if rows else []
        return opened_of(self.manifest, columns, self._who, self.product_place, self.segment_of)

    @property
    def loans_made(self) -> tuple[LoanMade, ...]:
        return self._opened.loans

    @property
    def accounts_opened(self) -> tuple[AccountOpened, ...]:
        return self._opened.accounts

    @cached_property
    def clients(self) -> tuple[ClientRow, ...]:
        """Her clients at the end of the last month that is asked for."""
        place = self.last
        day = self.calendar.periods("month")[place].ends
        month = self.manifest.months[place]
        return clients_held(month, place, day, self.staff_no, self.segment_of)

    @cached_property
    def new_clients(self) -> tuple[NewClient, ...]:
        return new_clients_of(self.manifest, self._who, self.segment_of, self.staff_no)

    @cached_property
    def _records(self) -> dict[str, Any]:
        own = {
            name: _mine(columns, self.staff_no) if name in SORTED else columns
            for name, columns in self.tables.items()
        }
        return records_of(own, self._who)

    def origin(self, table: str, code: str, month: int) -> Text | None:
        """Return file and line of the target or value that counts; None where none were kept."""
        found = self._origins.get((table, code, month))
        return Text("{}第{}行".format(*found), "{}, line {}".format(*found)) if found else None

    @cached_property
    def _origins(self) -> Origins:
        return origins_of(self.tables, self.staff_no)

    def _who(self, staff: str) -> int:
        return 0 if staff == self.staff_no else -1


Origins = dict[tuple[str, str, int], tuple[str, int]]
"""Table, measure and month; file and line."""


def origins_of(tables: Mapping[str, Any], staff_no: str) -> Origins:
    """Return where one person's targets and values were imported from, as far as that was kept."""
    return {
        (name, code, month): (file, line)
        for name in ("targets", "values")
        if len(tables[name]) >= GIVEN
        for _staff, code, month, _number, _whose, file, line in zip(
            *_mine(tables[name], staff_no), strict=True
        )
        if file
    }


def _mine(columns: list[list[Any]], staff_no: str) -> list[list[Any]]:
    """Return one person's rows of a table that is in the order of staff numbers."""
    own = slice(bisect_left(columns[0], staff_no), bisect_right(columns[0], staff_no))
    return [column[own] for column in columns]
