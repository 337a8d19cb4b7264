"""Who leads somebody new sees what is open and what is published while she leads, not what was
published before; who led before keeps what was published then, and what he decided."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed
from portfolio.models import Manager, Posting
from reviews.deciding.write import approve, return_report
from reviews.models import AnnualReport
from reviews.publishing.write import publish
from reviews.report.members import team
from reviews.report.write import submit
from scoring.cycles.judgments import judge
from scoring.cycles.lines import differences, take_over_reviewers
from scoring.cycles.read import listed_cycles, other_cycles
from scoring.models import Cycle, Participant, Result, ScoreRun, Witness
from scoring.runs.write import score
from scoring.sheet.history import published_scores
from tests import factories as make

BEFORE, AFTER = "supervisor", "supervisor_elsewhere"


@pytest.fixture
def last_year(cast):
    """The year 2025, published while S1 led M1."""
    return published(cast, make_year(cast, "2025", 202501))


def make_year(cast, code: str, first_month: int) -> Cycle:
    return make.make_cycle(
        code,
        managers=[cast.manager.manager],
        first_month=first_month,
        last_month=first_month + 11,
    )


def published(cast, cycle: Cycle, by: str = BEFORE) -> Cycle:
    report = handed_in(cast, cycle)
    approve(report=report, actor=getattr(cast, by))
    score(cycle=cycle)
    return publish(cycle=cycle, run_number=1, actor=cast.hr, second=cast.second_hr)


def handed_in(cast, cycle: Cycle) -> AnnualReport:
    return submit(
        cycle=cycle,
        manager=cast.manager.manager,
        content=make.COMPLETE,
        version=0,
        actor=cast.manager,
    )


@pytest.fixture
def moves(cast):
    """Let M1 report to S2, who leads another branch, and open cycles follow the bank."""

    def move():
        moved(cast.manager.manager, to="S2")

    return move


def moved(manager: Manager, *, to: str) -> None:
    """Let somebody report to another from today on, in the bank and in the cycles that are open."""
    Manager.objects.filter(pk=manager.pk).update(supervisor=to)
    Posting.objects.update_or_create(
        manager=manager,
        from_on=timezone.localdate(),
        defaults={"branch": manager.branch, "line": manager.line, "supervisor_id": to},
    )
    manager.refresh_from_db()
    for cycle in Cycle.objects.filter(published_at__isnull=True):
        if differences(cycle):
            take_over_reviewers(cycle=cycle)


def seen_by(cast, cycle: Cycle) -> set[str]:
    """Return which of those above see M1 in the cycle: her sheet, its row, its list, her report."""
    found = set()
    for name in (BEFORE, AFTER, "director", "colleague", "outsider"):
        user = getattr(cast, name)
        answers = {
            Participant.objects.visible_to(user).filter(cycle=cycle, manager="M1").exists(),
            AnnualReport.objects.visible_to(user).filter(cycle=cycle, manager="M1").exists(),
            Cycle.objects.visible_to(user).filter(pk=cycle.pk).exists(),
            other_cycles(user, "M1").filter(pk=cycle.pk).exists(),
            cycle in [one for one in listed_cycles(user) if one.people],  # type: ignore[attr-defined]
        }
        if ScoreRun.objects.filter(cycle=cycle).exists():
            results = Result.objects.visible_to(user).filter(run__cycle=cycle, manager="M1")
            answers.add(results.exists())
        assert len(answers) == 1, name
        found |= {name} if answers.pop() else set()
    return found


def test_what_was_published_stays_with_who_led_then(cast, last_year, moves):
    assert seen_by(cast, last_year) == {BEFORE, "director"}
    moves()
    assert seen_by(cast, last_year) == {BEFORE, "director"}


def test_who_leads_now_sees_what_is_open_and_what_is_then_published(cast, last_year, moves):
    moves()
    this_year = make_year(cast, "2026", 202601)
    handed_in(cast, this_year)
    assert seen_by(cast, this_year) == {AFTER, "director"}
    approve(report=this_year.reports.get(), actor=cast.supervisor_elsewhere)
    score(cycle=this_year)
    publish(cycle=this_year, run_number=1, actor=cast.hr, second=cast.second_hr)
    moved(cast.manager.manager, to="S1")
    assert seen_by(cast, this_year) == {AFTER, "director"}


@pytest.mark.parametrize("decision", [approve, return_report])
def test_who_decided_keeps_it_though_she_is_led_by_another(cast, moves, decision):
    cycle = make_year(cast, "2026", 202601)
    report = handed_in(cast, cycle)
    decision(report=report, comments={"problems": "说明原因。"}, actor=cast.supervisor)
    moves()
    assert seen_by(cast, cycle) == {BEFORE, AFTER, "director"}


def test_who_judged_keeps_it_too(cast, cycle, moves, judged_measure):
    handed_in(cast, cycle)
    judge(
        cycle=cycle,
        manager=cast.manager.manager,
        measure_code=judged_measure,
        score=80,
        actor=cast.supervisor,
    )
    moves()
    seen = Participant.objects.visible_to(cast.supervisor).filter(cycle=cycle, manager="M1")
    assert seen.exists()


@pytest.fixture
def judged_measure(monkeypatch):
    """SAT is judged, whatever the scheme says."""

    class Judged:
        code = "SAT"
        asks_for_reason = False

        @staticmethod
        def asks_for_reason_of(score):
            return False

    class Definition:
        judged_measures = (Judged,)

    monkeypatch.setattr("scoring.cycles.judgments.definition", lambda scheme: Definition)
    return Judged.code


def test_who_neither_decided_nor_leads_sees_nothing_open(cast, moves):
    """A report that was only handed in to him goes with her."""
    cycle = make_year(cast, "2026", 202601)
    handed_in(cast, cycle)
    moves()
    assert seen_by(cast, cycle) == {AFTER, "director"}


def test_who_decided_once_decides_no_more(cast, moves):
    cycle = make_year(cast, "2026", 202601)
    report = handed_in(cast, cycle)
    return_report(report=report, comments={"problems": "说明原因。"}, actor=cast.supervisor)
    moves()
    report.refresh_from_db()
    with pytest.raises(NotAllowed):
        approve(report=report, actor=cast.supervisor)


def test_the_queue_of_a_published_cycle_is_of_whom_one_led_then(cast, last_year, moves):
    moves()

    def listed(user):
        return [manager.staff_no for manager in team(last_year, user)]

    assert listed(cast.supervisor) == ["M1"]
    assert (listed(cast.supervisor_elsewhere), listed(cast.director)) == ([], [])


def test_the_pages_answer_like_the_rule(cast, last_year, moves, login):
    moves()
    pages = [
        reverse("scoring:sheet", args=["2025", "M1"]),
        reverse("scoring:sheet_workbook", args=["2025", "M1"]),
        reverse("scoring:explanation", args=["2025", "M1", "RORAC"]),
        reverse("reviews:review", args=["2025", "M1"]),
    ]
    for user, status in ((cast.supervisor, 200), (cast.supervisor_elsewhere, 404)):
        client = login(user)
        assert {client.get(page).status_code for page in pages} == {status}


def test_the_years_before_are_not_on_the_sheet_of_who_leads_now(cast, moves):
    """Her own sheet has them; that of the new supervisor begins with what she leads."""
    for code in ("SAT", "FIRST", "FILES", "P360", "RESEARCH"):
        make.make_value(cast.manager.manager, code, 80_000_000)
    for code in ("RORAC", "RPROFIT", "DEP"):
        make.make_target(cast.manager.manager, code, 1_000_000)
    published(cast, make_year(cast, "2025", 202501))
    this_year = make_year(cast, "2026", 202601)
    moves()
    past = {
        name: len(published_scores(this_year, "M1", viewer=getattr(cast, name)))
        for name in ("manager", BEFORE, AFTER, "hr")
    }
    assert past == {"manager": 1, BEFORE: 1, AFTER: 0, "hr": 1}


def test_a_cycle_in_which_nobody_was_kept_goes_by_the_line_of_today(cast, cycle):
    """None does after an upgrade; a row put in by hand may."""
    run = score(cycle=cycle)
    Cycle.objects.filter(pk=cycle.pk).update(published_at=run.made_at, published_run=run)
    seen = Participant.objects.visible_to(cast.supervisor).filter(cycle=cycle)
    assert set(seen.values_list("manager", flat=True)) == {"M1", "M2", "S1"}


def test_who_was_kept_stays_kept(cast, last_year):
    for change in (Witness.objects.all().delete, lambda: Witness.objects.update(supervisor="S2")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_who_leads_nobody_any_more_still_finds_what_he_reviewed(cast, last_year, login):
    """The approvals stay in the bar of who has something to look at there, and of nobody else."""
    approvals = reverse("reviews:queue")
    Manager.objects.filter(supervisor="S1").update(supervisor="S2")
    for user, is_there in ((cast.supervisor, True), (cast.colleague, False)):
        page = login(user).get(reverse("perfcenter:password_change"))
        assert (f'href="{approvals}"' in page.content.decode()) == is_there
