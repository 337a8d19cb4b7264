"""A scheme's sources and rules in words."""

from collections.abc import Container, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from perfcenter.base import formats
from perfcenter.base.formats import in_language, language
from portfolio.models import Product
from scoring.graph.words import Words
from scoring.scheme.measures import AnyMeasure

CHOICES = {
    "bank": gettext_lazy("the bank"),
    "branch": gettext_lazy("branch"),
    "line": gettext_lazy("line"),
    "line_and_branch": gettext_lazy("line and branch"),
    "self": gettext_lazy("self"),
    "superior": gettext_lazy("superiors"),
    "peer": gettext_lazy("peers"),
    "subordinate": gettext_lazy("subordinates"),
    "client": gettext_lazy("clients"),
    "person": gettext_lazy("persons"),
    "company": gettext_lazy("companies"),
    "stock": gettext_lazy("stock"),
    "increment": gettext_lazy("increment"),
    "end": gettext_lazy("end balance"),
    "average": gettext_lazy("average balance"),
    "end_balance": gettext_lazy("end balance"),
    "daily_average": gettext_lazy("daily average"),
    "period": gettext_lazy("days of the period"),
    "in_service": gettext_lazy("days in service"),
    "interest": gettext_lazy("interest"),
    "fees": gettext_lazy("fees"),
    "transfer": gettext_lazy("funding transfer"),
    "provision": gettext_lazy("provision"),
    "tax": gettext_lazy("tax"),
    "sales_income": gettext_lazy("income from sales"),
    "normal": gettext_lazy("normal"),
    "special_mention": gettext_lazy("special mention"),
    "substandard": gettext_lazy("substandard"),
    "doubtful": gettext_lazy("doubtful"),
    "loss": gettext_lazy("loss"),
    "sum": gettext_lazy("sum"),
    "mean": gettext_lazy("mean"),
    "last": gettext_lazy("last"),
    "amount": gettext_lazy("amount"),
    "contracts": gettext_lazy("number of contracts"),
}
"""Words of parameters, as pages show them; a word that is not here is shown as it is."""

LISTED_APART = {"families", "products", "coefficients", "reason"}


RULES = ("completion", "value", "linear", "tiers", "points_per_unit", "deduct_per_unit")


def source_in_words(measure: AnyMeasure) -> str:
    """Return where the value comes from: "Daily average: Deposits", or the formula."""
    source: Any = measure.source
    if source is None:
        return str(measure.formula)
    words: str = source.title.in_language(language())
    families = [str(Product.Family(family).label) for family in getattr(source, "families", ())]
    named = [*families, *getattr(source, "products", ())]
    if named:
        words = _("%(source)s: %(what)s") % {"source": words, "what": _(", ").join(named)}
    if measure.asks_for_reason:
        words = _("%(text)s (%(note)s)") % {"text": words, "note": _("with its reason")}
    notes = [*_coefficients(source), *parameters_in_words(source, without=LISTED_APART)]
    if notes:
        words = _("%(text)s (%(note)s)") % {"text": words, "note": _(", ").join(notes)}
    return words


def _coefficients(source: Any) -> list[str]:
    coefficients = getattr(source, "coefficients", {})
    if isinstance(coefficients, str):
        return [_("the products' own coefficients")]
    return [f"{code} × {formats.whole(factor)}" for code, factor in sorted(coefficients.items())]


def parameters_in_words(
    part: Words, *, without: Container[str] = (), unit: str = "", in_units: Container[str] = ()
) -> list[str]:
    """Return the parameters that a file gave, each with its description: "minutes: 30"."""
    found = []
    for name, field in part.parameters().items():
        if name in without or name not in part.model_fields_set:
            continue
        english, _bar, chinese = (field.description or name).partition("|")
        described = in_language(language(), zh=chinese or english, en=english)
        given = getattr(part, name)
        value = formats.measure_value(unit, given) if name in in_units else _value_in_words(given)
        found.append(_("%(name)s: %(value)s") % {"name": described, "value": value})
    return found


def _value_in_words(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, Fraction):
        return formats.whole(value)
    if isinstance(value, Mapping):
        pairs = ((_value_in_words(key), _value_in_words(one)) for key, one in value.items())
        return _(", ").join(f"{key} {one}" for key, one in pairs)
    if isinstance(value, tuple):
        return _(", ").join(_value_in_words(one) for one in value)
    return str(CHOICES.get(value, value))


def rule_in_words(measure: AnyMeasure, *, is_points: bool = False) -> str:
    """Return how the value becomes a score, and whether the reviewer may override that."""
    words = _rule_in_words(measure, is_points=is_points)
    by = getattr(measure, "override", None)
    if by is None or not words:
        return words
    limit = _("may be overridden by at most %(points)s points") % {"points": formats.whole(by)}
    return _("%(rule)s, %(limit)s") % {"rule": words, "limit": limit}


def _rule_in_words(measure: AnyMeasure, *, is_points: bool) -> str:
    """Return how the value becomes a score, with the rule's parameters; empty without a rule."""
    rule: Any = measure.rule
    if rule is None:
        return ""
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
        case "deduct_per_unit":
            words = _per_unit(measure, is_taken=True)
            if not is_points:
                start = formats.whole(rule.start)
                words = _("%(start)s, %(rule)s") % {"start": start, "rule": words}
        case _:
            return _in_general(rule, measure.unit)
    for limit in _limits(rule, has_floor=rule.name != "deduct_per_unit" or not is_points):
        words = _("%(rule)s, %(limit)s") % {"rule": words, "limit": limit}
    return words


def _in_general(rule: Any, unit: str) -> str:
    """Return a rule's title and its parameters: what every rule has."""
    title = rule.title.in_language(language())
    parameters = parameters_in_words(rule, unit=unit, in_units=rule.in_units)
    if not parameters:
        return str(title)
    return _("%(text)s (%(note)s)") % {"text": title, "note": _(", ").join(parameters)}


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
            "value": _step(rule, step),
        }
        for step in rule.steps
    ]
    return _("; ").join([*steps, _("else %(score)s") % {"score": formats.whole(rule.beyond)}])


def _step(rule: Any, step: Any) -> str:
    """Return what a step gives: a score, or a rate of the amount or of its slice."""
    if step.rate is None:
        return formats.whole(step.score)
    rate = formats.whole(step.rate)
    if rule.per != 1:
        rate = f"{rate} ÷ {formats.whole(rule.per)}"
    return (_("the slice × %(rate)s") if rule.slices else _("the value × %(rate)s")) % {
        "rate": rate
    }


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
