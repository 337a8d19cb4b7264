"""Findings about a branch or the bank: its people's scores, its parts, what moved its RORAC."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import as_text, plain
from perfcenter.base.numbers.rounding import exact, rounded
from reviews.deck import amounts
from reviews.deck.findings.base import Finding, Stated, say
from reviews.deck.groups.data import PLACES, GroupData, Part, Person, quantile
from scoring.sheet.model import Step
from scoring.sheet.scales import change_in_percent

MOST = Fraction(1, 2)
QUARTERS = (Fraction(1, 4), Fraction(3, 4))


def score_stated(score: Fraction, how: str, places: int = PLACES) -> Stated:
    return Stated(plain(score, places), score, how)


def people_stated(number: int, how: str) -> Stated:
    """So many people, in figures: they stand beside others."""
    return Stated(str(number), Fraction(number), how)


def rorac_moved(data: GroupData) -> Finding | None:
    """RORAC against the year before: a percentage of a profit, else both amounts."""
    now, before = data.rorac, data.rorac_before
    if before is None or not data.waterfall or not amounts.change(before, now):
        return None
    how = _("from %(before)s to %(now)s") % {
        "before": amounts.written(before),
        "now": amounts.written(now),
    }
    to = amounts.stated(now, _("RORAC of all people together"))
    if before <= 0 or now <= 0:
        template = _("RORAC went from %(before)s to %(to)s")
        was = amounts.stated(before, _("RORAC of the people of then"))
        return say("group_rorac_turned", template, before=was, to=to)
    by = Stated(f"{as_text(abs(change_in_percent(before, now)))}%", abs(now - before) / before, how)
    up, down = _("RORAC rose by %(by)s to %(to)s"), _("RORAC fell by %(by)s to %(to)s")
    return say("group_rorac_moved", up if now > before else down, by=by, to=to)


def mean_moved(data: GroupData) -> Finding | None:
    """The mean score against the year before, of those who have a score in both years."""
    now, before = data.mean_of_compared, data.mean_before
    if now is None or before is None:
        return None
    by = rounded(now, PLACES) - rounded(before, PLACES)
    if not by:
        return None
    how = _("from %(before)s to %(now)s, of the %(count)s people with a score in both years") % {
        "before": plain(before, PLACES),
        "now": plain(now, PLACES),
        "count": len(data.compared),
    }
    moved = Stated(as_text(abs(by)), abs(exact(by)), how)
    up = _("the mean score rose by %(by)s points")
    down = _("the mean score fell by %(by)s points")
    return say("group_mean_moved", up if by > 0 else down, by=moved)


def mean_stated(data: GroupData) -> Finding | None:
    if data.mean is None:
        return say("group_unscored", _("Nobody has a composite score"))
    people = people_stated(len(data.scored), _("people with a score who were there to the end"))
    mean = score_stated(data.mean, _("sum of their scores ÷ their number"))
    template = _("%(people)s people scored %(mean)s on average")
    return say("group_mean", template, people=people, mean=mean)


def good_ones(data: GroupData) -> Finding | None:
    """How many reached the best two grades that anybody has, and how many the year before."""
    graded = sum(one.now for one in data.grades)
    best = _upper(data)
    if not graded or best is None:
        return None
    now = sum(one.now for one in data.grades[: best + 1])
    words: dict[str, Any] = {"grade": data.grades[best].title}
    number = people_stated(now, _("people of this grade or a better one"))
    whole = people_stated(graded, _("people with a grade"))
    past = [one.before for one in data.grades[: best + 1]]
    total = [one.before for one in data.grades]
    if None in past or not sum(filter(None, total)):
        template = _("%(count)s of %(all)s people reached %(grade)s or better")
        return say("group_good", template, count=number, all=whole, **words)
    before = sum(filter(None, past))
    was = people_stated(before, _("the same, a year ago"))
    of = people_stated(sum(filter(None, total)), _("people with a grade a year ago"))
    template = _("%(count)s of %(all)s people at %(grade)s or better, %(was)s of %(of)s before")
    return say("group_good_before", template, count=number, all=whole, was=was, of=of, **words)


def _upper(data: GroupData) -> int | None:
    """The place of the grade down to which the better part of the people reaches."""
    graded = sum(one.now for one in data.grades)
    found = 0
    for place, one in enumerate(data.grades[:-1]):
        found += one.now
        if found and found * 4 >= graded:
            return place
    return None


def half_between(data: GroupData) -> Finding | None:
    """Between which scores the middle half lies."""
    low, high = (quantile(data.scored, part) for part in QUARTERS)
    if low is None or high is None or len(data.scored) < 4:
        return None
    return say(
        "group_half",
        _("half of them scored between %(low)s and %(high)s"),
        low=score_stated(low, _("a quarter scored less")),
        high=score_stated(high, _("a quarter scored more")),
    )


def part_ahead(data: GroupData) -> list[Finding]:
    """Which branch leads by the mean score, and by how much; and which brought most."""
    ranked = ranked_parts(data)
    found = []
    if len(ranked) > 1:
        best, last = ranked[0], ranked[-1]
        how = _("mean of its people's scores")
        gap = rounded(_mean(best), PLACES) - rounded(_mean(last), PLACES)
        between = Stated(as_text(gap), exact(gap), _("difference of both means"))
        template = _("%(best)s leads with a mean score of %(mean)s, %(gap)s ahead of %(last)s")
        words: dict[str, Any] = {"best": best.name, "last": last.name}
        mean = score_stated(_mean(best), how)
        if gap:
            found.append(say("part_ahead", template, mean=mean, gap=between, **words))
    earner = max(data.parts, key=lambda part: (part.rorac, part.code), default=None)
    if earner is not None and earner.rorac > 0 and data.rorac > 0:
        share = amounts.share(earner.rorac, data.rorac)
        if share is not None:
            part = Stated(share, earner.rorac / data.rorac, _("its RORAC ÷ RORAC of all"))
            template = _("%(name)s brings %(share)s of RORAC")
            found.append(say("part_brings", template, name=earner.name, share=part))
    return found


def ranked_parts(data: GroupData) -> list[Part]:
    """The parts with a mean, the best first."""
    known = [part for part in data.parts if part.mean is not None]
    return sorted(known, key=lambda part: (-_mean(part), part.code))


def _mean(part: Part) -> Fraction:
    return part.mean or Fraction(0)


def drivers(data: GroupData) -> Finding | None:
    """What moved RORAC most, for the better and for the worse."""
    moves = [(step, by) for step, by in changes(data) if amounts.shown(by)]
    if not moves:
        return None
    best = max(moves, key=lambda move: move[1])
    worst = min(moves, key=lambda move: move[1])
    how = _("this year less the year before")
    if best[1] > 0 > worst[1]:
        first, second = (best, worst) if data.rorac >= (data.rorac_before or 0) else (worst, best)
        words: dict[str, Any] = {"one": first[0].title, "other": second[0].title}
        template = _("%(one)s moved RORAC most, by %(most)s; %(other)s against it, by %(least)s")
        most, least = (_signed(move[1], how) for move in (first, second))
        return say("driver_against", template, most=most, least=least, **words)
    most_of_all = best if best[1] > 0 else worst
    template = _("%(one)s moved RORAC most, by %(most)s")
    most = _signed(most_of_all[1], how)
    return say("driver", template, one=most_of_all[0].title, most=most)


def changes(data: GroupData) -> list[tuple[Step, Fraction]]:
    """By how much each step of the waterfall moved RORAC, its total left out."""
    before = {step.code: step.total for step in data.waterfall_before}
    return [(s, s.total - before.get(s.code, Fraction(0))) for s in data.waterfall[:-1]]


def _signed(fen: Fraction, how: str) -> Stated:
    sign = "+" if fen > 0 else ""
    found = amounts.stated(fen, how)
    text = f"{sign}{found.text}" if not found.text.startswith("CNY") else found.text
    return Stated(text, found.value, how)


def best_people(data: GroupData) -> Finding | None:
    """Who leads, and who improved most."""
    best = ranked(data)
    if not best:
        return None
    lead = score_stated(best[0].composite or Fraction(0), _("composite score"), best[0].places)
    risen = improved(data)
    if risen and risen[0].change:
        by = Stated(as_text(risen[0].change), exact(risen[0].change), _how(risen[0]))
        words: dict[str, Any] = {"best": best[0].name, "other": risen[0].name}
        if best[0] is risen[0]:
            template = _("%(best)s leads with %(score)s and improved most, by %(by)s points")
            return say("best_improved", template, score=lead, by=by, best=best[0].name)
        template = _("%(best)s leads with %(score)s; %(other)s improved most, by %(by)s points")
        return say("best_and_improved", template, score=lead, by=by, **words)
    return say("best", _("%(best)s leads with %(score)s"), best=best[0].name, score=lead)


def _how(person: Person) -> str:
    return _("from %(before)s to %(now)s") % {
        "before": plain(person.before, PLACES),
        "now": plain(person.composite, PLACES),
    }


def ranked(data: GroupData) -> list[Person]:
    """Who has a score, the best first; equal ones by staff number."""
    return sorted(data.scored, key=lambda p: (-(p.composite or 0), p.staff_no))


def improved(data: GroupData) -> list[Person]:
    """Whose score rose, the most first."""
    risen = [p for p in data.compared if (p.change or Decimal(0)) > 0]
    return sorted(risen, key=lambda p: (-(p.change or Decimal(0)), p.staff_no))


def to_talk_with(data: GroupData, people: Sequence[Person]) -> Finding:
    """How many it is worth talking with first; never who is last."""
    good = Stated(plain(data.good_from, 0), exact(data.good_from), _("what counts as good"))
    number = people_stated(len(people), _("people of this list"))
    template = _("%(count)s people to talk with first: below %(good)s, or much lower than before")
    return say("to_talk_with", template, count=number, good=good)
