"""A cell holds the exact number, and Excel displays it as the page shows it."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcenter.base import formats
from perfcenter.ui.workbooks import Figure, Table, count, figure, share, workbook, yuan
from tests import excel

TIES = ["84.125", "-84.125", "2.675", "1.005", "-1.005", "0.005", "-0.005", "0.004", "-0.004",
        "1234.5", "99999.995", "0.285", "1e-9", "0", "12345678901.235"]  # fmt: skip


def displayed(cell: Figure) -> str:
    return excel.displayed(cell.held, cell.format)


@pytest.mark.parametrize("places", [0, 2, 3, 4])
@pytest.mark.parametrize("value", TIES)
def test_a_tie_is_displayed_as_on_the_page(value, places):
    number = Decimal(value)
    assert displayed(Figure(number, places)) == formats.plain(number, places)
    assert displayed(Figure(float(value), places)) == formats.plain(float(value), places)


def test_ten_thousand_decimals_are_displayed_as_on_the_page():
    dice = Random("decimals")
    for _ in range(10_000):
        places, digits = dice.randint(0, 4), dice.randint(0, 6)
        value = Decimal(dice.randint(-(10**12), 10**12)).scaleb(-digits)
        assert displayed(Figure(value, places)) == formats.plain(value, places), value
        part = Decimal(dice.randint(-(10**6), 10**6)).scaleb(-6)
        assert displayed(Figure(part, places, is_share=True)) == formats.percent(part, places), part


@given(st.fractions(-(10**12), 10**12, max_denominator=10**6), st.integers(0, 4))
def test_and_so_is_what_no_decimal_holds(value, places):
    """Where fifteen digits would carry a number over a tie, the last of them gives way."""
    cell = Figure(value, places)
    enough = len(str(abs(int(value)))) + places <= 15
    if enough:
        assert displayed(cell) == formats.plain(value, places)
    assert abs(Fraction(cell.held) - value) <= abs(value) / 10**14 + Fraction(1, 10**20)


def test_a_number_of_more_digits_than_excel_has_is_shown_with_fewer_places():
    value = Fraction(348_550_046_529_296, 1823)
    assert displayed(Figure(value, 4)) == formats.plain(value, 3) == "191,195,856,571.199"


def test_a_number_just_short_of_a_tie_stays_short_of_it():
    value = Fraction("12345678901.2349999999")
    assert displayed(Figure(value)) == formats.plain(value) == "12,345,678,901.23"


def cells(*values) -> tuple[list, list[str]]:
    """The row as a reader gets it, and the number formats of its cells."""
    content = workbook([Table("T", ["x"] * len(values), [values])])
    return excel.values_of(content)[1], list(excel.formats_of(content).values())


def test_a_cell_holds_the_exact_number_under_a_format_of_the_places_shown():
    row, written = cells(figure(Fraction("84.125")), figure(89.997, 3), share(Fraction("0.48325")))
    assert row == [84.125, 89.997, 0.48325]
    assert written == [
        '#,##0.00;"−"#,##0.00', '#,##0.000;"−"#,##0.000', '#,##0.00%;"−"#,##0.00%',
    ]  # fmt: skip


def test_fen_are_yuan_and_counts_have_the_places_they_have():
    row, written = cells(yuan(123_456), count(Fraction(41)), count(Fraction("40.5")))
    assert row == [1234.56, 41, 40.5]
    assert [code.partition(";")[0] for code in written] == ["#,##0.00", "#,##0", "#,##0.0"]


def test_what_is_missing_is_an_empty_cell():
    assert (figure(None), share(None), count(None), yuan(None)) == (None,) * 4
