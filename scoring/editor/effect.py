"""What another scheme would make of a cycle: everybody scored by two texts, nothing written.

Both are computed over what the cycle's newest run read, from the vault; where a scheme reads more
than that, or there is no run, over the bank as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from threading import Lock
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.digests import of_text
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
from perfcenter.base.refusals import Refused
from portfolio.models import Manager
from portfolio.valuation import ValuationError
from scoring.cycles.as_published import put_back
from scoring.graph.column import Column
from scoring.inputs.manifest import Manifest
from scoring.inputs.months import wanted_of
from scoring.inputs.needs import needs_of
from scoring.inputs.read import Inputs, kept_inputs, read_inputs
from scoring.models import Cycle, Scheme, ScoreRun
from scoring.runs.compute import Computed
from scoring.runs.rows import results
from scoring.runs.size import takes_long
from scoring.runs.write import computed_of
from scoring.scheme.compiling_card import COMPOSITE
from scoring.scheme.measures import AnyMeasure
from scoring.scheme.stored import definition

_one_at_a_time = Lock()


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
    def places_won(self) -> int | None:
        if self.before.rank is None or self.after.rank is None:
            return None
        return self.before.rank - self.after.rank

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
class Effect:
    """A cycle by two schemes."""

    cycle: Cycle
    run: ScoreRun | None
    before: Computed
    after: Computed
    people: tuple[Person, ...]

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
            for computed in (self.after, self.before)
            for grade in computed.inputs.scheme.grades
        )
        before = Counter(one.before.grade_title for one in self.people)
        after = Counter(one.after.grade_title for one in self.people)
        named = [(title, title) for title in titles]
        if before[""] or after[""]:
            named.append(("", _("without a grade")))
        return [
            (name, before[title], after[title], signed(after[title] - before[title], 0))
            for title, name in named
        ]

    def measures_of(self, staff_no: str) -> list[MeasureLine]:
        """Return every measure of one person by the second scheme, beside the first."""
        return list(_lines(self.before, self.after, staff_no))


def effect(cycle: Cycle, before: Scheme, after: Scheme) -> Effect:
    """Score a cycle by two texts; Refused where it cannot be done while somebody waits."""
    run = cycle.published_run or cycle.runs.first()
    if run is not None and not run.manifest:
        run = None
    schemes = (before, after)
    if run is not None and not all(_reads(cycle, one, run.manifest) for one in schemes):
        run = None
    if run is None and takes_long():
        raise Refused(_("The bank is too large to be read for this at once; score the cycle first"))
    with _one_at_a_time:
        try:
            two = [_computed(cycle, one, run) for one in schemes]
        except ValuationError as error:
            raise Refused(str(error)) from error
    return Effect(cycle, run, two[0], two[1], tuple(_people(cycle, two[0], two[1])))


def unsaved(text: str, name: str = "") -> Scheme:
    """Return a text as a version that no table holds; it is never saved."""
    return Scheme(name=name or "draft", version=0, source=text, digest=of_text(text))


def _with(cycle: Cycle, scheme: Scheme) -> Cycle:
    """Return the cycle as if it had another scheme; it is never saved."""
    twin = Cycle.objects.get(pk=cycle.pk)
    twin.scheme = scheme
    return twin


def _reads(cycle: Cycle, scheme: Scheme, manifest: str) -> bool:
    """Whether what a run read is enough for a scheme."""
    needs = needs_of(definition(scheme))
    if not needs.base:
        return True
    kept = Manifest.get(manifest)
    base = kept.base.month if kept.base else None
    return bool(kept.accounts) and base == wanted_of(_with(cycle, scheme)).base


def _computed(cycle: Cycle, scheme: Scheme, run: ScoreRun | None) -> Computed:
    if run is not None:
        return _of_run(scheme.digest, run.manifest, _Text(scheme))
    return computed_of(read_inputs(_with(cycle, scheme)))


class _Text:
    """A scheme that a cache need not look at: its digest stands beside it."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Text)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=4)
def _of_run(digest: str, manifest: str, text: _Text) -> Computed:
    """Compute what a run read by a scheme; kept a while, since every page of it asks again."""
    inputs: Inputs = kept_inputs(definition(text.scheme), manifest)
    return computed_of(inputs)


def _people(cycle: Cycle, before: Computed, after: Computed) -> Iterator[Person]:
    first, second = standings(before), standings(after)
    found = Manager.objects.select_related("branch").in_bulk(list(second))
    managers = [found[staff] for staff in second if staff in found]
    put_back(cycle, managers)
    named = {one.staff_no: one for one in managers}
    rows = [
        Person(
            staff,
            named[staff].name if staff in named else staff,
            named[staff].branch.name if staff in named else "",
            first.get(staff, Standing()),
            standing,
        )
        for staff, standing in second.items()
    ]
    yield from sorted(rows, key=lambda one: (one.after.rank or len(rows) + 1, one.staff_no))


def standings(computed: Computed) -> dict[str, Standing]:
    """Return how everybody comes out: as a run would keep it."""
    scheme, lang = computed.inputs.scheme, language()
    columns = results(computed).columns
    composite = computed.cells.column(COMPOSITE)
    return {
        staff: Standing(
            composite.at(place, 0),
            columns["rank"][place],
            columns["grade"][place],
            scheme.grade_title(columns["grade"][place], lang) if columns["grade"][place] else "",
        )
        for place, staff in enumerate(computed.staff)
    }


def _lines(before: Computed, after: Computed, staff_no: str) -> Iterator[MeasureLine]:
    if staff_no not in after.staff:
        return
    then = {measure.code for measure in before.inputs.scheme.all_measures()}
    for measure in after.inputs.scheme.all_measures():
        now = _cell(after, measure, staff_no)
        old: Sequence[Any] = (None, None, None)
        if measure.code in then and staff_no in before.staff:
            old = _cell(before, before.inputs.scheme.measure(measure.code), staff_no)
        unit = measure.unit
        was, target, now_is = (_shown(unit, one) for one in (old[0], now[1], now[0]))
        yield MeasureLine(
            code=measure.code,
            title=measure.title_for(language()),
            value=now_is,
            target=target,
            score=now[2],
            value_before=was,
            score_before=old[2],
        )


def _cell(computed: Computed, measure: AnyMeasure, staff_no: str) -> tuple[Any, Any, Any]:
    """Return value, target and score of the cycle; None where there is none."""
    place = computed.staff.index(staff_no)
    found = []
    for part in ("value", "target", "score"):
        column = computed.of_measure(measure, part)
        has_one = column is not None and column.shape[1] == 1
        found.append(_at(column, place) if has_one else None)
    return found[0], found[1], found[2]


def _shown(unit: str, value: Any) -> str:
    """Return what a measure came to, in two places."""
    if value is None or unit == "yuan":
        return money(None if value is None else value * FEN)
    if unit == "ratio":
        return percent(value)
    return with_unit(trimmed(value), measure_label(unit))


def _at(column: Any, place: int) -> Any:
    """Return one person's number of a column, exact or not."""
    if isinstance(column, Column):
        return column.at(place, 0)
    number = float(column.floats()[place, 0])
    return None if number != number else number
