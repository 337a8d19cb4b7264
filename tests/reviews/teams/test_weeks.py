"""A group's week under its leader, and somebody's own work plan."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed, Refused
from reviews.models import PlanItem
from reviews.teams.read import groups_for, weeks_of
from reviews.teams.write import Outdated, Said, add_item, drop_item, record_week, tick_item

pytestmark = pytest.mark.usefixtures("english")
MONDAY, SUNDAY = date(2026, 8, 10), date(2026, 8, 16)
M1 = {"M1": Said(attended=True, assets=1_000_50, accounts=2, questions="rates")}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *a, **k: SUNDAY)


def kept(cast, said=M1, version: int = 0, held_on: date = SUNDAY, who: str = "supervisor"):
    return record_week(
        leader=cast.supervisor.manager, week=MONDAY, held_on=held_on, said=said, version=version,
        actor=getattr(cast, who),
    )  # fmt: skip


def test_the_leader_keeps_the_week_and_its_sums_follow(cast):
    kept(cast, {**M1, "M2": Said(attended=False, assets=-50)})
    (week,) = weeks_of([cast.supervisor.manager], MONDAY)
    assert (week.attended, week.people, week.assets, week.accounts) == (1, 2, 1_000_00, 2)


def test_who_saves_second_is_told(cast):
    kept(cast)
    with pytest.raises(Outdated):
        kept(cast)
    assert kept(cast, version=1).version == 2


@pytest.mark.parametrize("who", ["manager", "director", "hr"])
def test_nobody_but_the_leader_keeps_it(cast, who):
    with pytest.raises(NotAllowed):
        kept(cast, who=who)


@pytest.mark.parametrize("day", [date(2026, 8, 9), date(2026, 8, 17)])
def test_the_day_lies_in_the_week(cast, day):
    with pytest.raises(Refused, match="lies in its week"):
        kept(cast, held_on=day)


def test_somebody_of_another_group_is_refused(cast):
    with pytest.raises(Refused, match="M3 is not of this group"):
        kept(cast, {"M3": Said(attended=True)})


def test_who_sees_which_group(cast):
    seen = {
        who: list(groups_for(getattr(cast, who)).values_list("pk", flat=True))
        for who in ("manager", "supervisor", "director", "outsider", "hr", "administrator")
    }
    assert seen == {
        "manager": ["S1"], "supervisor": ["D1", "S1"], "director": ["D1", "S1", "S2"],
        "outsider": ["S2"], "hr": ["D1", "S1", "S2"], "administrator": [],
    }  # fmt: skip


def test_the_page_takes_money_in_its_unit_and_keeps_what_came_second(cast, login):
    client = login(cast.supervisor)
    address = reverse("reviews:week", args=["S1"]) + f"?week={SUNDAY}"
    typed = {
        "version": "0", "held_on": "2026-08-12", "money": "1000", "attended_M1": "on",
        "assets_M1": "1.5", "accounts_M1": "4", "questions_M1": "about rates",
    }  # fmt: skip
    assert client.post(address, typed).status_code == 302
    (week,) = weeks_of([cast.supervisor.manager], MONDAY)
    assert (week.assets, week.accounts, week.meeting.week) == (1_500_00, 4, MONDAY)
    late = client.post(address, {**typed, "questions_M1": "something else"})
    assert late.status_code == 409
    page = late.content.decode()
    assert "something else" in page
    assert "about rates" in page
    listed = client.get(reverse("reviews:week_list") + f"?week={MONDAY}")
    assert "1,500.00" in listed.content.decode()


def planned(cast, **more) -> PlanItem:
    said = {"text": "Visit", "is_urgent": True, "is_important": True, **more}
    return add_item(manager=cast.manager.manager, actor=cast.manager, **said)


@pytest.mark.parametrize(
    ("routine", "next_day", "is_done"),
    [
        ("", date(2027, 1, 1), True),
        ("daily", date(2026, 8, 17), False),
        ("weekly", date(2026, 8, 17), False),
        ("monthly", date(2026, 8, 31), True),
        ("monthly", date(2026, 9, 1), False),
    ],
)
def test_a_routine_is_open_again_when_its_time_begins_anew(cast, routine, next_day, is_done):
    item = tick_item(item=planned(cast, routine=routine), is_done=True, actor=cast.manager)
    assert (item.is_done(SUNDAY), item.is_done(next_day)) == (True, is_done)


def test_a_plan_is_ones_own(cast, login):
    item = planned(cast)
    with pytest.raises(NotAllowed):
        drop_item(item=item, actor=cast.supervisor)
    address = reverse("reviews:plan_item", args=[item.pk])
    assert login(cast.colleague).get(address).status_code == 404
    client = login(cast.manager)
    assert "Visit" in client.get(reverse("reviews:plan")).content.decode()
    changed = {"text": "Call", "is_urgent": "on", "routine": "daily"}
    assert client.post(address, changed).status_code == 302
    item.refresh_from_db()
    assert (item.text, item.is_important, item.routine) == ("Call", False, "daily")
    assert client.post(reverse("reviews:plan_tick", args=[item.pk]), {"drop": "1"}).url == reverse(
        "reviews:plan"
    )
    assert "Call" not in client.get(reverse("reviews:plan")).content.decode()
