"""Products of products end where no bank has such amounts; nothing is computed for ever."""

from __future__ import annotations

from fractions import Fraction

from tests.scoring.graph.grounds import MILLION, computed, ground, scheme

VALUE = """
code = "A"
dimension = "all"
weight = 100
unit = "points"
rule = { name = "value", cap = 100 }
"""
LARGE = 999_999_999_999 * MILLION


def formulas(*texts: str) -> str:
    """Return a scheme with helpers X0, X1 ... of these formulas."""
    helpers = "".join(
        f'[[measures]]\ncode = "X{n}"\ntitle = "X"\ntitle_zh = "公式"\nmeaning = "x"\n'
        f'meaning_zh = "说明"\nunit = "points"\nformula = "{text}"\n'
        for n, text in enumerate(texts)
    )
    return scheme([VALUE], helpers)


def value(text: str, code: str, of: int = LARGE) -> Fraction | None:
    cells = computed(text, ground(1, {(0, "A"): of}, {}))
    found: Fraction | None = cells.column(f"{code}.value").at(0, 0)
    return found


def test_a_power_written_out_is_left_out():
    assert value(formulas(" * ".join("A" * 199)), "X0") is None


def test_a_chain_of_squares_ends_with_the_first_that_is_too_large():
    chain = formulas("A * A", *(f"X{n} * X{n}" for n in range(30)))
    assert value(chain, "X0") is None  # 10^24
    assert value(chain, "X30") is None
    assert value(chain, "X2", of=10 * MILLION) == 10**8
    assert value(chain, "X3", of=10 * MILLION) == 10**16
    assert value(chain, "X4", of=10 * MILLION) is None


def test_a_chain_of_squares_of_a_fraction_ends_too():
    chain = formulas("A / 3", *(f"X{n} * X{n}" for n in range(30)))
    assert value(chain, "X2", of=MILLION) == Fraction(1, 81)
    assert value(chain, "X30", of=MILLION) is None


def test_the_bound_itself_is_out_and_what_is_below_it_is_not():
    below = f"{10**9 - 1} * {10**9 + 1}"  # 10^18 - 1
    assert value(formulas(below), "X0") == 10**18 - 1
    assert value(formulas(f"{10**9} * {10**9}"), "X0") is None
    assert value(formulas(f"0 - {10**9} * {10**9}"), "X0") is None


def test_what_is_large_in_between_may_be_small_in_the_end():
    text = f"{' * '.join('A' * 60)} / ({' * '.join('A' * 60)})"
    assert value(formulas(text), "X0") == 1
