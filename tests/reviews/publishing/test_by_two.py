"""One person of HR prepares a publication, another one publishes what she looked at."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry, User
from reviews.deciding.write import approve
from reviews.models import PublicationRequest
from reviews.publishing.read import waiting_request
from reviews.publishing.standing import cycles_with, void_because
from reviews.publishing.write import (
    ask_to_publish,
    decline_to_publish,
    publish,
    publish_asked,
    withdraw_publication,
)
from reviews.todo import tasks_of
from scoring.models import Cycle, Judgment
from scoring.runs.write import score
from tests import factories as make

State = PublicationRequest.State


@pytest.fixture
def cycle(cast):
    return make.make_cycle(managers=[cast.manager.manager])


@pytest.fixture
def scored(cast, cycle, submitted):
    approve(report=submitted, actor=cast.supervisor)
    score(cycle=cycle)
    return cycle


@pytest.fixture
def asked(cast, scored):
    return ask_to_publish(cycle=scored, runs={"2026": 1}, actor=cast.hr)


def published():
    return Cycle.objects.get(code="2026").is_published


def void(asked):
    return void_because(asked, cycles_with(asked.cycle))


def test_who_prepares_publishes_nothing_and_a_second_person_does(cast, asked):
    assert not published()
    publish_asked(asked=asked, actor=cast.second_hr)
    assert published()
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == (State.PUBLISHED, cast.second_hr)
    detail = AuditEntry.objects.get(action="cycle.publish").detail
    assert (detail["asked_by"], detail["second"]) == (cast.hr.username, cast.second_hr.username)


def test_who_prepared_it_is_not_the_second_person(cast, asked):
    with pytest.raises(Refused):
        publish_asked(asked=asked, actor=cast.hr)
    assert not published()


@pytest.mark.parametrize("who", ["manager", "supervisor", "auditor", "administrator"])
def test_only_hr_prepares_publishes_declines_and_withdraws(cast, scored, asked, who):
    actor = getattr(cast, who)
    for verb in (
        lambda: ask_to_publish(cycle=scored, runs={"2026": 1}, actor=actor),
        lambda: publish_asked(asked=asked, actor=actor),
        lambda: decline_to_publish(asked=asked, answer="not yet", actor=actor),
        lambda: withdraw_publication(asked=asked, actor=actor),
        lambda: publish(cycle=scored, run_number=1, actor=cast.hr, second=actor),
    ):
        with pytest.raises(NotAllowed):
            verb()


def test_the_service_behind_a_command_wants_a_second_person_too(cast, scored, settings):
    for second in (None, cast.hr):
        with pytest.raises(Refused):
            publish(cycle=scored, run_number=1, actor=cast.hr, second=second)
    User.objects.filter(pk=cast.second_hr.pk).update(is_active=False)
    cast.second_hr.refresh_from_db()
    with pytest.raises(NotAllowed):
        publish(cycle=scored, run_number=1, actor=cast.hr, second=cast.second_hr)
    settings.PUBLISHERS = 1
    publish(cycle=scored, run_number=1, actor=cast.hr)
    assert published()


def test_it_is_prepared_only_while_everything_holds_and_for_the_newest_run(cast, cycle, submitted):
    score(cycle=cycle)
    with pytest.raises(Refused, match="未批准"):
        ask_to_publish(cycle=cycle, runs={"2026": 1}, actor=cast.hr)
    approve(report=submitted, actor=cast.supervisor)
    with pytest.raises(Refused, match="#1"):
        ask_to_publish(cycle=cycle, runs={"2026": 0}, actor=cast.hr)


def test_one_request_waits_at_a_time(cast, scored, asked):
    with pytest.raises(Refused):
        ask_to_publish(cycle=scored, runs={"2026": 1}, actor=cast.second_hr)
    withdraw_publication(asked=asked, actor=cast.hr)
    assert ask_to_publish(cycle=scored, runs={"2026": 1}, actor=cast.second_hr).is_open


def test_a_newer_run_makes_it_void_and_it_is_prepared_anew(cast, scored, asked):
    make.make_target(cast.manager.manager, "DEP", 1)
    score(cycle=scored)
    assert "#2" in void(asked)
    with pytest.raises(Refused, match="#2"):
        publish_asked(asked=asked, actor=cast.second_hr)
    assert not published()
    again = ask_to_publish(cycle=scored, runs={"2026": 2}, actor=cast.second_hr)
    asked.refresh_from_db()
    assert (asked.state, again.runs) == (State.LAPSED, {"2026": 2})
    publish_asked(asked=again, actor=cast.hr)
    assert published()


def test_a_changed_judgment_makes_it_void(cast, scored, asked):
    Judgment.objects.create(
        cycle=scored, manager=cast.manager.manager, measure_code="X", score=80,
        judged_by=cast.supervisor,
    )  # fmt: skip
    assert "评分" in void(asked)
    with pytest.raises(Refused):
        publish_asked(asked=asked, actor=cast.second_hr)


def test_participants_who_came_meanwhile_make_it_void(cast, scored, asked):
    Cycle.objects.filter(pk=scored.pk).update(people_changed_at=timezone.now())
    asked.refresh_from_db()
    assert void(PublicationRequest.objects.get())


def test_who_prepared_it_and_left_leaves_nothing_to_publish(cast, asked):
    User.objects.filter(pk=cast.hr.pk).update(is_active=False)
    with pytest.raises(Refused):
        publish_asked(asked=PublicationRequest.objects.get(), actor=cast.second_hr)
    assert not published()


def test_a_second_person_declines_with_a_reason_which_stays(cast, asked):
    with pytest.raises(Refused):
        decline_to_publish(asked=asked, answer="no", actor=cast.second_hr)
    decline_to_publish(asked=asked, answer="Look at B2 again", actor=cast.second_hr)
    asked.refresh_from_db()
    assert (asked.state, asked.answer, published()) == (State.DECLINED, "Look at B2 again", False)
    with pytest.raises(Refused):
        publish_asked(asked=asked, actor=cast.second_hr)


def test_only_who_prepared_it_withdraws_it_and_that_is_in_the_audit_log(cast, asked):
    with pytest.raises(NotAllowed):
        withdraw_publication(asked=asked, actor=cast.second_hr)
    withdraw_publication(asked=asked, actor=cast.hr)
    written = AuditEntry.objects.filter(action__endswith="_publish").order_by("id")
    assert [entry.action for entry in written] == ["cycle.ask_publish", "cycle.withdraw_publish"]


def test_the_pages_of_both_show_the_button_that_is_theirs(login, cast, scored):
    url = reverse("reviews:board_publish", args=["2026"])
    first = login(cast.hr)
    assert 'value="ask"' in first.get(url).content.decode()
    first.post(url, {"action": "ask", "run": "2026:1"})
    page = first.get(url).content.decode()
    assert 'value="withdraw"' in page
    assert 'value="publish"' not in page
    second = login(cast.second_hr)
    assert 'value="publish"' in second.get(url).content.decode()
    number = waiting_request(scored).pk
    refused = second.post(url, {"action": "decline", "asked": number, "answer": ""})
    assert refused.status_code == 422
    second.post(url, {"action": "publish", "asked": number})
    assert published()


def test_who_answers_second_is_told_and_keeps_what_she_typed(login, cast, asked):
    url, third = reverse("reviews:board_publish", args=["2026"]), make.make_user(role="hr")
    publish_asked(asked=asked, actor=cast.second_hr)
    said = {"action": "decline", "asked": asked.pk, "answer": "Look at B2 again"}
    answer = login(third).post(url, said)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "该申请已处理：已发布" in page
    assert "Look at B2 again" in page
    assert 'name="action"' not in page


def test_the_second_person_has_it_on_her_list_and_the_first_has_not(cast, asked):
    def about(user):
        url = reverse("reviews:board_publish", args=["2026"])
        return [task for task in tasks_of(user) if task.href == url]

    assert len(about(cast.second_hr)) == 1
    assert about(cast.hr) == []
    assert about(cast.auditor) == []


def test_another_cycles_request_is_not_answered_here(login, cast, asked):
    other = make.make_cycle("2025", managers=[cast.manager.manager], first_month=202501,
                            last_month=202512)  # fmt: skip
    url = reverse("reviews:board_publish", args=[other.code])
    login(cast.second_hr).post(url, {"action": "publish", "asked": asked.pk})
    assert not published()


def test_a_due_day_of_the_publication_is_late_from_the_next_day_on(cast, scored):
    today = timezone.localdate()
    for late, tone in ((0, ""), (1, "bad")):
        due = today - timedelta(days=late)
        Cycle.objects.filter(pk=scored.pk).update(publish_due=due, review_due=due)
        (task,) = [task for task in tasks_of(cast.hr) if task.href.endswith("#publication")]
        assert task.tone == tone


def test_the_command_keeps_to_the_same_rule(cast, scored):
    said = ["2026", "--run", "1", "--by", cast.hr.username]
    for second in ([], ["--second", cast.hr.username], ["--second", cast.auditor.username]):
        with pytest.raises(CommandError):
            call_command("publish", *said, *second)
    with pytest.raises(CommandError):
        call_command(
            "publish", "2026", "--run", "2", *said[3:], "--second", cast.second_hr.username
        )
    assert not published()
    call_command("publish", *said, "--second", cast.second_hr.username)
    assert published()
