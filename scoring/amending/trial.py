"""What a correction would come to: her result, and whose it would have touched. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import language
from perfcenter.base.refusals import Refused
from scoring.amending.plain import Plain, rows_of_run, rows_of_tables
from scoring.graph.ground import Ground
from scoring.inputs.correcting import Correction, corrections_in
from scoring.inputs.manifest import Manifest
from scoring.inputs.read import Inputs, kept_inputs
from scoring.models import Amendment, Result, ScoreRun
from scoring.runs.compute import compute
from scoring.runs.rows import dimension_scores, measure_scores, overridden_scores, results
from scoring.runs.tables import Table
from scoring.scheme.measures import AnyMeasure
from scoring.scheme.stored import definition

Counts = tuple[str | None, int | None, str]
"""Composite as its exact text, rank, and the code of the grade."""
COUNTED = ("composite", "rank", "grade")
MOST = Fraction(10) ** 15
BEST = 100


@dataclass(frozen=True)
class Trial:
    """What computing the run's inputs with the corrections gives for one person.

    `others` are people whose result would have come out otherwise: staff number, then what counts
    as it is published and as it would have been.
    """

    corrections: tuple[Correction, ...]
    before: Plain
    after: Plain
    others: tuple[tuple[str, Counts, Counts], ...]

    @property
    def counts(self) -> Counts:
        """What the amended result comes to."""
        return _counts(self.after["result"][0])

    @property
    def composite(self) -> Fraction | None:
        text = self.counts[0]
        return None if text is None else Fraction(text)


@dataclass(frozen=True)
class Corrected(Inputs):
    """The inputs of a run with values put in the place of what they come to."""

    corrections: tuple[Correction, ...] = ()
    base: Inputs | None = None

    @cached_property
    def ground(self) -> Ground:
        base = self.base.ground if self.base else super().ground
        place = base.people.place
        found = {(place[c.staff_no], c.measure, c.period): c.number for c in self.corrections}
        return replace(base, corrected=found)


def tried(run: ScoreRun, staff_no: str, corrections: Iterable[Correction]) -> Trial:
    """Compute the corrections, and those of her amendments before, over what the run read."""
    all_of_hers = standing_with(run, staff_no, corrections)
    for one in all_of_hers:
        check(run, one)
    base = kept_inputs(definition(run.cycle.scheme), run.manifest)
    _check_comes_out(run, base)
    inputs = Corrected(
        base.scheme, base.manifest, "", None, corrections=tuple(all_of_hers), base=base
    )
    tables = tables_of(inputs)
    return Trial(
        corrections=tuple(all_of_hers),
        before=rows_of_run(run, staff_no),
        after=rows_of_tables(tables, staff_no),
        others=tuple(touched(run, staff_no, tables[0])),
    )


MADE = (results, dimension_scores, measure_scores, overridden_scores)


def tables_of(inputs: Inputs) -> list[Table]:
    """Return the tables of which somebody's result is made: results first."""
    computed = compute(inputs)
    return [make(computed) for make in MADE]


def standing_with(
    run: ScoreRun, staff_no: str, corrections: Iterable[Correction]
) -> list[Correction]:
    """Return the corrections of her newest amendment with these in the place of the same ones."""
    newest = Amendment.objects.filter(run=run, manager=staff_no).order_by("-number").first()
    before = corrections_in(Manifest.get(newest.manifest).read_tables()) if newest else []
    found = {one.place: one for one in (*before, *corrections)}
    return [found[place] for place in sorted(found)]


def correctable(run: ScoreRun) -> list[AnyMeasure]:
    """Return the measures whose value an amendment can put right: of the cycle, in one number.

    Units that are counted product by product do not follow from the value; nor is there one value
    of a measure by month or quarter.
    """
    return [
        measure
        for measure in definition(run.cycle.scheme).all_measures()
        if measure.period == "cycle" and not _counts_by_product(measure)
    ]


def check(run: ScoreRun, correction: Correction) -> None:
    """Refuse a correction of what cannot be corrected, or to what it cannot be."""
    measures = {measure.code: measure for measure in correctable(run)}
    measure = measures.get(correction.measure)
    if measure is None or correction.period:
        raise Refused(
            _("The value of %(code)s cannot be corrected by one number")
            % {"code": correction.measure}
        )
    title, number = measure.title_for(language()), correction.number
    if measure.is_judged and not (0 <= number <= BEST and number.denominator == 1):
        raise Refused(_("%(measure)s: expected a whole score, 0 to 100") % {"measure": title})
    if abs(number) >= MOST:
        raise Refused(_("%(measure)s: the number is too large") % {"measure": title})


def touched(run: ScoreRun, staff_no: str, table: Table) -> Iterable[tuple[str, Counts, Counts]]:
    """Yield whose result but hers comes out otherwise than published, by staff number."""
    published = {row.manager_id: counts_of(row) for row in Result.objects.filter(run=run)}
    for who, *found in _rows(table):
        now = (found[0], found[1], found[2])
        if who != staff_no and published[who] != now:
            yield who, published[who], now


def counts_of(row: Result) -> Counts:
    """Return what counts of a result, plain."""
    exact = row.composite
    text = None if exact is None else f"{exact.numerator}/{exact.denominator}"
    return text, row.rank, row.grade


def _counts(row: dict[str, Any]) -> Counts:
    return row["composite"], row["rank"], row["grade"]


def _rows(table: Table) -> Iterable[tuple[Any, ...]]:
    columns: Sequence[Any] = [table.columns[name] for name in ("manager_id", *COUNTED)]
    return zip(*columns, strict=True)


def _check_comes_out(run: ScoreRun, base: Inputs) -> None:
    """Refuse where the code of now gives other results: the correction would not be all of it."""
    if any(touched(run, "", results(compute(base)))):
        raise Refused(
            _("Score run #%(number)s does not come out as it was published; nothing is amended")
            % {"number": run.number}
        )


def _counts_by_product(measure: AnyMeasure) -> bool:
    rule, source = measure.rule, measure.source
    whole = bool(getattr(rule, "whole_units", False))
    return whole and source is not None and source.knows_products
