"""RORAC of small books worked out by hand, from account-months to the manager's total.

The formulas are those of docs/engine.md (RORAC after Cd, Cm, Cf, Cr and T; k0 = 1 - 0.05 n, at
least 0.8); the arithmetic stands above each number.
"""

from fractions import Fraction

import numpy as np

from scoring.engine.exact import times_rate
from scoring.engine.rorac import Rorac, rorac
from tests.scoring.engine.builders import make_book, make_pool

YEAR = 365_000_000  # rates in millionths x days over this many


def _valued(average_balance: int, rate: int, days: int) -> int:
    return int(times_rate(np.array([average_balance]), np.array([rate * days]), YEAR)[0])


def test_a_deposit_month_is_valued_by_hand() -> None:
    """A January of 1,000,000.00 yuan at 2.85% transfers 2,420.55 yuan.

    100,000,000 fen x 0.0285 x 31 / 365 = 88,350,000 / 365 = 242,054.79 -> 242,055 fen.
    """
    assert _valued(100_000_000, 28_500, 31) == 242_055


def test_a_tie_goes_to_the_even_fen() -> None:
    """3,650.00 yuan at 0.05% for one day is half a fen, and goes to 0; three times it to 2.

    365,000 fen x 0.0005 / 365 = 0.5 -> 0; 1,095,000 x 0.0005 / 365 = 1.5 -> 2.
    """
    assert (_valued(365_000, 500, 1), _valued(1_095_000, 500, 1)) == (0, 2)


# One manager, two products, no pools.
#
# Product 0, a deposit, opened 2 years (730 days) before the base day: stock.
#   January 10,000,000 fen, February 20,000,000 fen average balance
#   n  = (10,000,000 x 730 + 20,000,000 x 730) / (365 x 30,000,000) = 2 years
#   k0 = 1 - 0.05 x 2 = 0.9
#   E 90,000  Cd 40,000  Cr 0  T 2,700:  90,000 - 40,000 - 2,700 = 47,300; x 0.9 = 42,570
# Product 0, opened in the cycle: E 5,000  Cd 6,000  T 150: 5,000 - 6,000 - 150 = -1,150
# Product 1, a loan, 8 years (2,920 days) old: k0 = max(0.8, 1 - 0.4) = 0.8
#   E 70,001  Cd 50,000  Cr 25,000  T 2,100: 70,001 - 75,000 - 2,100 = -7,099; x 0.8 = -5,679.2
# RORAC = 42,570 - 1,150 - 5,679.2 = 35,740.8 fen
def _two_products() -> Rorac:
    book = make_book(
        {
            "product": 0,
            "part": 0,
            "income": 90_000,
            "funding_cost": 40_000,
            "tax": 2_700,
            "average_balance": 30_000_000,
            "age_weight": 30_000_000 * 730,
        },
        {"product": 0, "part": 1, "income": 5_000, "funding_cost": 6_000, "tax": 150},
        {
            "product": 1,
            "part": 0,
            "income": 70_001,
            "funding_cost": 50_000,
            "risk_cost": 25_000,
            "tax": 2_100,
            "average_balance": 8_000_000,
            "age_weight": 8_000_000 * 2_920,
        },
    )
    return rorac(book, [], managers=1)


def test_two_products_give_their_cells() -> None:
    """Each cell is income less its costs, before the decay of stock."""
    assert _two_products().rorac.tolist() == [47_300, -1_150, -7_099]


def test_two_products_decay_by_age() -> None:
    """Two years keep nine tenths, eight years the floor, what is new everything."""
    result = _two_products()
    assert result.age.tolist() == [2, 0, 8]
    assert result.k0.tolist() == [Fraction(9, 10), 1, Fraction(4, 5)]


def test_two_products_give_the_total_unrounded() -> None:
    """A loss of stock decays like a gain, and the total keeps its fraction of a fen."""
    assert _two_products().total.tolist() == [Fraction("35740.8")]


# The mean age weighs months by balance, not by days.
#   an account of 5 days before the base day: January 300 fen, February 100 fen
#   another of 400 days: January 0, February 100 fen
#   n = (300 x 5 + 100 x 5 + 100 x 400) / (365 x 500) = 42,000 / 182,500 = 84 / 365
#   k0 = 1 - 0.05 x 84/365 = 1 - 4.2/365 = 360.8/365 = 1804/1825
def test_age_is_weighed_by_balance() -> None:
    """n and k0 are exact fractions, not rounded."""
    book = make_book(
        {"part": 0, "income": 1_825, "average_balance": 400, "age_weight": 400 * 5},
        {"part": 0, "average_balance": 100, "age_weight": 100 * 400},
    )
    result = rorac(book, [], managers=1)
    assert result.age.tolist() == [Fraction(84, 365)]
    assert result.k0.tolist() == [Fraction(1804, 1825)]
    assert result.total.tolist() == [1804]


# Two managers and a management pool of 1,000 fen by income, a fixed pool of 7 fen by heads.
#   incomes: manager 0 product 0 200, product 1 100; manager 1 product 0 -50 (counts 0)
#   1,000 x 200/300 = 666 r 200, 1,000 x 100/300 = 333 r 100 -> 667 and 333
#   heads: 7 / 2 = 3 r 1 -> manager 0 (tie, first) 4, manager 1 3
#   manager 0's 4 by income 200 : 100 = 2 r 200, 1 r 100 -> 3 and 1
#   manager 1 has no income above 0 but 2 account-months: 3 on product 0
#   RORAC 0/0: 200 - 667 - 3 = -470;  0/1: 100 - 333 - 1 = -234;  1/0: -50 - 3 = -53
def test_pools_enter_as_management_and_fixed_cost() -> None:
    """What pools put on a cell is its Cm and Cf, and lowers its RORAC."""
    book = make_book(
        {"manager": 0, "product": 0, "income": 200},
        {"manager": 0, "product": 1, "income": 100},
        {"manager": 1, "product": 0, "income": -50, "accounts": 2_000_000},
    )
    pools = [
        make_pool(1_000, "income", [0, 1], managers=2),
        make_pool(7, "headcount", [0, 1], kind="fixed", managers=2),
    ]
    result = rorac(book, pools, managers=2)
    assert result.management_cost.tolist() == [667, 333, 0]
    assert result.fixed_cost.tolist() == [3, 1, 3]
    assert result.rorac.tolist() == [-470, -234, -53]
    assert result.total.tolist() == [-704, -53]
