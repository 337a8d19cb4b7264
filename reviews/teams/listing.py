"""The list of groups in a week, with what each comes to."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perfcenter.ui.lists import Column, Listing
from perfcenter.ui.workbooks import yuan
from reviews.teams.read import Week


def _page(week: Week) -> str:
    return reverse("reviews:week", args=[week.leader.staff_no]) + f"?week={week.monday}"


def _sum(name: str, weeks: Sequence[Week]) -> int:
    return sum(getattr(week, name) for week in weeks)


TEAMS = Listing(
    name="teams",
    title=_("Weekly meetings"),
    columns=(
        Column("name", _("Leader"), lambda week: week.leader.name, href=_page, place="p1",
               is_name=True),
        Column("number", _("Staff no."), lambda week: week.leader.staff_no, place="third"),
        Column("branch", _("Branch"), lambda week: week.leader.branch.name),
        Column("held", _("Held on"),
               lambda week: week.meeting.held_on if week.meeting else None, place="p3"),
        Column("attended", _("Attended"), lambda week: week.attended, is_number=True,
               total=lambda weeks: _sum("attended", weeks)),
        Column("assets", _("New assets"), lambda week: yuan(week.assets), is_number=True,
               unit=_("CNY"), place="p2", total=lambda weeks: yuan(_sum("assets", weeks))),
        Column("accounts", _("Accounts opened"), lambda week: week.accounts, is_number=True,
               place="p4", total=lambda weeks: _sum("accounts", weeks)),
        Column("questions", _("Clients' questions"), lambda week: week.questions, is_number=True,
               total=lambda weeks: _sum("questions", weeks)),
    ),
    first="number",
)  # fmt: skip
