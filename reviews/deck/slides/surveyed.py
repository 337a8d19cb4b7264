"""The 360 review by group and dimension, as far as groups are shown."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import MISSING, plain
from perfcenter.base.numbers.rounding import rounded
from reviews.deck.canvas import Canvas
from reviews.deck.charts.counts import Counts, count_columns
from reviews.deck.charts.values import Look
from reviews.deck.data import DeckData, DeckSurvey
from reviews.deck.findings import Finding
from reviews.deck.formats import comma
from reviews.deck.grid import Column, Grid
from reviews.deck.slides.page import Press, run_source
from reviews.deck.style import (
    BODY_BOTTOM,
    BODY_TOP,
    FULL,
    MARGIN,
    Box,
    Fill,
    Style,
    columns,
    paragraph,
)

BESIDE = 2_500_000  # high, where the charts stand below the table
HEAD = Style(14, bold=True)
OWN = Look(Fill("own"))
PLACES = 2


def applies(data: DeckData) -> bool:
    return data.survey is not None and data.survey.value is not None


def draw(press: Press) -> None:
    survey = press.data.survey
    if survey is None or survey.value is None:
        return
    source = _("%(source)s; groups with enough answers") % {"source": run_source(press.data)}
    canvas = press.page(finding(survey), source)
    words = comma().join(f"{name} {_text(values[-1])}" for name, _answers, values in survey.groups)
    table = grid(survey).table(FULL, BESIDE, lines=1)
    canvas.table(MARGIN, BODY_TOP, table, _("360 review by group"), words)
    draw_charts(canvas, BODY_TOP + table.height + 228_600, survey, words)
    press.tell(canvas, words)


def draw_charts(canvas: Canvas, top: int, survey: DeckSurvey, told: str) -> None:
    """What each group says in all, and what they say together of each dimension."""
    groups = [(name, values[-1]) for name, _answers, values in survey.groups]
    dimensions = list(zip(survey.dimensions, survey.together, strict=False))
    charts = ((_("By group of raters"), groups), (_("By dimension"), dimensions))
    for index, (name, points) in enumerate(charts):
        names = [one for one, _value in points]
        figures = [None if value is None else rounded(value, PLACES) for _one, value in points]
        box = columns(6 * index, 6, top, 266_700)
        canvas.text(box, [paragraph(name, HEAD)], name="Head")
        frame = Box(box.x, box.bottom, box.w, BODY_BOTTOM - box.bottom)
        tracks = [Counts(name, figures, OWN, "own")]
        chart = count_columns(names, tracks, frame.h, places=PLACES)
        canvas.chart(frame, chart, name=name, description=told)


def finding(survey: DeckSurvey) -> Finding:
    """What all together say, and which group is highest and lowest."""
    ordered = sorted(survey.groups, key=lambda group: group[2][-1] or 0)
    words = {"value": plain(survey.value), "low": ordered[0][0], "high": ordered[-1][0]}
    if len(ordered) == 1:
        return Finding("survey", _("360 review: %(value)s points, by %(high)s alone") % words)
    text = _("360 review: %(value)s points; %(high)s rate highest, %(low)s lowest")
    return Finding("survey", text % words)


def grid(survey: DeckSurvey) -> Grid:
    heads = (
        Column(_("Group of raters"), "l", part=1),
        Column(_("Answers")),
        *(Column(title) for title in survey.dimensions),
        Column(_("All")),
    )
    rows = [
        (name, str(answers), *(_text(value) for value in values))
        for name, answers, values in survey.groups
    ]
    total = (_("Together"), "", *(_text(value) for value in survey.together), plain(survey.value))
    return Grid(heads, (*rows, total), strong=frozenset({len(rows)}))


def _text(value: Fraction | None) -> str:
    return MISSING if value is None else plain(value)
