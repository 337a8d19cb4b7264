"""The sentence above a chart: what is so, computed from the sheet."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base import formats
from perfcenter.base.numbers.comparing import is_below
from perfcenter.base.numbers.rounding import Number, exact, rounded
from scoring.sheet.model import MeasureLine, Sheet
from scoring.sheet.steps import shown_steps, waterfall_unit

BEHIND = Decimal(-3)
"""Points under the median from which a measure is named."""


def measures_against_peers(sheet: Sheet) -> str:
    """How many measures are above the peers' median, and which fall behind most."""
    scored = [m for m in sheet.measures if m.score is not None]
    if not scored:
        return _("No measure has a score yet.")
    compared = [m for m in scored if m.peer_median is not None]
    if not compared:
        return _measures_against_plan(sheet, scored)
    gap = partial(_gap, places=sheet.median_places)
    above = sum(1 for m in compared if gap(m) > 0)
    counts: dict[str, Any] = {"above": above, "measures": len(compared)}
    behind = sorted((m for m in compared if gap(m) <= BEHIND), key=gap)[:2]
    counts["names"] = formats.listed([m.title for m in behind])
    if not behind and not above:
        return _("None of %(measures)s measures above the peers' median.") % counts
    if not behind:
        return _("%(above)s of %(measures)s measures above the peers' median.") % counts
    if not above:
        words = _("None of %(measures)s measures above the peers' median, %(names)s behind.")
    else:
        words = _("%(above)s of %(measures)s measures above the peers' median, %(names)s behind.")
    return words % counts


def what_income_leaves(sheet: Sheet) -> str:
    """What income was, what is left of it, and how much of that new business brought."""
    if not sheet.waterfall:
        return ""
    unit = waterfall_unit(sheet)
    steps = shown_steps(sheet.waterfall, unit)
    income, left = steps[0][3], steps[-1][3]
    words = {
        "income": _amount(income, unit.label),
        "left": _amount(abs(left), unit.label),
    }
    result = sheet.waterfall[-1]
    if left < 0:
        return (
            _("Income of %(income)s does not cover costs, tax and decay: %(left)s short.") % words
        )
    if result.increment <= 0 or result.stock < 0 or not result.total:
        return (
            _("Income of %(income)s leaves %(left)s after costs, tax and decay of stock.") % words
        )
    words["share"] = formats.percent(exact(result.increment) / exact(result.total), 0)
    return (
        _(
            "Income of %(income)s leaves %(left)s after costs, tax and decay of stock; "
            "increment is %(share)s of it."
        )
        % words
    )


def place_among_peers(sheet: Sheet) -> str:
    """How many peers there are, their median, and the distance from it."""
    if sheet.composite is None or sheet.peer_median is None:
        return ""
    words = {
        "line": sheet.line_title,
        "peers": formats.trimmed(sheet.peers),
        "median": formats.plain(sheet.peer_median, sheet.median_places),
    }
    gap = shown_gap(sheet.composite, sheet.peer_median, sheet.median_places)
    words["gap"] = formats.as_text(abs(gap))
    if not sheet.median_places:
        return _among_peers_in_whole_points(gap) % words
    if gap > 0:
        return _("%(line)s, %(peers)s peers, median %(median)s; %(gap)s above it.") % words
    if gap < 0:
        return _("%(line)s, %(peers)s peers, median %(median)s; %(gap)s below it.") % words
    return _("%(line)s, %(peers)s peers, median %(median)s; exactly at it.") % words


def _among_peers_in_whole_points(gap: Decimal) -> str:
    if gap > 0:
        return _(
            "%(line)s, %(peers)s peers, median about %(median)s; about %(gap)s above it "
            "(whole points until publication)."
        )
    if gap < 0:
        return _(
            "%(line)s, %(peers)s peers, median about %(median)s; about %(gap)s below it "
            "(whole points until publication)."
        )
    return _(
        "%(line)s, %(peers)s peers, median about %(median)s; about level with it "
        "(whole points until publication)."
    )


def shown_gap(own: Number, median: Number, places: int = 2) -> Decimal:
    """Return the distance of two scores as they are shown, so that it can be recomputed.

    In whole points where the median is; what is above then is above in truth too.
    """
    return rounded(own, places) - rounded(median, places)


def _measures_against_plan(sheet: Sheet, scored: list[MeasureLine]) -> str:
    low = sorted(
        (m for m in scored if is_below(m.score, sheet.good_from)), key=lambda m: m.score or 0
    )
    limit = f"{sheet.good_from:g}"
    if not low:
        return _("All %(measures)s measures reach %(limit)s.") % {
            "measures": len(scored),
            "limit": limit,
        }
    return ngettext(
        "%(count)s of %(measures)s measures is below %(limit)s: %(names)s.",
        "%(count)s of %(measures)s measures are below %(limit)s, most of all %(names)s.",
        len(low),
    ) % {
        "count": len(low),
        "measures": len(scored),
        "limit": limit,
        "names": formats.listed([m.title for m in low[:2]]),
    }


def _gap(line: MeasureLine, places: int) -> Decimal:
    return shown_gap(line.score or 0.0, line.peer_median or 0.0, places)


def _amount(figure: Decimal, label: str) -> str:
    shown = formats.as_text(figure)
    if formats.in_chinese():
        return f"{shown}{label}"
    currency, scale = label.split()
    return f"{currency} {shown} {scale}"
