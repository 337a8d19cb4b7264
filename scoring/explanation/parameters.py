"""The parameters that a number depends on: the rule's, the scheme's, the open product's."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.base.money import MILLION
from portfolio.models import Product
from scoring.explanation.opening import Opening
from scoring.scheme.model import SchemeDefinition

if TYPE_CHECKING:
    from scoring.explanation.explain import Explanation

Pair = tuple[str, str]


def parameters(explained: "Explanation", opening: Opening) -> list[Pair]:
    """Return names and values: the rule, then what the metric takes from scheme and product."""
    found = [(_("Rule"), explained.rule)] if explained.rule else []
    found.append((_("Source") if explained.measure.source else _("Formula"), explained.source))
    source = explained.measure.source
    metric = "" if source is None else source.metric
    if metric == "rorac":
        found += _of_rorac(explained.scheme)
    if metric == "responsibility_profit":
        found += _of_losses(explained.scheme)
    if metric in {"rorac", "responsibility_profit"} and len(opening.path) > 1:
        found += _of_product(opening.path[1])
    return found


def _of_rorac(scheme: SchemeDefinition) -> Iterator[Pair]:
    yield _("Decay of stock a year"), formats.rate(scheme.rorac.decay)
    yield _("Floor of k₀"), formats.whole(scheme.rorac.floor)


def _of_losses(scheme: SchemeDefinition) -> Iterator[Pair]:
    rates = scheme.loan_loss
    yield _("Loan loss: substandard"), formats.rate(rates.substandard)
    yield _("Loan loss: doubtful"), formats.rate(rates.doubtful)
    yield _("Loan loss: loss"), formats.rate(rates.loss)


def _of_product(code: str) -> Iterator[Pair]:
    product = Product.objects.filter(code=code).first()
    if product is None:
        return
    yield _("Product"), product.name
    yield _("FTP rate"), _rate(product.ftp_rate)
    yield _("Provision rate"), _rate(product.provision_rate)
    yield _("Tax rate"), _rate(product.tax_rate)


def _rate(millionths: int) -> str:
    return formats.rate(Fraction(millionths, MILLION))
