"""From value to score to contribution, with the real numbers: one formula a step."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.base.numbers.comparing import differs
from perfcenter.base.numbers.places import places_for
from perfcenter.base.numbers.rounding import exact, rounded
from scoring.engine.service import served_days
from scoring.engine.units import units_counted
from scoring.explanation.formulas import SCORE, TARGET, VALUE, Formula, Piece, result, sign, term
from scoring.explanation.holdings import Holdings
from scoring.explanation.precision import Goal, fitted_to
from scoring.models import MeasureScore
from scoring.scheme.model import AnyMeasure, Measure, SchemeDefinition
from scoring.scheme.wording import rule_in_words
from scoring.sheet.model import DimensionLine, MeasureLine, Sheet
from scoring.sheet.places import places_of, score_of
from scoring.sheet.scales import scale_of

PLACES = 6
Pieces = tuple[Piece, ...]


def contribution_formula(
    scheme: SchemeDefinition, line: MeasureLine, dimension: DimensionLine, shown: Decimal
) -> Formula:
    """Return contribution = score x weight within the dimension x weight of the dimension."""
    within = line.weight / dimension.weight if dimension.weight else 0.0
    weighing = _("weight of %(dimension)s (AHP)") if scheme.ahp else _("weight of %(dimension)s")
    pieces = (
        result(formats.as_text(shown), _("points of the composite")),
        sign("="),
        term(score_of(line), _("score"), SCORE),
        sign("×"),
        term(formats.percent(within), _("weight within the dimension")),
        sign("×"),
        term(formats.percent(dimension.weight), weighing % {"dimension": dimension.title}),
    )
    return Formula(_("Contribution"), pieces, _exactly(line.contribution, shown), "contribution")


def points_formula(
    scheme: SchemeDefinition, sheet: Sheet, line: MeasureLine, shown: Decimal
) -> Formula:
    """Return what a bonus or deduction brings; beyond the limit of all each shrinks with them."""
    is_bonus = line in sheet.bonus
    pieces = [result(formats.with_sign(shown), _("points of the composite")), sign("=")]
    if not is_bonus and line.score:
        pieces.append(sign(formats.MINUS))
    caption = _("points added") if is_bonus else _("points off")
    pieces.append(term(score_of(line), caption, SCORE))
    if abs(line.score or 0.0) - abs(line.contribution) > 1e-9:
        lines = sheet.bonus if is_bonus else sheet.deductions
        total = sum(exact(one.score or 0.0) for one in lines)
        most = sheet.bonus_cap if is_bonus else scheme.deductions and scheme.deductions.most
        words = _("limit of all bonus points") if is_bonus else _("limit of all deductions")
        pieces += [sign("×"), term(formats.whole(Fraction(most or 0)), words)]
        pieces += [sign("÷"), term(formats.plain(total), _("all of them together"))]
    remark = _exactly(line.contribution, shown)
    return Formula(_("Contribution"), tuple(pieces), remark, "contribution")


def score_formula(measure: AnyMeasure, line: MeasureLine) -> Formula:
    """Return how the rule makes the score out of the value; a score that was cut says from what."""
    name, caption = _named(measure)
    places = places_of(line)
    pieces = [result(score_of(line), caption), sign("=")]
    remark = _exactly(line.score, rounded(line.score or 0.0, places))
    raw, limit = _cut(measure, line)
    score = exact(line.score or 0.0)
    if raw is not None and limit is not None:
        score, places = raw, places_for(raw, apart=(limit,))
        words = _("before the cap %(limit)s") if raw > limit else _("before the floor %(limit)s")
        before = term(formats.plain(raw, places), words % {"limit": formats.whole(limit)})
        pieces = [result(score_of(line), caption), sign("←"), before, sign("=")]
        remark = _exactly(float(raw), rounded(raw, places))
    pieces += _score_pieces(measure, line, Goal(score, places))
    return Formula(name, tuple(pieces), remark, "score")


def _named(measure: AnyMeasure) -> tuple[str, str]:
    """Return what the line that the rule makes is called, and its result."""
    if isinstance(measure, Measure):
        return _("Score"), _("score")
    if measure.rule.name == "deduct_per_unit":
        return _("Points off"), _("points off")
    return _("Points added"), _("points added")


def _cut(measure: AnyMeasure, line: MeasureLine) -> tuple[Fraction | None, Fraction | None]:
    """Return what the rule came to and the limit that cut it; None where nothing was cut."""
    rule: Any = measure.rule
    raw = line.uncapped
    if raw is None:
        return None, None
    cap, floor = getattr(rule, "cap", None), getattr(rule, "floor", None)
    if cap is not None and raw > cap:
        return raw, cap
    return (raw, floor) if floor is not None and raw < floor else (None, None)


def _score_pieces(measure: AnyMeasure, line: MeasureLine, score: Goal) -> Pieces:
    rule: Any = measure.rule
    actual = Fraction(line.value or 0)
    if rule.name == "value":
        return (term(scale_of(line).written(line.value), _("actual"), VALUE),)
    if rule.name == "completion" and line.target and line.target > 0:
        return _completion(measure, line, actual, score)
    if rule.name == "linear":
        return _linear(measure, line, actual, score)
    if rule.name in {"points_per_unit", "deduct_per_unit"}:
        return _per_unit(measure, line, actual, score)
    value = term(scale_of(line).written(line.value), _("actual"), VALUE)
    words = rule_in_words(measure, is_points=not isinstance(measure, Measure))
    return (term(score_of(line), words), sign("←"), value)


def _completion(measure: AnyMeasure, line: MeasureLine, actual: Fraction, score: Goal) -> Pieces:
    """100 x value / target, or target / value; where lower is better, nothing scores the cap."""
    target = Fraction(line.target or 0)
    if measure.lower_is_better and actual <= 0:
        value = term(scale_of(line).written(actual), _("actual"), VALUE)
        return (term(score_of(line), _("the cap, for 0 or less")), sign("←"), value)
    first, second = (target, actual) if measure.lower_is_better else (actual, target)
    texts = fitted_to(line, [first, second], lambda a, b: 100 * a / b, score)
    terms = [term(texts[0], _("actual"), VALUE), term(texts[1], _("target"), TARGET)]
    if measure.lower_is_better:
        terms = [term(texts[0], _("target"), TARGET), term(texts[1], _("actual"), VALUE)]
    return (terms[0], sign("÷"), terms[1], sign("×"), term("100", _("full score")))


def _linear(measure: AnyMeasure, line: MeasureLine, actual: Fraction, score: Goal) -> Pieces:
    """Between the anchors the line; on or beyond one of them its score."""
    rule: Any = measure.rule
    low, high = sorted((rule.best, rule.worst))
    if not low < actual < high:
        return _beyond_an_anchor(rule, line, actual)
    width, most = abs(rule.best - rule.worst), rule.best_score - rule.worst_score
    texts = fitted_to(
        line,
        [actual, rule.worst, width],
        lambda value, worst, whole: rule.worst_score + most * abs(value - worst) / whole,
        score,
    )
    value, worst = term(texts[0], _("actual"), VALUE), term(texts[1], _("worst anchor"))
    first, second = (worst, value) if rule.worst > rule.best else (value, worst)
    start = (term(formats.whole(rule.worst_score), _("score at the worst")), sign("+"))
    return (
        *(start if rule.worst_score else ()),
        term(formats.whole(most), _("points between the anchors")),
        sign("× ("),
        first,
        sign(formats.MINUS),
        second,
        sign(") ÷"),
        term(texts[2], _("between the anchors")),
    )


def _beyond_an_anchor(rule: Any, line: MeasureLine, actual: Fraction) -> Pieces:
    """Say on which side of which anchor the value lies, and what that scores."""
    low, high = sorted((rule.best, rule.worst))
    is_low = actual <= low
    points = rule.best_score if is_low == (rule.best == low) else rule.worst_score
    limit = formats.measure_value(line.unit, low if is_low else high)
    words = {"limit": limit, "points": formats.whole(points)}
    if points == 100:
        said = _("%(limit)s or less: full score") if is_low else _("%(limit)s or more: full score")
    else:
        said = _("%(limit)s or less: %(points)s") if is_low else _("%(limit)s or more: %(points)s")
    value = term(scale_of(line).written(actual), _("actual"), VALUE)
    return (term(score_of(line), said % words), sign("←"), value)


def _per_unit(measure: AnyMeasure, line: MeasureLine, actual: Fraction, score: Goal) -> Pieces:
    rule: Any = measure.rule
    is_off_start = rule.name == "deduct_per_unit" and isinstance(measure, Measure)
    start = Fraction(rule.start) if is_off_start else Fraction(0)
    factor = -rule.points if is_off_start else rule.points
    pieces = [term(formats.whole(rule.points), _("points a unit")), sign("×")]
    units = units_counted(actual, rule.per, whole=rule.whole_units)
    if units * rule.per != actual:
        caption = _("whole units of %(value)s") % {"value": scale_of(line).written(actual)}
        pieces.append(term(formats.whole(units), caption, VALUE))
    elif rule.per == 1:
        (text,) = fitted_to(line, [actual], lambda value: start + factor * value, score)
        pieces.append(term(text, _("actual"), VALUE))
    else:
        texts = fitted_to(line, [actual, rule.per], lambda a, b: start + factor * a / b, score)
        pieces += [term(texts[0], _("actual"), VALUE), sign("÷"), term(texts[1], _("a unit"))]
    if not is_off_start:
        return tuple(pieces)
    return (term(formats.whole(start), _("start")), sign(formats.MINUS), *pieces)


def target_formula(holdings: Holdings, stored: MeasureScore, line: MeasureLine) -> Formula | None:
    """Return how the target was cut to the days in service; None where it was not."""
    if stored.full_target is None or stored.target is None or stored.full_target == stored.target:
        return None
    manager, begins, ends = holdings.manager, holdings.cycle.begins, holdings.cycle.ends
    served = int(served_days([manager.hired_on], [holdings.left_on], begins, ends)[0])
    scale = scale_of(line)
    target, full = scale.written(stored.target), scale.written(stored.full_target)
    pieces = (
        result(target, _("target")),
        sign("="),
        term(full, _("target of the whole cycle")),
        sign("×"),
        term(str(served), _("days in service")),
        sign("÷"),
        term(str((ends - begins).days + 1), _("days of the cycle")),
    )
    return Formula(_("Target"), pieces, "", "target")


def _exactly(number: float | None, shown: Decimal) -> str:
    """Say the number with all its places where the page shows it with fewer."""
    if number is None or not differs(number, shown):
        return ""
    return _("exactly %(number)s") % {"number": formats.plain(number, PLACES)}
