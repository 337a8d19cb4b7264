"""What another scheme would make of people: everybody by two texts, nothing written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import (
    language,
    measure_label,
    money,
    percent,
    signed,
    trimmed,
    with_unit,
)
from perfcenter.base.money import FEN
from portfolio.models import Branch, Manager
from scoring.cycles.as_published import put_back
from scoring.editor.outcome import Outcome
from scoring.editor.tried_on import TriedOn

FEW = 5


@dataclass(frozen=True)
class Standing:
    """How somebody comes out by one scheme."""

    composite: Fraction | None = None
    rank: int | None = None
    grade: str = ""
    grade_title: str = ""


@dataclass(frozen=True)
class Person:
    """How somebody comes out by both."""

    staff_no: str
    name: str
    branch: str
    before: Standing
    after: Standing

    @property
    def moved(self) -> Fraction | None:
        if self.before.composite is None or self.after.composite is None:
            return None
        return self.after.composite - self.before.composite

    @property
    def has_another_grade(self) -> bool:
        return self.before.grade_title != self.after.grade_title


@dataclass(frozen=True)
class MeasureLine:
    """What a measure is for one person, by both schemes."""

    code: str
    title: str
    value: str
    target: str
    score: Any
    value_before: str
    score_before: Any


@dataclass(frozen=True)
class Row:
    """One number of some people: of the composite, a dimension or a measure."""

    kind: str
    title: str
    code: str
    cells: tuple[tuple[str, Any, Any], ...]  # value in words, score before and now


@dataclass(frozen=True)
class Effect:
    """People by two schemes; by one alone where the draft comes from none.

    `saved_at` is when the draft was saved that was tried, where a job has tried it.
    """

    on: TriedOn
    run_number: int | None
    before: Outcome | None
    after: Outcome
    people: tuple[Person, ...]
    counter: int | None = None
    saved_at: datetime | None = None

    @property
    def moved(self) -> int:
        """How many have another composite."""
        return sum(1 for one in self.people if one.before.composite != one.after.composite)

    @property
    def regraded(self) -> int:
        return sum(1 for one in self.people if one.has_another_grade)

    def grades(self) -> list[tuple[str, int, int, str]]:
        """Return how many have each grade, before and after, and the change; the best first."""
        lang = language()
        titles = dict.fromkeys(
            grade.title_for(lang)
            for outcome in (self.after, self.before)
            if outcome is not None
            for grade in outcome.scheme.grades
        )
        before = Counter(one.before.grade_title for one in self.people)
        after = Counter(one.after.grade_title for one in self.people)
        named = [(title, title) for title in titles]
        if after[""] or (self.before is not None and before[""]):
            named.append(("", _("without a grade")))
        return [
            (name, before[title], after[title], signed(after[title] - before[title], 0))
            for title, name in named
        ]

    def few(self) -> list[Person]:
        """Return some people from the first rank to the last, as far apart as they can be."""
        last = len(self.people) - 1
        if last < FEW:
            return list(self.people)
        return [self.people[last * step // (FEW - 1)] for step in range(FEW)]

    def measures_of(self, staff_no: str) -> list[MeasureLine]:
        """Return every measure of one person by the second scheme, beside the first."""
        return list(_lines(self.before, self.after, staff_no))

    def rows_of(self, people: Sequence[Person]) -> list[Row]:
        """Return composite, dimensions and measures of some people side by side."""
        return list(_rows(self.before, self.after, [one.staff_no for one in people]))


def effect_of(
    on: TriedOn,
    run_number: int | None,
    before: Outcome | None,
    after: Outcome,
    **saved: Any,
) -> Effect:
    """Return the people that two outcomes are about, with names of their time."""
    return Effect(on, run_number, before, after, tuple(_people(on, before, after)), **saved)


def _people(on: TriedOn, before: Outcome | None, after: Outcome) -> Iterator[Person]:
    first, second = standings(before) if before else {}, standings(after)
    found = Manager.objects.select_related("branch").in_bulk(after.staff)
    branches = dict(Branch.objects.values_list("code", "name"))
    if on.cycle is not None:
        put_back(on.cycle, list(found.values()))
        branches |= {one.branch_id: one.branch.name for one in found.values()}
    rows = []
    for staff, standing in second.items():
        manager = found.get(staff)
        code = manager.branch_id if on.cycle and manager else after.word("branch", staff)
        name = manager.name if manager else staff
        known = first.get(staff, Standing())
        rows.append(Person(staff, name, branches.get(code, code), known, standing))
    yield from sorted(rows, key=lambda one: (one.after.rank or len(rows) + 1, one.staff_no))


def standings(outcome: Outcome) -> dict[str, Standing]:
    """Return how everybody comes out: as a run would keep it."""
    lang, scheme = language(), outcome.scheme
    titles = {grade.code: grade.title_for(lang) for grade in scheme.grades}
    return {
        staff: Standing(
            outcome.number("composite", staff),
            outcome.number("rank", staff),
            grade := outcome.word("grade", staff),
            titles.get(grade, ""),
        )
        for staff in outcome.staff
    }


def _lines(before: Outcome | None, after: Outcome, staff_no: str) -> Iterator[MeasureLine]:
    if staff_no not in after.place:
        return
    for measure in after.scheme.all_measures():
        now = after.of_measure(measure.code, staff_no)
        old = before.of_measure(measure.code, staff_no) if before else (None, None, None)
        was, target, now_is = (_shown(measure.unit, one) for one in (old[0], now[1], now[0]))
        yield MeasureLine(
            code=measure.code,
            title=measure.title_for(language()),
            value=now_is,
            target=target,
            score=now[2],
            value_before=was,
            score_before=old[2],
        )


def _rows(before: Outcome | None, after: Outcome, staff: Sequence[str]) -> Iterator[Row]:
    lang = language()

    def row(kind: str, title: str, code: str, name: str, unit: str = "") -> Row:
        cells = tuple(
            (
                _shown(unit, after.number(f"{code}.value", one)) if unit else "",
                before.number(name, one) if before else None,
                after.number(name, one),
            )
            for one in staff
        )
        return Row(kind, title, code, cells)

    yield row("composite", _("Composite score"), "", "composite")
    for dimension in after.scheme.dimensions:
        title = dimension.title_for(lang)
        yield row("dimension", title, dimension.code, f"dimension.{dimension.code}")
        for one in after.scheme.measures_of(dimension.code):
            yield row("measure", one.title_for(lang), one.code, f"{one.code}.score", one.unit)
    beside = (*after.scheme.bonus_measures, *after.scheme.deduction_measures)
    for measure in (*beside, *after.scheme.helpers):
        title = measure.title_for(lang)
        yield row("beside", title, measure.code, f"{measure.code}.score", measure.unit)


def _shown(unit: str, value: Any) -> str:
    """Return what a measure came to, in two places."""
    if value is None or unit == "yuan":
        return money(None if value is None else value * FEN)
    if unit == "ratio":
        return percent(value)
    return with_unit(trimmed(value), measure_label(unit))
