"""A file of the data contract, and the words with which its columns are declared."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portfolio.contract.columns import REFERENCE, ContractColumn, Kind
from portfolio.contract.tables import Table


@dataclass(frozen=True)
class File:
    """One file: its columns, the table they go to, and pairs of dates that come in order.

    settled  are fields that the load works out itself, with their types
    origin   are those that say where a row came from; they alone make no row another
    besides  is the table beside it: where what holds from now on goes by date, or the other way
    """

    name: str
    table: Table
    columns: tuple[ContractColumn, ...]
    ordered: tuple[tuple[str, str], ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    settled: Mapping[str, str] = field(default_factory=dict)
    origin: Mapping[str, str] = field(default_factory=dict)
    besides: str = ""

    @property
    def file_name(self) -> str:
        return f"{self.name}.csv"

    @property
    def key(self) -> tuple[ContractColumn, ...]:
        """The columns that tell rows apart; none where equal rows count."""
        return tuple(c for c in self.columns if c.field in self.table.key)

    def column(self, name: str) -> ContractColumn:
        return next(c for c in self.columns if c.name == name)


def needed(name: str, zh: str, kind: Kind, to: str = "") -> ContractColumn:
    return ContractColumn(name, (zh,), kind, to or name, required=True)


def optional(name: str, zh: str, kind: Kind, default: str | int | None = None) -> ContractColumn:
    return ContractColumn(name, (zh,), kind, name, default=default)


def private(name: str, zh: str, kind: Kind) -> ContractColumn:
    """A column of what concerns a person alone."""
    return ContractColumn(name, (zh,), kind, name, default="", is_private=True)


def to(name: str, zh: str, refers: str, *, required: bool = True) -> ContractColumn:
    """A reference: `branch_code` goes to branch_id, `staff_no` to manager_id."""
    to = {"staff_no": "manager", "supervisor_no": "supervisor"}.get(name, name.rsplit("_", 1)[0])
    return ContractColumn(name, (zh,), REFERENCE, f"{to}_id", required=required, refers=refers)


STAFF = to("staff_no", "工号", "managers")
ACCOUNT = to("account_no", "账号", "accounts")
