"""Cost pools: management and fixed costs, allocated to cells by a driver, to the fen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from scoring.engine.cells import NO_PRODUCT, Book, of_managers
from scoring.engine.columns import AnyInts, BoolArray, IntArray, sum_by
from scoring.engine.split import largest_remainder_by

Kind = Literal["management", "fixed"]
Driver = Literal["income", "average_balance", "accounts", "headcount"]


@dataclass(frozen=True)
class Pool:
    """The cycle's amount of one kind, name, driver and branch."""

    kind: Kind
    driver: Driver
    amount: int  # fen
    members: BoolArray  # which managers share it (those of the branch and below), shape (M)


@dataclass(frozen=True)
class Allocation:
    """What each pool put on each cell: only rows that are not zero, by pool and then cell."""

    book: Book  # the book given, with a line without product where headcount needed one
    pool: IntArray  # index of the pool
    cell: IntArray  # row of `book`
    amount: IntArray  # fen
    unallocated: tuple[int, ...]  # indexes of the pools that found no driver or nobody

    def by_cell(self, chosen: Sequence[bool]) -> IntArray:
        """Add up the chosen pools by cell.

        Formula: out_c = sum of amount over the rows of cell c whose pool is chosen.
        Args:
            chosen: a flag for each pool, shape (P).
        Returns:
            fen, a number for each row of `book`.
        Example:
            >>> rows = [np.zeros(1, dtype=np.int64)] * 9
            >>> book = Book(*rows, np.ones(1, dtype=np.int64))
            >>> both, cell = np.array([0, 1]), np.array([0, 0])
            >>> Allocation(book, both, cell, np.array([5, 9]), ()).by_cell([True, False])
            array([5])

        Edge cases: no rows give zeros.
        Raises: nothing.
        Source: Cm and Cf of docs/engine.md, "RORAC, worked".
        """
        rows = np.asarray(chosen, dtype=np.bool_)[self.pool]
        return np.asarray(sum_by(self.amount[rows], self.cell[rows], len(self.book)), np.int64)


def allocate(book: Book, pools: Sequence[Pool]) -> Allocation:
    """Allocate every pool over its members' cells by its driver.

    Formula: part_c = the pool's amount split by largest remainder over the cells c of its members
    with weight max(driver_c, 0). `headcount` splits equally over the members, then each member's
    amount over her cells by income, failing that by accounts, failing that to her line without
    product (part increment).
    Args:
        book: the participants' cells, N rows.
        pools: P pools, each with a mask of members over all M managers.
    Returns:
        The rows put on cells, the pools that stay unallocated, and the book with the lines
        without product that were needed. The rows of an allocated pool add up to its amount.
    Example:
        >>> one, two = np.array([1, 1]), np.array([0, 1])
        >>> book = Book(two, one, one, np.array([200, 100]), one, one, one, one, one, one)
        >>> everybody = np.array([True, True])
        >>> result = allocate(book, [Pool("fixed", "income", 100, everybody)])
        >>> result.amount, result.unallocated
        (array([67, 33]), ())

    Edge cases: ties go to the lower manager, product, part (the order of the book); negative
        drivers count as 0; a pool without members or without a driver above 0 is unallocated; a
        pool of 0 with a driver is allocated without rows; a negative pool splits like its
        absolute value.
    Raises:
        IndexError: a mask is shorter than the managers of the book.
        ValueError: a driver is unknown.
    Source: docs/engine.md, "RORAC, worked".
    """
    book = _with_lines_needed(book, pools)
    drivers: dict[str, IntArray] = {
        "income": np.maximum(book.income, 0),
        "average_balance": np.maximum(book.average_balance, 0),
        "accounts": np.maximum(book.accounts, 0),
    }
    heads = _head_weights(book, drivers["income"], drivers["accounts"])
    found: list[tuple[int, IntArray, IntArray]] = []
    unallocated: list[int] = []
    for index, pool in enumerate(pools):
        cells = np.flatnonzero(of_managers(book, pool.members))
        if pool.driver == "headcount":
            amounts = _by_heads(pool, book.manager[cells], heads[cells])
        elif pool.driver in drivers:
            amounts = _by_driver(pool, drivers[pool.driver][cells])
        else:
            raise ValueError(f"{pool.driver!r} is no driver; expected {', '.join(drivers)}")
        if amounts is None:
            unallocated.append(index)
        else:
            given = amounts != 0
            found.append((index, cells[given], amounts[given]))
    return Allocation(book, *_columns(found), tuple(unallocated))


def _by_driver(pool: Pool, weights: IntArray) -> IntArray | None:
    if not np.any(weights):
        return None
    groups = np.zeros(len(weights), dtype=np.int64)
    return _int64(largest_remainder_by(np.array([pool.amount]), weights, groups))


def _by_heads(pool: Pool, managers: IntArray, weights: IntArray) -> IntArray | None:
    if not np.any(pool.members):
        return None
    each = np.zeros(len(pool.members), dtype=np.int64)
    members = np.flatnonzero(pool.members)
    nobody_more = np.zeros(len(members), dtype=np.int64)
    each[members] = largest_remainder_by(
        np.array([pool.amount]), np.ones(len(members), dtype=np.int64), nobody_more
    )
    return _int64(largest_remainder_by(each, weights, managers))


def _head_weights(book: Book, income: IntArray, accounts: IntArray) -> IntArray:
    """Return the weights within a manager: income, failing that accounts, failing that own line."""
    managers = int(book.manager.max(initial=-1)) + 1
    earns = (sum_by(income, book.manager, managers) > 0)[book.manager]
    holds = (sum_by(accounts, book.manager, managers) > 0)[book.manager]
    own = _own_line(book).astype(np.int64)
    return _int64(np.where(earns, income, np.where(holds, accounts, own)))


def _with_lines_needed(book: Book, pools: Sequence[Pool]) -> Book:
    """Add the line without product to members of headcount pools who have no other driver."""
    masks = [pool.members for pool in pools if pool.driver == "headcount"]
    if not masks:
        return book
    members = np.logical_or.reduce(masks)
    driven = np.zeros(len(members), dtype=np.bool_)
    driven[book.manager[(book.income > 0) | (book.accounts > 0)]] = True
    return book.with_own_lines(np.flatnonzero(members & ~driven))


def _own_line(book: Book) -> BoolArray:
    own: BoolArray = (book.product == NO_PRODUCT) & (book.part == 1)
    return own


def _int64(values: AnyInts) -> IntArray:
    return values.astype(np.int64)


def _columns(
    found: list[tuple[int, IntArray, IntArray]],
) -> tuple[IntArray, IntArray, IntArray]:
    none = np.zeros(0, dtype=np.int64)
    pool = [np.full(len(cells), index, dtype=np.int64) for index, cells, _ in found]
    return (
        np.concatenate([none, *pool]),
        np.concatenate([none, *(cells for _, cells, _ in found)]),
        np.concatenate([none, *(amounts for _, _, amounts in found)]),
    )
