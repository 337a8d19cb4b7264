"""The list of whom a survey is about: how many are asked, and how far their raters are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django import forms
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perfcenter.ui.lists import Column, Listing
from portfolio.models import Manager
from reviews.models import RaterProposal, Side, Survey, SurveyPerson
from scoring.cycles.as_published import put_back

State = RaterProposal.State


@dataclass(frozen=True)
class Person:
    """Somebody whom a survey is about."""

    survey: Survey
    row: SurveyPerson
    asked: Counter[str]
    least: dict[str, int]
    proposal: RaterProposal | None

    @property
    def manager(self) -> Manager:
        return self.row.manager

    @property
    def state(self) -> str:
        """Return how far it is in words."""
        if self.proposal is not None and self.proposal.is_waiting:
            return gettext("proposed, not decided")
        if self.row.approved_by is not None:
            return gettext("approved by %(name)s") % {"name": self.row.approved_by.name}
        if self.proposal is not None:
            return str(self.proposal.get_state_display())
        return gettext("by rule")

    @property
    def place(self) -> int:
        """Return what needs looking at first."""
        if self.proposal is not None and self.proposal.is_waiting:
            return 0
        return 1 if self.short else 2

    @property
    def short(self) -> str:
        """Return the groups that can never be shown, in words."""
        few = [side for side, n in self.least.items() if 0 < self.asked[side] < n]
        return gettext(", ").join(str(Side(side).label) for side in few)


def people_of(survey: Survey, only: Collection[str] | None) -> list[Person]:
    """Return everybody whom it is about, or those of them who are among `only`."""
    rows = survey.people.select_related("manager__branch", "approved_by").order_by("manager")
    listed = [row for row in rows if only is None or row.manager_id in only]
    put_back(survey.cycle, [row.manager for row in listed])
    asked: dict[str, Counter[str]] = {}
    counted = survey.raters.order_by().values("manager", "side").annotate(n=Count("id"))
    for row in counted:
        asked.setdefault(row["manager"], Counter())[row["side"]] = row["n"]
    newest = {one.manager_id: one for one in survey.proposals.order_by("pk")}
    least = {group.side: group.least for group in survey.groups.all()}
    return [
        Person(survey, row, asked.get(row.manager_id, Counter()), least, newest.get(row.manager_id))
        for row in listed
    ]


class PersonSearch(forms.Form):
    """Part of a name or a staff number; those who wait for a decision alone."""

    q = forms.CharField(label=_("Name or staff no."), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("Everybody")), ("waiting", _("Proposed, not decided"))],
        required=False,
    )

    def narrowed(self, people: Iterable[Person]) -> list[Person]:
        data = self.cleaned_data if self.is_valid() else {}
        words = data.get("q", "").casefold()
        found = [
            one for one in people if words in f"{one.manager.name} {one.manager.pk}".casefold()
        ]
        return [one for one in found if one.place == 0] if data.get("state") else found


def _page(one: Person) -> str:
    place = [one.survey.cycle.code, one.survey.kind, one.manager.pk]
    return reverse("reviews:survey_raters", args=place)


PEOPLE = Listing(
    name="survey-people",
    title=_("Who is asked about whom"),
    columns=(
        Column(
            "name", _("Name"), lambda one: one.manager.name, href=_page, place="p1", is_name=True
        ),
        Column("number", _("Staff no."), lambda one: one.manager.pk, place="third"),
        Column("branch", _("Branch"), lambda one: one.manager.branch.name, place="p3"),
        Column("peers", Side.PEER.label, lambda one: one.asked[Side.PEER], is_number=True),
        Column("below", Side.SUBORDINATE.label, lambda one: one.asked[Side.SUBORDINATE],
            is_number=True),
        Column("short", _("Too few raters"), lambda one: one.short),
        Column("state", _("State"), lambda one: one.state, place="p2"),
    ),
    size=25,
)  # fmt: skip
