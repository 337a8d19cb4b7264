"""How the text of a cell becomes a number, a month, a date: exactly, or not at all."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portfolio import duck
from portfolio.loading.stage import Stage

PLAIN = r"(-?)([0-9]+)(?:\.([0-9]+))?"
PIECES = [
    "0",
    "1",
    "9",
    "12",
    "007",
    "999999999999",
    ".",
    "-",
    "+",
    ",",
    "e",
    "%",
    " ",
    "１",
    "٣",
    "_",
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
NUMBERS = st.from_regex(r"-?[0-9]{1,13}(\.[0-9]{1,7})?", fullmatch=True)


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with duck.session() as session:
        yield Stage(session)


def read(stage: Stage, macro: str, texts: list[str]) -> list[object]:
    rows = stage.sql(f"SELECT {macro}(x) FROM (SELECT unnest(?) AS x)", texts).fetchall()
    return [value for (value,) in rows]


def number(text: str, whole: int, places: int, scale: int) -> int | None:
    """The same by another route: exact fractions over Python's regular expressions."""
    match = re.fullmatch(PLAIN, text, re.ASCII)
    if not match or len(match[2]) > whole or len(match[3] or "") > places:
        return None
    return int(Fraction(text) * scale)


@pytest.mark.parametrize(
    ("macro", "whole", "places", "scale"),
    [
        ("as_fen", 12, 2, 100),
        ("as_decimal", 12, 6, 1_000_000),
        ("as_factor", 3, 6, 1_000_000),
        ("as_rate", 1, 6, 1_000_000),
    ],
)
def test_a_plain_decimal_is_read_exactly_and_nothing_else_is(stage, macro, whole, places, scale):
    @settings(max_examples=50, deadline=None)
    @example(texts=["999999999999.99", "-999999999999.999999", "-0.01", "-0", "00.10", "٣", "1\n"])
    @given(texts=st.lists(TEXTS | NUMBERS, min_size=1, max_size=40))
    def agree(texts):
        expected = [number(text, whole, places, scale) for text in texts]
        assert read(stage, macro, texts) == expected

    agree()


def test_a_share_is_from_nothing_to_all(stage):
    texts = ["0", "1", "0.000001", "1.000000", "1.000001", "-0", "2", "0.3333333", "01", ".5"]
    expected = [0, 1_000_000, 1, 1_000_000, None, None, None, None, None, None]
    assert read(stage, "as_share", texts) == expected


def test_a_month_is_a_year_from_1900_to_2999_and_one_of_twelve(stage):
    texts = ["1900-01", "2999-12", "2026-00", "2026-13", "1899-12", "3000-01", "2026-1", "2026/01"]
    assert read(stage, "as_month", texts) == [190001, 299912, *[None] * 6]


def test_a_date_is_one_of_the_calendar_since_1900(stage):
    days = st.from_regex(r"[0-9]{4}-[0-3][0-9]-[0-3][0-9]", fullmatch=True)

    @settings(max_examples=50, deadline=None)
    @given(texts=st.lists(days, min_size=1, max_size=40))
    def agree(texts):
        assert read(stage, "as_date", texts) == [_date(text) for text in texts]

    agree()


def _date(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year >= 1900 else None


def test_text_may_hold_any_letter_but_no_control_character(stage):
    good = ["王芳", "𠮷野家", "é", "e\u0301", "a b", "O'Neil", "x" * 100]
    rows = stage.sql("SELECT as_text(x, 100) FROM (SELECT unnest(?) AS x)", good).fetchall()
    assert [text for (text,) in rows] == good


@pytest.mark.parametrize(
    "character",
    [
        *"\t\n\r\x00\x1a\x7f\x85\u200b\u2028\u202e\ufeff",
        *"\xad\u034f\u061c\u115f\u200d\u200f\u2060\u2800\u3164\uffa0\U000e0041",
    ],
)
def test_a_control_or_invisible_character_is_refused(stage, character):
    rows = stage.sql("SELECT as_text(?, 100)", f"a{character}b").fetchall()
    assert rows == [(None,)]
