"""What the page of a cycle's seal shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from perfcenter.jobs.read import newest
from perfcenter.models import Job, User
from reviews.models import Reopening, Seal
from reviews.sealing.checks import against, ended_early
from reviews.sealing.job import SealCycle
from reviews.steps.sealed import seal_in_force
from scoring.models import Cycle


@dataclass(frozen=True)
class SealPage:
    """The seals of a cycle, what can be done about them, and by whom."""

    cycle: Cycle
    user: User

    @cached_property
    def in_force(self) -> Seal | None:
        return seal_in_force(self.cycle)

    @cached_property
    def seals(self) -> Sequence[Seal]:
        return list(self.cycle.seals.select_related("sealed_by"))

    @cached_property
    def reasons(self) -> list[str]:
        return list(against(self.cycle))

    @cached_property
    def early(self) -> str:
        """What of the people's days sealing today would end."""
        return "" if self.in_force else ended_early(self.cycle)

    @cached_property
    def reopenings(self) -> Sequence[Reopening]:
        asked = Reopening.objects.filter(seal__cycle=self.cycle)
        return list(asked.select_related("seal", "asked_by", "answered_by"))

    @property
    def asked(self) -> Reopening | None:
        return next((one for one in self.reopenings if one.is_open), None)

    @property
    def may_act(self) -> bool:
        return self.user.is_hr and not self.user.has_left

    @property
    def may_seal(self) -> bool:
        return self.may_act and not self.reasons and not self.is_running

    @property
    def may_ask(self) -> bool:
        return self.may_act and self.in_force is not None and self.asked is None

    @property
    def is_asker(self) -> bool:
        return self.asked is not None and self.asked.asked_by_id == self.user.pk

    @property
    def may_answer(self) -> bool:
        return self.may_act and self.asked is not None and not self.is_asker

    @cached_property
    def jobs(self) -> list[Any]:
        found = newest(self.user, [SealCycle.code], self.cycle.code)
        return [one for one in found if one.job.state != Job.State.DONE]

    @property
    def is_running(self) -> bool:
        return any(one.job.is_active for one in self.jobs)
