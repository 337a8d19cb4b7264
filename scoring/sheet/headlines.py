"""The sentence above a chart: what is so, computed from the sheet."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base import formats
from perfcenter.base.formats import whole
from perfcenter.base.numbers.comparing import is_below
from scoring.sheet.model import MeasureLine, Sheet
from scoring.sheet.places import composite_gap, gap_of, peer_median_of
from scoring.sheet.steps import part_of_rorac, shown_steps, waterfall_unit

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
    above = sum(1 for m in compared if _gap(m) > 0)
    counts: dict[str, Any] = {"above": above, "measures": len(compared)}
    behind = sorted((m for m in compared if _gap(m) <= BEHIND), key=_gap)[:2]
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
    unit = waterfall_unit()
    steps = shown_steps(sheet.waterfall, unit)
    income, left = steps[0][3], steps[-1][3]
    words = {
        "income": formats.with_unit(formats.as_text(income), unit.label),
        "left": formats.with_unit(formats.as_text(abs(left)), unit.label),
    }
    result = sheet.waterfall[-1]
    if left < 0:
        return (
            _("Income of %(income)s does not cover costs, tax and decay: %(left)s short.") % words
        )
    share = part_of_rorac(sheet.waterfall)
    if result.increment <= 0 or result.stock < 0 or share is None:
        return (
            _("Income of %(income)s leaves %(left)s after costs, tax and decay of stock.") % words
        )
    words["share"] = share
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
        "median": peer_median_of(sheet),
    }
    gap = composite_gap(sheet) or Decimal(0)
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


def _measures_against_plan(sheet: Sheet, scored: list[MeasureLine]) -> str:
    low = sorted(
        (m for m in scored if is_below(m.score, sheet.good_from)), key=lambda m: m.score or 0
    )
    limit = formats.whole(sheet.good_from)
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
        "count": whole(len(low)),
        "measures": len(scored),
        "limit": limit,
        "names": formats.listed([m.title for m in low[:2]]),
    }


def _gap(line: MeasureLine) -> Decimal:
    return gap_of(line) or Decimal(0)
