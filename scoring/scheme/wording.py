"""A scheme's sources and rules in words."""

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from perfcenter.base import formats
from portfolio.models import Product
from scoring.scheme.model import AnyMeasure

SOURCES = {
    "rorac": gettext_lazy("RORAC of the cycle"),
    "responsibility_profit": gettext_lazy("responsibility profit"),
    "daily_average": gettext_lazy("daily average"),
    "end_balance": gettext_lazy("balance at the end"),
    "fees": gettext_lazy("fees"),
    "sales_income": gettext_lazy("income from sales"),
    "sales_amount": gettext_lazy("amount of sales"),
    "sales_quantity": gettext_lazy("pieces sold"),
    "npl_ratio": gettext_lazy("bad loans ÷ all loans"),
    "training_hours": gettext_lazy("training hours"),
    "exam_mean": gettext_lazy("mean exam mark"),
    "value": gettext_lazy("imported value"),
    "judgment": gettext_lazy("supervisor's score"),
    "years_of_service": gettext_lazy("full years of service"),
    "incident_points": gettext_lazy("points of incidents"),
    "incident_count": gettext_lazy("number of incidents"),
}


RULES = ("completion", "value", "linear", "tiers", "points_per_unit", "deduct_per_unit")


def source_in_words(measure: AnyMeasure) -> str:
    """Return where the value comes from: "daily average: Deposits"."""
    if measure.source is None:
        return str(measure.formula)
    source: Any = measure.source
    words = str(SOURCES.get(source.metric) or source.title.in_language(formats.language()))
    families = [str(Product.Family(family).label) for family in getattr(source, "families", ())]
    named = [*families, *getattr(source, "products", ())]
    if named:
        words = _("%(source)s: %(what)s") % {"source": words, "what": _(", ").join(named)}
    if measure.asks_for_reason:
        words = _("%(text)s (%(note)s)") % {"text": words, "note": _("with its reason")}
    coefficients = getattr(source, "coefficients", {})
    if coefficients and coefficients != "product":
        listed = [
            f"{code} × {formats.whole(factor)}" for code, factor in sorted(coefficients.items())
        ]
        words = _("%(text)s (%(note)s)") % {"text": words, "note": _(", ").join(listed)}
    return words


def rule_in_words(measure: AnyMeasure, *, is_points: bool = False) -> str:
    """Return how the value becomes a score, with the rule's parameters."""
    rule: Any = measure.rule
    if rule is None:
        return ""
    if rule.name not in RULES or getattr(rule, "slices", False):
        return str(rule.title.in_language(formats.language()))
    match rule.name:
        case "completion":
            words = _("target ÷ actual") if measure.lower_is_better else _("actual ÷ target")
        case "value":
            words = _("the value itself")
        case "linear":
            words = _linear(measure)
        case "tiers":
            words = _tiers(measure)
        case "points_per_unit":
            words = _per_unit(measure, is_taken=False)
        case _:
            words = _per_unit(measure, is_taken=True)
            if not is_points:
                start = formats.whole(rule.start)
                words = _("%(start)s, %(rule)s") % {"start": start, "rule": words}
    for limit in _limits(rule, has_floor=rule.name != "deduct_per_unit" or not is_points):
        words = _("%(rule)s, %(limit)s") % {"rule": words, "limit": limit}
    return words


def _linear(measure: AnyMeasure) -> str:
    rule: Any = measure.rule
    return _("%(best)s scores %(most)s, %(worst)s scores %(least)s, straight between") % {
        "best": formats.measure_value(measure.unit, rule.best),
        "most": formats.whole(rule.best_score),
        "worst": formats.measure_value(measure.unit, rule.worst),
        "least": formats.whole(rule.worst_score),
    }


def _tiers(measure: AnyMeasure) -> str:
    rule: Any = measure.rule
    sign = "≤" if measure.lower_is_better else "≥"
    steps = [
        _("%(name)s: %(value)s")
        % {
            "name": f"{sign} {formats.measure_value(measure.unit, step.bound)}",
            "value": formats.whole(step.score if step.score is not None else step.rate),
        }
        for step in rule.steps
    ]
    return _("; ").join([*steps, _("else %(score)s") % {"score": formats.whole(rule.beyond)}])


def _per_unit(measure: AnyMeasure, *, is_taken: bool) -> str:
    """Return "0.2 points for each full year", "1 point off for each point"."""
    rule: Any = measure.rule
    words = {"points": formats.whole(rule.points), "unit": _unit(measure.unit, rule.per)}
    if measure.unit == "ratio" and rule.per == 1 and not is_taken:
        return _("ratio × %(points)s points") % words
    # Zero, fractions and everything but one are plural.
    many = 1 if rule.points == 1 else 2
    if is_taken:
        each = ngettext(
            "%(points)s point off for each %(unit)s",
            "%(points)s points off for each %(unit)s",
            many,
        )
        full = ngettext(
            "%(points)s point off for each full %(unit)s",
            "%(points)s points off for each full %(unit)s",
            many,
        )
    else:
        each = ngettext(
            "%(points)s point for each %(unit)s", "%(points)s points for each %(unit)s", many
        )
        full = ngettext(
            "%(points)s point for each full %(unit)s",
            "%(points)s points for each full %(unit)s",
            many,
        )
    return (full if rule.whole_units else each) % words


ONE = {
    "points": gettext_lazy("point"),
    "hours": gettext_lazy("hour"),
    "years": gettext_lazy("year"),
    "count": gettext_lazy("piece"),
}


def _unit(unit: str, per: Fraction) -> str:
    """Return what points are counted by: "year", "10 hours", "CNY 10.0 k"."""
    if per == 1 and unit in ONE:
        return str(ONE[unit])
    if unit == "ratio" and per == 1:
        return "100%"
    if unit in ONE:
        label = formats.measure_label(unit)
        return _("%(number)s %(unit)s") % {"number": formats.whole(per), "unit": label}
    return formats.measure_value(unit, per)


def _limits(rule: Any, *, has_floor: bool) -> list[str]:
    floor, cap = getattr(rule, "floor", None), getattr(rule, "cap", None)
    parts = []
    if floor is not None and has_floor:
        parts.append(_("at least %(floor)s") % {"floor": formats.whole(floor)})
    if cap is not None:
        parts.append(_("at most %(cap)s") % {"cap": formats.whole(cap)})
    return parts
