"""What slides write beyond the site's own number formats: counts in words, days, shares."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from perfcenter.base.formats import MISSING, as_text, in_chinese, percent
from perfcenter.base.numbers.rounding import Number, exact, rounded

DIGITS = "零一二三四五六七八九"


def agreeing(
    value: Number, recomputed: Number, write: Callable[[Number, int], str], places: int
) -> str | None:
    """Write a number as finely as those it follows from bear out; None if not even as a whole.

    `recomputed` is what a reader gets from the figures on the slide, which are rounded.

    >>> agreeing(Fraction(2345, 10000), Fraction(2349, 10000), percent, 1)
    '23%'
    """
    for some in range(places, -1, -1):
        if write(value, some) == write(recomputed, some):
            return write(value, some)
    return None


def agreeing_share(value: Fraction, part: Number, whole: Number, places: int = 1) -> str | None:
    """A share as finely as the part and the whole that are shown bear out."""
    return agreeing(value, exact(part) / exact(whole), percent, places) if whole else None


def with_unit(figure: str, unit: str) -> str:
    """Put the unit where it belongs: 656.46万元, CNY 6,564.6 k, 1.29%.

    >>> with_unit("6,564.6", "CNY k"), with_unit("1.29", "%")
    ('CNY 6,564.6 k', '1.29%')
    """
    if unit.startswith("CNY"):
        return f"CNY {figure}{unit[3:]}"
    space = "" if in_chinese() or unit in ("", "%") else " "
    return f"{figure}{space}{unit}"


def counted(number: int) -> str:
    """A small count in words where Chinese writes it so: 两项, 十三项."""
    if not in_chinese() or not 0 <= number < 100:
        return str(number)
    tens, units = divmod(number, 10)
    if number == 2:
        return "两"
    if number < 10:
        return DIGITS[number]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[units] if units else "")


def shown_score(value: Number) -> Decimal:
    """A score with one place, which like a completion never reaches 100 while it is less.

    >>> shown_score(99.97), shown_score(100.02)
    (Decimal('99.9'), Decimal('100.0'))
    """
    shown = rounded(value, 1)
    return shown - Decimal("0.1") if exact(value) < 100 <= shown else shown


def score(value: Number | None) -> str:
    return MISSING if value is None else as_text(shown_score(value))


def comma() -> str:
    return "，" if in_chinese() else ", "


def stop() -> str:
    return "。" if in_chinese() else "."


def day(value: date) -> str:
    if in_chinese():
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {value:%b} {value.year}"


def month(yyyymm: int) -> str:
    return f"{yyyymm // 100}-{yyyymm % 100:02d}"


def tight(title: str) -> str:
    """A cycle's title without the spaces typed around its figures: slides set none, as pages do."""
    return title.replace(" ", "") if in_chinese() else title


def before_figures(name: str) -> str:
    """A name that figures follow without a space, as Chinese sets them; a Latin one keeps it."""
    return f"{name} " if in_chinese() and name[-1:].isascii() else name
