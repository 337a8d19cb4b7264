"""Talks: a check-in both confirm, notes that stay private, and by which day of a month."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from reviews.meetings.read import notes_for, talks_due, to_confirm
from reviews.meetings.write import (
    Outdated,
    confirm_check_in,
    save_check_in,
    set_rule,
    write_note,
)
from reviews.models import CheckIn, TalkNote
from reviews.todo import tasks_of

pytestmark = pytest.mark.usefixtures("english")
DAY = date(2026, 6, 10)
SECRET = "she wants to leave"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """Say which day it is."""

    def on(day: date) -> date:
        monkeypatch.setattr(timezone, "localdate", lambda *a, **k: day)
        return day

    on(DAY)
    return on


def said(cast, cycle, who: str = "supervisor", version: int = 0, words: str = "good", **more):
    typed = {"held_on": DAY, "standing": "half done", **more}
    return save_check_in(
        cycle=cycle, manager=cast.manager.manager, words=words, version=version,
        actor=getattr(cast, who), **typed,
    )  # fmt: skip


def confirmed(cast, cycle, who: str, version: int):
    return confirm_check_in(
        cycle=cycle, manager=cast.manager.manager, version=version, actor=getattr(cast, who)
    )


def noted(cast, cycle, who: str = "supervisor", *, is_private: bool, day: date = DAY):
    return write_note(
        cycle=cycle, manager=cast.manager.manager, held_on=day, text=SECRET,
        is_private=is_private, actor=getattr(cast, who),
    )  # fmt: skip


def test_both_say_their_words_and_both_confirm(cast, cycle):
    said(cast, cycle)
    said(cast, cycle, "manager", 1, "thanks")
    confirmed(cast, cycle, "supervisor", 2)
    assert [one.pk for one in to_confirm(cast.manager)] == [CheckIn.objects.get().pk]
    assert to_confirm(cast.supervisor) == []
    found = confirmed(cast, cycle, "manager", 3)
    assert (found.manager_words, found.reviewer_words, found.is_agreed) == ("thanks", "good", True)
    with pytest.raises(Refused, match="Both have confirmed"):
        said(cast, cycle, "manager", 4, "no")
    with pytest.raises(DatabaseError):
        CheckIn.objects.update(standing="else")


def test_a_check_in_waits_for_her_own_reviewer_and_for_nobody_elses(cast, cycle):
    said(cast, cycle)
    confirmed(cast, cycle, "manager", 1)
    assert [one.manager_id for one in to_confirm(cast.supervisor)] == ["M1"]
    assert to_confirm(cast.supervisor_elsewhere) == to_confirm(cast.hr) == []


def test_a_change_takes_back_what_was_confirmed(cast, cycle):
    said(cast, cycle)
    confirmed(cast, cycle, "manager", 1)
    assert said(cast, cycle, version=2, words="better").manager_confirmed_at is None


def test_who_saves_second_is_asked(cast, cycle):
    said(cast, cycle)
    with pytest.raises(Outdated):
        said(cast, cycle, "manager", 0)
    with pytest.raises(Outdated):
        confirmed(cast, cycle, "manager", 0)


@pytest.mark.parametrize("who", ["colleague", "director", "hr", "supervisor_elsewhere"])
def test_nobody_else_writes(cast, cycle, who):
    with pytest.raises(NotAllowed):
        said(cast, cycle, who)
    with pytest.raises(NotAllowed):
        noted(cast, cycle, who, is_private=False)


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2026, 6, 11)])
def test_a_talk_lies_in_the_cycle_and_is_not_to_come(cast, cycle, day):
    with pytest.raises(Refused, match="lies in the cycle"):
        noted(cast, cycle, is_private=True, day=day)


@pytest.mark.parametrize(
    ("is_private", "readers"), [(True, ["supervisor"]), (False, ["manager", "supervisor"])]
)
def test_a_private_note_is_its_authors_alone(cast, cycle, is_private, readers):
    noted(cast, cycle, is_private=is_private)
    everybody = ("manager", "colleague", "supervisor", "director", "hr", "auditor")
    able = [who for who in everybody if notes_for(getattr(cast, who), cycle, cast.manager.manager)]
    assert able == readers


def test_the_audit_log_says_nothing_of_a_private_note(cast, cycle, login):
    noted(cast, cycle, is_private=True)
    entry = AuditEntry.objects.latest("pk")
    written = f"{entry.object_name} {entry.object_key} {entry.detail}"
    assert SECRET not in written
    assert "M1" not in written
    address = reverse("reviews:talks_with", args=["2026", "M1"])
    for who in ("manager", "hr", "auditor"):
        assert SECRET not in login(getattr(cast, who)).get(address).content.decode()
    assert SECRET in login(cast.supervisor).get(address).content.decode()


@pytest.mark.parametrize(
    ("day", "tone"),
    [(date(2026, 8, 14), ""), (date(2026, 8, 15), ""), (date(2026, 8, 16), "bad")],
)
def test_a_talk_is_due_by_the_15th_though_it_is_a_saturday(cast, cycle, today, day, tone):
    set_rule(cycle=cycle, day=15, read=0, actor=cast.hr)
    today(day)
    task = next(one for one in tasks_of(cast.supervisor) if one.title.startswith("Talk with"))
    assert (task.title, task.tone) == ("Talk with 2 of your people", tone)
    assert talks_due(cast.supervisor, day)[0].due == date(2026, 8, 15)


def test_a_note_of_the_month_counts_and_one_of_the_month_before_does_not(cast, cycle):
    set_rule(cycle=cycle, day=15, read=0, actor=cast.hr)
    noted(cast, cycle, is_private=False, day=date(2026, 5, 31))
    assert talks_due(cast.supervisor, DAY)[0].missing == 2
    noted(cast, cycle, is_private=True, day=date(2026, 6, 1))
    TalkNote.objects.latest("pk")
    assert talks_due(cast.supervisor, date(2026, 6, 10))[0].missing == 1


@pytest.mark.parametrize("day", [0, 29])
def test_the_day_is_in_every_month(cast, cycle, day):
    with pytest.raises(Refused, match="expected 1 to 28"):
        set_rule(cycle=cycle, day=day, read=0, actor=cast.hr)


def test_a_page_that_came_second_keeps_the_words_and_shows_the_others(cast, cycle, login):
    client, address = login(cast.manager), reverse("reviews:talks_with", args=["2026", "M1"])
    said(cast, cycle, words="from the other side")
    typed = {"held_on": "2026-06-10", "standing": "mine", "words": "my words", "save": "1"}
    page = client.post(address, {**typed, "version": "0"})
    assert page.status_code == 409
    text = page.content.decode()
    assert "from the other side" in text
    assert "my words" in text
    assert (
        client.post(address, {**typed, "version": str(page.context["version"])}).status_code == 302
    )
