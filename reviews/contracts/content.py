"""What a performance contract binds somebody to: measures, weights and targets, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from perfcenter.base.digests import of_json
from perfcenter.base.formats import in_language, language
from perfcenter.base.money import MILLION
from perfcenter.base.numbers.rounding import rounded
from reviews.goals.plans import Key, Plan, plans_loaded, targeted
from reviews.models import ContractWording
from scoring.models import Cycle
from scoring.scheme.model import SchemeDefinition
from scoring.scheme.stored import definition
from scoring.sheet.scales import goal_text, scales

PARTS = 1_000_000
"""A weight is kept in so many parts of the composite."""


@dataclass(frozen=True)
class Agreed:
    """A measure of a contract: its weight in the composite and the target of the person."""

    code: str
    title: str
    title_zh: str
    unit: str
    weight: int
    target: int | None

    @property
    def name(self) -> str:
        """The title in the language of the page."""
        return in_language(language(), zh=self.title_zh, en=self.title)

    @property
    def share(self) -> Fraction:
        return Fraction(self.weight, PARTS)

    @property
    def target_shown(self) -> str:
        if self.target is None:
            return ""
        return goal_text(next(scales(self.unit)), Fraction(self.target, MILLION))


Content = list[dict[str, Any]]


def contents_of(cycle: Cycle, who: str = "") -> dict[str, Content]:
    """Return what contracts of a cycle would say now, by person; `who` is one alone."""
    scheme = definition(cycle.scheme)
    places = cycle.participants.order_by("manager")
    if who:
        places = places.filter(manager=who)
    plans = plans_loaded(cycle, targeted(scheme), who)
    return {
        staff: _content(staff, scheme, plans) for staff in places.values_list("manager", flat=True)
    }


def _content(staff: str, scheme: SchemeDefinition, plans: Mapping[Key, Plan]) -> Content:
    outer = scheme.dimension_weights()
    found: Content = []
    for dimension, weight in outer.items():
        inner = scheme.weights_within(dimension)
        for measure in scheme.measures_of(dimension):
            plan = plans.get((staff, measure.code))
            found.append(
                {
                    "code": measure.code,
                    "title": str(measure.title_for("en")),
                    "title_zh": str(measure.title_for("zh-hans")),
                    "unit": measure.unit,
                    "weight": int(rounded(weight * inner[measure.code] * PARTS, 0)),
                    "target": plan.target if plan else None,
                }
            )
    return found


def agreed(content: Content) -> list[Agreed]:
    """Return the measures of a contract as its page shows them."""
    return [Agreed(**one) for one in content]


def digest_of(cycle: Cycle, staff_no: str, wording: ContractWording, content: Content) -> str:
    """Return the SHA-256 over all that is signed: who, of which cycle, the wording, the targets."""
    words = [wording.version, wording.text_zh, wording.text]
    return of_json([cycle.code, staff_no, words, content])
