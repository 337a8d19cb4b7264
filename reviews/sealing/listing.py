"""The list of a seal's people: whose record is in it, and the file that proves it."""

from __future__ import annotations

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy

from perfcenter.ui.lists import Column, Listing, in_code_points
from portfolio.models import Manager
from reviews.models import Seal
from scoring.models import AsPublished

SHOWN = 12


class Line:
    """Somebody in a seal."""

    def __init__(self, seal: Seal, who: AsPublished, digest: str) -> None:
        self.seal, self.who, self.digest = seal, who, digest

    @property
    def href(self) -> str:
        return reverse(
            "reviews:evidence_bundle",
            args=[self.seal.cycle.code, self.seal.number, self.who.manager_id],
        )


class PeopleSearch(forms.Form):
    """Part of a name or a staff number."""

    q = forms.CharField(label=gettext_lazy("Name or staff no."), required=False, max_length=100)


PEOPLE = Listing(
    name="sealed_people",
    title=gettext_lazy("Sealed records"),
    columns=(
        Column(
            "number",
            gettext_lazy("Staff no."),
            lambda line: line.who.manager_id,
            order=in_code_points("manager_id"),
            place="third",
        ),
        Column(
            "name",
            gettext_lazy("Name"),
            lambda line: line.who.name,
            order=in_code_points("name"),
            place="p1",
            is_name=True,
        ),
        Column(
            "branch",
            gettext_lazy("Branch"),
            lambda line: line.who.path[-1][1] if line.who.path else line.who.branch,
            is_sorted=False,
            place="p3",
        ),
        Column(
            "line",
            gettext_lazy("Line"),
            lambda line: str(Manager.Line(line.who.line).label) if line.who.line else None,
            order="line",
        ),
        Column(
            "digest",
            gettext_lazy("Digest"),
            lambda line: line.digest,
            markup=lambda line: line.digest[:SHOWN],
            hint=lambda line: line.digest,
            is_sorted=False,
            place="p4",
        ),
        Column(
            "bundle",
            gettext_lazy("Evidence bundle"),
            lambda line: "ZIP",
            href=lambda line: line.href,
            is_sorted=False,
            place="p2",
        ),
    ),
    first="number",
    last=in_code_points("manager_id"),
)
