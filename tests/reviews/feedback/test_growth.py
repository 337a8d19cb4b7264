"""Training needs of both, and wishes that she alone writes, and takes back."""

import pytest
from django.urls import reverse

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry, Notice
from reviews.feedback.growing import withdraw_need, withdraw_wish, write_need, write_wish
from reviews.feedback.read import needs_of, wishes_of
from reviews.models import CareerWish
from tests.reviews.afterwards import rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
SECRET = "想调到总行"


def need(cast, cycle, who="manager", topic="credit", text="现金流分析"):
    return write_need(
        cycle=cycle, manager=cast.manager.manager, topic=topic, text=text, actor=getattr(cast, who)
    )


def wish(cast, cycle, who="manager"):
    return write_wish(
        cycle=cycle, manager=cast.manager.manager, kind="rotation", text=SECRET,
        actor=getattr(cast, who),
    )  # fmt: skip


def test_both_write_needs_and_the_other_one_is_told(cast, published):
    assert need(cast, published).is_own
    assert not need(cast, published, who="supervisor", text="外汇").is_own
    told = Notice.objects.filter(kind="feedback.growth").values_list("to", flat=True)
    assert sorted(told) == sorted([cast.supervisor.pk, cast.manager.pk])
    for who in ("colleague", "director", "hr", "auditor"):
        with pytest.raises(NotAllowed):
            need(cast, published, who=who)


def test_a_need_has_a_topic_and_is_written_once(cast, published):
    assert need(cast, published).pk == need(cast, published).pk
    with pytest.raises(Refused, match="about"):
        need(cast, published, topic="else")


def test_who_wrote_a_need_takes_it_back(cast, published):
    one = need(cast, published)
    with pytest.raises(NotAllowed):
        withdraw_need(need=one, actor=cast.supervisor)
    withdraw_need(need=one, actor=cast.manager)
    assert not needs_of(published, cast.manager.manager).exists()


def test_hr_lists_needs_by_topic(cast, published, login):
    need(cast, published)
    need(cast, published, who="supervisor", topic="products", text="外汇")
    client = login(cast.hr)
    page = client.get(reverse("reviews:need_list", args=["2026"]), {"topic": "credit"})
    assert [one.text for one in page.context["list"].dressed] == ["现金流分析"]
    assert len(rows_of(client.get(reverse("reviews:need_list_xlsx", args=["2026"])))) == 3
    assert (
        login(cast.supervisor).get(reverse("reviews:need_list", args=["2026"])).status_code == 403
    )


@pytest.mark.parametrize(
    ("who", "reads"),
    [("manager", True), ("supervisor", True), ("hr", True), ("auditor", False)],
)
def test_a_wish_is_read_by_her_her_reviewer_and_human_resources(cast, published, login, who, reads):
    wish(cast, published)
    page = login(getattr(cast, who)).get(reverse("reviews:growth", args=["2026", "M1"]))
    assert (SECRET in page.content.decode()) is reads


def test_the_log_and_the_notice_say_neither_whose_nor_which(cast, published):
    wish(cast, published)
    entry = AuditEntry.objects.get(action="wish.write")
    assert SECRET not in str(entry.detail)
    assert "M1" not in f"{entry.detail} {entry.object_name} {entry.object_key}"
    told = Notice.objects.get(kind="feedback.growth")
    assert told.to == cast.supervisor
    assert "M1" not in f"{told.said} {told.place} {told.about_key}"


def test_she_alone_writes_wishes_and_takes_them_back(cast, published, login):
    for who in ("supervisor", "hr"):
        with pytest.raises(NotAllowed):
            wish(cast, published, who=who)
    one = wish(cast, published)
    with pytest.raises(NotAllowed):
        withdraw_wish(wish=one, actor=cast.hr)
    withdraw_wish(wish=one, actor=cast.manager)
    assert not wishes_of(published, cast.manager.manager).exists()
    assert CareerWish.objects.count() == 1
    page = login(cast.supervisor).get(reverse("reviews:growth", args=["2026", "M1"]))
    assert SECRET not in page.content.decode()


def test_nobody_takes_a_wish_of_somebody_else_back_by_its_number(cast, published, login):
    one = wish(cast, published)
    page = reverse("reviews:growth", args=["2026", "M2"])
    sent = {"action": "drop_wish", "number": one.pk}
    assert login(cast.colleague).post(page, sent).status_code == 404
    page = reverse("reviews:growth", args=["2026", "M1"])
    assert login(cast.supervisor).post(page, sent).status_code == 403
