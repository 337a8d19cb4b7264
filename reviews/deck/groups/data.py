"""What a branch's deck is made of: its people's results and books, added up, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import plain
from perfcenter.base.numbers.rounding import rounded
from reviews.deck.data import Told
from reviews.deck.formats import before_figures, tight
from scoring.sheet.model import MeasureLine, Step

PLACES = 2
"""Of scores and of what is made of several scores."""


@dataclass(frozen=True)
class Person:
    """Somebody's result; `places` are those in which her score reads true beside her grade."""

    staff_no: str
    name: str
    branch: str
    composite: Fraction | None
    grade: str = ""  # its title
    before: Fraction | None = None  # of the cycle published before
    is_leaver: bool = False
    places: int = PLACES
    plans: int = 0
    met: int = 0
    furthest: MeasureLine | None = None  # behind its plan

    @property
    def score(self) -> str:
        return plain(self.composite, self.places)

    @property
    def change(self) -> Decimal | None:
        """By how much the score as shown moved, so that it can be recomputed."""
        if self.composite is None or self.before is None:
            return None
        return rounded(self.composite, PLACES) - rounded(self.before, PLACES)


@dataclass(frozen=True)
class Part:
    """A branch below, with what its people come to; money in fen."""

    code: str
    name: str
    people: tuple[Person, ...]
    rorac: Fraction
    rorac_before: Fraction | None = None
    deposits: int | None = None
    loans: int | None = None
    bad: int | None = None

    @property
    def mean(self) -> Fraction | None:
        return mean_of(self.people)


@dataclass(frozen=True)
class GradeCount:
    title: str
    now: int
    before: int | None  # None where the year before had other grades, or was not


@dataclass(frozen=True)
class PlanSum:
    """A measure that adds up: the sum over who has both a value and a plan."""

    line: MeasureLine
    people: int
    met: int
    without: int  # who has a value but no plan
    family: str = ""  # of a daily average of one family


@dataclass(frozen=True)
class ProductSum:
    """What a product brought, decayed stock and increment, in fen."""

    code: str
    now: Fraction
    before: Fraction


@dataclass(frozen=True)
class GroupData(Told):
    """Everything a branch's deck shows. Equal data make equal bytes."""

    group: str  # the branch's or the bank's name
    is_bank: bool
    cycle: str  # its title
    run: int
    until: int | None
    good_from: float
    people: tuple[Person, ...]
    grades: tuple[GradeCount, ...]  # the best first
    plans: tuple[PlanSum, ...] = ()
    waterfall: tuple[Step, ...] = ()
    waterfall_before: tuple[Step, ...] = ()
    book: tuple[ProductSum, ...] = ()
    parts: tuple[Part, ...] = ()
    people_before: int = 0

    @property
    def name(self) -> str:
        return self.group

    @property
    def heading(self) -> str:
        return _("%(name)s: results of %(cycle)s") % {
            "name": before_figures(self.group),
            "cycle": tight(self.cycle),
        }

    @property
    def footing(self) -> str:
        return _("%(name)s · results of %(cycle)s") % {
            "name": self.group,
            "cycle": tight(self.cycle),
        }

    @property
    def cycle_title(self) -> str:
        return self.cycle

    @property
    def run_number(self) -> int:
        return self.run

    @property
    def data_until(self) -> int | None:
        return self.until

    @property
    def measures(self) -> tuple[MeasureLine, ...]:
        return tuple(one.line for one in self.plans)

    @property
    def terms(self) -> tuple[str, ...]:
        names = [m.title for m in self.measures] + [step.title for step in self.waterfall]
        names += [person.name for person in self.people] + [part.name for part in self.parts]
        return (self.group, *names, *(one.title for one in self.grades))

    @property
    def scored(self) -> tuple[Person, ...]:
        """Who has a composite and was there to the end."""
        return tuple(p for p in self.people if p.composite is not None and not p.is_leaver)

    @property
    def mean(self) -> Fraction | None:
        return mean_of(self.people)

    @property
    def mean_before(self) -> Fraction | None:
        """The mean of the year before of those who have a score in both years."""
        return _mean([p.before for p in self.compared])

    @property
    def mean_of_compared(self) -> Fraction | None:
        return _mean([p.composite for p in self.compared])

    @property
    def compared(self) -> tuple[Person, ...]:
        return tuple(p for p in self.scored if p.before is not None)

    @property
    def rorac(self) -> Fraction:
        return self.waterfall[-1].total if self.waterfall else Fraction(0)

    @property
    def rorac_before(self) -> Fraction | None:
        return self.waterfall_before[-1].total if self.waterfall_before else None


def mean_of(people: Sequence[Person]) -> Fraction | None:
    """The mean score of who has one and was there to the end."""
    return _mean([p.composite for p in people if not p.is_leaver])


def _mean(scores: Sequence[Fraction | None]) -> Fraction | None:
    found = [score for score in scores if score is not None]
    return sum(found, Fraction(0)) / len(found) if found else None


def quantile(people: Sequence[Person], part: Fraction) -> Fraction | None:
    """The score below which a part of the people lie, between neighbours in proportion.

    >>> people = [Person(str(i), "", "", Fraction(i)) for i in (1, 2, 3, 4)]
    >>> quantile(people, Fraction(1, 2))
    Fraction(5, 2)
    """
    scores = sorted(p.composite for p in people if p.composite is not None)
    if not scores:
        return None
    at = part * (len(scores) - 1)
    low = at.numerator // at.denominator
    high = min(low + 1, len(scores) - 1)
    return scores[low] + (scores[high] - scores[low]) * (at - low)
