"""Numbers as we write them: one unit a column, half-even from the exact value, U+2212 for minus.

English knows no 万: amounts there are thousands (k) and millions (m) with one place, which is as
fine as two places of 万元.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from perfcenter.base.money import MILLION, WAN, YI
from perfcenter.base.numbers.rounding import Number, exact, rounded

CONJUNCTIONS = (" and ", "与", "和", "及")
MISSING = "—"
MINUS = "−"


@dataclass(frozen=True)
class AmountUnit:
    """What a column of amounts is counted in."""

    label: str
    yuan: int
    places: int

    def shown(self, yuan: Number | None, *, places: int | None = None) -> str:
        """Return an amount of yuan in this unit, without the unit's name."""
        if yuan is None:
            return MISSING
        return plain(exact(yuan) / self.yuan, self.places if places is None else places)

    @property
    def chart_places(self) -> int:
        return self.places - 1


def language() -> str:
    """Return the language of the page, Chinese where none is chosen."""
    return get_language() or "zh-hans"


def in_chinese() -> bool:
    return language().startswith("zh")


def in_language(language: str, *, zh: str, en: str) -> str:
    """Return the text for the language of a page ("zh-hans", "en", "en-gb")."""
    return zh if language.lower().startswith("zh") else en


def amount_unit(amounts: Iterable[Number | None]) -> AmountUnit:
    """Return the unit for amounts in yuan that share a column: the largest one decides."""
    largest = max((abs(exact(a)) for a in amounts if a is not None), default=0)
    if in_chinese():
        if largest >= YI:
            return AmountUnit("亿元", YI, 2)
        return AmountUnit("万元", WAN, 2)
    if largest >= YI:
        return AmountUnit("CNY m", MILLION, 1)
    return AmountUnit("CNY k", 1_000, 1)


def amount(yuan: Number | None) -> str:
    """Return an amount with its unit: 656.46万元, CNY 6,564.6 k."""
    if yuan is None:
        return MISSING
    unit = amount_unit([yuan])
    shown = unit.shown(yuan)
    if in_chinese():
        return f"{shown}{unit.label}"
    currency, scale = unit.label.split()
    return f"{currency} {shown} {scale}"


def money(fen: Number | None) -> str:
    """Return an amount of fen to the cent with its unit: 32,000,000.00元."""
    if fen is None:
        return MISSING
    shown = plain(exact(fen) / 100)
    return f"{shown}元" if in_chinese() else f"CNY {shown}"


def plain(value: Number | None, places: int = 2) -> str:
    """Return a number with thousands and a true minus: −1,201.50."""
    if value is None:
        return MISSING
    return as_text(rounded(value, places))


def as_text(value: Decimal) -> str:
    """Return a number that is already rounded."""
    return f"{value:,}".replace("-", MINUS)


def signed(value: Number | None, places: int = 2) -> str:
    """Return a change with its sign: +4.21, −0.69, 0.00."""
    if value is None:
        return MISSING
    number = rounded(value, places)
    return f"+{as_text(number)}" if number > 0 else as_text(number)


def percent(share: Number | None, places: int = 2) -> str:
    """Return a share as a percentage: 0.4832 is 48.32%."""
    return MISSING if share is None else f"{plain(exact(share) * 100, places)}%"


def completion(share: Number | None, places: int = 1) -> str:
    """Return a completion as a percentage that never reaches 100 while the target is missed.

    0.99967 is 99.9%, not 100.0%: the eye, the mark and the sentence beside it have to agree.
    """
    if share is None:
        return MISSING
    shown = rounded(exact(share) * 100, places)
    if exact(share) < 1 <= shown / 100:
        shown = shown - Decimal(1).scaleb(-places)
    return f"{as_text(shown)}%"


def trimmed(value: Number | None, places: int = 2) -> str:
    """Return a whole number without places, any other with them."""
    if value is None:
        return MISSING
    number = rounded(value, places)
    return as_text(number.to_integral_value()) if number == int(number) else as_text(number)


@dataclass(frozen=True)
class Cells:
    """A measure's value and target in one unit."""

    value: str
    target: str
    unit: str


def measure_cells(unit: str, value: Number | None, target: Number | None = None) -> Cells:
    """Return value and target as a measure table shows them; `unit` is a MeasureLine's."""
    if unit == "yuan":
        column = amount_unit([value, target])
        return Cells(column.shown(value), column.shown(target), column.label)
    if unit == "ratio":
        return Cells(_hundredfold(value), _hundredfold(target), "%")
    if unit == "points":
        return Cells(plain(value), plain(target), _("points"))
    label = {"hours": _("hours"), "years": _("years"), "count": ""}.get(unit, unit)
    return Cells(trimmed(value), trimmed(target), label)


def measure_value(unit: str, value: Number | None) -> str:
    """Return a measure's value with its unit, for running text."""
    if value is None:
        return MISSING
    if unit == "yuan":
        return amount(value)
    if unit == "ratio":
        return percent(value)
    cells = measure_cells(unit, value)
    space = "" if in_chinese() or not cells.unit else " "
    return f"{cells.value}{space}{cells.unit}"


def _hundredfold(value: Number | None) -> str:
    return MISSING if value is None else plain(exact(value) * 100)


def listed(names: Sequence[str]) -> str:
    """Return two names as a sentence joins them; by a comma if one holds a conjunction itself.

    >>> listed(["存款", "贷款"]), listed(["国际结算与其他", "贷款"])
    ('存款和贷款', '国际结算与其他、贷款')
    """
    if len(names) < 2:
        return "".join(names)
    if any(word in name for name in names for word in CONJUNCTIONS):
        return ("、" if in_chinese() else ", ").join(names)
    return _("%(one)s and %(other)s") % {"one": names[0], "other": names[1]}
