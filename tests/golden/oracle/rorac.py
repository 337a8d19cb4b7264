"""RORAC of every manager, product and part, with the cost pools on it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from tests.golden.oracle.exact import fen, split
from tests.golden.oracle.months import Month, month
from tests.golden.oracle.tables import Tables
from tests.golden.oracle.valuation import Piece

Key = tuple[str, str, str]
"""Staff number, product code ("" for cost that found no product), part."""

PARTS = ("stock", "increment")
DECAY = Fraction(5, 100)
FLOOR = Fraction(8, 10)


@dataclass
class Cell:
    """Sums over the cycle's months, in fen."""

    income: int = 0
    funding_cost: int = 0
    management: int = 0
    fixed: int = 0
    risk_cost: int = 0
    tax: int = 0
    average_balance: int = 0
    accounts: Fraction = Fraction(0)
    balance_days: int = 0

    @property
    def rorac(self) -> int:
        costs = self.funding_cost + self.management + self.fixed + self.risk_cost
        return self.income - costs - self.tax

    @property
    def age(self) -> Fraction:
        """The years the stock has been on the books, weighted by balance; 0 without balances."""
        if self.average_balance == 0:
            return Fraction(0)
        return Fraction(self.balance_days, 365 * self.average_balance)

    @property
    def amounts(self) -> list[int]:
        costs = [self.funding_cost, self.management, self.fixed, self.risk_cost]
        return [self.income, *costs, self.tax, self.rorac]


def n_and_k0(key: Key, cell: Cell) -> tuple[Fraction, Fraction]:
    """Return how old a cell's stock is and what is left of its result; increment keeps all."""
    if key[2] == "increment":
        return Fraction(0), Fraction(1)
    return cell.age, min(Fraction(1), max(FLOOR, 1 - DECAY * cell.age))


def cells(
    tables: Tables, months: list[Month], members: list[str], found: Iterable[Piece]
) -> dict[Key, Cell]:
    """Return the cells of the participants, cost pools included."""
    made: dict[Key, Cell] = defaultdict(Cell)
    for piece in found:
        if piece.holder not in members:
            continue
        cell = made[piece.holder, piece.product, piece.part]
        cell.income += piece.income
        cell.funding_cost += piece.funding_cost
        cell.risk_cost += piece.risk_cost
        cell.tax += piece.tax
        cell.average_balance += piece.average_balance
        cell.accounts += piece.accounts
        if piece.part == "stock":
            cell.balance_days += piece.average_balance * piece.age_days
    charges = [
        (kind, allocate(tables, made, members, driver, branch, amount))
        for (kind, _, driver, branch), amount in pools(tables, months).items()
    ]
    for kind, parts in charges:
        for key, part in parts.items():
            setattr(made[key], kind, getattr(made[key], kind) + part)
    return made


def pools(tables: Tables, months: list[Month]) -> dict[tuple[str, str, str, str], int]:
    """Return the pools of the cycle: one amount a kind, name, driver and branch."""
    sums: dict[tuple[str, str, str, str], int] = defaultdict(int)
    for row in tables.pools:
        if month(row["month"]) in months:
            sums[row["kind"], row["name"], row["driver"], row["branch_code"]] += fen(row["amount"])
    return sums


def allocate(
    tables: Tables,
    made: dict[Key, Cell],
    members: list[str],
    driver: str,
    branch: str,
    amount: int,
) -> dict[Key, int]:
    """Split one pool over the participants' cells; nothing where it finds no driver or nobody."""
    payers = sorted(m for m in members if not branch or _is_below(tables, m, branch))
    if driver == "headcount":
        each = split(amount, [(m, Fraction(1)) for m in payers]) if payers else {}
        return {
            key: part
            for payer, own in each.items()
            for key, part in _within(made, payer, own).items()
        }
    weights = _weights(made, payers, driver)
    return split(amount, weights) if any(weight for _, weight in weights) else {}


def _within(made: dict[Key, Cell], payer: str, own: int) -> dict[Key, int]:
    """Split one head's part over her cells: by income, or by accounts, or on a line of its own."""
    for driver in ("income", "accounts"):
        weights = _weights(made, [payer], driver)
        if any(weight for _, weight in weights):
            return split(own, weights)
    return {(payer, "", "increment"): own}


def _weights(made: dict[Key, Cell], payers: list[str], driver: str) -> list[tuple[Key, Fraction]]:
    """Return the cells of some managers in tie order, with what the driver weighs them."""
    own = [key for key in made if key[0] in payers]
    own.sort(key=lambda key: (key[0], key[1], PARTS.index(key[2])))
    return [(key, Fraction(max(0, getattr(made[key], driver)))) for key in own]


def _is_below(tables: Tables, staff_no: str, branch: str) -> bool:
    """Tell whether a manager works in a branch or below it."""
    code = tables.managers[staff_no]["branch_code"]
    while code and code != branch:
        code = tables.branches[code]["parent_code"]
    return code == branch
