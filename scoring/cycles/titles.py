"""What cycles are called."""

from typing import Any

from django.utils.translation import gettext_noop

from perfcenter.base.said import gettext as _
from perfcenter.base.said import of_lazy
from portfolio.models import Manager
from portfolio.months import month_text
from scoring.cycles.names import names_of
from scoring.models import Cycle, NameAsPublished

# first and last month of a year: (what a cycle over them is called, how its code usually ends)
SPANS = {
    (1, 12): (gettext_noop("Year %(year)s"), ""),
    (1, 6): (gettext_noop("First half of %(year)s"), "H1"),
    (7, 12): (gettext_noop("Second half of %(year)s"), "H2"),
    (1, 3): (gettext_noop("First quarter of %(year)s"), "Q1"),
    (4, 6): (gettext_noop("Second quarter of %(year)s"), "Q2"),
    (7, 9): (gettext_noop("Third quarter of %(year)s"), "Q3"),
    (10, 12): (gettext_noop("Fourth quarter of %(year)s"), "Q4"),
}


def cycle_title(cycle: Cycle) -> str:
    """Return `span_title`, and the line where the cycle is of one: "Year 2026, Personal"."""
    if not cycle.line:
        return span_title(cycle)
    said = {"cycle": span_title(cycle), "line": of_lazy(Manager.Line(cycle.line).label)}
    return _("%(cycle)s, %(line)s") % said


def span_title(cycle: Cycle) -> str:
    """Return "Year 2026", "First half of 2026", "First quarter of 2026", else months or days."""
    if cycle.is_of_days:
        is_in_a_year = cycle.begins.year == cycle.ends.year
        return _("%(first)s to %(last)s") % {
            "first": cycle.begins.isoformat(),
            "last": f"{cycle.ends:%m-%d}" if is_in_a_year else cycle.ends.isoformat(),
        }
    year, span = _span(cycle)
    if span:
        return _(span[0]) % {"year": year}
    if cycle.first_month == cycle.last_month:
        return month_text(cycle.first_month)
    return _("%(first)s to %(last)s") % {
        "first": month_text(cycle.first_month),
        "last": month_text(cycle.last_month),
    }


def group_title(cycle: Cycle, line: str, branch: str) -> str:
    """Return what those who are graded together are called: a line, a branch, both, the bank."""
    parts = []
    if line:
        parts.append(of_lazy(Manager.Line(line).label))
    if branch:
        found = names_of(cycle, NameAsPublished.Kind.BRANCH, [branch])
        parts.append(found.get(branch, branch))
    return " · ".join(parts) or _("The whole bank")


def code_beside_title(cycle: Cycle) -> str:
    """Return the code where it says more than the title: not 2026 beside "Year 2026"."""
    if cycle.is_of_days:
        return cycle.code
    year, span = _span(cycle)
    usual = f"{year}{span[1]}" if span else ""
    known = {usual, f"{usual}-{cycle.line}".upper()} if cycle.line else {usual}
    return "" if span and cycle.code.upper() in known else cycle.code


def _span(cycle: Cycle) -> tuple[int, tuple[Any, str] | None]:
    year, begins = divmod(cycle.first_month, 100)
    last_year, ends = divmod(cycle.last_month, 100)
    return year, SPANS.get((begins, ends)) if last_year == year else None
