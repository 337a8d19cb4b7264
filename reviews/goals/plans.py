"""The targets that stand in a cycle already, each with where it came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import whole
from portfolio.models import WHOLE_CYCLE, Target
from scoring.inputs.given import given, rows_given
from scoring.models import Cycle
from scoring.scheme.measures import Measure
from scoring.scheme.model import SchemeDefinition

Key = tuple[str, str]
"""Manager and measure."""


@dataclass(frozen=True)
class Plan:
    """A target of a cycle in millionths, and in words where it came from."""

    target: int
    origin: str


def targeted(scheme: SchemeDefinition) -> dict[str, Measure]:
    """Return the measures of a scheme that are measured against a target, in its order."""
    return {
        one.code: one
        for one in scheme.all_measures()
        if isinstance(one, Measure) and one.has_target
    }


def plans_loaded(cycle: Cycle, measures: Mapping[str, Measure], who: str = "") -> dict[Key, Plan]:
    """Return the targets that are loaded for a cycle, those of months as what they come to.

    `cycle` need not be saved; `who` is whose alone.
    """
    rows = rows_given(Target, "target", cycle)
    if who:
        rows = rows.filter(manager=who)
    months: dict[Key, dict[int, int]] = defaultdict(dict)
    files: dict[Key, tuple[str, int | None]] = {}
    for staff, measure, month, target, _whose, file, line in given(rows):
        if measure in measures:
            months[staff, measure][month] = target
            files.setdefault((staff, measure), (file, line))
    return {
        key: Plan(
            whole_target(found, str(measures[key[1]].targets_by_month)),
            _origin(*files[key], by_month=WHOLE_CYCLE not in found),
        )
        for key, found in months.items()
    }


def _origin(file: str, line: int | None, *, by_month: bool) -> str:
    if not file:
        said = _("loaded")
    elif line is None:
        said = file
    else:
        said = _("%(file)s, line %(line)s") % {"file": file, "line": whole(line)}
    return _("%(origin)s, by month") % {"origin": said} if by_month else said


def whole_target(months: Mapping[int, int], way: str) -> int:
    """Return the target of the cycle: its own, else what those of the months come to.

    >>> whole_target({0: 7, 202701: 1}, "sum"), whole_target({202701: 1, 202702: 4}, "sum")
    (7, 5)
    >>> whole_target({202701: 1, 202702: 4}, "mean"), whole_target({202702: 4, 202701: 1}, "last")
    (2, 4)
    """
    if WHOLE_CYCLE in months:
        return months[WHOLE_CYCLE]
    if way == "last":
        return months[max(months)]
    total = sum(months.values())
    return round(Fraction(total, len(months))) if way == "mean" else total
