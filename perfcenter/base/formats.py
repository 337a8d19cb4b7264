"""Numbers as we write them: one unit a column, rounded half away from zero from the exact value.

English knows no 万: amounts there are thousands (k) with one place, which is as fine as two places
of 万元.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from perfcenter.base.money import WAN
from perfcenter.base.numbers.places import own_places, places_for
from perfcenter.base.numbers.rounding import Number, exact
from perfcenter.base.numbers.writing import (
    MINUS,
    MISSING,
    as_text,
    plain,
    signed,
    trimmed,
    whole,
    with_sign,
)

__all__ = ["MINUS", "MISSING", "as_text", "plain", "signed", "trimmed", "whole", "with_sign"]

CONJUNCTIONS = (" and ", "与", "和", "及")


@dataclass(frozen=True)
class AmountUnit:
    """What amounts are counted in."""

    label: str
    yuan: int
    places: int

    def shown(self, yuan: Number | None, *, places: int | None = None) -> str:
        """Return an amount of yuan in this unit, without the unit's name."""
        if yuan is None:
            return MISSING
        return plain(exact(yuan) / self.yuan, self.places if places is None else places)


_CHOSEN: ContextVar[AmountUnit | None] = ContextVar("amounts", default=None)


def language() -> str:
    """Return the language of the page, Chinese where none is chosen."""
    return get_language() or "zh-hans"


def in_chinese() -> bool:
    return language().startswith("zh")


def in_language(language: str, *, zh: str, en: str) -> str:
    """Return the text for the language of a page ("zh-hans", "en", "en-gb")."""
    return zh if language.lower().startswith("zh") else en


def usual_unit() -> AmountUnit:
    """Return the unit that a measure's money has everywhere: it never turns into 亿元.

    Its formula, the tree it opens into and the goals that are typed for it stand in this unit, and
    one fact has one rounding. What is made of one piece (a deck) may count in another throughout.
    """
    chosen = _CHOSEN.get()
    if chosen is not None:
        return chosen
    return AmountUnit("万元", WAN, 2) if in_chinese() else AmountUnit("CNY k", 1_000, 1)


@contextmanager
def amounts_in(unit: AmountUnit) -> Iterator[None]:
    """Let all that is written within count money in this unit."""
    token = _CHOSEN.set(unit)
    try:
        yield
    finally:
        _CHOSEN.reset(token)


def money(fen: Number | None) -> str:
    """Return an amount of fen to the cent with its unit: 32,000,000.00元."""
    if fen is None:
        return MISSING
    return with_unit(plain(exact(fen) / 100), "元" if in_chinese() else "CNY")


def percent(share: Number | None, places: int = 2) -> str:
    """Return a share as a percentage: 0.4832 is 48.32%."""
    return MISSING if share is None else f"{plain(exact(share) * 100, places)}%"


def rate(share: Number | None) -> str:
    """Return a parameter that is a share with all its places: 0.085 is 8.5%."""
    return MISSING if share is None else f"{whole(exact(share) * 100)}%"


def completion(share: Number | None, *, good_from: Number | None = None) -> str:
    """Return a completion as a percentage that agrees with its mark and its colour.

    0.99997 is 99.997%, not 100.00%: the target is missed. `good_from` is a percentage.
    """
    return MISSING if share is None else percent(share, completion_places(share, good_from))


def completion_places(share: Number, good_from: Number | None = None) -> int:
    """Return the places that the percentage of a completion takes."""
    return places_for(exact(share) * 100, at_least=(100, good_from))


def measure_label(unit: str) -> str:
    """Return what a measure's unit is called in its column; `unit` is a MeasureLine's."""
    if unit == "yuan":
        return usual_unit().label
    labels = {"ratio": "%", "points": _("points"), "hours": _("hours"), "years": _("years")}
    return "" if unit == "count" else labels.get(unit, unit)


def measure_value(unit: str, value: Number | None) -> str:
    """Return a parameter in a measure's unit with all its places.

    What a measure came to is written by its scale (scoring/sheet/scales.py).
    """
    if value is None:
        return MISSING
    label = measure_label(unit)
    if unit == "yuan":
        usual = usual_unit()
        number = exact(value) / usual.yuan
        return with_unit(plain(number, own_places(number, places=usual.places)), label)
    if unit == "ratio":
        return percent(value, own_places(exact(value) * 100))
    write = plain if unit == "points" else trimmed
    return with_unit(write(value, own_places(value)), label)


def with_unit(figure: str, unit: str) -> str:
    """Put the unit where it belongs: 656.46万元, CNY 6,564.6 k, 1.29%.

    >>> with_unit("6,564.6", "CNY k"), with_unit("1.29", "%")
    ('CNY 6,564.6 k', '1.29%')
    """
    if unit.startswith("CNY"):
        return f"CNY {figure}{unit[3:]}"
    space = "" if in_chinese() or unit in ("", "%") else " "
    return f"{figure}{space}{unit}"


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
