"""What part somebody had in results: judged, scored, reviewed, prepared or made the publication.

Each is looked up once a cycle, however many queries and appeals are asked about.
"""

from __future__ import annotations

from typing import Any

from perfcenter.models import AuditEntry, User
from reviews.models import AnnualReport, Comment, PublicationRequest
from scoring.models import AsPublished, Cycle, Judgment, ScoreOverride, ScoreRun
from scoring.scheme.compiling import reads
from scoring.scheme.stored import definition

Place = tuple[str, str]
"""A staff number and a measure."""


class Part:
    """What a user had a part in."""

    def __init__(self, user: User) -> None:
        self.user = user
        self._found: dict[tuple[str, int], Any] = {}

    def scored(self, cycle: Cycle, staff_no: str, measure: str) -> bool:
        """Whether she judged the measure, overrode its score, or that of one that it reads, or made
        the run that counts.

        Without a measure it is any judgment or override of that person.
        """
        if self._once("run", cycle, self._made_run):
            return True
        judged: set[Place] = self._once("judged", cycle, self._judged)
        if not measure:
            return any(who == staff_no for who, _code in judged)
        return any((staff_no, code) in judged for code in behind(cycle, measure))

    def reviewed(self, cycle: Cycle, staff_no: str) -> bool:
        """Whether she decided or commented on that person's report, or was her reviewer."""
        return staff_no in self._once("reviewed", cycle, self._reviewed)

    def published(self, cycle: Cycle) -> bool:
        """Whether she prepared the publication or made it, alone or as the second person."""
        return bool(self._once("published", cycle, self._published))

    def _once(self, what: str, cycle: Cycle, find: Any) -> Any:
        key = what, cycle.pk
        if key not in self._found:
            self._found[key] = find(cycle)
        return self._found[key]

    def _made_run(self, cycle: Cycle) -> bool:
        runs = ScoreRun.objects.filter(cycle=cycle).order_by("-number")
        if cycle.published_run_id is not None:
            runs = runs.filter(pk=cycle.published_run_id)
        return self.user.pk in runs.values_list("made_by", flat=True)[:1]

    def _judged(self, cycle: Cycle) -> set[Place]:
        judged: Any = Judgment.objects.filter(cycle=cycle, judged_by=self.user)
        changed: Any = ScoreOverride.objects.filter(cycle=cycle, set_by=self.user)
        places = ("manager", "measure_code")
        return {*judged.values_list(*places), *changed.values_list(*places)}

    def _reviewed(self, cycle: Cycle) -> set[str]:
        reports = AnnualReport.objects.filter(cycle=cycle, decided_by=self.user)
        said = Comment.objects.filter(report__cycle=cycle, author=self.user)
        kept = AsPublished.objects.filter(cycle=cycle)
        mine = kept.filter(reviewer="" if self.user.is_hr else self.user.manager_id or "-")
        return {
            *reports.values_list("manager", flat=True),
            *said.values_list("report__manager", flat=True),
            *mine.values_list("manager", flat=True),
        }

    def _published(self, cycle: Cycle) -> bool:
        asked = PublicationRequest.objects.filter(
            cycle=cycle, state=PublicationRequest.State.PUBLISHED
        )
        people = {key for pair in asked.values_list("asked_by", "answered_by") for key in pair}
        entries = AuditEntry.objects.filter(
            action="cycle.publish", object_type=Cycle._meta.label, object_key=str(cycle.pk)
        )
        names = set()
        for actor, detail in entries.values_list("actor", "detail"):
            people.add(actor)
            names |= {detail.get("asked_by"), detail.get("second")}
        return self.user.pk in people or self.user.username in names


def behind(cycle: Cycle, measure: str) -> set[str]:
    """Return a measure and all those that its formula reads, through any number of formulas."""
    items = {one.code: one for one in definition(cycle.scheme).all_measures()}
    found: set[str] = set()
    waiting = [measure]
    while waiting:
        code = waiting.pop()
        if code in items and code not in found:
            found.add(code)
            waiting += reads(items[code])
    return found
