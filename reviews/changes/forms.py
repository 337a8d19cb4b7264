"""What HR changes in a running cycle: each change is a form that asks once more, then does it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from portfolio.models import Manager
from reviews.changes.place import Place
from reviews.changes.write import exclude
from reviews.deciding.closing import close_report, wait_again
from reviews.steps.fields import DayField, StaffField
from scoring.cycles.changing import LONGEST_REASON
from scoring.cycles.due import DueDates, change_due_dates
from scoring.cycles.lines import differences, set_reviewer, take_over_reviewers
from scoring.cycles.people import add_participant, end_participant
from scoring.models import Cycle

DUE = {"self_review": _("Self-reviews"), "review": _("Reviews"), "publish": _("Publication")}


class Change(forms.Form):
    """A change of a cycle; `question` asks whether it is meant, `carry_out` says what was done."""

    title: ClassVar[Any]
    button: ClassVar[Any]
    name: ClassVar[str]

    read = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    """The newest entry about the cycles when the page was opened."""

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prefix = self.name
        self.place = place
        self.cycle = place.cycles[0]

    @property
    def url(self) -> str:
        """Where the change is asked for."""
        return self.place.url_of(self.name)

    def clean(self) -> dict[str, Any]:
        """Find the cycle that is meant, where the change is about one person of a round."""
        data: dict[str, Any] = super().clean() or {}
        manager = data.get("manager")
        if manager is not None:
            try:
                self.cycle = self.cycle_of(manager)
            except Refused as refusal:
                self.add_error("manager", str(refusal))
        return data

    def cycle_of(self, manager: Manager) -> Cycle:
        """Return the cycle in which somebody takes part."""
        return self.place.cycle_of(manager)

    @property
    def person(self) -> str:
        """Whom it is about; empty where it is about the cycle."""
        manager = self.cleaned_data.get("manager")
        return manager.staff_no if manager else ""

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, as the verb takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "read"}

    def question(self) -> str:
        raise NotImplementedError

    def consequence(self) -> str:
        raise NotImplementedError

    def carry_out(self, actor: User) -> str:
        raise NotImplementedError


class WithReason(Change):
    """A change that says why."""

    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "reason"])


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


class EndForm(WithReason):
    """Somebody takes part no longer."""

    name = "end"
    title, button = _("End somebody's part"), _("End her part")

    manager = StaffField(label=_("Staff number"))
    ended_on = DayField(label=_("Last day in the cycle"))

    def question(self) -> str:
        said = {"name": self.cleaned_data["manager"].name}
        return gettext("End the part of %(name)s?") % said

    def consequence(self) -> str:
        last = self.cleaned_data["ended_on"]
        if last < self.cycle.ends:
            text = gettext(
                "She is scored to %(day)s like who left the bank on that day, outside peers and "
                "quotas. Nobody waits for her report any more. What she wrote stays."
            )
        else:
            text = gettext(
                "She is scored for the whole cycle. Nobody waits for her report any more. "
                "What she wrote stays."
            )
        return text % {"day": last}

    def carry_out(self, actor: User) -> str:
        end_participant(cycle=self.cycle, actor=actor, **self.said)
        return gettext("Ended: %(name)s") % {"name": self.cleaned_data["manager"].name}


class ExcludeForm(WithReason):
    """Somebody should not have been in the cycle at all."""

    name = "exclude"
    title, button = _("Take somebody out"), _("Take her out")

    manager = StaffField(label=_("Staff number"))

    def question(self) -> str:
        return gettext("Take %(name)s out?") % {"name": self.cleaned_data["manager"].name}

    def consequence(self) -> str:
        return gettext(
            "She was never meant to take part: she owes no report and is not scored. "
            "Who has begun her report or was judged is not taken out; her part is ended."
        )

    def carry_out(self, actor: User) -> str:
        exclude(cycle=self.cycle, actor=actor, **self.said)
        return gettext("Taken out: %(name)s") % {"name": self.cleaned_data["manager"].name}


class AddForm(WithReason):
    """Somebody takes part too, or again."""

    name = "add"
    title, button = _("Add somebody"), _("Add her")

    manager = StaffField(label=_("Staff number"))

    def cycle_of(self, manager: Manager) -> Cycle:
        """Return where her part has ended, else the cycle of her line."""
        return self.place.cycle_for(manager)

    def question(self) -> str:
        said = {"name": self.cleaned_data["manager"].name}
        return gettext("Let %(name)s take part?") % said

    def consequence(self) -> str:
        return gettext("She owes a self-review, and is scored from the next score run on.")

    def carry_out(self, actor: User) -> str:
        add_participant(cycle=self.cycle, actor=actor, **self.said)
        return gettext("Added: %(name)s") % {"name": self.cleaned_data["manager"].name}


class ReviewerForm(WithReason):
    """Somebody else decides on a report."""

    name = "reviewer"
    title, button = _("Set a reviewer"), _("Set the reviewer")

    manager = StaffField(label=_("Whose report: staff number"))
    reviewer = StaffField(
        label=_("Reviewer: staff number"),
        required=False,
        help_text=_("Empty: human resources decides."),
    )
    from_on = DayField(label=_("From"), initial=timezone.localdate)

    def question(self) -> str:
        said = {"name": self.cleaned_data["manager"].name, "reviewer": self._reviewer()}
        return gettext("Let %(reviewer)s review %(name)s?") % said

    def _reviewer(self) -> str:
        reviewer = self.cleaned_data["reviewer"]
        return reviewer.name if reviewer else gettext("Human resources")

    def consequence(self) -> str:
        return gettext(
            "It holds from %(day)s. Who decided before that still reads what she decided on; "
            "otherwise the report is no longer hers to see."
        ) % {"day": self.cleaned_data["from_on"]}

    def carry_out(self, actor: User) -> str:
        set_reviewer(cycle=self.cycle, actor=actor, **self.said)
        said = {"name": self.cleaned_data["manager"].name, "reviewer": self._reviewer()}
        return gettext("Set: %(reviewer)s reviews %(name)s") % said


class CloseForm(WithReason):
    """Nobody waits for a report any more that will not come."""

    name = "close"
    title, button = _("Close without report"), _("Close without report")

    manager = StaffField(label=_("Whose report: staff number"))

    def question(self) -> str:
        said = {"name": self.cleaned_data["manager"].name}
        return gettext("Close the report of %(name)s without report?") % said

    def consequence(self) -> str:
        return gettext(
            "Nobody waits for the report any more, and the publication can go on. She is scored "
            "like everybody; what she has written stays. Until publication it can be taken back."
        )

    def carry_out(self, actor: User) -> str:
        close_report(cycle=self.cycle, actor=actor, **self.said)
        return gettext("Closed without report: %(name)s") % {
            "name": self.cleaned_data["manager"].name
        }


class WaitForm(WithReason):
    """A report that was closed is waited for again."""

    name = "wait"
    title, button = _("Wait for a report again"), _("Wait for it again")

    manager = StaffField(label=_("Whose report: staff number"))

    def question(self) -> str:
        said = {"name": self.cleaned_data["manager"].name}
        return gettext("Wait for the report of %(name)s again?") % said

    def consequence(self) -> str:
        return gettext(
            "She goes on where she was. The publication waits for the report; "
            "what was prepared for it becomes void."
        )

    def carry_out(self, actor: User) -> str:
        wait_again(cycle=self.cycle, actor=actor, **self.said)
        return gettext("Waited for again: %(name)s") % {"name": self.cleaned_data["manager"].name}


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
        TakeOverForm,
    )
}
