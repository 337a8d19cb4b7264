"""The list of a team: who, how far, which scores, and a column for each judged measure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perfcenter.base.formats import language
from perfcenter.ui.lists import Column, Listing
from perfcenter.ui.tags.components import STATES
from perfcenter.ui.workbooks import Value, figure
from reviews.team.forms import Sent, cell
from reviews.team.read import Row, Team
from scoring.models import Cycle

MOST_JUDGED, MOST_DIMENSIONS = 12, 8


class OfACycle(Listing):
    """The list with the titles of one cycle's measures; the site knows the general one."""

    def __post_init__(self) -> None:
        pass


def _composite(row: Row) -> Value:
    if row.member.is_withheld:
        return str(_("known at publication"))
    return figure(row.member.composite, row.member.places)


def _who(cycle: Cycle | None = None) -> tuple[Column, ...]:
    def review(row: Row) -> str:
        if cycle is None or not row.member.is_handed_in:
            return ""
        return reverse("reviews:review", args=[cycle.code, row.staff_no])

    return (
        Column(
            "name",
            _("Name"),
            lambda row: row.member.manager.name,
            href=review,
            place="p1",
            is_name=True,
        ),
        Column("number", _("Staff no."), lambda row: row.staff_no, place="third"),
        Column(
            "state",
            _("State"),
            lambda row: str(STATES[row.member.state][2]),
            markup=lambda row: render_to_string(
                "reviews/deciding/_state.html", {"member": row.member}
            ),
            place="p3",
        ),
        Column("composite", _("Composite score"), _composite, place="p2", is_number=True),
    )


def _dimension(place: int, title: Any) -> Column:
    def value(row: Row) -> Value:
        lines = row.sheet.dimensions if row.sheet else ()
        if place >= len(lines) or row.member.is_withheld:
            return None
        return figure(lines[place].score)

    return Column(f"dimension_{place + 1}", title, value, is_number=True, is_extra=place >= 4)


def _judged(place: int, title: Any, code: str = "", markup: Any = None) -> Column:
    def value(row: Row) -> Value:
        given = row.given.get(code)
        return given.score if given else None

    return Column(f"judged_{place + 1}", title, value, markup=markup, place="p-all")


TEAM = Listing(
    name="team",
    title=_("Team"),
    columns=(
        *_who(),
        *(_dimension(place, _("Dimension")) for place in range(MOST_DIMENSIONS)),
        *(_judged(place, _("Judgment")) for place in range(MOST_JUDGED)),
    ),
)


def listing_of(team: Team, data: Mapping[str, str] | None, said: Sent | None) -> Listing:
    """Return the list of a cycle's team; where it may be judged, with fields in its cells."""
    scheme_language = language()

    def markup(code: str, measure: Any) -> Any:
        def of(row: Row) -> str:
            shown = cell(row, code, data, said, asks=measure.asks_for_reason)
            context = {"cell": shown, "row": row, "measure": measure.title_for(scheme_language)}
            is_open = team.is_open and row.waits
            return render_to_string("reviews/team/_cell.html", {**context, "is_open": is_open})

        return of

    sheet = next((row.sheet for row in team.rows if row.sheet), None)
    dimensions = sheet.dimensions[:MOST_DIMENSIONS] if sheet else ()
    return OfACycle(
        name=TEAM.name,
        title=TEAM.title,
        columns=(
            *_who(team.cycle),
            *(_dimension(place, one.title) for place, one in enumerate(dimensions)),
            *(
                _judged(
                    place,
                    one.title_for(scheme_language),
                    one.code,
                    markup(one.code, one),
                )
                for place, one in enumerate(team.measures[:MOST_JUDGED])
            ),
        ),
        size=100,
    )
