"""What was planned a year ago against what came of it."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import MISSING, percent
from reviews.deck import findings
from reviews.deck.data import DeckData, DeckGoal
from reviews.deck.findings.goals import actual_scale, is_met
from reviews.deck.formats import comma
from reviews.deck.grid import Column, Grid
from reviews.deck.slides.page import Press, run_source
from reviews.deck.style import BODY_TOP, FULL, MARGIN, Run, Style
from scoring.sheet.scales import goal_scale

MOST_ROWS = 12
MET, MISSED = Style(13, bold=True, role="good"), Style(13, bold=True, role="bad")


def applies(data: DeckData) -> bool:
    return bool(compared(data))


def compared(data: DeckData) -> list[DeckGoal]:
    """Last year's goals whose result is known."""
    return [g for g in data.last_goals if g.target is not None and g.actual is not None]


def draw(press: Press) -> None:
    data = press.data
    goals = compared(data)
    source = _("%(source)s; goals of the self-review a year ago") % {"source": run_source(data)}
    canvas = press.page(findings.kept_goals(goals, press.said), source)
    table = grid(goals[:MOST_ROWS]).table(FULL)
    words = comma().join(f"{g.title} {_('met') if is_met(g) else _('missed')}" for g in goals)
    canvas.table(MARGIN, BODY_TOP, table, _("Goals set last year"), words)
    press.tell(canvas, words)


def grid(goals: list[DeckGoal]) -> Grid:
    rows = []
    for goal in goals:
        scale = actual_scale(goal)
        planned = goal_scale(scale, goal.target)
        both = _("%(measure)s (%(unit)s)") % {"measure": goal.title, "unit": scale.unit}
        name = both if scale.unit else goal.title
        word = Run(_("✓ met"), MET) if is_met(goal) else Run(_("▼ missed"), MISSED)
        rows.append((name, planned.text(goal.target), scale.text(goal.actual), reached(goal), word))
    heads = (
        Column(_("Measure"), "l", part=1),
        Column(_("Goal a year ago")),
        Column(_("Result")),
        Column(_("Reached")),
        Column("", "l"),
    )
    return Grid(heads, tuple(rows))


def reached(goal: DeckGoal) -> str:
    """Result over goal, turned where lower is better; never 100% of what was missed."""
    over, under = goal.actual or Fraction(0), goal.target or Fraction(0)
    if goal.lower_is_better:
        over, under = under, over
    if under <= 0 or over < 0:
        return MISSING
    share = over / under
    for places in (2, 3, 4):
        text = percent(share, places)
        if share >= 1 or not text.startswith("100"):
            return text
    return text
