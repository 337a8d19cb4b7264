"""From value to score to contribution, with the real numbers: one formula a step."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from perfcenter import formats
from portfolio.months import last_day
from scoring.engine.service import served_days
from scoring.models import MeasureScore
from scoring.scheme.model import AnyMeasure, SchemeDefinition
from scoring.selectors.explanation.formulas import Formula, Piece, result, sign, term
from scoring.selectors.explanation.holdings import Holdings
from scoring.selectors.wording import number_text, rule_in_words
from scoring.sheet import DimensionLine, MeasureLine

PLACES = 6


def contribution_formula(
    scheme: SchemeDefinition, line: MeasureLine, dimension: DimensionLine, shown: Decimal
) -> Formula:
    """Return contribution = score x weight within the dimension x weight of the dimension."""
    within = line.weight / dimension.weight if dimension.weight else 0.0
    weighing = _("weight of %(dimension)s (AHP)") if scheme.ahp else _("weight of %(dimension)s")
    pieces = (
        result(formats.as_text(shown), _("points of the composite")),
        sign("="),
        term(formats.plain(line.score), _("score"), "#score"),
        sign("×"),
        term(formats.percent(within), _("weight within the dimension")),
        sign("×"),
        term(formats.percent(dimension.weight), weighing % {"dimension": dimension.title}),
    )
    return Formula(_("Contribution"), pieces, _exactly(line.contribution), "contribution")


def points_formula(line: MeasureLine, shown: Decimal, total: float, cap: float | None) -> Formula:
    """Return what a bonus or deduction brings; a capped bonus shrinks in proportion."""
    pieces = [
        result(formats.signed(Fraction(shown)), _("points of the composite")),
        sign("="),
        term(formats.plain(line.score), _("points"), "#score"),
    ]
    raw, counted = line.score or 0.0, abs(line.contribution)
    if raw - counted > 1e-9:
        pieces += [
            sign("×"),
            term(f"{cap:g} ÷ {formats.plain(total)}", _("cap ÷ all bonus points")),
        ]
    return Formula(_("Contribution"), tuple(pieces), _exactly(line.contribution), "contribution")


def score_formula(measure: AnyMeasure, line: MeasureLine) -> Formula:
    """Return how the rule makes the score out of the value."""
    remark = ""
    if line.capped_at is not None:
        remark = _("cut at %(cap)s") % {"cap": f"{line.capped_at:g}"}
    pieces = _score_pieces(measure, line)
    return Formula(_("Score"), (result(formats.plain(line.score), _("score")), sign("="), *pieces),
                   remark or _exactly(line.score), "score")  # fmt: skip


def _score_pieces(measure: AnyMeasure, line: MeasureLine) -> tuple[Piece, ...]:
    rule: Any = measure.rule
    value = term(value_text(line.unit, line.value), _("actual"), "#value")
    if rule.name == "value":
        return (value,)
    if rule.name == "completion" and line.target:
        target = term(value_text(line.unit, line.target), _("target"), "#target")
        first, second = (target, value) if line.lower_is_better else (value, target)
        return (first, sign("÷"), second, sign("×"), term("100", _("full score")))
    if rule.name == "linear":
        return _linear(measure, line, value)
    if rule.name in {"points_per_unit", "deduct_per_unit"}:
        return _per_unit(measure, line, value)
    return (term(rule_in_words(measure), _("rule")), sign("←"), value)


def _linear(measure: AnyMeasure, line: MeasureLine, value: Piece) -> tuple[Piece, ...]:
    """Between the anchors the line; on or beyond one of them its score."""
    rule: Any = measure.rule
    best, worst = value_text(line.unit, rule.best), value_text(line.unit, rule.worst)
    actual = Fraction(line.value or 0)
    low, high = sorted((rule.best, rule.worst))
    if not low < actual < high:
        at_best = (actual <= low) == (rule.best <= rule.worst)
        limit = best if at_best else worst
        points = rule.best_score if at_best else rule.worst_score
        words = _("best anchor") if at_best else _("worst anchor")
        caption = _("score at or beyond %(limit)s, the %(anchor)s") % {
            "limit": limit,
            "anchor": words,
        }
        return (term(number_text(points), caption), sign("←"), value)
    pieces = [
        term(number_text(rule.best_score - rule.worst_score), _("points between the anchors"))
    ]
    pieces += [sign("× ("), term(worst, _("worst anchor")), sign("−"), value, sign(") ÷ (")]
    pieces += [term(worst, _("worst anchor")), sign("−"), term(best, _("best anchor")), sign(")")]
    if rule.worst_score:
        pieces = [term(number_text(rule.worst_score), _("score at the worst")), sign("+"), *pieces]
    return tuple(pieces)


def _per_unit(measure: AnyMeasure, line: MeasureLine, value: Piece) -> tuple[Piece, ...]:
    rule: Any = measure.rule
    points = term(number_text(rule.points), _("points a unit"))
    pieces = [points, sign("×"), value]
    if rule.per != 1:
        pieces += [sign("÷"), term(value_text(line.unit, rule.per), _("a unit"))]
    start = getattr(rule, "start", None)
    if start is None or not line.weight:
        return tuple(pieces)
    return (term(number_text(start), _("start")), sign("−"), *pieces)


def target_formula(holdings: Holdings, stored: MeasureScore, line: MeasureLine) -> Formula | None:
    """Return how the target was cut to the days in service; None where it was not."""
    if stored.full_target is None or stored.target is None or stored.full_target == stored.target:
        return None
    manager = holdings.manager
    served = int(
        served_days([manager.hired_on], [manager.left_on], holdings.base, _last_day(holdings))[0]
    )
    pieces = (
        result(value_text(line.unit, stored.target), _("target")),
        sign("="),
        term(value_text(line.unit, stored.full_target), _("target of the whole cycle")),
        sign("×"),
        term(str(served), _("days in service")),
        sign("÷"),
        term(str(holdings.days), _("days of the cycle")),
    )
    return Formula(_("Target"), pieces, "", "target")


def _last_day(holdings: Holdings) -> Any:
    return last_day(holdings.cycle.last_month)


def value_text(unit: str, value: Fraction | None) -> str:
    return formats.measure_value(unit, value)


def _exactly(number: float | None) -> str:
    """Say the number with all its places where the page shows it with fewer."""
    if number is None or abs(number - round(number, 2)) < 1e-9:
        return ""
    return _("exactly %(number)s") % {"number": formats.plain(number, PLACES)}
