"""What slides write beyond the site's own number formats: counts in words, days, stops."""

from datetime import date

from perfcenter.base.formats import in_chinese, whole

CUT = "»"
"""Before the true number of what is drawn only as far as its scale goes."""
DIGITS = "零一二三四五六七八九"


def counted(number: int) -> str:
    """A small count in words where Chinese writes it so: 两项, 十三项."""
    if not in_chinese() or not 0 <= number < 100:
        return whole(number)
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
