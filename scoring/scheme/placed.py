"""Where a warning stands, in the words of the editor's forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import language
from scoring.scheme.labels import FIELDS, field_name
from scoring.scheme.lint import Warned
from scoring.scheme.measures import AnyMeasure
from scoring.scheme.model import SchemeDefinition

ARROW = " › "


@dataclass(frozen=True)
class Placed:
    """A warning, and its place as one reads it on the forms."""

    warning: Warned
    words: str


def placed(scheme: SchemeDefinition, warnings: Iterable[Warned]) -> list[Placed]:
    """Return the warnings of a scheme with their places in words."""
    return [Placed(one, place_in_words(scheme, one.place)) for one in warnings]


def place_in_words(scheme: SchemeDefinition, place: str) -> str:
    """Return a place in words: Dimension “Clients” › Measure “Deposits” › Weight."""
    if place == "measures":
        return _("All measures")
    first, *rest = place.split(".")
    named = {"measures": _of_measure, "bands": _of_band, "pools": _of_pool}.get(first)
    words = list(named(scheme, rest)) if named and rest else []
    return ARROW.join(words or [_field(name) for name in (first, *rest)])


def _field(name: str) -> str:
    return str(FIELDS.get(name, name))


def _of_measure(scheme: SchemeDefinition, rest: list[str]) -> Iterator[str]:
    code, *inside = rest
    measure = next((one for one in scheme.all_measures() if one.code == code), None)
    if measure is None:
        return
    lang = language()
    code_of_dimension = getattr(measure, "dimension", None)
    for dimension in scheme.dimensions:
        if dimension.code == code_of_dimension:
            yield _("Dimension “%(title)s”") % {"title": dimension.title_for(lang)}
    if measure in scheme.bonus_measures:
        yield _field("bonus")
    if measure in scheme.deduction_measures:
        yield _field("deductions")
    yield _("Measure “%(title)s”") % {"title": measure.title_for(lang)}
    yield from _inside(measure, inside)


def _inside(measure: AnyMeasure, names: list[str]) -> Iterator[str]:
    """Yield a field and its parameter, which its source or rule names."""
    for place, name in enumerate(names):
        words: Any = getattr(measure, names[0], None) if place == 1 else None
        fields = getattr(type(words), "model_fields", {})
        info = next((one for key, one in fields.items() if name in {key, one.alias}), None)
        yield field_name(name, info)


def _of_band(scheme: SchemeDefinition, rest: list[str]) -> Iterator[str]:
    for band in scheme.bands:
        if band.code == rest[0]:
            yield _("Band “%(title)s”") % {"title": band.title_for(language())}


def _of_pool(scheme: SchemeDefinition, rest: list[str]) -> Iterator[str]:
    lang = language()
    for pool in scheme.pools:
        if pool.code == rest[0]:
            yield _("Pool “%(title)s”") % {"title": pool.title_for(lang)}
            parts = {part.code: part.title_for(lang) for part in pool.parts}
            yield from (parts.get(name) or _field(name) for name in rest[1:])
