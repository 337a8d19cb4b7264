"""The files of the data contract. docs/data.md says the same to a bank's analyst."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from perfcenter.base.money import MILLION
from portfolio.contract import words
from portfolio.contract.columns import (
    AMOUNT,
    DATE,
    DECIMAL,
    FACTOR,
    KEY,
    MONTH,
    NAME,
    NOTE,
    RATE,
    SHARE,
    ContractColumn,
    Kind,
    choice,
)
from portfolio.contract.tables import TABLES, Table
from portfolio.models import WHOLE_CYCLE


@dataclass(frozen=True)
class File:
    """One file: its columns, the table they go to, and pairs of dates that come in order."""

    name: str
    table: Table
    columns: tuple[ContractColumn, ...]
    ordered: tuple[tuple[str, str], ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)

    @property
    def file_name(self) -> str:
        return f"{self.name}.csv"

    @property
    def key(self) -> tuple[ContractColumn, ...]:
        """The columns that tell rows apart; none where equal rows count."""
        return tuple(c for c in self.columns if c.field in self.table.key)

    def column(self, name: str) -> ContractColumn:
        return next(c for c in self.columns if c.name == name)


def _needed(name: str, kind: Kind, to: str = "", **more: str) -> ContractColumn:
    return ContractColumn(name, kind, to or name, required=True, **more)


def _optional(
    name: str, kind: Kind, default: str | int | None = None, to: str = ""
) -> ContractColumn:
    return ContractColumn(name, kind, to or name, default=default)


def _to(name: str, refers: str, *, required: bool = True, **more: str) -> ContractColumn:
    """A reference: `branch_code` goes to branch_id, `staff_no` to manager_id."""
    to = {"staff_no": "manager", "supervisor_no": "supervisor"}.get(name, name.rsplit("_", 1)[0])
    return ContractColumn(name, KEY, f"{to}_id", required=required, refers=refers, **more)


STAFF = _to("staff_no", "managers")

_FILES = (
    File(
        "branches",
        TABLES["portfolio_branch"],
        (
            _needed("code", KEY),
            _needed("name", NAME),
            _to("parent_code", "branches", required=False),
        ),
    ),
    File(
        "managers",
        TABLES["portfolio_manager"],
        (
            _needed("staff_no", KEY),
            _needed("name", NAME),
            _to("branch_code", "branches"),
            _optional("line", choice(words.LINES), ""),
            _optional("level", KEY, ""),
            _optional("hired_on", DATE),
            _optional("left_on", DATE),
            _to("supervisor_no", "managers", required=False),
        ),
        ordered=(("hired_on", "left_on"),),
    ),
    File(
        "products",
        TABLES["portfolio_product"],
        (
            _needed("code", KEY),
            _needed("name", NAME),
            _needed("family", choice(words.FAMILIES)),
            _optional("ftp_rate", RATE, 0),
            _optional("provision_rate", RATE, 0),
            _optional("tax_rate", RATE, 0),
            _optional("risk_weight", FACTOR, 0),
            _optional("coefficient", FACTOR, MILLION),
        ),
    ),
    File(
        "clients",
        TABLES["portfolio_client"],
        (
            _needed("client_no", KEY),
            _needed("name", NAME),
            _optional("kind", choice(words.CLIENT_KINDS), ""),
            _optional("segment", KEY, ""),
            _to("branch_code", "branches"),
            _to("manager_no", "managers", required=False),
            _optional("opened_on", DATE),
        ),
    ),
    File(
        "deposits",
        TABLES["portfolio_account"],
        (
            _needed("account_no", KEY),
            _to("client_no", "clients"),
            _to("product_code", "products"),
            _needed("opened_on", DATE),
            _optional("closed_on", DATE),
            _optional("rate", RATE),
        ),
        ordered=(("opened_on", "closed_on"),),
        constants={"kind": "deposit"},
    ),
    File(
        "loans",
        TABLES["portfolio_account"],
        (
            _needed("contract_no", KEY, to="account_no"),
            _to("client_no", "clients"),
            _to("product_code", "products"),
            _optional("contract_amount", AMOUNT),
            _needed("disbursed_on", DATE, to="opened_on"),
            _optional("matures_on", DATE),
            _optional("rate", RATE),
        ),
        ordered=(("disbursed_on", "matures_on"),),
        constants={"kind": "loan"},
    ),
    File(
        "ledger",
        TABLES["portfolio_ledgerrow"],
        (
            _needed("month", MONTH),
            _to("account_no", "accounts", alias="contract_no"),
            _needed("end_balance", AMOUNT),
            _needed("average_balance", AMOUNT),
            _needed("interest", AMOUNT),
            _optional("fees", AMOUNT, 0),
            _optional("classification", choice(words.CLASSES), "normal"),
            _optional("funding", AMOUNT),
        ),
    ),
    File(
        "assignments",
        TABLES["portfolio_share"],
        (
            _to("account_no", "accounts"),
            STAFF,
            _optional("from_month", MONTH),
            _optional("to_month", MONTH),
            _needed("share", SHARE),
        ),
        ordered=(("from_month", "to_month"),),
    ),
    File(
        "sales",
        TABLES["portfolio_sale"],
        (
            _needed("month", MONTH),
            STAFF,
            _to("product_code", "products"),
            _optional("quantity", DECIMAL),
            _optional("amount", AMOUNT),
            _optional("income", AMOUNT, 0),
        ),
    ),
    File(
        "pools",
        TABLES["portfolio_costpool"],
        (
            _needed("month", MONTH),
            _needed("name", NAME),
            _needed("kind", choice(words.POOL_KINDS)),
            _needed("amount", AMOUNT),
            _needed("driver", choice(words.DRIVERS)),
            _to("branch_code", "branches", required=False),
        ),
    ),
    File(
        "targets",
        TABLES["portfolio_target"],
        (
            STAFF,
            _needed("measure_code", KEY),
            _needed("target", DECIMAL),
            _optional("month", MONTH, WHOLE_CYCLE),
        ),
    ),
    File(
        "values",
        TABLES["portfolio_value"],
        (
            STAFF,
            _needed("measure_code", KEY),
            _needed("value", DECIMAL),
            _optional("month", MONTH, WHOLE_CYCLE),
        ),
    ),
    File(
        "absences",
        TABLES["portfolio_absence"],
        (STAFF, _needed("from_on", DATE), _optional("to_on", DATE), _needed("kind", KEY)),
        ordered=(("from_on", "to_on"),),
    ),
    File(
        "training",
        TABLES["portfolio_training"],
        (
            STAFF,
            _optional("course", NAME, ""),
            _optional("hours", DECIMAL),
            _optional("exam_score", DECIMAL),
            _needed("completed_on", DATE),
        ),
    ),
    File(
        "certificates",
        TABLES["portfolio_certificate"],
        (
            STAFF,
            _needed("name", NAME),
            _needed("obtained_on", DATE),
            _optional("expires_on", DATE),
        ),
        ordered=(("obtained_on", "expires_on"),),
    ),
    File(
        "incidents",
        TABLES["portfolio_incident"],
        (
            STAFF,
            _needed("occurred_on", DATE),
            _optional("kind", KEY, ""),
            _optional("severity", KEY, ""),
            _optional("points", DECIMAL),
            _optional("note", NOTE, ""),
        ),
    ),
)

FILES = {file.name: file for file in _FILES}
NOT_READ_YET = ("service", "recoveries")


def files_of(table: Table) -> list[File]:
    """Return the files that go to the table."""
    return [file for file in _FILES if file.table is table]


def fields_of(table: Table) -> dict[str, str]:
    """Return the table's fields with their types in DuckDB, `id` left out."""
    fields: dict[str, str] = {}
    for file in files_of(table):
        fields |= dict.fromkeys(file.constants, "VARCHAR")
        fields |= {column.field: column.kind.type for column in file.columns}
    return fields
