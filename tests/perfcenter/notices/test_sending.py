"""What goes out: claimed once, tried again, given up; never by a way that is not set up."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from perfcenter.models import Delivery, NoticeChoice
from perfcenter.notices.calling import NotSent
from perfcenter.notices.sending import AGAIN_AFTER, STALE, _claim, send_due
from tests.perfcenter.notices.conftest import out, told

pytestmark = pytest.mark.django_db
EMAIL = Delivery.Channel.EMAIL


def test_an_email_says_that_something_waits_and_where(clock, reachable, settings):
    settings.SITE_ADDRESS = "https://perf.bank.example/perf"
    told(reachable, text="机密：名次第3")
    assert send_due().sent == 1
    (sent,) = mail.outbox
    assert sent.to == ["m1@bank.example"]
    assert "https://perf.bank.example/perf/notices/" in sent.body
    assert "述职报告被退回" in sent.body
    assert "机密" not in sent.body + sent.subject


def test_what_is_due_to_one_person_is_one_email(clock, reachable, cast):
    told(reachable)
    told(reachable, kind="report.approved")
    assert send_due().sent == 2
    assert len(mail.outbox) == 1
    assert "2" in mail.outbox[0].subject


def test_robots_name_whom_it_concerns_by_her_id(clock, reachable, robot, settings):
    settings.SENDS_EMAIL = False
    settings.WECOM_WEBHOOK = settings.DINGTALK_WEBHOOK = robot.address
    settings.DINGTALK_SECRET = "SEC1"
    told(reachable, text="机密")
    assert send_due().sent == 2
    (path, wecom), (signed, dingtalk) = robot.got
    assert wecom["text"]["mentioned_list"] == ["WM1"]
    assert dingtalk["at"] == {"atUserIds": ["DM1"], "isAtAll": False}
    assert "@DM1" in dingtalk["text"]["content"]
    assert path == "/send?key=secret-key"
    assert "&timestamp=" in signed
    assert "&sign=" in signed
    assert "机密" not in str(robot.got)


def test_nothing_goes_by_a_way_without_an_address(clock, reachable, settings):
    settings.SENDS_EMAIL = False
    told(reachable)
    assert out() == []
    assert not send_due().is_anything


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"status": 500}, "对方返回500"),
        ({"status": 302, "moved_to": "http://127.0.0.1:1/else"}, "对方返回302"),
        ({"says": '{"errcode": 45009}'}, "机器人拒收：45009"),
        ({"says": "<html>"}, "应答内容不是聊天软件的应答"),
    ],
)
def test_a_robot_that_does_not_take_it_is_asked_again_later(
    answer, why, clock, reachable, robot, settings
):
    settings.SENDS_EMAIL, settings.WECOM_WEBHOOK = False, robot.address
    for name, value in answer.items():
        setattr(robot, name, value)
    told(reachable)
    assert send_due().failed == 1
    one = Delivery.objects.get()
    assert (one.state, one.tries, one.why) == ("waiting", 1, why)
    assert len(robot.got) == 1


def test_each_try_waits_longer_until_it_is_given_up(clock, reachable, monkeypatch):
    def refuse(*_words):
        raise NotSent("down")

    monkeypatch.setattr("perfcenter.notices.sending.send", refuse)
    told(reachable)
    for number, wait in enumerate(AGAIN_AFTER, start=1):
        assert send_due().failed == 1
        one = Delivery.objects.get()
        assert (one.tries, one.next_try - timezone.now()) == (number, wait)
        assert not send_due().is_anything
        moment = one.next_try
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
    assert send_due().given_up == 1
    assert out() == [("email", "given_up")]


def test_of_two_senders_at_once_one_gets_it(clock, reachable):
    told(reachable)
    assert len(_claim(EMAIL)) == 1
    assert _claim(EMAIL) == []
    assert not send_due().is_anything
    assert mail.outbox == []


def test_a_sender_that_comes_between_a_look_and_a_claim_has_it_alone(clock, reachable, monkeypatch):
    told(reachable)
    real, others = transaction.atomic, []

    def atomic():
        monkeypatch.setattr("perfcenter.notices.sending.transaction.atomic", real)
        others.extend(_claim(EMAIL))
        return real()

    monkeypatch.setattr("perfcenter.notices.sending.transaction.atomic", atomic)
    assert _claim(EMAIL) == []
    assert len(others) == 1
    assert Delivery.objects.get().tries == 1


def test_what_a_killed_sender_had_claimed_is_not_sent_again(clock, reachable, monkeypatch):
    begun = clock("2026-11-30 10:00")
    told(reachable)
    _claim(EMAIL)
    monkeypatch.setattr("django.utils.timezone.now", lambda: begun + STALE)
    assert not send_due().is_anything
    later = begun + STALE + timedelta(seconds=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert send_due().given_up == 1
    assert out() == [("email", "unclear")]
    assert mail.outbox == []


def test_each_is_told_as_she_chose(clock, reachable):
    choice = NoticeChoice.objects.get()
    choice.email = NoticeChoice.Way.NONE
    choice.save()
    assert told(reachable)
    assert out() == []
    choice.email = NoticeChoice.Way.DAILY
    choice.save()
    told(reachable)
    assert not send_due().is_anything
    clock("2026-12-01 08:29:59")
    assert not send_due().is_anything
    clock("2026-12-01 08:30")
    assert send_due().sent == 1


def test_whoever_lost_her_address_or_login_is_not_sent_anything(clock, reachable):
    told(reachable)
    reachable.is_active = False
    reachable.save()
    assert send_due().given_up == 1
    assert mail.outbox == []
