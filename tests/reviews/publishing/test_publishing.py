"""HR publishes a cycle once everything in it is decided; from then on nothing moves."""

from datetime import date, timedelta

import pytest
from django.db.models import Max
from django.urls import reverse

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.demo.cycles import SCHEME_FILE
from perfcenter.models import AuditEntry
from portfolio.close.write import close_month
from portfolio.models import DataLoad, Manager
from reviews.deciding.write import Verdict, approve
from reviews.models import AnnualReport
from reviews.publishing.checks import publication_checks
from reviews.publishing.write import publish
from reviews.report.write import save_draft, submit
from scoring.cycles.judgments import judge
from scoring.models import Cycle, Judgment
from scoring.runs.reconciliation import standing_of
from scoring.runs.write import score
from scoring.scheme.write import load_scheme
from scoring.sheet.read import newest_run
from tests import factories as make
from tests.factories import rewritten


@pytest.fixture
def cycle(cast):
    """M1 alone takes part."""
    return make.make_cycle(managers=[cast.manager.manager])


@pytest.fixture
def approved(cast, submitted):
    return approve(report=submitted, actor=cast.supervisor)


def last(cycle):
    return cycle.runs.aggregate(last=Max("number"))["last"] or 0


def failing(cycle):
    return {check.code for check in publication_checks(cycle) if not check.holds}


def test_an_approved_and_scored_cycle_is_published_with_its_newest_run(cast, cycle, approved):
    score(cycle=cycle)
    make.make_target(cast.manager.manager, "DEP", 1)
    newest = score(cycle=cycle)
    published = publish(cycle=cycle, run_number=last(cycle), actor=cast.hr, second=cast.second_hr)
    assert published.published_run == newest
    approved.refresh_from_db()
    assert approved.state == AnnualReport.State.PUBLISHED


def test_a_run_made_since_the_page_was_read_is_not_published(cast, cycle, approved):
    looked_at = score(cycle=cycle)
    make.make_target(cast.manager.manager, "DEP", 1)
    score(cycle=cycle)
    with pytest.raises(Refused, match="#2"):
        publish(cycle=cycle, run_number=looked_at.number, actor=cast.hr, second=cast.second_hr)
    cycle.refresh_from_db()
    assert not cycle.is_published


@pytest.mark.parametrize("who", ["manager", "supervisor", "auditor", "administrator"])
def test_only_hr_publishes(cast, cycle, approved, who):
    score(cycle=cycle)
    with pytest.raises(NotAllowed):
        publish(cycle=cycle, run_number=last(cycle), actor=getattr(cast, who))


def test_of_a_run_that_is_not_there_nothing_is_said_to_hold(cycle):
    assert {one.code for one in publication_checks(cycle)} == {"run", "months", "approved"}


def test_without_a_run_nothing_is_published(cast, cycle, approved):
    assert failing(cycle) == {"run"}
    with pytest.raises(Refused):
        publish(cycle=cycle, run_number=last(cycle), actor=cast.hr, second=cast.second_hr)


@pytest.mark.parametrize("month", [202601, 202612])
def test_an_open_month_of_the_cycle_stands_against_it_from_the_first_to_the_last(
    cast, cycle, approved, month
):
    account = make.make_account(
        client=make.make_client(manager=cast.manager.manager), product=make.make_product()
    )
    for one in (202512, month, 202701):
        make.make_ledger_row(account, one, average_balance=1_000)
    score(cycle=cycle)
    assert failing(cycle) == {"months"}
    close_month(month=month)
    assert failing(cycle) == set()


def test_the_page_of_publication_leads_back_once_it_is_done(cast, cycle, approved, login):
    publish(cycle=cycle, run_number=score(cycle=cycle).number, actor=cast.hr, second=cast.second_hr)
    answer = login(cast.hr).get(reverse("reviews:board_publish", args=[cycle.code]), follow=True)
    assert answer.redirect_chain == [(reverse("reviews:board", args=[cycle.code]), 302)]
    assert "考核周期已发布" in answer.content.decode()


def test_a_report_that_is_not_approved_stands_against_it(cast, cycle, submitted):
    score(cycle=cycle)
    assert failing(cycle) == {"approved"}
    with pytest.raises(Refused):
        publish(cycle=cycle, run_number=last(cycle), actor=cast.hr, second=cast.second_hr)


@pytest.mark.parametrize(
    ("left_on", "stands_against"),
    [
        (date(2026, 1, 1), set()),
        (date(2026, 12, 30), set()),
        (date(2026, 12, 31), {"approved"}),
        (date(2027, 1, 1), {"approved"}),
    ],
)
def test_who_left_before_the_cycles_last_day_needs_no_report(cast, cycle, left_on, stands_against):
    """Who leaves on that day was in service on it, and is no leaver."""
    Manager.objects.filter(pk="M1").update(left_on=left_on)
    score(cycle=cycle)
    assert failing(cycle) == stands_against


@pytest.fixture
def judged(cast):
    """A cycle of M1 with a judgment measure, her report approved with 80."""
    scheme, _is_new = load_scheme(SCHEME_FILE.read_bytes(), file=SCHEME_FILE.name)
    cycle = make.make_cycle("J", managers=[cast.manager.manager], scheme=scheme)
    report = submit(
        cycle=cycle, manager=cast.manager.manager, content=make.COMPLETE, version=0,
        actor=cast.manager,
    )  # fmt: skip
    approve(report=report, verdicts={"POSTLOAN": Verdict(80, "报告及时")}, actor=cast.supervisor)
    return cycle


def test_a_run_without_a_judgment_stands_against_it(cast, judged):
    Judgment.objects.filter(cycle=judged).update(score=70)
    score(cycle=judged)
    assert failing(judged) == set()
    Judgment.objects.filter(cycle=judged).update(score=80)
    assert failing(judged) == {"judgments"}
    score(cycle=judged)
    assert failing(judged) == set()


def test_a_judgment_given_while_the_run_was_computed_is_missed_by_no_clock(cast, judged):
    """The scores themselves are compared, not when they were given."""
    run = score(cycle=judged)
    Judgment.objects.filter(cycle=judged).update(
        score=100, judged_at=run.made_at - timedelta(seconds=1)
    )
    assert failing(judged) == {"judgments"}


def test_files_loaded_after_the_run_stand_against_it(cast, cycle, approved):
    score(cycle=cycle)
    DataLoad.objects.create(source="nightly", digest="d")
    assert failing(cycle) == {"ledger"}
    score(cycle=cycle)
    assert failing(cycle) == set()


def test_files_about_other_months_do_not(cast, cycle, approved):
    score(cycle=cycle)
    DataLoad.objects.create(source="nightly", digest="d", summary={"months": [202701, 202701]})
    assert failing(cycle) == set()


def test_files_loaded_after_publication_leave_its_standing_alone(cast, cycle, approved):
    run = score(cycle=cycle)
    publish(cycle=cycle, run_number=run.number, actor=cast.hr, second=cast.second_hr)
    DataLoad.objects.create(source="nightly", digest="d")
    run = newest_run(Cycle.objects.get())
    assert standing_of(run).is_good


def test_a_cycle_is_published_once(cast, cycle, approved):
    score(cycle=cycle)
    publish(cycle=cycle, run_number=last(cycle), actor=cast.hr, second=cast.second_hr)
    with pytest.raises(Refused):
        publish(cycle=cycle, run_number=last(cycle), actor=cast.hr, second=cast.second_hr)


def test_after_publication_nothing_is_scored_judged_or_written(cast, cycle, approved, complete):
    score(cycle=cycle)
    published = publish(cycle=cycle, run_number=last(cycle), actor=cast.hr, second=cast.second_hr)
    changed = rewritten(complete, goals="别的")
    for change in (
        lambda: score(cycle=cycle),
        lambda: judge(
            cycle=published, manager=cast.manager.manager, measure_code="X", score=1,
            actor=cast.supervisor,
        ),
        lambda: save_draft(
            cycle=published, manager=cast.manager.manager, content=changed,
            version=approved.version, actor=cast.manager,
        ),
    ):  # fmt: skip
        with pytest.raises(Refused):
            change()
    assert published.runs.count() == 1


def test_a_leavers_report_is_not_decided_on_after_publication(cast, cycle, submitted):
    Manager.objects.filter(pk="M1").update(left_on=date(2026, 11, 30))
    score(cycle=cycle)
    publish(cycle=cycle, run_number=last(cycle), actor=cast.hr, second=cast.second_hr)
    with pytest.raises(Refused):
        approve(report=submitted, actor=cast.supervisor)


def test_a_publication_is_in_the_audit_trail(cast, cycle, approved):
    score(cycle=cycle)
    publish(cycle=cycle, run_number=last(cycle), actor=cast.hr, second=cast.second_hr)
    entry = AuditEntry.objects.get(action="cycle.publish")
    assert (entry.actor, entry.detail["reports"]) == (cast.hr, 1)
