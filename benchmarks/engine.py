"""How long the engine takes for a large bank; run with `python -m benchmarks.engine`.

10,000 managers with 11 products in two parts and 20 cost pools; 10,000 managers with 25 measures.
Prints the median of five runs of each step in seconds.
"""

import statistics
import sys
import time
from collections.abc import Callable
from fractions import Fraction

import numpy as np

from scoring.engine import bands, rules, units
from scoring.engine.cells import Book
from scoring.engine.columns import IntArray, ObjectArray, objects
from scoring.engine.pools import Driver, Pool, allocate
from scoring.engine.rorac import rorac
from scoring.engine.scorecard import scorecard

MANAGERS, PRODUCTS, POOLS, MEASURES, RUNS = 10_000, 11, 20, 25, 5
DRIVERS: tuple[Driver, ...] = ("income", "average_balance", "accounts", "headcount")
RNG = np.random.default_rng(2026)


def make_book() -> Book:
    """Return a full book: every manager has every product, in stock and increment."""
    manager = np.repeat(np.arange(MANAGERS), PRODUCTS * 2)
    product = np.tile(np.repeat(np.arange(PRODUCTS), 2), MANAGERS)
    part = np.tile(np.array([0, 1]), MANAGERS * PRODUCTS)
    rows = len(manager)

    def amounts(most: int) -> IntArray:
        return RNG.integers(-most // 50, most, rows)

    balance = RNG.integers(0, 10**12, rows)
    return Book(
        manager=manager,
        product=product,
        part=part,
        income=amounts(10**9),
        funding_cost=amounts(10**8),
        risk_cost=amounts(10**7),
        tax=amounts(10**7),
        average_balance=balance,
        accounts=RNG.integers(0, 10**8, rows),
        age_weight=np.where(part == 0, balance * RNG.integers(1, 2500, rows), 0),
    )


def make_pools() -> list[Pool]:
    """Return pools of every driver, some for all managers, some for a branch."""
    everybody = np.ones(MANAGERS, dtype=np.bool_)
    return [
        Pool(
            kind="fixed" if i % 2 else "management",
            driver=DRIVERS[i % len(DRIVERS)],
            amount=10**11 + i,
            members=everybody if i < POOLS // 2 else RNG.random(MANAGERS) < 0.2,
        )
        for i in range(POOLS)
    ]


def make_values() -> tuple[list[ObjectArray], ObjectArray]:
    """Return exact values with gaps for each measure, and targets."""
    yuan = [RNG.integers(0, 10**9, MANAGERS) for _ in range(MEASURES)]
    gaps = [RNG.random(MANAGERS) < 0.05 for _ in range(MEASURES)]
    values = [
        objects(None if gap else Fraction(int(v), 100) for v, gap in zip(vs, gs, strict=True))
        for vs, gs in zip(yuan, gaps, strict=True)
    ]
    return values, objects(Fraction(int(v)) for v in RNG.integers(1, 10**7, MANAGERS))


def score_all(values: list[ObjectArray], targets: ObjectArray) -> None:
    """Score 15 completions, 4 lines, 3 tables and 3 rules by the unit; put them together; rank."""
    anchors = ((0, 0), (10**7, 100))
    steps = [(bound, bound // 10**5) for bound in range(10**6, 10**7, 10**6)]
    scored = [rules.completion(v, targets, cap=150) for v in values[:15]]
    scored += [rules.linear(v, anchors) for v in values[15:19]]
    scored += [rules.tiers(v, steps) for v in values[19:22]]
    bonus = [units.points_per_unit(v, 1, unit=10**7) for v in values[22:]]
    scores = np.column_stack([s.score for s in scored])
    dimension = np.arange(22) % 4
    card = scorecard(
        scores,
        np.arange(1.0, 23.0),
        dimension,
        np.array([0.4832, 0.2717, 0.1569, 0.0882]),
        bonus=np.column_stack([s.score for s in bonus]),
        deductions=np.zeros((MANAGERS, 0)),
        bonus_cap=5,
    )
    composite = bands.rounded(card.composite)
    bands.grades(composite, [("outstanding", 110), ("good", 90), ("below", None)])
    lines = np.arange(MANAGERS) % 3
    bands.ranks(composite)
    bands.ranks(composite, lines)
    bands.peer_medians(scores, lines, np.ones(MANAGERS, dtype=np.bool_))


def measure(title: str, step: Callable[[], object]) -> None:
    """Print the median time of a step."""
    seconds = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - begun)
    sys.stdout.write(f"{statistics.median(seconds):7.3f} s  {title}\n")


def main() -> None:
    book, pools = make_book(), make_pools()
    values, targets = make_values()
    measure(
        f"allocate {POOLS} pools over {len(book):,} cells of {MANAGERS:,} managers",
        lambda: allocate(book, pools),
    )
    measure("the same, and RORAC by cell and manager", lambda: rorac(book, pools, MANAGERS))
    measure(
        f"score {MEASURES} measures of {MANAGERS:,} managers, composite, grade, ranks, medians",
        lambda: score_all(values, targets),
    )


if __name__ == "__main__":
    main()
