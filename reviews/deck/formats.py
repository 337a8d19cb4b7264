"""Numbers as slides write them (half-even from the exact value, minus U+2212)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from perfcenter.rounding import Number, exact, rounded

MINUS = "−"
MISSING = "—"
HUNDRED_MILLION = 100_000_000
PLACES = {"hours": 1, "count": 0, "years": 0}
DIGITS = "零一二三四五六七八九"


def is_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def decimal(value: Number, places: int = 2) -> str:
    """Thousands by comma and a true minus.

    >>> decimal(-1201.46, 1)
    '−1,201.5'
    """
    return f"{rounded(value, places):,f}".replace("-", MINUS)


def signed(value: Number, places: int = 2) -> str:
    """A change: the sign always stands, but for a change that rounds to nothing."""
    text = decimal(value, places)
    return f"+{text}" if rounded(value, places) > 0 else text


def percent(share: Number, places: int = 1) -> str:
    return f"{decimal(exact(share) * 100, places)}%"


@dataclass(frozen=True)
class Unit:
    """A unit that a figure, a column or a chart is written in."""

    word: str
    divisor: Fraction
    places: int
    leads: bool = False  # CNY k stands around the figure, 万元 behind it

    def figure(self, value: Number, places: int | None = None) -> str:
        return decimal(exact(value) / self.divisor, self.places if places is None else places)

    def change(self, value: Number, places: int | None = None) -> str:
        return signed(exact(value) / self.divisor, self.places if places is None else places)

    def around(self, figure: str) -> str:
        """Put the word where it belongs."""
        if self.leads:
            currency, _space, scale = self.word.partition(" ")
            return f"{currency} {figure} {scale}"
        if not self.word:
            return figure
        return f"{figure}%" if self.word == "%" else f"{figure} {self.word}"

    def write(self, value: Number, places: int | None = None) -> str:
        return self.around(self.figure(value, places))


def money(values: Iterable[Number | None], *, large: int = HUNDRED_MILLION) -> Unit:
    """The unit of yuan amounts that stand together: that of the largest of them."""
    is_large = max((abs(exact(v)) for v in values if v is not None), default=0) >= large
    if is_chinese():
        return _zh_money(is_large=is_large)
    scale, divisor = ("m", 1_000_000) if is_large else ("k", 1_000)
    return Unit(f"CNY {scale}", Fraction(divisor), 1, leads=True)


def _zh_money(*, is_large: bool) -> Unit:
    if is_large:
        return Unit("亿元", Fraction(HUNDRED_MILLION), 2)
    return Unit("万元", Fraction(10_000), 2)


def unit_of(kind: str, values: Iterable[Number | None] = ()) -> Unit:
    """The unit a measure's values are written in; `kind` is the unit of the sheet."""
    if kind == "yuan":
        return money(values)
    if kind == "ratio":
        return Unit("%", Fraction(1, 100), 2)
    return Unit("", Fraction(1), _places(kind, values))


def _places(kind: str, values: Iterable[Number | None]) -> int:
    """Counts are whole where all of them are; a fraction shared with a colleague needs its places."""
    if all(v is None or exact(v).denominator == 1 for v in values):
        return PLACES.get(kind, 2)
    return max(PLACES.get(kind, 2), 1)


def written(kind: str, value: Number | None) -> str:
    """A measure's value with its unit, by itself."""
    return MISSING if value is None else unit_of(kind, [value]).write(value)


def difference(kind: str, change: Number) -> str:
    """A change without its sign and with its unit; rates differ by percentage points."""
    if kind == "ratio":
        return _("%(points)s pp") % {"points": decimal(abs(exact(change)) * 100, 2)}
    return written(kind, abs(exact(change)))


def counted(number: int) -> str:
    """A small count in words where Chinese writes it so: 两项, 十三项."""
    if not is_chinese() or not 0 <= number < 100:
        return str(number)
    tens, units = divmod(number, 10)
    if number == 2:
        return "两"
    if number < 10:
        return DIGITS[number]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[units] if units else "")


def comma() -> str:
    return "，" if is_chinese() else ", "


def stop() -> str:
    return "。" if is_chinese() else "."


def day(value: date) -> str:
    if is_chinese():
        return f"{value.year} 年 {value.month} 月 {value.day} 日"
    return f"{value.day} {value:%b} {value.year}"


def month(yyyymm: int) -> str:
    return f"{yyyymm // 100}-{yyyymm % 100:02d}"
