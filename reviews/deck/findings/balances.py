"""Findings about deposits and loans: what grew, what fell, what slipped at the year's end."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import percent
from reviews.deck import amounts
from reviews.deck.findings.base import Finding, Stated, say
from scoring.inputs.year import MonthBalances, Year

SLIPPED = Fraction(3, 100)
NOTABLE = Fraction(10, 100)
LATE = Fraction(20, 100)
PARTS = ("deposits", "loans")


def names() -> dict[str, str]:
    return {"deposits": _("Deposits"), "loans": _("Loans")}


def of_year(year: Year) -> list[Finding]:
    """What may be said of the balances, the most notable first."""
    found = [
        *_slipped(year),
        *_together(year),
        *_alone(year),
        *_within(year),
        *_average(year),
    ]
    weighed = sorted(found, key=lambda pair: -pair[0])
    return [finding for _weight, finding in weighed]


def average_of(year: Year, part: str) -> Fraction:
    """The daily average of the year in fen, exact."""
    total = sum(
        getattr(month, f"{part}_average") * days
        for month, days in zip(year.months, year.days, strict=True)
    )
    return Fraction(total, sum(year.days))


def _grown(year: Year, part: str) -> tuple[int, int] | None:
    """The year's start and end where both are known and one is not nothing."""
    if year.start is None:
        return None
    pair = getattr(year.start, part), getattr(year.months[-1], part)
    return pair if any(pair) else None


def _rate(pair: tuple[int, int]) -> Fraction:
    before, now = pair
    return Fraction(now - before, before) if before > 0 else Fraction(1)


def _together(year: Year) -> list[tuple[Fraction, Finding]]:
    """Deposits and loans beside one another."""
    deposits, loans = (_grown(year, part) for part in PARTS)
    if deposits is None or loans is None:
        return []
    moves = [amounts.moved(*pair, _how(*pair)) for pair in (deposits, loans)]
    signs = amounts.change(*deposits) > 0, amounts.change(*loans) > 0
    if not all(amounts.change(*pair) for pair in (deposits, loans)):
        return []
    templates = {
        (True, True): _("Deposits grew by %(deposits)s over the year, loans by %(loans)s"),
        (True, False): _("Deposits grew by %(deposits)s, loans fell by %(loans)s"),
        (False, True): _("Loans grew by %(loans)s, deposits fell by %(deposits)s"),
        (False, False): _("Deposits fell by %(deposits)s over the year, loans by %(loans)s"),
    }
    weight = min(abs(_rate(deposits)), abs(_rate(loans)))
    told = say("both_balances", templates[signs], deposits=moves[0], loans=moves[1])
    return [(weight + Fraction(2, 100), told)]


def _alone(year: Year) -> list[tuple[Fraction, Finding]]:
    """One of both, as an amount and a share of what stood at the year's start."""
    found = []
    for part in PARTS:
        pair = _grown(year, part)
        if pair is None or not amounts.change(*pair):
            continue
        rate = _rate(pair)
        by = amounts.moved(*pair, _how(*pair))
        to = amounts.stated(pair[1], _("end of the last month"))
        if pair[0] <= 0:
            template = _("%(what)s stand at %(to)s, none a year ago")
            told = say("balance_new", template, what=names()[part], to=to)
        elif rate >= NOTABLE:
            share = Stated(percent(abs(rate)), abs(rate), _how(*pair))
            template = _("%(what)s grew by %(share)s to %(to)s")
            told = say("balance_up", template, what=names()[part], share=share, to=to)
        elif rate > 0:
            template = _("%(what)s grew by %(by)s to %(to)s")
            told = say("balance_rose", template, what=names()[part], by=by, to=to)
        else:
            template = _("%(what)s fell by %(by)s to %(to)s")
            told = say("balance_fell", template, what=names()[part], by=by, to=to)
        weight = abs(rate) * (1 if part == "deposits" else Fraction(9, 10))
        found.append((min(weight, Fraction(1)), told))
    return found


def _slipped(year: Year) -> list[tuple[Fraction, Finding]]:
    """The year's end far from the daily average: what was there is not, or came late."""
    end, average = year.months[-1].deposits, average_of(year, "deposits")
    if end <= 0 or average <= 0:
        return []
    gap = (end - average) / average
    by = amounts.moved(average, end, _how(average, end))
    if gap <= -SLIPPED:
        template = _("Deposits ended the year %(by)s below their daily average")
        return [(2 * abs(gap), say("ended_low", template, by=by))]
    if gap >= LATE:
        template = _("Deposits ended the year %(by)s above their daily average")
        return [(gap / 2, say("ended_high", template, by=by))]
    return []


def _within(year: Year) -> list[tuple[Fraction, Finding]]:
    """From the first month's end to the last, where the year's start is not known."""
    if year.start is not None:
        return []
    found = []
    for part in PARTS:
        first, last = getattr(year.months[0], part), getattr(year.months[-1], part)
        change = amounts.change(first, last)
        if first <= 0 or not change:
            continue
        by = amounts.moved(first, last, _how(first, last))
        to = amounts.stated(last, _("end of the last month"))
        up = _("%(what)s grew by %(by)s since the first month to %(to)s")
        down = _("%(what)s fell by %(by)s since the first month to %(to)s")
        template = up if change > 0 else down
        told = say("since_first", template, what=names()[part], by=by, to=to)
        found.append((min(abs(Fraction(last - first, first)), Fraction(1)) / 2, told))
    return found


def _average(year: Year) -> list[tuple[Fraction, Finding]]:
    """The daily averages, where the year's start is not known."""
    found = []
    for part in PARTS:
        average = average_of(year, part)
        if average > 0:
            words = {"what": names()[part], "average": amounts.stated(average, _("by days"))}
            peak = max(year.months, key=lambda month: getattr(month, part))
            found.append((Fraction(1, 1000), _averaged(part, peak, words)))
    return found


def _averaged(part: str, peak: MonthBalances, words: dict[str, Any]) -> Finding:
    template = _("%(what)s averaged %(average)s a day, most in %(month)s with %(peak)s")
    top = amounts.stated(getattr(peak, part), _("the highest month end"))
    month = f"{peak.month // 100}-{peak.month % 100:02d}"
    return say("averaged", template, month=month, peak=top, **words)


def _how(before: int | Fraction, now: int | Fraction) -> str:
    return _("from %(before)s to %(now)s") % {
        "before": amounts.written(before),
        "now": amounts.written(now),
    }
