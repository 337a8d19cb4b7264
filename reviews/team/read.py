"""A supervisor's people beside each other: their scores, what she judged, what can be approved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from perfcenter.models import User
from reviews.deciding.read import judgment_measures, reading_of
from reviews.models import AnnualReport, Decision
from reviews.report.members import Member, members_of, people_of
from scoring.cycles.reviewers import reviewed_in
from scoring.models import Cycle, Judgment, ScoreOverride
from scoring.overriding.read import overridable_in
from scoring.scheme.measures import AnyMeasure
from scoring.sheet.model import Sheet
from scoring.sheet.read import newest_run, score_sheets

State = AnnualReport.State


@dataclass(frozen=True)
class Row:
    """Somebody of the team; `given` are her judgments by measure."""

    member: Member
    report: AnnualReport | None
    sheet: Sheet | None
    given: dict[str, Judgment]
    is_sent_back: bool
    overrides: tuple[ScoreOverride, ...] = ()

    @property
    def staff_no(self) -> str:
        return self.member.manager.staff_no

    @property
    def waits(self) -> bool:
        return self.report is not None and self.report.state == State.SUBMITTED

    @property
    def reading(self) -> str:
        """The mark of what is decided on."""
        given = self.given.values()
        return reading_of(self.report, given, self.overrides) if self.report else ""

    @property
    def has_lapsed(self) -> bool:
        """Whether a score that she set in the place of a computed one counts no more."""
        lines = self.sheet.measures if self.sheet else ()
        return any(line.changed is not None and not line.changed.counts for line in lines)


@dataclass(frozen=True)
class Team:
    """The people on whom somebody decides in a cycle."""

    cycle: Cycle
    user: User

    @cached_property
    def measures(self) -> list[AnyMeasure]:
        return judgment_measures(self.cycle)

    @cached_property
    def rows(self) -> list[Row]:
        hers = reviewed_in(self.cycle, self.user)
        people = people_of(self.cycle).filter(staff_no__in=hers).order_by("staff_no")
        run = newest_run(self.cycle)
        members = members_of(self.cycle, people, run, viewer=self.user)
        staff = [one.manager.staff_no for one in members]
        reports = {
            one.manager_id: one
            for one in AnnualReport.objects.filter(cycle=self.cycle, manager__in=staff)
        }
        managers = [one.manager for one in members]
        sheets = {
            sheet.staff_no: sheet
            for sheet in (score_sheets(run, managers, viewer=self.user) if run else [])
        }
        given: dict[str, dict[str, Judgment]] = {}
        for one in Judgment.objects.filter(cycle=self.cycle, manager__in=staff):
            given.setdefault(one.manager_id, {})[one.measure_code] = one
        changed: dict[str, list[ScoreOverride]] = {}
        for two in self._overrides(staff):
            changed.setdefault(two.manager_id, []).append(two)
        back = self._sent_back(list(reports.values()))
        return [
            Row(
                member,
                reports.get(number),
                sheets.get(number),
                given.get(number, {}),
                is_sent_back=number in back,
                overrides=tuple(changed.get(number, ())),
            )
            for member, number in zip(members, staff, strict=True)
        ]

    @property
    def is_open(self) -> bool:
        return not self.cycle.is_published

    def problem(self, row: Row) -> str:
        """Say why a report that waits is not approved with the others; empty where it can be."""
        if row.is_sent_back:
            return _("sent back by the second level: look at it again")
        if row.has_lapsed:
            return _("a score that you set lies beyond the bounds now")
        missing = [one for one in self.measures if one.code not in row.given]
        return _("a score is still missing") if missing else ""

    @property
    def ready(self) -> list[Row]:
        """What waits and can be approved as it stands."""
        return [row for row in self.rows if row.waits and not self.problem(row)]

    @property
    def left(self) -> list[tuple[Row, str]]:
        """What waits and is to be looked at one by one, and why."""
        return [(row, why) for row in self.rows if row.waits and (why := self.problem(row))]

    def _overrides(self, staff: Sequence[str]) -> Iterable[ScoreOverride]:
        if not overridable_in(self.cycle):
            return ()
        found = ScoreOverride.objects.filter(cycle=self.cycle, manager__in=staff)
        return found.filter(score__isnull=False)

    @staticmethod
    def _sent_back(reports: Sequence[AnnualReport]) -> set[str]:
        """Return whose reports the second level gave back last."""
        waiting = {one.pk: one for one in reports if one.state == State.SUBMITTED}
        back = Decision.objects.filter(
            report__in=waiting, verdict=Decision.Verdict.SENT_BACK, undone_by=None
        )
        return {
            waiting[pk].manager_id
            for pk, at in back.values_list("report", "at")
            if waiting[pk].decided_at == at
        }
