"""The book of every manager: one row a cell manager x product x part, in integer fen."""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from scoring.engine.columns import AnyInts, BoolArray, IntArray, sum_by, to_int64

NO_PRODUCT = -1  # the line of costs that found no product
STOCK, INCREMENT = 0, 1


@dataclass(frozen=True)
class Book:
    """Columns of equal length, int64 (age_weight may be Python integers), a row a cell, in the
    order manager, product, part.

    Managers are numbered in the order of staff_no and products in the order of product_code, so
    that the order of rows is the order in which ties are broken; the line without a product
    comes after the manager's products. Amounts are sums over the cycle.
    """

    manager: IntArray
    product: IntArray  # NO_PRODUCT for the line without one
    part: IntArray  # STOCK or INCREMENT
    income: IntArray  # E, fen
    funding_cost: IntArray  # Cd, fen
    risk_cost: IntArray  # Cr, fen
    tax: IntArray  # T, fen
    average_balance: IntArray  # sum over the months, fen
    accounts: IntArray  # account-months by share, millionths
    age_weight: AnyInts  # sum of average balance x days from opening to the base day, fen days

    def __post_init__(self) -> None:
        lengths = {len(getattr(self, field.name)) for field in fields(self)}
        if len(lengths) != 1:
            raise ValueError(f"columns of a book have different lengths: {sorted(lengths)}")
        if np.any(self.product < NO_PRODUCT) or np.any((self.part != STOCK) & (self.part != 1)):
            raise ValueError("a product is below -1 or a part is neither 0 nor 1")
        keys = cell_keys(self.manager, self.product, self.part)
        if np.any(keys[1:] <= keys[:-1]):
            raise ValueError("a book's rows are not one a cell in the order manager, product, part")

    def __len__(self) -> int:
        return len(self.manager)

    @classmethod
    def of(
        cls,
        *,
        manager: IntArray,
        product: IntArray,
        part: IntArray,
        income: AnyInts,
        funding_cost: AnyInts,
        risk_cost: AnyInts,
        tax: AnyInts,
        average_balance: AnyInts,
        accounts: AnyInts,
        age_weight: AnyInts,
    ) -> Self:
        """Add up rows (facts by month and class, say) to one a cell, in order.

        Formula: each amount of a cell is the sum of that amount over the rows of the cell.
        Args:
            manager: index in the order of staff_no, 0 or more, shape (N), rows in any order.
            product: index in the order of product_code, `NO_PRODUCT` for none, shape (N).
            part: `STOCK` or `INCREMENT`, shape (N).
            income: E in fen, shape (N); so are funding_cost, risk_cost, tax, average_balance.
            funding_cost: Cd. risk_cost: Cr. tax: T. average_balance: of the month.
            accounts: account-months in millionths, shape (N).
            age_weight: average balance x days of age in fen days, shape (N).
        Returns:
            A book with one row a cell.
        Example:
            >>> one = np.array([1, 1])
            >>> book = Book.of(manager=one, product=one, part=one, income=np.array([300, -100]),
            ...     funding_cost=one, risk_cost=one, tax=one, average_balance=one, accounts=one,
            ...     age_weight=one)
            >>> len(book), book.income
            (1, array([200]))

        Edge cases: no rows make an empty book; cells that sum to zero are kept.
        Raises:
            ValueError: columns of different lengths, a product below -1, or an unknown part.
            OverflowError: a sum does not fit into 64 bits, age_weight apart.
        Source: docs/engine.md, "RORAC, worked"; facts are additive.
        """
        first, cells = _cells(cell_keys(manager, product, part), manager, product)
        amounts = {
            "income": income,
            "funding_cost": funding_cost,
            "risk_cost": risk_cost,
            "tax": tax,
            "average_balance": average_balance,
            "accounts": accounts,
        }
        sums = {
            name: to_int64(sum_by(values, cells, len(first)), name)
            for name, values in amounts.items()
        }
        return cls(
            manager=manager[first],
            product=product[first],
            part=part[first],
            # Balance times age is the first to leave 64 bits; only a ratio is made of it.
            age_weight=sum_by(age_weight, cells, len(first)),
            **sums,
        )

    def with_own_lines(self, managers: IntArray) -> Self:
        """Return the book with an empty line without product (part increment) for the managers.

        Formula: the cells (manager, NO_PRODUCT, INCREMENT) that are missing, all amounts 0, are
        put in their place.
        Args:
            managers: indexes of managers, shape (K).
        Returns:
            A book in order; the same one where nothing is missing.
        Example:
            >>> none = np.zeros(0, dtype=np.int64)
            >>> book = Book(*[none] * 10).with_own_lines(np.array([2]))
            >>> book.manager, book.product, book.part
            (array([2]), array([-1]), array([1]))

        Edge cases: a manager named twice gets one line.
        Raises: nothing.
        Source: docs/engine.md, "RORAC, worked".
        """
        own = self.manager[(self.product == NO_PRODUCT) & (self.part == INCREMENT)]
        missing = np.setdiff1d(managers, own)
        if not len(missing):
            return self
        added = {"manager": missing, "product": np.full_like(missing, NO_PRODUCT)}
        added["part"] = np.full_like(missing, INCREMENT)
        columns = {
            field.name: np.concatenate(
                [getattr(self, field.name), added.get(field.name, np.zeros_like(missing))]
            )
            for field in fields(self)
        }
        order = np.argsort(cell_keys(columns["manager"], columns["product"], columns["part"]))
        return type(self)(**{name: column[order] for name, column in columns.items()})


def cell_keys(manager: IntArray, product: IntArray, part: IntArray) -> IntArray:
    """Return numbers that sort like manager, product (none last), part.

    Formula: (manager * 2**30 + product) * 2 + part, with 2**30 - 1 for no product.
    Args:
        manager: index, 0 <= manager < 2**31, shape (N).
        product: index, `NO_PRODUCT` <= product < 2**30 - 1, shape (N).
        part: 0 or 1, shape (N).
    Returns:
        int64, shape (N); equal for equal cells only.
    Example:
        >>> keys = cell_keys(np.array([0, 0, 1]), np.array([7, -1, 0]), np.array([1, 1, 0]))
        >>> bool(np.all(np.diff(keys) > 0))
        True

    Edge cases: no rows give no keys.
    Raises: nothing.
    Source: the order of ties in docs/engine.md, "Splitting".
    """
    last = 2**30
    known = np.where(product == NO_PRODUCT, last - 1, product).astype(np.int64)
    return (manager.astype(np.int64) * last + known) * 2 + part


def _cells(keys: IntArray, manager: IntArray, product: IntArray) -> tuple[IntArray, IntArray]:
    """Return a row of each cell in the order of the keys, and the place of each row's cell.

    Where products are few every possible cell is marked, which is quicker than sorting the rows.
    """
    products = int(product.max(initial=0)) + 2
    possible = (int(manager.max(initial=0)) + 1) * products * 2
    if possible > 4 * len(keys) + 1_000 or not len(keys):
        _keys, first, cells = np.unique(keys, return_index=True, return_inverse=True)
        return first, cells
    none = np.where(product == NO_PRODUCT, products - 1, product)
    dense = (manager * products + none) * 2 + (keys & 1)
    row = np.full(possible, -1, dtype=np.int64)
    row[dense] = np.arange(len(dense))
    found = np.flatnonzero(row >= 0)
    place = np.empty(possible, dtype=np.int64)
    place[found] = np.arange(len(found))
    return row[found], place[dense]


def of_managers(book: Book, wanted: BoolArray) -> BoolArray:
    """Return which rows of the book belong to the managers wanted.

    Formula: out_i = wanted[manager_i].
    Args:
        book: the book, N rows.
        wanted: a flag for each manager, shape (M).
    Returns:
        A flag for each row, shape (N).
    Example:
        >>> book = Book(*[np.zeros(0, dtype=np.int64)] * 10).with_own_lines(np.array([0, 2]))
        >>> of_managers(book, np.array([False, True, True]))
        array([False,  True])

    Edge cases: an empty book gives an empty column.
    Raises:
        IndexError: the book has a manager beyond `wanted`.
    Source: docs/data.md, pools: a pool goes to the participants of its branch and below.
    """
    return wanted[book.manager]
