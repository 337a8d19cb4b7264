"""Findings about the loans' quality: a year without a bad loan, what turned bad, what was cured."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import as_text, percent
from reviews.deck import amounts
from reviews.deck.findings.base import Finding, Stated, say
from scoring.inputs.year import Year
from scoring.sheet.scales import change_in_percent

NOTABLE, MUCH = Fraction(10, 100), Fraction(30, 100)


def bad_share(bad: int, loans: int) -> Fraction | None:
    return Fraction(bad, loans) if loans > 0 else None


def of_year(year: Year) -> list[Finding]:
    """What is to be said first, and what else is so."""
    before, turned, now = year.bad
    rules = (_turned, _spotless, _clean, _cleared, _reduced, _unchanged, _overdue, _passed)
    found = [rule(year, before, turned, now) for rule in rules]
    return [finding for finding in found if finding is not None]


def _turned(year: Year, before: int, turned: int, now: int) -> Finding | None:
    """Loans that turned bad in the year, the first thing that is asked about."""
    if turned <= 0:
        return None
    share = bad_share(now, year.months[-1].loans)
    words: dict[str, Any] = {"turned": amounts.stated(turned, _("bad now and not before"))}
    if before and now < before:
        template = _("%(turned)s turned bad, yet bad loans fell to %(now)s")
        return say("turned_yet_fell", template, now=_now(now), **words)
    if share is None:
        return say("turned", _("Loans of %(turned)s turned bad in the year"), **words)
    rate = Stated(percent(share), share, _("bad loans ÷ loans at the end"))
    if before:
        template = _("%(turned)s more turned bad, %(share)s of loans are bad")
        return say("turned_more", template, share=rate, **words)
    template = _("The first bad loans, %(turned)s, are %(share)s of all")
    return say("turned_first", template, share=rate, **words)


def _spotless(year: Year, *_bad: int) -> Finding | None:
    """Not one bad, watched or overdue loan at any month's end; and what loans did meanwhile."""
    if any(sum(m.classes[1:]) or m.overdue for m in year.months) or any(year.bad):
        return None
    start, end = (year.start or year.months[0]).loans, year.months[-1].loans
    change = amounts.change(start, end)
    how = _("from %(before)s to %(now)s") % {
        "before": amounts.written(start),
        "now": amounts.written(end),
    }
    loans = amounts.stated(end, _("loans at the end"))
    if not start or not change:
        template = _("A year without a bad or overdue loan, at %(loans)s lent")
        return say("spotless", template, loans=loans)
    rate = Fraction(end - start, start)
    share = Stated(f"{as_text(change_in_percent(Fraction(start), Fraction(end)))}%", rate, how)
    if rate >= MUCH:
        template = _("Loans up %(by)s and not one of them bad or overdue")
        return say("spotless_up", template, by=share)
    by = amounts.moved(start, end, how)
    if rate >= NOTABLE:
        template = _("All loans normal at every month's end, %(by)s more at %(loans)s")
        return say("spotless_more", template, by=share, loans=loans)
    if rate > 0:
        template = _("No bad or overdue loan all year, while loans grew by %(by)s")
        return say("spotless_grew", template, by=by)
    template = _("No bad or overdue loan all year, though loans fell by %(by)s to %(loans)s")
    return say("spotless_fell", template, by=by, loans=loans)


def _clean(year: Year, *_bad: int) -> Finding | None:
    """No bad loan, but some to watch or overdue."""
    if any(m.bad for m in year.months) or any(year.bad):
        return None
    last = year.months[-1]
    if last.classes[1]:
        watched = amounts.stated(last.classes[1], _("special mention at the end"))
        template = _("No bad loan all year; %(watched)s of special mention is watched")
        return say("clean_watched", template, watched=watched)
    if last.overdue:
        overdue = amounts.stated(last.overdue, _("overdue at the end"))
        return say(
            "clean_overdue", _("No bad loan all year; %(overdue)s is overdue"), overdue=overdue
        )
    return say("clean", _("No bad loan all year; what was watched is normal again"))


def _cleared(year: Year, before: int, turned: int, now: int) -> Finding | None:
    if not before or now:
        return None
    start = amounts.stated(before, _("bad loans at the start"))
    return say("cleared", _("All bad loans, %(start)s, were cleared"), start=start)


def _reduced(year: Year, before: int, turned: int, now: int) -> Finding | None:
    if not now or before <= now:
        return None
    how = _("from %(before)s to %(now)s") % {
        "before": amounts.written(before),
        "now": amounts.written(now),
    }
    by = amounts.moved(before, now, how)
    return say("reduced", _("Bad loans fell by %(by)s to %(now)s"), by=by, now=_now(now))


def _unchanged(year: Year, before: int, turned: int, now: int) -> Finding | None:
    """Bad loans that stayed: no new ones, none cured."""
    if not now or turned or before > now:
        return None
    share = bad_share(now, year.months[-1].loans)
    if share is None:
        return None
    rate = Stated(percent(share), share, _("bad loans ÷ loans at the end"))
    template = _("No loan turned bad; the old %(now)s are %(share)s of loans")
    return say("old_bad", template, now=_now(now), share=rate)


def _overdue(year: Year, *_bad: int) -> Finding | None:
    last = year.months[-1]
    if not last.overdue:
        return None
    overdue = amounts.stated(last.overdue, _("overdue at the end"))
    return say("overdue", _("%(overdue)s is overdue at the end"), overdue=overdue)


def _passed(year: Year, before: int, turned: int, now: int) -> Finding | None:
    """Loans that were bad in between, neither before nor at the end."""
    if before or turned or now:
        return None
    peak = max(year.months, key=lambda month: month.bad)
    if not peak.bad:
        return None
    bad = amounts.stated(peak.bad, _("the most bad loans at a month's end"))
    return say("passed", _("What turned bad in the year, %(bad)s at most, was cured"), bad=bad)


def _now(now: int) -> Stated:
    return amounts.stated(now, _("bad loans at the end"))
