"""The 360 review by group and dimension, as far as groups are shown."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import MISSING, plain
from reviews.deck.data import DeckData, DeckSurvey
from reviews.deck.findings import Finding
from reviews.deck.formats import comma
from reviews.deck.grid import Column, Grid
from reviews.deck.slides.page import Press, run_source
from reviews.deck.style import BODY_TOP, FULL, MARGIN


def applies(data: DeckData) -> bool:
    return data.survey is not None and data.survey.value is not None


def draw(press: Press) -> None:
    survey = press.data.survey
    if survey is None or survey.value is None:
        return
    source = _("%(source)s; groups with enough answers") % {"source": run_source(press.data)}
    canvas = press.page(finding(survey), source)
    words = comma().join(f"{name} {_text(values[-1])}" for name, _answers, values in survey.groups)
    canvas.table(MARGIN, BODY_TOP, grid(survey).table(FULL), _("360 review by group"), words)
    press.tell(canvas, words)


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
