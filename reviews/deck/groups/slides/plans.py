"""Plans added up: a bar for each measure that adds up, and how many people met theirs."""

from __future__ import annotations

from django.utils.translation import gettext as _

from perfcenter.base.formats import MISSING
from reviews.deck.findings.base import planned
from reviews.deck.grid import Column, Grid
from reviews.deck.groups import findings
from reviews.deck.groups.data import GroupData, PlanSum
from reviews.deck.slides.completion import one_chart, shown
from reviews.deck.slides.page import PressOf, run_source
from reviews.deck.style import BODY_TOP, FULL, MARGIN
from scoring.sheet.places import completion_of
from scoring.sheet.scales import scale_of


def applies(data: GroupData) -> bool:
    return bool(planned(data))


def draw(press: PressOf[GroupData]) -> None:
    data = press.data
    template = _("%(source)s. Sums over the people who have a plan; only what adds up")
    source = template % {"source": run_source(data)}
    canvas = press.page(findings.plan_sums(data, press.said), source)
    pairs = shown(planned(data))
    one_chart(canvas, pairs, data.good_from)
    told = [f"{one.line.title} {completion_of(one.line)}, {met_by(one)}" for one in data.plans]
    press.tell(canvas, *told)


def met_by(one: PlanSum) -> str:
    return _("met by %(met)s of %(people)s people") % {"met": one.met, "people": one.people}


def draw_table(press: PressOf[GroupData]) -> None:
    """All of them with their sums, in the appendix."""
    data = press.data
    if not data.plans:
        return
    title = _("Plans added up, and how many people met theirs")
    canvas = press.page(findings.titled("plan_table", title), run_source(data))
    rows = tuple(_row(one) for one in data.plans)
    heads = (
        Column(_("Measure"), "l", part=1),
        Column(_("Actual")),
        Column(_("Plan")),
        Column(_("Unit"), "l"),
        Column(_("Completion")),
        Column(_("People\nwith a plan")),
        Column(_("Who met\nit")),
        Column(_("Value\nwithout plan")),
    )
    table = Grid(heads, rows).table(FULL, lines=1)
    canvas.table(MARGIN, BODY_TOP, table, title)
    press.tell(canvas, *(f"{one.line.title}: {met_by(one)}" for one in data.plans))


def _row(one: PlanSum) -> tuple[str, ...]:
    scale = scale_of(one.line)
    return (
        one.line.title,
        scale.text(one.line.value),
        scale.text(one.line.target),
        scale.unit,
        completion_of(one.line),
        str(one.people),
        str(one.met),
        str(one.without) if one.without else MISSING,
    )
