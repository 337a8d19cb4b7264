"""The tables of a run that hold its books: RORAC by product, pools, what is in nobody's score."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scoring.graph.blocks import Shares
from scoring.models import PoolShare, RoracCell, UnallocatedPool, UnscoredBook
from scoring.runs.compute import Computed
from scoring.runs.tables import Table, Values


def rorac_cells(computed: Computed) -> Table:
    """Return the cells manager x product x part that are not zero throughout."""
    rorac = computed.profit.rorac
    cells = rorac.book
    amounts = {
        "income": cells.income,
        "funding_cost": cells.funding_cost,
        "management_cost": rorac.management_cost,
        "fixed_cost": rorac.fixed_cost,
        "risk_cost": cells.risk_cost,
        "tax": cells.tax,
    }
    any_amount = np.zeros(len(cells), dtype=np.bool_)
    for amount in amounts.values():
        any_amount |= amount != 0
    some = np.flatnonzero(any_amount)
    return Table(
        RoracCell,
        {
            **_of_cells(computed, cells, some),
            **{name: amount[some].tolist() for name, amount in amounts.items()},
            "rorac": rorac.rorac[some].tolist(),
            "age": rorac.ages.chosen(some).texts(),
            "k0": rorac.factors.chosen(some).texts(),
        },
    )


def pool_shares(computed: Computed) -> Table:
    """Return what each pool put on each cell, as older runs kept it."""
    allocation = computed.profit.rorac.allocation
    return Table(
        PoolShare,
        {
            **_of_pools(computed, allocation.pool.tolist()),
            **_of_cells(computed, allocation.book, allocation.cell),
            "amount": allocation.amount.tolist(),
        },
    )


def shares(computed: Computed) -> Shares:
    """Return what each pool put on each cell, in the order of people, pools, cells."""
    allocation, pools = computed.profit.rorac.allocation, computed.inputs.ground.pools
    person = allocation.book.manager[allocation.cell]
    order = np.argsort(person, kind="stable")
    cells = _of_cells(computed, allocation.book, allocation.cell[order])
    return Shares(
        [[pool.name, pool.kind, pool.driver, pool.branch] for pool in pools],
        person[order],
        (
            allocation.pool[order].tolist(),
            [product or "" for product in cells["product_id"]],
            cells["part"],
            allocation.amount[order].tolist(),
        ),
    )


def unallocated_pools(computed: Computed) -> Table:
    """Return the pools that found no driver or nobody."""
    found = list(computed.profit.rorac.allocation.unallocated)
    pools = computed.inputs.ground.pools
    amounts = [pools[place].amount for place in found]
    return Table(UnallocatedPool, {**_of_pools(computed, found), "amount": amounts})


def unscored_books(computed: Computed) -> Table:
    """Return the books of who takes no part, and what belongs to nobody."""
    rows = list(computed.inputs.outside())
    amounts = ("income", "funding_cost", "risk_cost", "tax")
    return Table(
        UnscoredBook,
        {
            "manager_id": [staff or None for (staff, _product, _part), _found in rows],
            "product_id": [product for (_staff, product, _part), _found in rows],
            "part": [part for (_staff, _product, part), _found in rows],
            **{name: [found[name] for _key, found in rows] for name in amounts},
        },
    )


def _of_cells(computed: Computed, book: Any, cells: NDArray[np.int64]) -> dict[str, Values]:
    """Return whose and which cells of a book these are."""
    products = computed.inputs.ground.products
    codes = [products[place].code for place in computed.profit.products]
    names = np.array([*codes, None], dtype=object)  # the last stands for none
    staff = np.array(computed.staff, dtype=object)
    return {
        "manager_id": staff[book.manager[cells]].tolist(),
        "product_id": names[book.product[cells]].tolist(),
        "part": book.part[cells].tolist(),
    }


def _of_pools(computed: Computed, places: list[int]) -> dict[str, Values]:
    pools = computed.inputs.ground.pools
    return {
        "pool": [pools[place].name for place in places],
        "kind": [pools[place].kind for place in places],
        "driver": [pools[place].driver for place in places],
        "branch_code": [pools[place].branch for place in places],
    }
