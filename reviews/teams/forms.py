"""What is typed of a group's week, and of a work plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perfcenter.base.money import FEN
from portfolio.models import Manager
from reviews.models import PlanItem, TeamLine
from reviews.models.teams import QUESTIONS_LIMIT
from reviews.report.fields import TypedNumber
from reviews.report.forms import unit_known
from reviews.report.units import as_typed, in_unit, money_typed, typed_places
from reviews.steps.fields import DayField
from reviews.teams.write import LONGEST, Said


@dataclass(frozen=True)
class Row:
    """A person's row of the form."""

    manager: Manager
    attended: forms.BoundField
    assets: forms.BoundField
    accounts: forms.BoundField
    questions: forms.BoundField


class WeekForm(forms.Form):
    """The day of the meeting and a row a person; money in the unit that the page was shown with."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    held_on = DayField(label=_("Day of the meeting"))

    def __init__(self, *args: Any, people: Sequence[Manager], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.money = unit_known(self.data.get("money", "")) or money_typed()
        for one in people:
            who = {"name": one.name}
            self.fields[f"attended_{one.pk}"] = forms.BooleanField(
                label=_("%(name)s attended") % who, required=False
            )
            self.fields[f"assets_{one.pk}"] = TypedNumber(
                label=_("%(name)s: new assets") % who, required=False, max_digits=16,
                decimal_places=typed_places("yuan", self.money),
            )  # fmt: skip
            self.fields[f"accounts_{one.pk}"] = forms.IntegerField(
                label=_("%(name)s: accounts opened") % who, required=False, min_value=0,
                max_value=100_000, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            )  # fmt: skip
            self.fields[f"questions_{one.pk}"] = forms.CharField(
                label=_("%(name)s: clients' questions") % who, required=False,
                max_length=QUESTIONS_LIMIT,
            )  # fmt: skip

    @property
    def rows(self) -> list[Row]:
        names = ("attended", "assets", "accounts", "questions")
        return [Row(one, *(self[f"{name}_{one.pk}"] for name in names)) for one in self.people]

    @property
    def said(self) -> dict[str, Said]:
        """What was typed, by person."""
        data = self.cleaned_data
        return {
            one.pk: Said(
                attended=data[f"attended_{one.pk}"],
                assets=int((in_unit(data[f"assets_{one.pk}"], "yuan", self.money) or 0) * FEN),
                accounts=data[f"accounts_{one.pk}"] or 0,
                questions=data[f"questions_{one.pk}"].strip(),
            )
            for one in self.people
        }


def initial_of(lines: Sequence[TeamLine], people: Sequence[Manager]) -> dict[str, Any]:
    """Return what the rows hold: what was recorded; in a new record everybody attended."""
    known = {line.manager_id: line for line in lines}
    found: dict[str, Any] = {}
    for one in people:
        line = known.get(one.pk)
        found[f"attended_{one.pk}"] = line.attended if line else not known
        if line is None:
            continue
        assets = Fraction(line.assets, FEN)
        found[f"assets_{one.pk}"] = as_typed(assets, "yuan", money_typed()) if assets else ""
        found[f"accounts_{one.pk}"] = line.accounts or ""
        found[f"questions_{one.pk}"] = line.questions
    return found


class WeekChoice(forms.Form):
    """The week of a day."""

    week = DayField(label=_("Week of"), required=False)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["week"].widget.attrs |= {"class": "input", "aria-label": str(_("Week of"))}

    def day(self, today: date) -> date:
        """Return the day that was chosen, else today."""
        return (self.is_valid() and self.cleaned_data["week"]) or today


class ItemForm(forms.Form):
    """Something that is planned."""

    text = forms.CharField(label=_("What to do"), max_length=LONGEST)
    is_important = forms.BooleanField(label=_("Important"), required=False)
    is_urgent = forms.BooleanField(label=_("Urgent"), required=False)
    routine = forms.ChoiceField(
        label=_("How often"), choices=PlanItem.Routine.choices, required=False
    )
    due = DayField(label=_("Due by"), required=False)
