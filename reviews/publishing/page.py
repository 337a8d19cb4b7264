"""What the page of a publication is given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from perfcenter.models import User
from reviews.models import PublicationRequest
from reviews.publishing.checks import Check, publication_checks
from reviews.publishing.read import answered_requests, may_answer, waiting_request
from reviews.publishing.standing import cycles_with, void_because
from reviews.publishing.write import takes_two
from scoring.models import Cycle, ScoreRun


@dataclass(frozen=True)
class Part:
    """A cycle that is published: its newest run, and what has to hold."""

    cycle: Cycle
    run: ScoreRun | None
    checks: list[Check]


@dataclass(frozen=True)
class PublicationPage:
    """A publication as somebody of HR sees it."""

    cycle: Cycle
    user: User

    @cached_property
    def parts(self) -> list[Part]:
        cycles = cycles_with(self.cycle)
        return [Part(one, one.runs.first(), publication_checks(one)) for one in cycles]

    @property
    def failing(self) -> list[Check]:
        return [check for part in self.parts for check in part.checks if not check.holds]

    @property
    def people(self) -> int:
        return sum(part.run.participants for part in self.parts if part.run)

    @cached_property
    def asked(self) -> PublicationRequest | None:
        return waiting_request(self.cycle)

    @cached_property
    def void(self) -> str:
        """Why what was prepared can not be published any more."""
        return void_because(self.asked, cycles_with(self.cycle)) if self.asked else ""

    @property
    def before(self) -> list[PublicationRequest]:
        return list(answered_requests(self.cycle)[:5])

    @property
    def is_asker(self) -> bool:
        return self.asked is not None and self.asked.asked_by_id == self.user.pk

    @property
    def may_answer(self) -> bool:
        if self.asked is None or self.void or self.cycle.is_published:
            return False
        return may_answer(self.user, self.asked)

    @property
    def may_ask(self) -> bool:
        """Whether it can be prepared now, or published alone where one person is enough."""
        return not self.failing and (self.asked is None or bool(self.void))

    @property
    def takes_two(self) -> bool:
        return takes_two()
