"""A cell as a bank's systems write it, in the contract's way; what is not understood stays.

Then the contract's own check says what is wrong with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from portfolio.contract import ContractColumn
from portfolio.contract.columns import (
    AMOUNT,
    DATE,
    DECIMAL,
    FACTOR,
    MONTH,
    RATE,
    SHARE,
    TIME,
)
from portfolio.imports.tables import Cell

NUMBERS = (AMOUNT, DECIMAL, FACTOR, RATE, SHARE)
GROUPED = re.compile(r"[-+]?([0-9]{1,3}(,[0-9]{3})+|[0-9]{1,4}(,[0-9]{4})+)(\.[0-9]*)?")
USUAL = re.compile(r"-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?")
PLAIN = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)")
CURRENCY = re.compile(r"^(CNY|RMB|[¥$])|(元|CNY|RMB)$", re.IGNORECASE)
DAY = re.compile(
    r"([12][0-9]{3})(?:[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日?"
    r"|([0-9]{2})([0-9]{2}))"
)
MONTHS = re.compile(r"([12][0-9]{3})(?:[-/.]([0-9]{1,2})|年([0-9]{1,2})月?|([0-9]{2}))")
CLOCK = re.compile(r"(.*?)[ T]+([0-9]{1,2}):([0-9]{2})(:[0-9]{2})?(?:\.0+)?")
TIMES = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?")
FULL_WIDTH = re.compile(r"[\uff01-\uff5e\u3000]+")
SERIAL = re.compile(r"[1-7][0-9]{4}(\.0+)?")
FIRST_SERIAL, LAST_SERIAL = 18_264, 73_050  # 1950 and 2099, as Excel counts days
EXCEL = date(1899, 12, 30)
KNOWN = 10_000
"""Dates and months that are remembered while a table is read: a file repeats them."""
DIGITS = 15
"""Digits of a number that Excel keeps; what comes after them is no number of anybody's."""


def reader_of(column: ContractColumn, factor: Decimal = Decimal(1)) -> Callable[[Cell], str]:
    """Return what writes cells of the column as the contract has them."""
    kind = column.kind
    if kind in NUMBERS:
        return lambda cell: number(cell, factor)
    if kind is DATE:
        return lru_cache(KNOWN)(day)
    if kind is MONTH:
        return lru_cache(KNOWN)(month)
    if kind is TIME:
        return moment
    return text


def text(cell: Cell) -> str:
    """Return text without the spaces around it, full-width letters and figures as usual ones.

    >>> text(" １０４０２ "), text("张伟（北）"), text(13.0)
    ('10402', '张伟（北）', '13')
    """
    if isinstance(cell, str):
        bare = cell.strip("\u3000 \t\u00a0\u200b\ufeff")
        if bare.isascii():
            return bare
        return unicodedata.normalize("NFKC", bare) if FULL_WIDTH.fullmatch(bare) else bare
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        return _plain(Decimal(format(cell, f".{DIGITS}g")))
    if isinstance(cell, datetime):
        return day(cell) if cell.time() == time() else moment(cell)
    return str(cell)


def number(cell: Cell, factor: Decimal = Decimal(1)) -> str:
    """Return a number without commas, currency and full width, times the factor.

    >>> number("１,２３４.５"), number("(1,200.00)"), number("¥ 3.5"), number("12.5%")
    ('1234.5', '-1200.00', '3.5', '0.125')
    >>> number("1,234.56", Decimal(10_000)), number("1,23"), number("n/a")
    ('12345600', '1,23', 'n/a')
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _times(Decimal(format(cell, f".{DIGITS}g")), factor)
    if not isinstance(cell, str):
        return text(cell)
    if factor == 1 and USUAL.fullmatch(cell):  # most cells: nothing else is looked for
        return cell.replace(",", "")
    bare = unicodedata.normalize("NFKC", cell).replace("\u2212", "-")
    bare = re.sub(r"\s+", "", bare)
    if bare.startswith("(") and bare.endswith(")"):
        bare = f"-{bare[1:-1]}"
    bare = CURRENCY.sub("", CURRENCY.sub("", bare))
    if bare.endswith("%"):
        bare, factor = bare[:-1], factor / 100
    if GROUPED.fullmatch(bare):
        bare = bare.replace(",", "")
    if not PLAIN.fullmatch(bare):
        return cell.strip()
    if factor == 1 and not bare.startswith("+"):
        return bare
    return _times(Decimal(bare), factor)


def _times(value: Decimal, factor: Decimal) -> str:
    try:
        return _plain(value * factor)
    except InvalidOperation:
        return str(value)


def _plain(value: Decimal) -> str:
    """Return a number without exponent and without zeros that say nothing."""
    whole = format(value, "f")
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


def day(cell: Cell) -> str:
    """Return a date with hyphens.

    >>> day("2024/1/5"), day("20240105"), day("2024年1月5日"), day("45296"), day(45296.0)
    ('2024-01-05', '2024-01-05', '2024-01-05', '2024-01-05', '2024-01-05')
    >>> day("2024/13/5"), day("5.1.2024")
    ('2024/13/5', '5.1.2024')
    """
    if isinstance(cell, date):  # a moment is one too
        return cell.strftime("%Y-%m-%d")
    bare = text(cell)
    if SERIAL.fullmatch(bare) and FIRST_SERIAL <= int(float(bare)) <= LAST_SERIAL:
        return (EXCEL + timedelta(days=int(float(bare)))).isoformat()
    plain = unicodedata.normalize("NFKC", bare)
    clock = CLOCK.fullmatch(plain)
    if clock and int(clock[2]) == int(clock[3]) == 0:
        plain = clock[1]
    if found := DAY.fullmatch(plain):
        year, *parts = (part for part in found.groups() if part)
        try:
            return date(int(year), *map(int, parts)).isoformat()
        except ValueError:
            return bare
    return bare


def month(cell: Cell) -> str:
    """Return a month with a hyphen; a date is its month.

    >>> month("202401"), month("2024/1"), month("2024年1月"), month("2024-01-31"), month(202401.0)
    ('2024-01', '2024-01', '2024-01', '2024-01', '2024-01')
    """
    if isinstance(cell, date):
        return cell.strftime("%Y-%m")
    bare = text(cell)
    plain = unicodedata.normalize("NFKC", bare)
    if found := MONTHS.fullmatch(plain):
        year, number_ = (part for part in found.groups() if part)
        return f"{year}-{int(number_):02d}"
    as_day = day(bare)
    return as_day[:7] if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", as_day) else bare


def moment(cell: Cell) -> str:
    """Return a time with hyphens and colons.

    >>> moment("2024/1/5 9:05:30"), moment("2024-01-05T09:05"), moment("20240105 09:05")
    ('2024-01-05 09:05:30', '2024-01-05T09:05', '2024-01-05 09:05')
    """
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    bare = text(cell)
    if TIMES.fullmatch(bare):
        return bare
    if found := CLOCK.fullmatch(unicodedata.normalize("NFKC", bare)):
        return f"{day(found[1])} {int(found[2]):02d}:{found[3]}{found[4] or ''}"
    return day(bare)
