"""A finding: one sentence computed from the sheet, with its numbers and where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from django.utils.translation import gettext as _

from perfcenter.base.once import once_an_object
from reviews.deck.formats import counted
from scoring.sheet.model import MeasureLine, Sheet, Step


class Planned(Protocol):
    """A sheet, or a branch: whose measures may have plans."""

    @property
    def measures(self) -> tuple[MeasureLine, ...]: ...

    @property
    def good_from(self) -> float: ...


class Booked(Protocol):
    """A sheet, or a branch: whose book leaves RORAC."""

    @property
    def waterfall(self) -> tuple[Step, ...]: ...


@dataclass(frozen=True)
class Stated:
    """A number in a finding: as it reads, its exact value, and how it was computed."""

    text: str
    value: Fraction
    how: str


@dataclass(frozen=True)
class Finding:
    """What is so. `about` are the codes of the measures it speaks of."""

    kind: str
    text: str
    numbers: tuple[Stated, ...] = ()
    about: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()  # what was joined to make the text
    parts: tuple[Finding, ...] = ()  # the findings that were joined

    @property
    def each(self) -> tuple[Finding, ...]:
        """The findings that were joined, or this one."""
        return self.parts or (self,)


def say(kind: str, template: str, *, about: tuple[str, ...] = (), **words: Stated | str) -> Finding:
    """Put words and stated numbers into a template."""
    texts = {k: v.text if isinstance(v, Stated) else v for k, v in words.items()}
    numbers = tuple(v for v in words.values() if isinstance(v, Stated))
    text = template % texts
    return Finding(kind, text, numbers, about, (text,))


def join(one: Finding, other: Finding) -> Finding:
    """Two findings in one sentence."""
    return Finding(
        one.kind,
        _("%(first)s; %(second)s") % {"first": one.text, "second": other.text},
        one.numbers + other.numbers,
        one.about + other.about,
        one.clauses + other.clauses,
        one.each + other.each,
    )


def count(number: int, how: str) -> Stated:
    return Stated(counted(number), Fraction(number), how)


@once_an_object()
def completion_of(measure: MeasureLine) -> Fraction | None:
    """Exact completion: value / target, or target / value where lower is better."""
    if measure.completion is None or not measure.target or measure.value is None:
        return None
    if not measure.lower_is_better:
        return measure.value / measure.target
    return measure.target / measure.value if measure.value else None


def planned(sheet: Planned) -> list[tuple[MeasureLine, Fraction]]:
    """The measures with a plan and their completion, furthest ahead first."""
    found = [(m, c) for m in sheet.measures if (c := completion_of(m)) is not None]
    return sorted(found, key=lambda pair: -pair[1])


def by_code(sheet: Sheet, code: str) -> MeasureLine | None:
    return next((m for m in sheet.measures if m.code == code), None)
