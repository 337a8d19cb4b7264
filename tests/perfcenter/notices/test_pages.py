"""One's notices, how one is told, what everybody was told, the administrator's channels."""

import pytest
from django.core import mail
from django.urls import reverse

from perfcenter.models import AuditEntry, Delivery, Notice, NoticeChoice
from perfcenter.notices.read import in_role
from perfcenter.notices.sending import send_due
from perfcenter.notices.write import in_site_alone
from tests.perfcenter.notices.conftest import out, told

pytestmark = pytest.mark.django_db
LIST = reverse("notices:notice_list")


def texts(client, query: str = "") -> list[str]:
    return [one.notice.text for one in client.get(LIST + query).context["list"].dressed]


def test_she_sees_her_own_notices_and_nobody_elses(cast, login):
    told(cast.manager, text="给本人")
    told(cast.colleague, text="给他人")
    page = login(cast.manager).get(LIST).content.decode()
    assert "给本人" in page
    assert "给他人" not in page


def test_to_follow_a_notice_reads_it_and_the_bar_counts_the_rest(cast, login):
    first, second = told(cast.manager) + told(cast.manager)
    client = login(cast.manager)
    assert client.get(LIST).context["user"].unread == 2
    answer = client.post(reverse("notices:notice", args=[first.pk]))
    assert answer.url == reverse("perfcenter:home")
    assert client.get(LIST).context["user"].unread == 1
    read_at = Notice.objects.get(pk=first.pk).read_at
    client.post(reverse("notices:notice", args=[first.pk]))
    assert Notice.objects.get(pk=first.pk).read_at == read_at
    assert client.post(reverse("notices:notice", args=[second.pk]), {"stay": 1}).url == LIST


def test_nobody_reads_what_others_were_told(cast, login):
    (one,) = told(cast.colleague)
    assert login(cast.manager).post(reverse("notices:notice", args=[one.pk])).status_code == 404
    login(cast.manager).post(reverse("notices:all_read"), {"until": one.pk})
    assert Notice.objects.get().read_at is None


def test_all_read_takes_what_the_page_showed(cast, login):
    (shown,) = told(cast.manager)
    told(cast.manager)
    login(cast.manager).post(reverse("notices:all_read"), {"until": shown.pk})
    assert Notice.objects.filter(read_at=None).count() == 1


def test_unread_ones_and_those_of_a_kind_can_be_asked_for(cast, login):
    (read,) = told(cast.manager, text="甲", kind="report.approved")
    told(cast.manager, text="乙")
    client = login(cast.manager)
    client.post(reverse("notices:notice", args=[read.pk]))
    assert texts(client, "?show=unread") == ["乙"]
    assert texts(client, "?kind=report.approved") == ["甲"]


def test_a_choice_holds_from_then_on(cast, login):
    client = login(cast.manager)
    answer = client.post(reverse("notices:choices"), {"email": "at_once", "chat": "none"})
    assert answer.status_code == 302
    found = NoticeChoice.objects.get(user=cast.manager)
    assert (found.email, found.chat) == ("at_once", "none")
    assert AuditEntry.objects.filter(action="notice.choose").exists()


def test_who_is_in_no_staff_file_says_herself_where_she_is_reached(clock, cast, login):
    client, page = login(cast.hr), reverse("notices:choices")
    wrong = client.post(page, {"email": "at_once", "address": "hr@bank"})
    assert (wrong.status_code, "hr@bank" in wrong.content.decode()) == (422, True)
    client.post(page, {"email": "at_once", "address": "hr@bank.example"})
    told(*in_role("hr"))
    assert out() == [("email", "waiting")]
    assert send_due().sent == 1
    assert mail.outbox[0].to == ["hr@bank.example"]
    assert "address" not in login(cast.manager).get(page).context["form"].fields


def test_hr_reads_who_was_told_what_and_what_became_of_it(clock, cast, reachable, login):
    told(reachable, text="你的报告", cycle="2026")
    told(cast.colleague, text="别的", cycle="2025")
    page = login(cast.hr).get(reverse("notices:told"), {"cycle": "2026", "q": "M1"})
    text = page.content.decode()
    assert "你的报告" in text
    assert "等待" in text
    assert "别的" not in text
    assert "m1@bank.example" not in text
    assert login(cast.hr).get(reverse("notices:told_xlsx")).status_code == 200


def test_lists_of_many_notices_ask_no_more(cast, login, django_assert_max_num_queries):
    for _time in range(3):
        told(cast.manager)
    client, hr = login(cast.manager), login(cast.hr)
    with django_assert_max_num_queries(10):
        client.get(LIST)
    with django_assert_max_num_queries(10):
        hr.get(reverse("notices:told"))


def test_the_administrator_tries_a_channel(cast, login, robot, settings):
    settings.WECOM_WEBHOOK = robot.address
    client = login(cast.administrator)
    page = client.get(reverse("notices:channels")).content.decode()
    assert "127.0.0.1" in page
    assert "secret-key" not in page
    client.post(reverse("notices:test", args=["wecom"]), {"wecom-to": "ZhangSan"})
    assert robot.got[0][1]["text"]["mentioned_list"] == ["ZhangSan"]
    client.post(reverse("notices:test", args=["email"]), {"email-to": "it@bank.example"})
    assert mail.outbox[0].to == ["it@bank.example"]
    robot.status = 500
    failed = client.post(reverse("notices:test", args=["wecom"]), {"wecom-to": "ZhangSan"})
    assert (failed.status_code, "对方返回500" in failed.content.decode()) == (422, True)
    off = client.post(reverse("notices:test", args=["dingtalk"]), {"dingtalk-to": "x"})
    assert off.status_code == 422


def test_what_was_told_stays(cast):
    (one,) = told(cast.manager)
    with pytest.raises(Exception, match="never changed"):
        Notice.objects.filter(pk=one.pk).update(kind="else")


def test_what_is_told_of_an_event_twice_is_told_once(cast):
    assert told(cast.manager, once="due 1")
    assert told(cast.manager, cast.colleague, once="due 1")[0].to == cast.colleague
    assert Notice.objects.count() == 2


def test_nothing_goes_out_of_what_was_long_ago(clock, reachable):
    with in_site_alone():
        assert told(reachable)
    assert out() == []
    assert Delivery.objects.count() == 0
