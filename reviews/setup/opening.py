"""What opening a setup would do, said beforehand; and doing just that."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base import digests
from perfcenter.base.locks import Lock, hold
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_hr
from reviews.deciding.level import begin_with_second_level
from reviews.goals.storing import load_targets
from reviews.models import Setup
from reviews.setup.asking import ask
from reviews.setup.names import taken_code
from reviews.setup.people import members_of, participants_of
from reviews.setup.schemes import line_title, newest_of, schemes_of
from reviews.setup.write import check_version, locked, reasons_of
from scoring.cycles.due import DueDates
from scoring.cycles.rounds import Part, open_round
from scoring.cycles.write import open_cycle
from scoring.models import Cycle, Round, Scheme


@dataclass(frozen=True)
class Plan:
    """What opening would do: who would be in which cycle, with which scheme, with which dates."""

    setup: Setup

    @cached_property
    def members(self) -> dict[str, list[str]]:
        return members_of(self.setup)

    @cached_property
    def schemes(self) -> dict[str, Scheme]:
        return schemes_of(self.setup)

    @property
    def people(self) -> int:
        return sum(map(len, self.members.values()))

    @property
    def due(self) -> DueDates:
        return DueDates(self.setup.self_review_due, self.setup.review_due, self.setup.publish_due)

    @cached_property
    def reviewers(self) -> Counter[str | None]:
        """How many reports each supervisor would review; None is HR."""
        rows = participants_of(self.setup).order_by()
        return Counter(rows.values_list("supervisor", flat=True))

    @cached_property
    def targets(self) -> int:
        """How many targets would be loaded: those of the participants."""
        inside = participants_of(self.setup).order_by().values("pk")
        return self.setup.targets.filter(manager__in=inside).count()

    @cached_property
    def problems(self) -> list[str]:
        """Return why it cannot be opened."""
        setup = self.setup
        if not setup.lines:
            return [_("No line has a scheme yet")]
        found = []
        taken = taken_code(setup.code, list(setup.lines))
        if taken:
            found.append(_("The code %(code)s is taken already; write another") % {"code": taken})
        for line in setup.lines:
            said = {"code": setup.code_of(line), "line": line_title(line)}
            if line not in self.schemes:
                found.append(_("%(code)s has no scheme") % said)
            if not self.members[line]:
                found.append(_("Nobody takes part in %(code)s") % said)
        return found

    @property
    def digest(self) -> str:
        """Return what tells whether something of it has changed since it was looked at."""
        newest = {line: newest_of(scheme).pk for line, scheme in self.schemes.items()}
        return digests.of_json(
            [
                self.setup.version,
                self.members,
                self.setup.lines,
                newest,
                sorted((str(who), n) for who, n in self.reviewers.items()),
                self.targets,
            ]
        )


def open_up(*, setup: Setup, seen: str, version: int, actor: User) -> Round | Cycle:
    """Open what was set up, if it is still what was looked at: all of it, or nothing."""
    check_is_hr(actor)
    with transaction.atomic():
        # Before the audit log's lock, as whoever loads takes them too.
        hold(Lock.LOAD)
        found = locked(setup)
        check_version(found, version)
        plan = Plan(found)
        if plan.problems:
            raise Refused(plan.problems[0])
        if plan.digest != seen:
            raise Refused(
                _("People or schemes have changed since this page was opened; look once more")
            )
        opened = _opened(plan, actor)
        if isinstance(opened, Round):
            found.round = opened
        else:
            found.cycle = opened
        ask(found, opened, actor)
        if found.second_level:
            begin_with_second_level(opened, actor)
        _load_targets(plan, actor)
        found.opened_at, found.changed_by = timezone.now(), actor
        found.save()
        record(actor=actor, action="setup.open", target=found, detail=reasons_of(found))
    return opened


def _opened(plan: Plan, actor: User) -> Round | Cycle:
    setup = plan.setup
    if not setup.is_split:
        return open_cycle(
            code=setup.code, scheme=plan.schemes[""], members=plan.members[""],
            first_month=setup.first_month, last_month=setup.last_month,
            first_on=setup.first_on, last_on=setup.last_on, due=plan.due, actor=actor,
        )  # fmt: skip
    return open_round(
        code=setup.code, title=setup.title, title_zh=setup.title_zh,
        parts=[
            Part(setup.code_of(line), plan.schemes[line], line, plan.members[line])
            for line in setup.lines
        ],
        first_month=setup.first_month, last_month=setup.last_month,
        first_on=setup.first_on, last_on=setup.last_on, due=plan.due, actor=actor,
    )  # fmt: skip


def _load_targets(plan: Plan, actor: User) -> None:
    if not plan.targets:
        return
    cycles = {
        number: plan.setup.code_of(line)
        for line, numbers in plan.members.items()
        for number in numbers
    }
    targets = plan.setup.targets.order_by("manager", "measure_code", "month")
    rows = (
        (one.manager_id, one.measure_code, one.target, one.month, cycles[one.manager_id])
        for one in targets
        if one.manager_id in cycles
    )
    load_targets(rows, name=plan.setup.code, actor=actor)
