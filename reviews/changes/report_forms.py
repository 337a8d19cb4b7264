"""What becomes of one report: who decides on it, and whether it is waited for."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perfcenter.models import User
from reviews.changes.change import WithReason
from reviews.deciding.closing import close_report, wait_again
from reviews.steps.fields import DayField, StaffField
from scoring.cycles.lines import set_reviewer


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
