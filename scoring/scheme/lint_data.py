"""Measures of a scheme for which the bank has no data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from portfolio.models import Certificate, LedgerRow, Product, Sale, Target, Training, Value
from scoring.scheme.lint import Warned
from scoring.scheme.measures import AnyMeasure, Measure
from scoring.scheme.model import SchemeDefinition

Rows = Callable[[AnyMeasure], Any]

# A file of the contract: its rows that a measure could count.
FILES: dict[str, Rows] = {
    "ledger": lambda _measure: LedgerRow.objects.all(),
    "sales": lambda _measure: Sale.objects.all(),
    "training": lambda _measure: Training.objects.all(),
    "certificates": lambda _measure: Certificate.objects.all(),
    "values": lambda measure: Value.objects.filter(measure_code=_imported(measure)),
}


def without_data(scheme: SchemeDefinition) -> list[Warned]:
    """Return the measures that could only be out today; nothing while the bank is empty."""
    if not Product.objects.exists():
        return []
    products = dict(Product.objects.values_list("code", "family"))
    found: list[Warned] = []
    for measure in scheme.all_measures():
        if measure.source is not None:
            found += _rows(measure)
            found += _products(measure, products)
        found += _targets(measure)
    return found


def _rows(measure: AnyMeasure) -> Iterator[Warned]:
    file = measure.source.file
    if file in FILES and not FILES[file](measure).exists():
        yield Warned("no_rows", f"measures.{measure.code}.source", {"file": file})


def _products(measure: AnyMeasure, products: dict[str, str]) -> Iterator[Warned]:
    place = f"measures.{measure.code}.source"
    for code in getattr(measure.source, "products", ()):
        if code not in products:
            yield Warned("no_such_product", f"{place}.products", {"code": code})
    for family in getattr(measure.source, "families", ()):
        if family not in products.values():
            yield Warned("no_product_of_family", f"{place}.families", _family(family))


def _family(code: str) -> dict[str, Any]:
    return {"code": code, "name": Product.Family(code).label}


def _targets(measure: AnyMeasure) -> Iterator[Warned]:
    if not isinstance(measure, Measure) or not measure.has_target:
        return
    if measure.missing_target not in {"out", "zero"}:
        return  # there is a default
    if not Target.objects.filter(measure_code=measure.code).exists():
        yield Warned("no_targets", f"measures.{measure.code}")


def _imported(measure: AnyMeasure) -> str:
    return str(measure.source.of or measure.code)
