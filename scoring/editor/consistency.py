"""What the engine makes of pairwise judgments: weights, consistency, what to look at again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from perfcenter.base.formats import plain, trimmed
from perfcenter.base.numbers.places import places_for
from perfcenter.base.numbers.rounding import apportion
from scoring.editor.tables import Data, title_of
from scoring.engine import ahp as engine
from scoring.engine.ahp_missing import combined_given, completed, connected, mendings
from scoring.engine.columns import FloatArray
from scoring.scheme.ahp import Expert
from scoring.scheme.page import judgment_text

MEANING_PLACES = 3
CR_PLACES = 4


@dataclass(frozen=True)
class Consistency:
    """What judgments come to; `why_not` where they come to nothing yet."""

    weights: tuple[tuple[str, float, float | None], ...] = ()
    lambda_max: float = 0.0
    ci: float = 0.0
    cr: float = 0.0
    random_index: float = 0.0
    size: int = 0
    matrix: tuple[tuple[str, tuple[str, ...]], ...] = ()
    blame: tuple[str, ...] = ()
    why_not: str = ""

    @property
    def is_consistent(self) -> bool:
        return not self.why_not and self.cr < engine.LIMIT

    @property
    def cr_text(self) -> str:
        places = places_for(self.cr, at_least=(engine.LIMIT,), places=CR_PLACES)
        return plain(self.cr, places)


def expert_of(judgments: list[list[Any]]) -> Expert | None:
    try:
        return Expert.model_validate({"name": "x", "judgments": judgments})
    except ValueError:
        return None


def consistency(
    lines: list[Data],
    experts: list[list[list[Any]]],
    before: dict[str, float] | None = None,
) -> Consistency:
    """Return what the judgments of some experts come to, taken together."""
    size = len(lines)
    if size < 2:
        return Consistency(why_not=_("There is nothing to compare"))
    if size > len(engine.RANDOM_INDEX):
        return Consistency(why_not=_("At most 10 lines can be compared"))
    read = [expert_of(one) for one in experts]
    if not read or any(one is None or not one.fits(size) for one in read):
        return Consistency(why_not=_("Not every judgment can be read"))
    given = combined_given([one.given() for one in read if one is not None])
    titles = [title_of(line) for line in lines]
    if not connected(~np.isnan(given)):
        return Consistency(
            why_not=_("The judgments do not connect all lines yet; judge more pairs"),
            matrix=tuple(_matrix(titles, given)),
        )
    whole = completed(given)
    found = engine.analyse(whole)
    weights = tuple(
        (title, float(weight), _before(before, line))
        for title, weight, line in zip(titles, found.weights, lines, strict=True)
    )
    return Consistency(
        weights=weights,
        lambda_max=found.lambda_max,
        ci=found.ci,
        cr=found.cr,
        random_index=engine.RANDOM_INDEX[size - 1],
        size=size,
        matrix=tuple(_matrix(titles, given)),
        blame=tuple(_blame(titles, whole, found)),
    )


def _before(before: dict[str, float] | None, line: Data) -> float | None:
    return (before or {}).get(str(line.get("code")))


def _blame(titles: list[str], matrix: FloatArray, found: engine.Ahp) -> Iterator[str]:
    for one in mendings(matrix, found):
        yield _("%(left)s : %(right)s = %(judged)s; %(better)s would make CR %(cr)s") % {
            "left": titles[one.row],
            "right": titles[one.column],
            "judged": trimmed(one.judged, MEANING_PLACES),
            "better": trimmed(one.better, MEANING_PLACES),
            "cr": plain(one.cr, CR_PLACES),
        }


def _matrix(titles: list[str], given: FloatArray) -> Iterator[tuple[str, tuple[str, ...]]]:
    for title, row in zip(titles, given, strict=True):
        yield title, tuple(_cell(float(number)) for number in row)


def _cell(number: float) -> str:
    if np.isnan(number):
        return "—"
    return judgment_text(number)


def as_weights(found: Consistency) -> list[Decimal]:
    """Return weights in per cent of two places that add up to 100, by largest remainder."""
    shares = [Fraction(weight) * 100 for _title, weight, _before in found.weights]
    return apportion(Decimal(100), shares, 2)
