"""When the steps of a cycle are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from scoring.cycles.changing import check_reason, locked
from scoring.models import Cycle


@dataclass(frozen=True)
class DueDates:
    """When self-reviews, their review and the publication are due."""

    self_review: date | None = None
    review: date | None = None
    publish: date | None = None

    @classmethod
    def of(cls, cycle: Cycle) -> DueDates:
        """Return the dates as they stand."""
        return cls(cycle.self_review_due, cycle.review_due, cycle.publish_due)

    @property
    def in_order(self) -> list[date]:
        return [day for day in (self.self_review, self.review, self.publish) if day]

    def check(self) -> None:
        """Refuse dates in another order than that of the steps."""
        days = self.in_order
        if days != sorted(days):
            raise Refused(
                _(
                    "The due dates are %(days)s; expected self-review, review, "
                    "publication in this order"
                )
                % {"days": ", ".join(day.isoformat() for day in days)}
            )


def change_due_dates(
    *, cycle: Cycle, due: DueDates, reason: str, actor: User | None = None
) -> Cycle:
    """Set the dates by which the steps are due; the audit log keeps those of before."""
    reason = check_reason(reason)
    due.check()
    with transaction.atomic():
        cycle = locked(cycle, actor)
        before = DueDates.of(cycle)
        were = [day.isoformat() if day else "—" for day in vars(before).values()]
        if due == before:
            raise Refused(_("Those are the due dates already; nothing is changed"))
        cycle.self_review_due = due.self_review
        cycle.review_due = due.review
        cycle.publish_due = due.publish
        cycle.save(update_fields=["self_review_due", "review_due", "publish_due"])
        record(
            actor=actor,
            action="cycle.due",
            target=cycle,
            detail={
                **{f"{step}_due": day and day.isoformat() for step, day in vars(due).items()},
                "before": ", ".join(were),
                "reason": reason,
            },
        )
    return cycle
