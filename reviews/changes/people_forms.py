"""Who takes part in a running cycle: somebody more, somebody no longer, somebody never."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perfcenter.models import User
from portfolio.models import Manager
from reviews.changes.change import WithReason
from reviews.changes.write import exclude
from reviews.steps.fields import DayField, StaffField
from scoring.cycles.people import add_participant, end_participant
from scoring.models import Cycle


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
