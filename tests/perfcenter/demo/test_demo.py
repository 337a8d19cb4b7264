"""The demo is made by the services that users call, once, and only in an empty database."""

from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from perfcenter.base import registry
from perfcenter.base.refusals import Refused
from perfcenter.demo import logins
from perfcenter.demo.make import make_demo
from perfcenter.models import AuditEntry, Notice, User
from perfcenter.trail import heads
from perfcenter.trail.keeping import KEPT
from perfcenter.trail.verifying import broken_links
from perfcenter.trail.words import all_of
from reviews.models import (
    AnnualReport,
    CheckIn,
    Contract,
    Countersignature,
    Evidence,
    PlanItem,
    Said,
    TeamMeeting,
)
from reviews.steps.due import is_overdue
from reviews.telling.table import TELLING
from scoring.models import Cycle, Deputy, MeasureScore, ScoreRun
from scoring.scheme.stored import definition
from tests.factories import make_branch

pytestmark = pytest.mark.once

TODAY = date(2026, 11, 23)
FEW = 600
NOT_SHOWN = {code for words in registry.words for code in words.private}


@pytest.fixture(scope="module")
def demo(keeping):
    """The demo with a tenth of its clients, gone after this module."""
    with keeping():
        yield make_demo(today=TODAY, clients=FEW)


def reports(code):
    return Counter(AnnualReport.objects.filter(cycle__code=code).values_list("state", flat=True))


def test_last_year_is_published_with_balanced(demo):
    cycle = Cycle.objects.get(code="2024")
    assert cycle.is_published
    assert cycle.scheme.name == "balanced"
    assert set(reports("2024")) == {"published"}


def test_this_year_is_in_review_with_the_banks_own_scheme(demo):
    cycle = Cycle.objects.get(code="2025")
    assert not cycle.is_published
    assert cycle.scheme.name == "linjiang"


def test_there_are_reports_in_every_state(demo):
    states = reports("2025")
    assert set(states) == {"draft", "submitted", "returned", "approved"}
    assert states.total() < Cycle.objects.get(code="2025").participants.count()


def test_somebody_is_late(demo):
    cycle = Cycle.objects.get(code="2025H1")
    states = AnnualReport.objects.filter(cycle=cycle).values_list("state", flat=True)
    assert sum(is_overdue(cycle, state, TODAY) for state in states) == 2
    assert cycle.participants.count() - len(states) == 1


def test_nobody_is_late_this_year(demo):
    cycle = Cycle.objects.get(code="2025")
    assert not is_overdue(cycle, "not_started", TODAY)


def test_every_measure_of_balanced_has_data(demo):
    cycle = Cycle.objects.get(code="2024")
    scored = MeasureScore.objects.filter(run__cycle=cycle, status="scored")
    codes = {measure.code for measure in definition(cycle.scheme).all_measures()}
    assert set(scored.values_list("measure_code", flat=True)) == codes


def test_judgments_went_into_the_newest_run(demo):
    runs = ScoreRun.objects.filter(cycle__code="2025")
    judged = MeasureScore.objects.filter(run=runs.first(), measure_code="POSTLOAN")
    assert runs.count() == 2
    assert set(judged.values_list("status", flat=True)) == {"scored", "not_judged"}


def test_texts_differ_from_manager_to_manager(demo):
    texts = AnnualReport.objects.filter(cycle__code="2024").values_list(
        "texts__achievements", flat=True
    )
    assert len(set(texts)) == len(texts)


def test_texts_quote_the_managers_own_score(demo):
    published = Cycle.objects.get(code="2024").published_run
    for result in published.results.select_related("manager")[:10]:
        report = AnnualReport.objects.get(cycle__code="2024", manager=result.manager)
        assert f"综合得分{float(result.composite):.2f}分" in report.text("achievements")


def test_nothing_happened_behind_the_services(demo):
    actions = Counter(AuditEntry.objects.values_list("action", flat=True))
    assert actions["run.score"] == ScoreRun.objects.count()
    assert actions["cycle.open"] == Cycle.objects.count()
    assert actions["user.create"] == User.objects.count()
    assert actions["report.approve"] >= reports("2024").total()
    assert not list(broken_links())


def test_everything_is_as_it_was_kept(demo, own_files, capsys):
    heads.append()
    call_command("verify")
    last = AuditEntry.objects.order_by("-id").first()
    assert last.digest in capsys.readouterr().out


def test_everything_in_the_audit_trail_has_its_words(demo):
    """A code without a name would stand in English on the Chinese page."""
    for entry in AuditEntry.objects.all():
        assert entry.action in all_of("actions")
        assert entry.object_type in all_of("kinds")
        assert set(entry.detail) <= {*all_of("details"), *NOT_SHOWN}, entry.action


def test_the_writer_has_a_draft_and_her_head_a_queue(demo):
    draft = AnnualReport.objects.get(cycle__code="2025", manager__name=logins.WRITER)
    queue = AnnualReport.objects.filter(
        cycle__code="2025", state="submitted", manager__supervisor__name=logins.TEAM_HEAD
    )
    assert draft.state == "draft"
    assert queue.count() == 2


def test_everybody_who_serves_can_log_in(demo):
    assert User.objects.filter(manager__isnull=False).count() == 60
    closed = User.objects.filter(is_active=False)
    assert [user.manager.left_on is not None for user in closed] == [True]
    hr = User.objects.get(username=logins.HR)
    assert hr.check_password(logins.PASSWORD)


def test_people_meet_plan_talk_sign_and_ask(demo):
    assert TeamMeeting.objects.count() == 6
    assert set(PlanItem.objects.values_list("routine", flat=True)) == {*PlanItem.Routine.values}
    assert {one.kind for one in Evidence.objects.all()} == {"pdf", "png"}
    assert Said.objects.filter(objection__state="open").count() == 2
    assert set(Contract.objects.values_list("state", flat=True)) == {"signed", "refused"}
    assert set(Countersignature.objects.values_list("state", flat=True)) == {"signed", "refused"}
    open_ones = CheckIn.objects.filter(manager_confirmed_at=None)
    assert open_ones.exists()
    assert CheckIn.objects.filter(reviewer_confirmed_at=None).exists()
    assert Deputy.objects.holding(timezone.localdate()).count() == 1
    for name in (logins.HR, User.objects.get(manager__name=logins.TEAM_HEAD).username):
        mine = Notice.objects.filter(to__username=name)
        assert 0 < mine.unread().count() < mine.count()


def test_who_told_somebody_is_a_verb_of_the_table_of_notices(demo):
    telling = {action for one in TELLING for action in one.actions} | {"notice.day"}
    details = AuditEntry.objects.values_list("action", "detail")
    told = {action for action, detail in details if "perfcenter_notice" in detail.get(KEPT, {})}
    assert told <= telling
    assert len(told) > 10


def test_a_second_time_nothing_changes(demo):
    before = AuditEntry.objects.latest("id").digest
    again = make_demo(today=TODAY, clients=FEW)
    assert not again.is_new
    assert again.accounts == demo.accounts
    assert AuditEntry.objects.latest("id").digest == before


@pytest.mark.django_db
def test_a_database_with_other_data_is_refused():
    make_branch()
    with pytest.raises(Refused, match="演示"):
        make_demo(today=TODAY, clients=FEW)
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_site_that_others_reach_gets_no_demo(settings):
    settings.PUBLIC_HOSTS = ["perf.bank.example"]
    with pytest.raises(Refused, match="ALLOWED_HOSTS"):
        make_demo(today=TODAY, clients=FEW)
