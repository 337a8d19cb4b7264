"""What HR changes in a running cycle, a form each; those of the whole cycle stand here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perfcenter.base.formats import whole
from perfcenter.models import User
from reviews.changes.change import Change, WithReason
from reviews.changes.people_forms import AddForm, EndForm, ExcludeForm
from reviews.changes.place import Place
from reviews.changes.report_forms import CloseForm, ReviewerForm, WaitForm
from reviews.deciding.level import set_second_level
from reviews.steps.fields import DayField
from reviews.steps.second import has_second_level
from scoring.cycles.due import DueDates, change_due_dates
from scoring.cycles.lines import differences, take_over_reviewers

DUE = {"self_review": _("Self-reviews"), "review": _("Reviews"), "publish": _("Publication")}


class DueForm(WithReason):
    """Other dates by which the steps are due."""

    name = "due"
    title, button = _("Due dates"), _("Change the due dates")

    self_review = DayField(label=DUE["self_review"], required=False)
    review = DayField(label=DUE["review"], required=False)
    publish = DayField(label=DUE["publish"], required=False)

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        dates = vars(DueDates.of(place.cycles[0]))
        initial = {**dates, **(kwargs.pop("initial", None) or {})}
        super().__init__(*args, place=place, initial=initial, **kwargs)

    @property
    def _due(self) -> DueDates:
        return DueDates(**{step: self.cleaned_data[step] for step in DUE})

    def question(self) -> str:
        return gettext("Change the due dates?")

    def consequence(self) -> str:
        days = vars(self._due)
        return gettext("; ").join(
            gettext("%(step)s: %(day)s") % {"step": name, "day": days[step] or gettext("no date")}
            for step, name in DUE.items()
        )

    def carry_out(self, actor: User) -> str:
        due, reason = self._due, self.cleaned_data["reason"]
        # Of a round those that have other dates; where none has, the first says so.
        others = [cycle for cycle in self.place.cycles if DueDates.of(cycle) != due]
        with transaction.atomic():
            for cycle in others or self.place.cycles[:1]:
                change_due_dates(cycle=cycle, due=due, reason=reason, actor=actor)
        return gettext("The due dates are changed")


class TakeOverForm(Change):
    """The bank's supervisors of today decide."""

    name = "take-over"
    title, button = _("Supervisors of today"), _("Take all over")

    def question(self) -> str:
        return gettext("Let the supervisors of today decide?")

    def consequence(self) -> str:
        return gettext(
            "Wherever the bank's postings name another supervisor, that one decides from today on. "
            "Reviewers set for a reason stay until a later posting."
        )

    def carry_out(self, actor: User) -> str:
        with transaction.atomic():
            found = [
                take_over_reviewers(cycle=cycle, actor=actor)
                for cycle in self.place.cycles
                if len(self.place.cycles) == 1 or differences(cycle)
            ]
        count = sum(map(len, found))
        return gettext("Taken over: %(count)s") % {"count": whole(count)}


class SecondForm(WithReason):
    """The reviewer's own superior approves after her."""

    name = "second"
    title, button = _("Second level of approval"), _("Change the second level")

    is_on = forms.ChoiceField(
        label=_("After the reviewer"),
        choices=[("no", _("nobody approves any more")), ("yes", _("her own superior approves"))],
    )

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        now = "yes" if has_second_level(place.cycles[0]) else "no"
        initial = {"is_on": now, **(kwargs.pop("initial", None) or {})}
        super().__init__(*args, place=place, initial=initial, **kwargs)

    @property
    def _is_on(self) -> bool:
        return bool(self.cleaned_data["is_on"] == "yes")

    def question(self) -> str:
        if self._is_on:
            return gettext("Let the reviewer's own superior approve after her?")
        return gettext("Let the reviewer be the last to approve?")

    def consequence(self) -> str:
        return gettext(
            "It holds from the next approval on. What is approved stays approved; what waits at "
            "the second level goes on waiting there."
        )

    def carry_out(self, actor: User) -> str:
        others = [one for one in self.place.cycles if has_second_level(one) != self._is_on]
        with transaction.atomic():
            for cycle in others or self.place.cycles[:1]:
                set_second_level(
                    cycle=cycle, is_on=self._is_on, reason=self.cleaned_data["reason"], actor=actor
                )
        return gettext("The second level is changed")


CHANGES: dict[str, type[Change]] = {
    form.name: form
    for form in (
        DueForm,
        AddForm,
        EndForm,
        ExcludeForm,
        CloseForm,
        WaitForm,
        ReviewerForm,
        SecondForm,
        TakeOverForm,
    )
}
