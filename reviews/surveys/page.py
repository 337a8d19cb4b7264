"""What the pages and files of results are given: bars of the groups and dimensions, and tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import plain
from perfcenter.ui.charts.radar import Axis
from perfcenter.ui.charts.scores import scores
from perfcenter.ui.charts.svg import Chart
from perfcenter.ui.workbooks import Table, Value, count, figure, workbook
from reviews.surveys.results import Outcome

GOOD_FROM = 60
"""Points of “sometimes”: what is below is drawn as bad."""


def bars_of_groups(outcome: Outcome) -> Chart | None:
    """Draw the groups that are shown."""
    axes = [_axis(line.title, line.value) for line in outcome.shown]
    return _drawn(axes, "survey-groups", _("Groups"), (_("Group of raters"), _("Points")))


def bars_of_dimensions(outcome: Outcome) -> Chart | None:
    """Draw the means of the shown groups, dimension by dimension."""
    axes = [
        _axis(title, value)
        for code, title in outcome.dimensions.items()
        if (value := outcome.mean(code)) is not None
    ]
    return _drawn(axes, "survey-dimensions", _("Dimensions"), (_("Dimension"), _("Points")))


def _axis(name: str, value: Any) -> Axis:
    return Axis(name, float(value), None, plain(value), is_bad=value < GOOD_FROM)


def _drawn(axes: list[Axis], key: str, title: str, head: tuple[str, ...]) -> Chart | None:
    return scores(axes, key=key, title=title, good_from=GOOD_FROM, head=head)


def table_of(outcome: Outcome) -> list[dict[str, Any]]:
    """Return a row a group: its values by dimension, or that it is withheld."""
    return [
        {
            "line": line,
            "cells": [line.values.get(code) for code in outcome.dimensions],
        }
        for line in outcome.groups
    ]


def together(outcome: Outcome) -> list[Any]:
    return [outcome.mean(code) for code in outcome.dimensions]


def finding(outcome: Outcome) -> str:
    """Say what the survey came to in one sentence."""
    value = outcome.value
    if value is None:
        return _("Too few have answered: nothing is shown, and nothing counts.")
    least = min(outcome.dimensions, key=lambda code: outcome.mean(code) or 101, default="")
    words = {"value": plain(value), "dimension": outcome.dimensions.get(least, "")}
    return _("%(value)s points together; lowest in %(dimension)s") % words


def result_workbook(outcome: Outcome) -> bytes:
    """Return one person's results: the groups by dimension, then the words."""
    titles = list(outcome.dimensions.values())
    heads = (_("Group of raters"), _("Answers"), _("Weight"), _("Together"), *titles)
    said = Table(_("Words"), (_("Question"), _("Group of raters"), _("Answer")), _words(outcome))
    return workbook([Table(outcome.manager.pk, heads, _lines(outcome)), said])


def _lines(outcome: Outcome) -> Iterator[tuple[Value, ...]]:
    for line in outcome.groups:
        weight = count(line.group.weight)
        if not line.is_shown:
            said = _("withheld") if line.is_asked else _("nobody is asked")
            yield (line.title, said, weight, None, *(None for _one in outcome.dimensions))
            continue
        cells = [figure(line.values.get(code)) for code in outcome.dimensions]
        yield (line.title, line.answers, weight, figure(line.value), *cells)
    means = [figure(value) for value in together(outcome)]
    yield (_("Together"), None, None, figure(outcome.value), *means)


def _words(outcome: Outcome) -> Iterator[tuple[Value, ...]]:
    for said in outcome.said:
        for group, texts in said.by_group:
            for text in texts:
                yield (said.question.asks, group, text)
