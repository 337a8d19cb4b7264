"""The versions of a report: all of one's own, to others those handed in and not taken back."""

import pytest
from django.urls import reverse

from reviews.deciding.write import return_report
from reviews.report.withdrawing import withdraw
from reviews.report.write import save_by_itself, save_draft, submit
from reviews.versions.page import since_returned
from tests.factories import rewritten


@pytest.fixture
def hand_in(cast, cycle):
    said = {"cycle": cycle, "manager": cast.manager.manager, "actor": cast.manager}
    return lambda version, **texts: submit(**said, content=rewritten(**texts), version=version)


@pytest.fixture
def returned(cast, hand_in):
    report = hand_in(0, problems="不良率偏高。")
    comments = {"problems": "请说明原因"}
    return return_report(report=report, comments=comments, actor=cast.supervisor)


@pytest.fixture
def look(login, cycle):
    address = reverse("reviews:versions", args=[cycle.code, "M1"])
    return lambda user, **query: login(user).get(address, query).content.decode()


def test_the_reviewer_sees_what_changed_since_she_returned_it(cast, returned, hand_in, look, login):
    report = hand_in(1, problems="不良率偏高，因一户逾期。")
    assert since_returned(report).places == [("二、存在的问题", 6)]
    page = look(cast.supervisor, **{"from": "1", "to": "2"})
    assert "<ins>，因一户逾期</ins" in page
    review = reverse("reviews:review", args=[report.cycle.code, "M1"])
    assert "退回后修改" in login(cast.supervisor).get(review).content.decode()


def test_drafts_are_the_writers_alone(cast, cycle, returned, look):
    said = {"cycle": cycle, "manager": cast.manager.manager, "actor": cast.manager}
    save_draft(**said, content=rewritten(problems="草稿中的话"), version=1)
    save_by_itself(**said, content=rewritten(goals="自动保存的话"), version=2, saves=0)
    assert "自动保存的话" in look(cast.manager)
    for who in (cast.supervisor, cast.hr):
        for query in ({}, {"from": "1", "to": "2"}, {"from": "1", "to": "0"}):
            page = look(who, **query)
            assert "草稿中的话" not in page
            assert "自动保存的话" not in page


def test_what_was_taken_back_is_the_writers_alone_again(cast, cycle, returned, hand_in, look):
    hand_in(1, problems="又收回的话")
    withdraw(cycle=cycle, manager=cast.manager.manager, version=2, actor=cast.manager)
    assert "又收回的话" not in look(cast.supervisor)
    assert "又收回的话" in look(cast.manager)


def test_a_first_version_is_all_new(cast, submitted, look):
    assert "存款日均超过任务。" in look(cast.supervisor, **{"from": "x", "to": "99"})
