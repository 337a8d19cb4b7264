"""The oracle's arithmetic, and that it stands on its own."""

import ast
import sys
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.golden import oracle
from tests.golden.oracle.exact import fen, fixed, half_even, split


def test_the_oracle_imports_nothing_of_the_project():
    own = "tests.golden.oracle"
    for path in Path(oracle.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                top = name.split(".")[0]
                assert name.startswith(own) or top in sys.stdlib_module_names, f"{path}: {name}"


def test_ties_are_rounded_to_the_even_neighbour_on_either_side_of_zero():
    halves = [Fraction(n, 2) for n in (-5, -3, -1, 1, 3, 5)]
    assert [half_even(half) for half in halves] == [-2, -2, 0, 0, 2, 2]


def test_amounts_become_fen():
    assert [fen(text) for text in ("12.34", "-0.05", "7", "")] == [1234, -5, 700, 0]


def test_fixed_places_are_written_without_minus_zero():
    numbers = [Fraction(1, 8), Fraction(3, 8), Fraction(-1, 8), Fraction(-1, 1000)]
    assert [fixed(number, 2) for number in numbers] == ["0.12", "0.38", "-0.12", "0.00"]


def test_the_largest_remainder_gets_the_missing_fen():
    thirds = [("a", Fraction(20)), ("b", Fraction(35)), ("c", Fraction(45))]
    assert split(11, thirds) == {"a": 2, "b": 4, "c": 5}


def test_equal_remainders_are_served_in_order_and_negative_amounts_alike():
    alike = [("a", Fraction(1)), ("b", Fraction(1)), ("c", Fraction(1))]
    assert split(2, alike) == {"a": 1, "b": 1, "c": 0}
    assert split(-2, alike) == {"a": -1, "b": -1, "c": 0}


@given(st.integers(-(10**15), 10**15), st.lists(st.integers(0, 10**6), min_size=1, max_size=9))
def test_parts_add_up_and_stay_within_a_fen_of_the_exact_share(amount, weights):
    weights[0] += 1
    parts = split(amount, list(enumerate(map(Fraction, weights))))
    assert sum(parts.values()) == amount
    for place, weight in enumerate(weights):
        assert abs(parts[place] - amount * Fraction(weight, sum(weights))) < 1
