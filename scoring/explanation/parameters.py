"""The parameters that a number depends on: the rule's, the scheme's, the open product's."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.base.money import MILLION
from scoring.explanation.behind import Behind
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
    behind = explained.behind
    if metric in {"rorac", "responsibility_profit"} and len(opening.path) > 1 and behind:
        found += _of_product(behind, opening.path[1])
    return found


def _of_rorac(scheme: SchemeDefinition) -> Iterator[Pair]:
    yield _("Decay of stock a year"), formats.rate(scheme.rorac.decay)
    yield _("Floor of k₀"), formats.whole(scheme.rorac.floor)


def _of_losses(scheme: SchemeDefinition) -> Iterator[Pair]:
    rates = scheme.loan_loss
    yield _("Loan loss: substandard"), formats.rate(rates.substandard)
    yield _("Loan loss: doubtful"), formats.rate(rates.doubtful)
    yield _("Loan loss: loss"), formats.rate(rates.loss)


def _of_product(behind: Behind, code: str) -> Iterator[Pair]:
    """Yield the rates by which the rows were valued; one that changed, as it was in turn."""
    if code not in behind.ground.product_place:
        return
    yield _("Product"), behind.name_of(code)
    rows = [row for row in behind.ground.book.months if row.product == code]
    sales = [sale for sale in behind.ground.book.sales if sale.product == code]
    yield from _rates(_("FTP rate"), (row.ftp_rate for row in rows))
    yield from _rates(_("Provision rate"), (row.provision_rate for row in rows))
    taxes = [row.tax_rate for row in rows] + [sale.tax_rate for sale in sales]
    yield from _rates(_("Tax rate"), taxes)


def _rates(name: str, millionths: Iterable[int]) -> Iterator[Pair]:
    written = [formats.rate(Fraction(rate, MILLION)) for rate in dict.fromkeys(millionths)]
    if written:
        yield name, " → ".join(written)
