"""Where a report stands for who looks at it: what was decided, what she may do, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from perfcenter.models import User
from portfolio.models import Manager
from reviews.deciding.undo import last_decision, may_take_back, until
from reviews.models import AnnualReport, Decision
from reviews.report.members import Member
from reviews.steps.second import in_whose_place as in_the_seconds_place
from reviews.steps.second import may_second, second_name, to_second
from scoring.cycles.deputies import places_of
from scoring.cycles.reviewers import in_whose_place
from scoring.models import Deputy

State = AnnualReport.State


@dataclass(frozen=True)
class Standing:
    """A report for one reader; `reason` is what she typed of sending it back."""

    user: User
    report: AnnualReport
    members: Sequence[Member]
    reason: str = ""

    @cached_property
    def decision(self) -> Decision | None:
        """The decision that holds; none of a report that was published long since."""
        return last_decision(self.report)

    @cached_property
    def decisions(self) -> list[Decision]:
        """What was decided so far, the first at the top."""
        found = self.report.decisions.select_related("by", "for_whom", "undone_by").order_by("id")
        if self.is_own:
            found = found.exclude(verdict=Decision.Verdict.SENT_BACK)
        return list(found)

    @property
    def is_own(self) -> bool:
        """Whether she reads of her own report: why it went back to the reviewer is not for her."""
        return self.user.manager_id == self.report.manager_id

    @cached_property
    def can_take_back(self) -> bool:
        return may_take_back(self.user, self.report)

    @property
    def until(self) -> datetime | None:
        """Until when the decision can be taken back."""
        return until(self.decision) if self.decision else None

    @property
    def sent_back(self) -> Decision | None:
        """Why the second level gave it back, while the reviewer decides anew."""
        found = self.decision
        is_back = found is not None and found.verdict == Decision.Verdict.SENT_BACK
        if self.is_own:
            return None
        return found if is_back and self.report.state == State.SUBMITTED else None

    @property
    def is_reviewed(self) -> bool:
        return self.report.state == State.REVIEWED and not self.report.cycle.is_published

    @cached_property
    def can_second(self) -> bool:
        return self.is_reviewed and may_second(self.user, self.report)

    @property
    def second_name(self) -> str:
        return second_name(self.report)

    @cached_property
    def absent(self) -> Deputy | None:
        """In whose place the user decides on this report."""
        report = self.report
        if report.cycle.is_published or not places_of(self.user):
            return None
        if self.can_second:
            found = in_the_seconds_place(self.user, report)
        elif report.state == State.SUBMITTED:
            found = in_whose_place(self.user, report.cycle, report.manager)
        else:
            found = None
        return places_of(self.user)[found.staff_no] if found else None

    @cached_property
    def next_waiting(self) -> Manager | None:
        """Whose report of the cycle waits for the user next, after this one and round again."""
        report = self.report
        if report.cycle.is_published:
            return None
        people = [m.manager for m in self.members if m.is_handed_in]
        at = next((n for n, one in enumerate(people) if one == report.manager), -1) + 1
        waiting = {m.manager.pk for m in self.members if m.state == State.SUBMITTED}
        for one in people[at:] + people[:at]:
            if one.pk in waiting and one != report.manager:
                return one
        seconds = [one.manager for one in to_second(self.user, report.cycle)]
        later = [one for one in seconds if one.pk > report.manager_id]
        others = [one for one in later + seconds if one.pk != report.manager_id]
        return others[0] if others else None
