"""The pages of feedback: who opens which, what their buttons do, and what comes second."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.feedback.recognising import grant
from reviews.feedback.write import set_rule
from reviews.models import ImprovementItem, ImprovementPlan, Interview, Recognition
from scoring.cycles.deputies import name_deputy
from tests.reviews.afterwards import rows_of
from tests.reviews.feedback.acting import confirmed, planned, proposed, wrote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
ROLES = ("manager", "colleague", "supervisor", "director", "supervisor_elsewhere", "outsider",
         "hr", "auditor", "administrator")  # fmt: skip
HERS = dict(zip(ROLES, (200, 404, 200, 403, 404, 404, 200, 200, 404), strict=True))
"""M1's pages: herself, who holds the interview, HR and auditors; who leads above is refused."""
LISTED = dict(zip(ROLES, (404, 404, 200, 200, 404, 404, 200, 200, 404), strict=True))
BANK = dict(zip(ROLES, (404, 404, 403, 403, 404, 404, 200, 200, 404), strict=True))
GRANTED = {**HERS, "director": 404}
PAGES = {
    **{f"reviews:{name}": (["2026", "M1"], HERS)
       for name in ("feedback", "improvement", "recognise", "growth")},
    **{f"reviews:{name}": (["2026"], LISTED) for name in ("feedback_list", "feedback_list_xlsx")},
    **{f"reviews:{name}": (["2026"], BANK)
       for name in ("need_list", "need_list_xlsx", "recognition_list", "recognition_list_xlsx")},
}  # fmt: skip
REFUSED = {
    # Who reads the page but may do nothing on it is refused; who may is told what is missing.
    "reviews:feedback": {"action": "write", "held_on": "2026-01-01", "next_steps": "x"},
    "reviews:improvement": {"action": "met", "result": "x"},
    "reviews:growth": {"action": "need", "topic": "credit", "need": "x"},
    "reviews:recognise": {"title": "x", "reason": "y"},
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_the_answer_of_the_table(cast, published, login, subtests, role):
    wrote(cast, published)
    planned(cast, published)
    one = grant(recognition=proposed(cast, published), actor=cast.hr)
    client = login(getattr(cast, role))
    pages = {**PAGES, "reviews:recognition": ([one.pk], GRANTED)}
    for name, (arguments, statuses) in pages.items():
        with subtests.test(name):
            assert client.get(reverse(name, args=arguments)).status_code == statuses[role]


@pytest.mark.parametrize("role", ROLES)
def test_who_may_not_write_changes_nothing(cast, published, login, subtests, role):
    client, may = login(getattr(cast, role)), {"supervisor"}
    allowed = {
        "reviews:feedback": may, "reviews:improvement": {*may, "hr"},
        "reviews:growth": {*may, "manager"}, "reviews:recognise": {*may, "hr"},
    }  # fmt: skip
    for name, sent in REFUSED.items():
        with subtests.test(name):
            answer = client.post(reverse(name, args=["2026", "M1"]), sent)
            known = HERS[role] if HERS[role] != 200 else 403
            assert (answer.status_code in {302, 422}) if role in allowed[name] else (
                answer.status_code == known
            )  # fmt: skip


def test_before_the_publication_there_is_no_page(cast, unpublished, login):
    client = login(cast.hr)
    for name, (arguments, _statuses) in PAGES.items():
        there = reverse(name, args=[unpublished.code, *arguments[1:]])
        assert client.get(there).status_code == 404


def test_the_reviewer_writes_and_she_confirms(cast, published, login):
    page = reverse("reviews:feedback", args=["2026", "M1"])
    boss = login(cast.supervisor)
    sent = {"action": "write", "read": "0", "held_on": timezone.localdate().isoformat(),
            "strengths": "存款\r\n稳定", "next_steps": "走访", "place": "会议室"}  # fmt: skip
    assert boss.post(page, {**sent, "next_steps": ""}).status_code == 422
    assert boss.post(page, sent).status_code == 302
    assert Interview.objects.get().strengths == "存款\n稳定"
    late = boss.post(page, {**sent, "next_steps": "后到的字"})
    assert late.status_code == 409
    assert "后到的字" in late.content.decode()
    assert 'name="read" value="1"' in late.content.decode()
    me = login(cast.manager)
    assert me.post(page, {"action": "refuse", "read": "1", "remark": ""}).status_code == 422
    assert me.post(page, {"action": "confirm", "read": "1", "remark": "同意"}).status_code == 302
    again = me.post(page, {"action": "refuse", "read": "1", "remark": "来晚了"})
    assert again.status_code == 422
    assert "同意" in boss.get(page).content.decode()


def test_she_who_answers_an_older_version_sees_the_newer_one(cast, published, login):
    wrote(cast, published)
    wrote(cast, published, read=1, because="补充", strengths="新的一版")
    page = reverse("reviews:feedback", args=["2026", "M1"])
    late = login(cast.manager).post(page, {"action": "confirm", "read": "1", "remark": "我的话"})
    assert late.status_code == 409
    assert "新的一版" in late.content.decode()
    assert "我的话" in late.content.decode()


def test_a_plan_is_written_changed_reviewed_and_closed(cast, published, login):
    page, client = reverse("reviews:improvement", args=["2026", "M1"]), login(cast.supervisor)
    soon = (timezone.localdate() + timedelta(days=20)).isoformat()
    row = {"i1-goal": "得分", "i1-measure": "评分", "i1-action": "走访", "i1-due": soon}
    sent = {"action": "write", "read": "0", "rows": "3", **row}
    half = client.post(page, {**sent, "i1-action": ""})
    assert half.status_code == 422
    assert "得分" in half.content.decode()
    assert client.post(page, sent).status_code == 302
    assert ImprovementItem.objects.get().position == 1
    assert client.post(page, {**sent, "i1-goal": "后到的字"}).status_code == 409
    assert client.post(page, {**sent, "read": "1", "review_on": soon}).status_code == 302
    review = {"action": "review", "read": "2", "held_on": timezone.localdate().isoformat(),
              "progress": "on_track", "found": "有进展"}  # fmt: skip
    assert client.post(page, review).status_code == 302
    assert "有进展" in client.get(page).content.decode()
    assert (
        client.post(page, {"action": "unmet", "read": "2", "result": "未完成"}).status_code == 302
    )
    assert ImprovementPlan.objects.get().state == "unmet"


def test_recognition_is_decided_on_its_page(cast, published, login):
    page = reverse("reviews:recognise", args=["2026", "M1"])
    sent = {"title": "标兵", "reason": "超额完成"}
    assert login(cast.supervisor).post(page, sent).status_code == 302
    one = Recognition.objects.get()
    page = reverse("reviews:recognition", args=[one.pk])
    assert login(cast.hr).post(page, {"action": "grant"}).status_code == 302
    late = login(cast.second_hr).post(page, {"action": "decline", "answer": "后到的理由"})
    assert late.status_code == 409
    assert "后到的理由" in late.content.decode()
    assert login(cast.manager).get(page).status_code == 200


def test_hr_sets_the_day_and_gets_the_list_as_a_workbook(cast, published, login):
    client, page = login(cast.hr), reverse("reviews:feedback_list", args=["2026"])
    due = (timezone.localdate() + timedelta(days=3)).isoformat()
    assert client.post(page, {"due": due, "lowest": "1", "read": "0"}).status_code == 302
    late = client.post(page, {"due": due, "lowest": "2", "read": "0"})
    assert late.status_code == 409
    wrote(cast, published)
    confirmed(cast, published)
    shown = client.get(page, {"stage": "confirmed"})
    assert [one.staff_no for one in shown.context["list"].dressed] == ["M1"]
    assert shown.context["missing"] == 3
    assert len(rows_of(client.get(reverse("reviews:feedback_list_xlsx", args=["2026"])))) == 5
    assert login(cast.supervisor).post(page, {"due": due}).status_code == 403


def test_a_deputy_reads_and_writes_in_a_published_cycle(cast, published, login):
    today = timezone.localdate()
    name_deputy(
        deputy=cast.supervisor_elsewhere.manager, from_on=today, until_on=today,
        actor=cast.supervisor,
    )  # fmt: skip
    client = login(cast.supervisor_elsewhere)
    assert client.get(reverse("reviews:feedback_list", args=["2026"])).status_code == 200
    assert client.get(reverse("reviews:feedback", args=["2026", "M1"])).status_code == 200
    assert client.get(reverse("reviews:feedback", args=["2026", "S1"])).status_code == 404


def test_the_ways_to_it(cast, published, login):
    set_rule(cycle=published, due=timezone.localdate(), lowest=1, read=0, actor=cast.hr)
    page = reverse("reviews:feedback", args=["2026", "M1"])
    me = login(cast.manager)
    for name, arguments in (
        ("scoring:person", ["M1"]), ("scoring:sheet", ["2026", "M1"]),
        ("reviews:acknowledge", ["2026"]),
    ):  # fmt: skip
        assert f'href="{page}"' in me.get(reverse(name, args=arguments)).content.decode()
    listed = reverse("reviews:feedback_list", args=["2026"])
    board = login(cast.hr).get(reverse("reviews:board", args=["2026"]))
    queue = login(cast.supervisor).get(reverse("reviews:queue_cycle", args=["2026"]))
    assert all(f'href="{listed}"' in answer.content.decode() for answer in (board, queue))


def test_the_list_asks_as_often_for_few_as_for_many(
    cast, published, login, django_assert_max_num_queries
):
    client = login(cast.hr)
    with django_assert_max_num_queries(40):
        client.get(reverse("reviews:feedback_list", args=["2026"]))
