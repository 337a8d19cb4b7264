"""The sections of the editor: which tables of a scheme each asks for, in groups of fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from scoring.editor.choices import choices
from scoring.editor.controls import Control, Group, controls_of, table_of
from scoring.editor.tables import Data, items_at, table_at, tables_at, title_of
from scoring.scheme.draft import MEASURES
from scoring.scheme.measures import Measure
from scoring.scheme.model import (
    Band,
    Bonus,
    Deductions,
    Dimension,
    Gate,
    Grading,
    LoanLoss,
    Pool,
    PoolPart,
    Quota,
    Rorac,
    SchemeDefinition,
)


def general(data: Data) -> list[Group]:
    """Return names and what holds for the whole scheme."""
    scheme = SchemeDefinition
    return [
        Group(_("Names"), controls_of(scheme, (), data, only=("name", "title", "title_zh"))),
        Group(
            _("The composite"),
            controls_of(
                scheme, (), data, only=("good_from", "no_composite_below", "places", "peers")
            ),
        ),
        Group(_("RORAC"), controls_of(Rorac, ("rorac",), table_at(data, ("rorac",)))),
        Group(
            _("Loan loss"), controls_of(LoanLoss, ("loan_loss",), table_at(data, ("loan_loss",)))
        ),
    ]


def weights(data: Data) -> list[Group]:
    """Return the dimensions, and what the measures of each weigh in it."""
    names = ("code", "title", "title_zh")
    columns = names if "ahp" in data else (*names, "weight")
    dimensions = items_at(data, ("dimensions",))
    found = [
        Group(
            _("Dimensions"),
            [table_of(Dimension, ("dimensions",), dimensions, columns, label=_("Dimensions"))],
            _("empty a row to take it out; weights in per cent of the whole"),
        )
    ]
    for place, dimension in enumerate(tables_at(data, ("dimensions",))):
        if "ahp" not in dimension:
            own = list(_weights_within(data, str(dimension.get("code", ""))))
            found.append(
                Group(
                    title_of(dimension), own, _("in per cent of the dimension"), slug=str(place + 1)
                )
            )
    return found


def _weights_within(data: Data, dimension: str) -> Iterator[Control]:
    for index, measure in enumerate(tables_at(data, MEASURES)):
        if dimension and measure.get("dimension") == dimension:
            (control,) = controls_of(Measure, (*MEASURES, index), measure, only=("weight",))
            yield replace(control, label=title_of(measure))


def points(data: Data) -> list[Group]:
    """Return the bounds of bonus and deductions; their measures have pages of their own."""

    return [
        Group(
            _("Bonus"),
            controls_of(Bonus, ("bonus",), table_at(data, ("bonus",)), only=("cap",)),
            _("the most points of all together; empty: without limit"),
        ),
        Group(
            _("Deductions"),
            controls_of(
                Deductions, ("deductions",), table_at(data, ("deductions",)), only=("floor",)
            ),
            _("−10: at most 10 points are taken off; empty: without limit"),
        ),
    ]


def grades(data: Data) -> list[Group]:
    """Return bands, quotas, gates and how ties are broken."""
    grading = table_at(data, ("grading",))
    choose = choices(data)
    names = ("code", "title", "title_zh")
    return [
        Group(
            _("Grade bands"),
            [
                table_of(
                    Band, ("bands",), items_at(data, ("bands",)), (*names, "from"),
                    label=_("Grade bands"),
                )
            ],
            _("best first; the last one takes the rest and has no bound"),
        ),
        Group(
            _("Grades by quota"),
            [
                table_of(
                    Quota, ("grading", "quotas"), items_at(grading, ("quotas",)),
                    (*names, "share"), label=_("Grades by quota"),
                )
            ],
            _("best first; shares in per cent, together 100"),
        ),
        Group(
            _("How grades are given"),
            controls_of(
                Grading, ("grading",), grading,
                only=("grade", "group", "leavers", "tie_breaks"),
            ),
            _("ties: deductions, service, staff_no or the code of a measure, one a line"),
        ),
        Group(
            _("Gates"),
            [
                table_of(
                    Gate, ("grading", "gates"), items_at(grading, ("gates",)),
                    ("at_best", "incidents", "severities", "certificate"),
                    label=_("Gates"), choose=choose,
                )
            ],
            _("for whom an incident is of one of these kinds, or a certificate does not hold"),
        ),
    ]  # fmt: skip


def pools(data: Data) -> list[Group]:
    """Return a group a pool."""
    found = []
    all_of_them = tables_at(data, ("pools",))
    for index, pool in enumerate(all_of_them):
        path = ("pools", index)
        fields = controls_of(Pool, path, pool, without=("parts",))
        parts = table_of(
            PoolPart, (*path, "parts"), items_at(pool, ("parts",)),
            ("code", "title", "title_zh", "share", "measure"),
            label=_("Parts"), choose=choices(data),
        )  # fmt: skip
        found.append(
            Group(
                title_of(pool), [*fields, parts], items="pools", item=index,
                is_last=index == len(all_of_them) - 1,
            )
        )  # fmt: skip
    return found


SECTIONS = {
    "general": general,
    "weights": weights,
    "points": points,
    "grades": grades,
    "pools": pools,
}
