"""The value of each metric for every participant at once; None where there is no data.

One function a metric, registered under the scheme's word. Money comes back in yuan, exactly.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from portfolio.months import closing_month, days_in, months_between
from scoring.engine.service import full_years
from scoring.inputs.facts import MonthlyFacts, from_millionths, yuan
from scoring.inputs.read import Inputs

Values = NDArray[np.object_]
BAD_CLASSES = ("substandard", "doubtful", "loss")


@dataclass(frozen=True)
class Context:
    """What metrics are taken from; `rorac` is each participant's RORAC in fen."""

    inputs: Inputs
    book: MonthlyFacts
    rorac: Values

    @property
    def staff(self) -> list[str]:
        return self.inputs.staff


Metric = Callable[[Context, Any, str], Values]
METRICS: dict[str, Metric] = {}


def metric(name: str) -> Callable[[Metric], Metric]:
    def register(function: Metric) -> Metric:
        METRICS[name] = function
        return function

    return register


def values_of(context: Context, measure: Any) -> Values:
    """Return the measure's value for every participant, in the order of staff numbers."""
    values = METRICS[measure.source.metric](context, measure.source, measure.code)
    policy = measure.without_records
    if policy == "zero" or (policy == "zero_once_anybody_has" and _has_records(context, measure)):
        values[[value is None for value in values]] = Fraction(0)
    return values


def _has_records(context: Context, measure: Any) -> bool:
    """Whether anybody of the bank has records in the cycle, participant or not."""
    if measure.source.metric == "value":
        return any(code == measure.code for _staff, code in context.inputs.values)
    if measure.source.metric == "exam_mean":
        return any(mark is not None for _staff, _hours, mark in context.inputs.training)
    return bool(context.inputs.training)


def column(values: Iterable[Fraction | None]) -> Values:
    """Return the values as an object column, whatever they are."""
    listed = list(values)
    out = np.empty(len(listed), dtype=object)
    out[:] = listed
    return out


@metric("rorac")
def rorac(context: Context, source: Any, code: str) -> Values:
    return column(yuan(fen) for fen in context.rorac)


@metric("responsibility_profit")
def responsibility_profit(context: Context, source: Any, code: str) -> Values:
    earned = context.book.total("income") - context.book.total("funding_cost")
    lost = context.inputs.losses
    return column(
        yuan(fen - lost.get(staff, 0)) for fen, staff in zip(earned, context.staff, strict=True)
    )


@metric("daily_average")
def daily_average(context: Context, source: Any, code: str) -> Values:
    days = sum(
        days_in(m) for m in months_between(context.inputs.first_month, context.inputs.last_month)
    )
    sums = _weighted(context, source, context.book.balance_days)
    return column(yuan(total) / days for total in sums)


@metric("end_balance")
def end_balance(context: Context, source: Any, code: str) -> Values:
    """At the cycle's end; a leaver's when she left, out where nothing was hers any more."""
    inputs, book = context.inputs, context.book
    closing = [closing_month(m.left_on, inputs.last_month) for m in inputs.managers]
    at_the_end = book.in_months(np.array(closing, dtype=np.int64))
    sums = _weighted(context, source, lambda where: book.total("end_balance", where & at_the_end))
    held = book.holds(_named(book, source) & at_the_end)
    stays = [not m.has_left_before(inputs.ends) for m in inputs.managers]
    return column(
        yuan(total) if has_any or is_there else None
        for total, has_any, is_there in zip(sums, held, stays, strict=True)
    )


def _named(book: MonthlyFacts, source: Any) -> NDArray[np.bool_]:
    """Which facts are of the families or products that the source names."""
    named = book.of_family(*source.families)
    for product in source.products:
        named |= book.of_product(product)
    return named


def _weighted(
    context: Context, source: Any, total: Callable[[NDArray[np.bool_]], Values]
) -> Values:
    """Add up what the source names, each product with its coefficient (1 where none is given)."""
    book = context.book
    named = _named(book, source)
    plain = named.copy()
    sums = np.zeros(book.participants, dtype=object)
    for product, coefficient in sorted(source.coefficients.items()):
        of_product = named & book.of_product(product)
        plain &= ~of_product
        sums = sums + total(of_product) * coefficient
    summed: Values = sums + total(plain)
    return summed


@metric("fees")
def fees(context: Context, source: Any, code: str) -> Values:
    of_accounts = context.book.total("fees")
    of_sales = context.book.total("sales_income", context.book.of_family(*source.families))
    return column(yuan(fen) for fen in of_accounts + of_sales)


@metric("sales_income")
def sales_income(context: Context, source: Any, code: str) -> Values:
    total = context.book.total("sales_income", context.book.of_family(*source.families))
    return column(yuan(fen) for fen in total)


@metric("sales_amount")
def sales_amount(context: Context, source: Any, code: str) -> Values:
    return column(yuan(fen) for fen in _sales(context, source, 3))


@metric("sales_quantity")
def sales_quantity(context: Context, source: Any, code: str) -> Values:
    return column(from_millionths(pieces) for pieces in _sales(context, source, 2))


def _sales(context: Context, source: Any, place: int) -> list[int]:
    sums = dict.fromkeys(context.staff, 0)
    for row in context.inputs.sales:
        staff, product = row[0], row[1]
        if staff in sums and context.inputs.products[product].family in source.families:
            sums[staff] += int(row[place])
    return list(sums.values())


@metric("npl_ratio")
def npl_ratio(context: Context, source: Any, code: str) -> Values:
    book = context.book
    loans = book.of_family("loan") & book.in_month(context.inputs.last_month)
    bad = book.total("end_balance", loans & book.in_class(*BAD_CLASSES))
    everything = book.total("end_balance", loans)
    return column(
        Fraction(part, whole) if whole > 0 else None
        for part, whole in zip(bad, everything, strict=True)
    )


@metric("training_hours")
def training_hours(context: Context, source: Any, code: str) -> Values:
    return _sums(context, ((staff, hours) for staff, hours, _mark in context.inputs.training))


@metric("exam_mean")
def exam_mean(context: Context, source: Any, code: str) -> Values:
    marks: dict[str, list[int]] = {}
    for staff, _hours, mark in context.inputs.training:
        if mark is not None:
            marks.setdefault(staff, []).append(mark)
    return column(
        from_millionths(sum(marks[staff])) / len(marks[staff]) if staff in marks else None
        for staff in context.staff
    )


@metric("value")
def imported_value(context: Context, source: Any, code: str) -> Values:
    return column(_of_the_cycle(context.inputs.values.get((s, code))) for s in context.staff)


def _of_the_cycle(by_month: dict[int, int] | None) -> Fraction | None:
    """The cycle's own row, else the mean of its months."""
    if not by_month:
        return None
    if 0 in by_month:
        return from_millionths(by_month[0])
    return from_millionths(sum(by_month.values())) / len(by_month)


@metric("judgment")
def judgment(context: Context, source: Any, code: str) -> Values:
    given = context.inputs.judgments
    return column(Fraction(given[s, code]) if (s, code) in given else None for s in context.staff)


@metric("years_of_service")
def years_of_service(context: Context, source: Any, code: str) -> Values:
    managers = context.inputs.managers
    years = full_years(
        [m.hired_on for m in managers], [m.left_on for m in managers], context.inputs.ends
    )
    return column(None if count is None else Fraction(count) for count in years)


@metric("incident_points")
def incident_points(context: Context, source: Any, code: str) -> Values:
    values = _sums(context, context.inputs.incidents)
    values[[value is None for value in values]] = Fraction(0)
    return values


@metric("incident_count")
def incident_count(context: Context, source: Any, code: str) -> Values:
    counts = dict.fromkeys(context.staff, 0)
    for staff, _points in context.inputs.incidents:
        if staff in counts:
            counts[staff] += 1
    return column(Fraction(count) for count in counts.values())


def _sums(context: Context, rows: Iterable[tuple[str, int | None]]) -> Values:
    """Add up millionths by person; None for who has no row with a number."""
    sums: dict[str, int] = {}
    for staff, number in rows:
        if number is not None:
            sums[staff] = sums.get(staff, 0) + number
    return column(from_millionths(sums[s]) if s in sums else None for s in context.staff)
