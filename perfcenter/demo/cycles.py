"""The demo's cycles, told through the services that users call.

Last year's is published, this year's is in review, and three people are late with its first half.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

from perfcenter.demo import logins
from perfcenter.demo.afterwards import follow_publication, open_query
from perfcenter.demo.agreeing import agree
from perfcenter.demo.alive import bear_out, live
from perfcenter.demo.bank import REGIONS, region_of
from perfcenter.demo.calibrating import session_under_way
from perfcenter.demo.feedback import give_feedback
from perfcenter.demo.surveys import begun_survey, whole_survey
from perfcenter.demo.writing import Author
from perfcenter.models import User
from portfolio.close.write import close_month
from portfolio.models import Manager
from portfolio.months import months_between
from reviews.deciding.write import Change, Verdict, approve, return_report
from reviews.models import AnnualReport, Survey
from reviews.publishing.write import ask_to_publish, publish_asked
from reviews.report.content import ReportContent
from reviews.report.write import save_draft, submit
from scoring.cycles.due import DueDates
from scoring.cycles.write import open_cycle
from scoring.models import Cycle, Scheme
from scoring.overriding.read import offers
from scoring.runs.write import score
from scoring.scheme.write import load_scheme
from scoring.sheet.read import newest_run, score_sheets

SCHEME_FILE = Path(__file__).with_name("linjiang.toml")
# Days from today to the due dates of self-review, review and publication.
DUE_IN = (7, 14, 23)
HALF_YEAR_DUE_IN = (-9, -2, 5)
NOT_STARTED, DRAFT, SUBMITTED, RETURNED, APPROVED, REWORKED, AGAIN = (
    "not started",
    "draft",
    "submitted",
    "returned",
    "approved",
    "approved after being returned",
    "submitted again after being returned",
)
# How far each region is, in parts of its people; the rest is approved.
PACE = {
    "1100": {NOT_STARTED: 1, DRAFT: 2, SUBMITTED: 3, RETURNED: 1, REWORKED: 2},
    "1200": {NOT_STARTED: 3, DRAFT: 4, SUBMITTED: 4, RETURNED: 2, REWORKED: 1},
    "1300": {NOT_STARTED: 3, DRAFT: 3, SUBMITTED: 4, RETURNED: 2, REWORKED: 1},
}
SETTLED = {
    logins.WRITER: DRAFT,
    logins.TEAM_HEAD: APPROVED,
    logins.REGION_HEAD: SUBMITTED,
    logins.BEST: APPROVED,
    logins.WEAK: RETURNED,
    "任思远": SUBMITTED,
    "尹晓彤": AGAIN,
    "肖世明": RETURNED,
}
LATE = {"乔安": NOT_STARTED, "童磊": DRAFT, "裴文君": SUBMITTED}
JUDGED = "POSTLOAN"
OVERRIDDEN = logins.TEAM_HEAD
"""Whose score of the files is a reviewer's; the scheme allows five points each way."""
WITHIN, MORE = 5, 2
WHY = "两户档案由前任移交时缺件，本年已补齐并复核。"
EXPLAINED = "年末结账，已与总账核对"


class Story:
    """Who acts, and what everybody's sheet of a cycle says."""

    def __init__(self, users: dict[str, User], hr: User, second: User) -> None:
        self.users = users
        self.hr, self.second = hr, second
        self.bears_out = False

    def last_year(self, year: int) -> Cycle:
        """Open, score, review and publish the year before, under `balanced`."""
        scheme = Scheme.objects.filter(name="balanced").latest("version")
        cycle = self._open(str(year), scheme, year, due=DueDates(), first=self._surveyed_twice)
        for author, manager in self._authors(cycle):
            self._bring(cycle, manager, author, APPROVED)
        for month in months_between(cycle.first_month, cycle.last_month):
            close_month(month=month, actor=self.hr, explained=EXPLAINED)
        runs = {cycle.code: cycle.runs.latest("number").number}
        asked = ask_to_publish(cycle=cycle, runs=runs, actor=self.hr)
        (published,) = publish_asked(asked=asked, actor=self.second)
        follow_publication(published, self.users, self.second)
        give_feedback(published, self.users, self.hr, self.second)
        return published

    def this_year(self, year: int, today: date) -> Cycle:
        """Open and score the year, and leave its reviews at every step."""
        text = SCHEME_FILE.read_bytes()
        scheme, _is_new = load_scheme(text, file=SCHEME_FILE.name, actor=self.hr)
        due = due_dates(today, DUE_IN)
        cycle = self._open(str(year), scheme, year, due=due, first=self._surveyed)
        self.bears_out = True
        authors = list(self._authors(cycle))
        steps = steps_of([manager for _author, manager in authors])
        for author, manager in authors:
            self._bring(cycle, manager, author, steps[manager.staff_no])
        # What supervisors judged meanwhile goes into the scores.
        score(cycle=cycle, actor=self.hr)
        query = open_query(cycle, self.users)
        agree(cycle, self.users, self.hr, today)
        session_under_way(cycle, self.users, self.hr, self.second)
        live(cycle, self.users, self.hr, query, today)
        return cycle

    def half_year(self, year: int, today: date) -> Cycle:
        """Open the first half of the year: its dates have passed, and three people are late."""
        scheme = Scheme.objects.filter(name="balanced").latest("version")
        due = due_dates(today, HALF_YEAR_DUE_IN)
        cycle = self._open(f"{year}H1", scheme, year, due=due, last=6)
        for author, manager in self._authors(cycle):
            self._bring(cycle, manager, author, LATE.get(manager.name, APPROVED))
        begun_survey(cycle, self.users, self.hr)
        return cycle

    def _surveyed_twice(self, cycle: Cycle) -> None:
        """Let everybody be seen from all sides, and verified by clients."""
        self._surveyed(cycle)
        whole_survey(cycle, self.users, self.hr, Survey.Kind.CLIENT)

    def _surveyed(self, cycle: Cycle) -> None:
        whole_survey(cycle, self.users, self.hr)

    def _open(
        self,
        code: str,
        scheme: Scheme,
        year: int,
        *,
        due: DueDates,
        last: int = 12,
        first: Callable[[Cycle], None] = lambda cycle: None,
    ) -> Cycle:
        """Open a cycle, do what comes first in it, and score it."""
        cycle = open_cycle(
            code=code,
            scheme=scheme,
            first_month=year * 100 + 1,
            last_month=year * 100 + last,
            due=due,
            actor=self.hr,
        )
        first(cycle)
        score(cycle=cycle, actor=self.hr)
        return cycle

    def _authors(self, cycle: Cycle) -> list[tuple[Author, Manager]]:
        run = newest_run(cycle)
        if run is None:
            raise LookupError(f"{cycle} is not scored")
        people = Manager.objects.filter(participations__cycle=cycle).order_by("staff_no")
        managers = list(people.select_related("branch", "supervisor"))
        sheets = score_sheets(run, managers, viewer=self.hr)
        return [(Author(sheet), m) for sheet, m in zip(sheets, managers, strict=True)]

    def _bring(self, cycle: Cycle, manager: Manager, author: Author, step: str) -> None:
        """Bring a report to a step, by the same way as its people would."""
        if step == NOT_STARTED:
            return
        me, reviewer = self.users[manager.staff_no], self._reviewer(manager)
        written = author.self_review(sections=1)
        report = save_draft(cycle=cycle, manager=manager, content=written, version=0, actor=me)
        if step == DRAFT:
            written = author.self_review(sections=author.dice.randint(2, 3))
            save_draft(
                cycle=cycle, manager=manager, content=written, version=report.version, actor=me
            )
            return
        if self.bears_out:
            bear_out(report, me)
        content = author.self_review()
        report = self._submit(report, content, me)
        if step in {RETURNED, REWORKED, AGAIN}:
            said = {name: author.comment("returned", name) for name in ("problems", "improvements")}
            report = return_report(report=report, comments=said, actor=reviewer)
        if step in {REWORKED, AGAIN}:
            report = self._submit(report, author.reworked(content), me)
        if step in {APPROVED, REWORKED}:
            self._approve(report, author, reviewer)

    def _submit(self, report: AnnualReport, content: ReportContent, me: User) -> AnnualReport:
        return submit(
            cycle=report.cycle,
            manager=report.manager,
            content=content,
            version=report.version,
            actor=me,
        )

    def _approve(self, report: AnnualReport, author: Author, reviewer: User) -> None:
        verdicts = {}
        if any(line.code == JUDGED for line in author.sheet.measures):
            verdicts[JUDGED] = Verdict(*author.judgment())
        section = author.dice.choice(("achievements", "problems", "goals"))
        said = {section: author.comment("approved", section)}
        changes = _changes(report, reviewer) if report.manager.name == OVERRIDDEN else {}
        approve(report=report, actor=reviewer, comments=said, verdicts=verdicts, changes=changes)

    def _reviewer(self, manager: Manager) -> User:
        return self.users[manager.supervisor_id] if manager.supervisor_id else self.hr


def _changes(report: AnnualReport, reviewer: User) -> dict[str, Change]:
    """Return a reviewer's score in the place of a computed one, two points above it."""
    found = offers(report.cycle, report.manager, reviewer)
    return {
        one.measure.code: Change(min(one.low + MORE + WITHIN, one.high), WHY)
        for one in found
        if one.low is not None and one.high is not None
    }


def due_dates(today: date, days: tuple[int, int, int]) -> DueDates:
    """Return the dates that many days from today."""
    return DueDates(*(today + timedelta(days=day) for day in days))


def steps_of(managers: list[Manager]) -> dict[str, str]:
    """Return how far each participant's report is: some regions are behind."""
    steps = {m.staff_no: SETTLED[m.name] for m in managers if m.name in SETTLED}
    for region in REGIONS:
        people = [m for m in managers if region_of(m.branch_id) == region and m.name not in SETTLED]
        Random(region).shuffle(people)
        waiting = [step for step, count in PACE[region].items() for _ in range(count)]
        waiting += [APPROVED] * (len(people) - len(waiting))
        steps |= {m.staff_no: step for m, step in zip(people, waiting, strict=True)}
    return steps
