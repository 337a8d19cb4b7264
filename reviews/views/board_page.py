"""What the board's template shows: the headline, the steps, bars and the chart of grades."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from perfcenter.charts.distribution import Column, distribution
from perfcenter.charts.svg import Chart
from perfcenter.templatetags.components import STATES
from reviews.selectors.board import Board, Progress
from scoring.models import Cycle


def headline(cycle: Cycle, board: Board) -> str:
    """Say in one sentence how far the cycle is and who is behind."""
    if cycle.is_published:
        return _("%(cycle)s: published") % {"cycle": cycle.code}
    if not board.whole.done:
        return _("%(cycle)s: nobody is approved yet") % {"cycle": cycle.code}
    share = round(100 * board.whole.share_done)
    behind = board.behind
    if not behind:
        return _("%(cycle)s: %(share)s%% approved") % {"cycle": cycle.code, "share": share}
    names = _(" and ").join(behind)
    return _("%(cycle)s: %(share)s%% approved, %(names)s behind") % {
        "cycle": cycle.code,
        "share": share,
        "names": names,
    }


def step_items(board: Board) -> list[dict[str, Any]]:
    """Return the steps with their counts and shares, everybody first."""
    total = board.whole.total
    items: list[dict[str, Any]] = [
        {
            "name": _("People"),
            "value": total,
            "note": _("%(count)s overdue") % {"count": board.whole.overdue},
        }
    ]
    for state, count in board.whole.counts:
        shape, tone, name = STATES[state]
        share = f"{100 * count / total:.1f}%" if total else "—"
        items.append({"name": name, "value": count, "note": share, "shape": shape, "tone": tone})
    return items


def words_of(progress: Progress) -> str:
    """Say the steps of a group in words, for who does not see the bar."""
    return _(", ").join(f"{STATES[state][2]} {count}" for state, count in progress.counts if count)


def grades_chart(board: Board, width: float) -> Chart:
    """Draw how many people have which grade."""
    columns = [
        Column(title, 100 * count / board.graded if board.graded else 0.0, str(count))
        for title, count in board.grades
    ]
    return distribution(
        columns,
        key=f"grades-{width:.0f}",
        title=_("People by grade"),
        desc=_(", ").join(f"{title} {count}" for title, count in board.grades),
        width=width,
        tick_text=lambda value: f"{value:.0f}%",
        head=(_("Grade"), _("People")),
    )
