"""The reviewer's queue and page: text beside facts, comments, scores, a decision."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from perfcenter.demo.cycles import SCHEME_FILE
from reviews.models import AnnualReport, Comment
from reviews.report.write import save_draft, submit
from scoring.cycles.lines import open_lines
from scoring.models import Cycle, Judgment
from scoring.runs.write import score
from scoring.scheme.write import load_scheme
from tests import factories as make
from tests.factories import COMPLETE, rewritten

pytestmark = pytest.mark.once

JUDGED = {"score_POSTLOAN": "80", "basis_POSTLOAN": "报告及时"}
BETTER = {"score_POSTLOAN": "100", "basis_POSTLOAN": "档案齐全"}


@pytest.fixture
def cycle(cast):
    """A cycle with a judgment measure; M1, M2 and their supervisor take part."""
    scheme, _is_new = load_scheme(SCHEME_FILE.read_bytes(), file=SCHEME_FILE.name)
    people = [cast.manager.manager, cast.colleague.manager, cast.supervisor.manager]
    return make.make_cycle(managers=people, scheme=scheme)


@pytest.fixture
def address(cycle, submitted):
    return reverse("reviews:review", args=[cycle.code, "M1"])


@pytest.fixture
def decide(login, cast, cycle, submitted):
    """Press a button of the page as somebody, by default the supervisor."""

    def press(action, *, who="supervisor", asked=False, **typed):
        url = reverse("reviews:review_decide", args=[cycle.code, "M1"])
        if action == "approve" and not asked:
            typed["confirmed"] = "1"
        return login(getattr(cast, who)).post(url, {"action": action, **typed})

    return press


def state():
    return AnnualReport.objects.get(manager_id="M1").state


def test_the_page_shows_what_was_handed_in_and_the_figures_of_the_run(login, cast, cycle, address):
    make.make_value(cast.manager.manager, "SAT", 95_000_000)
    score(cycle=cycle)
    page = login(cast.supervisor).get(address).content.decode()
    for text in (
        COMPLETE.texts["achievements"],
        COMPLETE.texts["goals"],
        "扩大代发",
        "95.00",
        "500.00",
    ):
        assert text in page


def test_approval_waits_for_every_judgment_and_loses_nothing(decide):
    answer = decide("approve", comment_goals="同意")
    assert answer.status_code == 422
    assert "同意" in answer.content.decode()
    assert state() == AnnualReport.State.SUBMITTED
    assert not Comment.objects.exists()


def test_scores_and_approval_are_one_step(decide):
    assert decide("approve", **JUDGED, comment_goals="同意").status_code == 302
    assert state() == AnnualReport.State.APPROVED
    judgment = Judgment.objects.get()
    assert (judgment.score, judgment.basis) == (80, "报告及时")


def test_approval_is_asked_once_more_and_nothing_is_lost_on_the_way(decide):
    answer = decide("approve", asked=True, **JUDGED, comment_goals="同意")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "10分钟内可撤回" in page
    assert state() == AnnualReport.State.SUBMITTED
    assert not Comment.objects.exists()
    assert not Judgment.objects.exists()
    given = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert given["comment_goals"] == "同意"
    assert {name: given[name] for name in JUDGED} == JUDGED
    again = {name: value for name, value in given.items() if name != "csrfmiddlewaretoken"}
    assert decide("approve", asked=True, **again).status_code == 302
    assert state() == AnnualReport.State.APPROVED
    assert Comment.objects.get().text == "同意"


def test_who_goes_back_from_the_question_finds_everything_as_it_was_typed(decide):
    answer = decide("back", confirmed="1", **JUDGED, comment_goals="同意")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "同意" in page
    assert "data-unsaved" in page
    assert re.search(r'value="80"[^>]*checked', page)
    assert state() == AnnualReport.State.SUBMITTED
    assert not Comment.objects.exists()


def test_what_cannot_be_approved_is_not_asked_about(decide):
    assert decide("approve", asked=True, comment_goals="同意").status_code == 422
    decide("approve", **JUDGED)
    assert decide("approve", asked=True, **JUDGED).status_code == 409


def test_what_is_given_with_a_refused_return_is_not_half_kept(decide):
    answer = decide("return", **JUDGED)
    assert answer.status_code == 422
    assert not Judgment.objects.exists()
    assert re.search(r'value="80"[^>]*checked', answer.content.decode())


def test_a_return_with_a_comment_reaches_the_manager(decide, login, cast, cycle):
    decide("return", comment_problems="请写明每个月收多少")
    assert state() == AnnualReport.State.RETURNED
    page = login(cast.manager).get(reverse("reviews:report_edit", args=[cycle.code]))
    assert "请写明每个月收多少" in page.content.decode()


def test_saving_keeps_scores_and_comments_and_decides_nothing(decide, login, cast, address):
    decide("save", **JUDGED, comment_goals="明年再看")
    assert state() == AnnualReport.State.SUBMITTED
    page = login(cast.supervisor).get(address).content.decode()
    assert "明年再看" in page
    assert re.search(r'value="80"[^>]*checked', page)


@pytest.mark.parametrize("wrong", ["101", "55", "eighty", "-1"])
def test_a_score_that_is_not_offered_is_refused(decide, wrong):
    assert decide("approve", score_POSTLOAN=wrong).status_code == 422
    assert state() == AnnualReport.State.SUBMITTED


def test_a_comment_over_the_limit_is_shown_again(decide):
    answer = decide("save", comment_goals="长" * 2001)
    assert answer.status_code == 422
    assert "长" * 2001 in answer.content.decode()


def reading(login, cast, address):
    page = login(cast.supervisor).get(address).content.decode()
    return re.search(r'name="reading" value="(\w+)"', page).group(1)


def test_a_page_that_shows_an_older_version_approves_nothing(
    decide, login, cast, cycle, address, submitted
):
    seen = reading(login, cast, address)
    decide("return", comment_goals="写数", reading=seen)
    changed = rewritten(COMPLETE, achievements="全部改写过。")
    submit(
        cycle=cycle, manager=cast.manager.manager, content=changed, version=submitted.version,
        actor=cast.manager,
    )  # fmt: skip
    answer = decide("approve", **JUDGED, comment_problems="没有意见", reading=seen)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert state() == AnnualReport.State.SUBMITTED
    assert "全部改写过。" in page
    assert "没有意见" in page


def test_after_reading_it_again_the_same_button_counts(decide, login, cast, address):
    seen = reading(login, cast, address)
    decide("save", **JUDGED)
    answer = decide("approve", **BETTER, reading=seen)
    assert answer.status_code == 409
    fresh = re.search(r'name="reading" value="(\w+)"', answer.content.decode()).group(1)
    assert decide("approve", **BETTER, reading=fresh).status_code == 302


def test_an_old_page_does_not_put_an_old_score_back(decide, login, cast, address):
    seen = reading(login, cast, address)
    decide("save", score_POSTLOAN="60", basis_POSTLOAN="检查发现问题", reading=seen)
    decide("save", **JUDGED, comment_goals="x", reading=seen)
    assert Judgment.objects.get().score == 60


def test_a_basis_without_a_score_is_not_dropped(decide):
    answer = decide("save", basis_POSTLOAN="报告及时")
    assert answer.status_code == 422
    assert "报告及时" in answer.content.decode()


@pytest.mark.parametrize("basis", ["", "  "])
@pytest.mark.parametrize("button", ["save", "return", "approve"])
def test_a_score_without_the_reason_that_the_scheme_asks_for_is_not_taken(decide, button, basis):
    answer = decide(button, score_POSTLOAN="80", basis_POSTLOAN=basis, comment_goals="明年再看")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Judgment.objects.exists()
    assert re.search(r'value="80"[^>]*checked', page)
    assert "明年再看" in page
    assert 'href="#id_basis_POSTLOAN"' in page


def test_a_button_pressed_twice_makes_one_comment(decide):
    decide("save", comment_goals="明年再看")
    decide("save", comment_goals="明年再看")
    assert Comment.objects.count() == 1


def test_who_only_reads_gets_no_form(login, cast, address):
    for who in ("manager", "hr", "auditor"):
        page = login(getattr(cast, who)).get(address).content.decode()
        assert "<textarea" not in page
        assert 'value="approve"' not in page


def test_a_decided_report_can_be_read_but_not_decided_again(decide, login, cast, address):
    decide("approve", **JUDGED)
    page = login(cast.supervisor).get(address).content.decode()
    assert 'value="approve"' not in page
    assert decide("return", comment_goals="x").status_code == 409


def test_others_read_a_returned_report_as_it_was_handed_in(decide, login, cast, cycle, address):
    decide("return", comment_goals="写数")
    login(cast.manager).post(
        reverse("reviews:report_edit", args=[cycle.code]),
        {"version": "2", "achievements": "还没写完", "action": "save"},
    )
    page = login(cast.supervisor).get(address).content.decode()
    assert COMPLETE.texts["achievements"] in page
    assert "还没写完" not in page


def test_the_reviewer_has_her_whole_team_in_sight(login, cast, cycle, address):
    save_draft(
        cycle=cycle, manager=cast.colleague.manager, content=COMPLETE, version=0,
        actor=cast.colleague,
    )  # fmt: skip
    page = login(cast.supervisor).get(address).content.decode()
    strip = re.search(r'class="strip".*?</ul>', page, re.DOTALL).group()
    assert "Manager M2" in strip
    assert "草稿" in strip
    assert re.findall(r'href="[^"]*/(M\d)/"', strip) == ["M1"]


def test_who_only_reads_has_no_team_there(login, cast, cycle, address):
    for who in ("manager", "director", "hr", "auditor"):
        assert 'class="strip"' not in login(getattr(cast, who)).get(address).content.decode()


def test_the_neighbours_are_those_who_handed_in(login, cast, cycle, address):
    assert 'rel="next"' not in login(cast.supervisor).get(address).content.decode()
    submit(
        cycle=cycle, manager=cast.colleague.manager, content=COMPLETE, version=0,
        actor=cast.colleague,
    )  # fmt: skip
    page = login(cast.supervisor).get(address).content.decode()
    assert re.search(r'rel="next" href="[^"]*/M2/"', page)
    assert 'rel="prev"' not in page


def test_a_draft_says_nothing_of_what_has_not_happened(login, cast, cycle, draft):
    Cycle.objects.filter(pk=cycle.pk).update(review_due=timezone.localdate())
    page = login(cast.manager).get(reverse("reviews:review", args=[cycle.code, "M1"]))
    assert "尚未提交" in page.content.decode()
    for gone in ("前完成审核", "— 提交", "本述职报告由"):
        assert gone not in page.content.decode()


def test_a_returned_report_names_the_version_that_was_handed_in(decide, login, cast, address):
    decide("return", comment_goals="写数")
    login(cast.manager).post(
        reverse("reviews:report_edit", args=["2026"]),
        {"version": "2", "achievements": "还没写完", "action": "save"},
    )
    assert "第2版" in login(cast.supervisor).get(address).content.decode()


def test_that_comments_are_read_is_said_once(login, cast, address):
    page = login(cast.supervisor).get(address).content.decode()
    assert page.count("意见对") == 1
    assert page.count('aria-describedby="comments_hint"') == 4


def test_goals_are_read_in_the_unit_they_were_typed_in(login, cast, cycle, address):
    page = login(cast.supervisor).get(address).content.decode()
    assert "500.00万元" in page


@pytest.fixture
def queue(login, cast, cycle):
    def open_queue(who="supervisor", search=""):
        url = reverse("reviews:queue_cycle", args=[cycle.code])
        return login(getattr(cast, who)).get(url, {"q": search})

    return open_queue


def names(answer):
    return [line.member.manager.staff_no for line in answer.context["list"].dressed]


def test_what_waits_for_a_decision_stands_first(cast, cycle, queue):
    submit(
        cycle=cycle, manager=cast.colleague.manager, content=COMPLETE, version=0,
        actor=cast.colleague,
    )  # fmt: skip
    assert names(queue()) == ["M2", "M1"]


def test_the_heading_counts_what_waits_for_the_reader(cast, cycle, submitted, queue):
    assert queue(search="m2").context["waiting"] == 1
    assert "1份述职报告待你审核" in queue().content.decode()
    assert queue().context["first"] == submitted.manager
    assert queue("auditor").context["first"] is None
    assert "待你审核" not in queue("auditor").content.decode()


def test_the_queue_of_hr_holds_who_has_no_supervisor_in_the_cycle(queue):
    assert names(queue("hr")) == []


def test_the_queue_is_searched_by_name_and_number(queue):
    assert names(queue(search="m2")) == ["M2"]
    empty = queue(search="nobody")
    assert names(empty) == []
    assert 'class="empty' in empty.content.decode()


def test_a_long_queue_asks_no_more_than_a_short_one(
    login, cast, cycle, django_assert_max_num_queries
):
    for number in range(20):
        manager = make.make_manager(f"Q{number}", supervisor=cast.supervisor.manager)
        cycle.participants.create(manager=manager)
        open_lines(cycle, [manager.pk])
    client = login(cast.supervisor)
    url = reverse("reviews:queue_cycle", args=[cycle.code])
    client.get(url)  # the first of an hour renews the session
    with django_assert_max_num_queries(12):
        client.get(url)
