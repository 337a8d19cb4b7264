"""What slides write beyond the site's own number formats: units, counts in words, days."""

from datetime import date

from django.utils.translation import gettext as _

from perfcenter.formats import (
    amount_unit,
    in_chinese,
    measure_cells,
    measure_value,
    plain,
)
from perfcenter.rounding import Number, exact

DIGITS = "零一二三四五六七八九"


def together(kind: str, *values: Number | None) -> tuple[list[str], str]:
    """Write a measure's values in one unit, and name it; `kind` is the unit of the sheet."""
    if kind == "yuan":
        unit = amount_unit(values)
        return [unit.shown(value) for value in values], unit.label
    cells = [measure_cells(kind, value) for value in values]
    return [cell.value for cell in cells], cells[0].unit


def with_unit(figure: str, unit: str) -> str:
    """Put the unit where it belongs: 656.46万元, CNY 6,564.6 k, 1.29%.

    >>> with_unit("6,564.6", "CNY k"), with_unit("1.29", "%")
    ('CNY 6,564.6 k', '1.29%')
    """
    if unit.startswith("CNY "):
        return f"CNY {figure} {unit[4:]}"
    space = "" if in_chinese() or unit in ("", "%") else " "
    return f"{figure}{space}{unit}"


def difference(kind: str, change: Number) -> str:
    """A change without its sign and with its unit; rates differ by percentage points."""
    size = abs(exact(change))
    if kind == "ratio":
        return _("%(change)s pp") % {"change": plain(size * 100)}
    return measure_value(kind, size)


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
