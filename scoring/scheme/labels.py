"""What the fields of a scheme and the words to choose from are called; sources and rules say it
of their own parameters.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic.fields import FieldInfo

from perfcenter.base.formats import in_language, language
from portfolio.models import LedgerRow, Product
from scoring.graph.registry import rules, sources
from scoring.scheme.wording import CHOICES

FIELDS: dict[str, Promise] = {
    "name": _("Name of the scheme"),
    "title": _("Title in English"),
    "title_zh": _("Title in Chinese"),
    "good_from": _("Bad below"),
    "no_composite_below": _("Weight with data that a composite needs"),
    "places": _("Decimal places of the composite"),
    "peers": _("Peers"),
    "decay": _("Decay of stock a year"),
    "floor": _("Floor"),
    "capital_ratio": _("Capital ratio"),
    "substandard": _("Loan loss: substandard"),
    "doubtful": _("Loan loss: doubtful"),
    "loss": _("Loan loss: loss"),
    "code": _("Code"),
    "meaning": _("Meaning in English"),
    "meaning_zh": _("Meaning in Chinese"),
    "unit": _("Unit"),
    "direction": _("Direction"),
    "dimension": _("Dimension"),
    "weight": _("Weight"),
    "concern": _("What it watches over"),
    "source": _("Source"),
    "formula": _("Formula"),
    "rule": _("Rule"),
    "missing_target": _("Where the target is missing"),
    "zero_target": _("Where the target is 0"),
    "prorate": _("Part-year target for joiners and leavers"),
    "monthly_targets": _("Targets by month come together as"),
    "target_of": _("A target without month is that of"),
    "override": _("Points by which the reviewer may override the score"),
    "period": _("Computed for each"),
    "gives": _("What the periods give the cycle"),
    "without_records": _("Without records"),
    "negative_value": _("A value below 0"),
    "not_in_service": _("Not in service"),
    "absences": _("Absences that are taken off"),
    "cap": _("At most"),
    "from": _("At least"),
    "up_to": _("Up to"),
    "score": _("Score"),
    "rate": _("Rate"),
    "share": _("Share"),
    "at_best": _("Best grade then"),
    "incidents": _("Kinds of incidents"),
    "severities": _("Severities"),
    "certificate": _("Or without the certificate"),
    "grade": _("The grade that counts"),
    "group": _("Among whom"),
    "tie_breaks": _("Ties are broken by"),
    "leavers": _("Leavers"),
    "amount": _("Amount"),
    "measure": _("Measure"),
    "judgments": _("Judgments"),
    "name_zh": _("Name in Chinese"),
    "metric": _("Source"),
    "bands": _("Bands"),
    "quotas": _("Quotas"),
    "gates": _("Gates"),
    "pools": _("Pools"),
    "parts": _("Parts"),
    "experts": _("Experts"),
    "ahp": _("AHP judgments"),
    "measures": _("Measures"),
    "dimensions": _("Dimensions"),
    "bonus": _("Bonus"),
    "deductions": _("Deductions"),
    "grading": _("Grading"),
    "rorac": _("RORAC"),
    "loan_loss": _("Loan loss"),
    "steps": _("Steps"),
}

WORDS: dict[str, Promise] = {
    "higher": _("Higher is better"),
    "lower": _("Lower is better"),
    "yuan": _("Yuan"),
    "ratio": _("Ratio"),
    "points": _("Points"),
    "hours": _("Hours"),
    "count": _("Number"),
    "years": _("Years"),
    "cycle": _("cycle"),
    "month": _("month"),
    "quarter": _("quarter"),
    "half_year": _("half-year"),
    "year_to_date": _("year to date"),
    "best": _("best"),
    "out": _("out: the weight goes to the others"),
    "zero": _("counts as 0"),
    "zero_once_anybody_has": _("0 once anybody has records"),
    "hundred": _("100 if the value is at least 0, else 0"),
    "as_is": _("as it is"),
    "compliance": _("compliance"),
    "risk": _("risk"),
    "operation": _("operation"),
    "development": _("development"),
    "responsibility": _("social responsibility"),
    "bands": _("by bands"),
    "quotas": _("by quota"),
    "graded": _("have a grade by bands"),
    "left_out": _("have none"),
    "true": _("yes"),
    "false": _("no"),
    "product": _("the products' own coefficients"),
    "standard": _("normal 1, all others −3"),
    "required": _("required"),
    "optional": _("optional"),
    "deductions": _("fewer deductions"),
    "service": _("longer service"),
    "staff_no": _("staff no."),
    "satisfaction": _("satisfaction"),
}


def field_name(name: str, field: FieldInfo | None = None) -> str:
    """Return what a field is called: by its class, else by the table above, else its word."""
    if field is not None and field.description:
        english, _bar, chinese = field.description.partition("|")
        found = in_language(language(), zh=chinese or english, en=english)
        return found[:1].upper() + found[1:]
    return str(FIELDS.get(name, name))


def word_name(key: str, word: str) -> str:
    """Return what a word to choose is called under a key."""
    if key == "metric" and word in sources:
        return str(sources[word].title.in_language(language()))
    if key == "name" and word in rules:
        return str(rules[word].title.in_language(language()))
    if key == "families" and word in Product.Family:
        return str(Product.Family(word).label)
    if key in {"classes", "class_coefficients"} and word in LedgerRow.Classification:
        return str(LedgerRow.Classification(word).label)
    return str(WORDS.get(word) or CHOICES.get(word) or word)
