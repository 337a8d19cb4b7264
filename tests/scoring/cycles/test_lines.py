"""The reviewers of a cycle are its own: by day, from the bank's postings or set by HR."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from portfolio.models import Manager, Posting
from portfolio.models.spans import FIRST_DAY
from reviews.deciding.write import approve, return_report
from reviews.models import AnnualReport
from reviews.report.write import submit
from scoring.cycles.lines import differences, set_reviewer, take_over_reviewers
from scoring.cycles.people import add_participant
from scoring.cycles.reviewers import may_review, named_reviewer_of, reviewed_places
from scoring.models import Cycle, Participant, Reviewer
from scoring.runs.write import score
from tests.factories import COMPLETE, make_cycle, make_manager, make_user
from tests.thawing import thawed

pytestmark = pytest.mark.usefixtures("english")
ONE_DAY = timedelta(days=1)


def posted(manager: Manager, supervisor: Manager | None, day: date) -> None:
    Posting.objects.create(
        manager=manager, branch=manager.branch, supervisor=supervisor, from_on=day
    )


def rows(cycle: Cycle, who: str) -> list[tuple[str | None, date, date | None]]:
    found = Reviewer.objects.filter(cycle=cycle, manager=who)
    return list(found.order_by("from_on").values_list("reviewer", "from_on", "until_on"))


def on(monkeypatch, day: date) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda value=None, timezone=None: day)


def test_a_cycle_opens_with_the_postings_of_its_time_without_a_gap(cast):
    manager = cast.manager.manager
    posted(manager, cast.supervisor_elsewhere.manager, date(2026, 7, 1))
    posted(manager, cast.director.manager, date(2027, 1, 1))
    cycle = make_cycle(managers=[manager])
    assert rows(cycle, "M1") == [
        ("S1", FIRST_DAY, date(2026, 6, 30)),
        ("S2", date(2026, 7, 1), None),
    ]


def test_a_posting_from_the_last_day_counts_and_one_from_the_day_after_does_not(cast):
    posted(cast.manager.manager, cast.director.manager, date(2026, 12, 31))
    posted(cast.colleague.manager, cast.director.manager, date(2027, 1, 1))
    cycle = make_cycle(managers=[cast.manager.manager, cast.colleague.manager])
    assert [row[0] for row in rows(cycle, "M1")] == ["S1", "D1"]
    assert [row[0] for row in rows(cycle, "M2")] == ["S1"]


def test_everybody_above_has_rows_up_to_hr_though_they_take_no_part(cast):
    cycle = make_cycle(managers=[cast.outsider.manager])
    assert {row.manager_id: row.reviewer_id for row in cycle.reviewers.all()} == {
        "M3": "S2", "S2": "D1", "D1": None,
    }  # fmt: skip


def test_a_posting_that_changes_no_supervisor_makes_no_row(cast):
    posted(cast.manager.manager, cast.supervisor.manager, date(2026, 7, 1))
    assert rows(make_cycle(managers=[cast.manager.manager]), "M1") == [("S1", FIRST_DAY, None)]


def test_a_supervisor_loaded_later_changes_nothing_and_is_named_as_a_difference(cast, cycle):
    manager, today = cast.manager.manager, timezone.localdate()
    Manager.objects.filter(pk="M1").update(supervisor="S2")
    posted(manager, cast.supervisor_elsewhere.manager, today + ONE_DAY)
    assert (differences(cycle), may_review(cast.supervisor, cycle, manager)) == ([], True)
    Posting.objects.filter(from_on=today + ONE_DAY).update(from_on=today)
    (found,) = differences(cycle)
    assert (found.manager.pk, found.named.pk, found.posted.pk) == ("M1", "S1", "S2")
    assert may_review(cast.supervisor, cycle, manager)
    assert not Participant.objects.visible_to(cast.supervisor_elsewhere).filter(manager="M1")


def test_what_differs_is_taken_over_from_today_on(cast, cycle):
    today = timezone.localdate()
    posted(cast.manager.manager, cast.supervisor_elsewhere.manager, today - ONE_DAY)
    take_over_reviewers(cycle=cycle, actor=cast.hr)
    assert rows(cycle, "M1") == [("S1", FIRST_DAY, today - ONE_DAY), ("S2", today, None)]
    assert differences(cycle) == []
    with pytest.raises(Refused, match="nothing is changed"):
        take_over_reviewers(cycle=cycle, actor=cast.hr)


def test_what_hr_set_stands_until_a_later_posting(cast, cycle):
    today = timezone.localdate()
    set_to(cast, cycle, cast.director, today)
    posted(cast.manager.manager, cast.supervisor_elsewhere.manager, today)
    assert differences(cycle) == []
    Reviewer.objects.filter(reviewer="D1", manager="M1").update(from_on=today - ONE_DAY)
    assert [one.manager.pk for one in differences(cycle)] == ["M1"]


def set_to(cast, cycle, user, day: date | None = None, **more) -> Reviewer:
    return set_reviewer(
        cycle=cycle,
        manager=cast.manager.manager,
        reviewer=user and user.manager,
        from_on=day,
        reason="S1 is away",
        actor=cast.hr,
        **more,
    )


def test_a_reviewer_decides_from_her_day_on_and_the_one_before_to_the_day_before(
    cast, cycle, monkeypatch
):
    day = timezone.localdate() + ONE_DAY
    set_to(cast, cycle, cast.supervisor_elsewhere, day)

    def decides() -> list[str]:
        users = (cast.supervisor, cast.supervisor_elsewhere)
        listed = [reviewed_places(user).filter(manager="M1").exists() for user in users]
        assert listed == [may_review(user, cycle, cast.manager.manager) for user in users]
        return [user.username for user, does in zip(users, listed, strict=True) if does]

    assert decides() == ["S1"]
    on(monkeypatch, day)
    assert decides() == ["S2"]


def test_who_decided_on_the_day_of_the_change_keeps_it_and_decides_no_more(cast, cycle):
    report = submit(
        cycle=cycle, manager=cast.manager.manager, content=COMPLETE, version=0, actor=cast.manager
    )
    return_report(report=report, comments={"problems": "说明原因。"}, actor=cast.supervisor)
    set_to(cast, cycle, cast.supervisor_elsewhere)
    for user in (cast.supervisor, cast.supervisor_elsewhere):
        assert AnnualReport.objects.visible_to(user).filter(pk=report.pk).exists()
    report = submit(
        cycle=cycle, manager=cast.manager.manager, content=COMPLETE, version=1, actor=cast.manager
    )
    with pytest.raises(NotAllowed):
        approve(report=report, actor=cast.supervisor)
    assert approve(report=report, actor=cast.supervisor_elsewhere).decided_by_id


def test_who_did_not_decide_loses_sight(cast, cycle):
    set_to(cast, cycle, cast.supervisor_elsewhere)
    seen = Participant.objects.visible_to(cast.supervisor).filter(cycle=cycle)
    assert set(seen.values_list("manager", flat=True)) == {"M2", "S1"}


def test_another_cycle_keeps_its_own_reviewer(cast, cycle):
    other = make_cycle(
        "2025", managers=[cast.manager.manager], first_month=202501, last_month=202512
    )
    set_to(cast, cycle, cast.supervisor_elsewhere)
    assert may_review(cast.supervisor, other, cast.manager.manager)
    assert not may_review(cast.supervisor, cycle, cast.manager.manager)


def test_set_twice_on_a_day_the_last_one_holds_and_the_log_has_both(cast, cycle):
    today = timezone.localdate()
    set_to(cast, cycle, cast.supervisor_elsewhere)
    set_to(cast, cycle, None)
    assert rows(cycle, "M1") == [("S1", FIRST_DAY, today - ONE_DAY), (None, today, None)]
    assert may_review(cast.hr, cycle, cast.manager.manager)
    said = AuditEntry.objects.filter(action="cycle.reviewer").order_by("id")
    assert [(e.detail["before"], e.detail["reviewer"]) for e in said] == [
        ("S1", "S2"), ("S2", None),
    ]  # fmt: skip


def test_set_from_an_earlier_day_what_was_said_of_later_days_is_replaced(cast):
    posted(cast.manager.manager, cast.supervisor_elsewhere.manager, date(2026, 7, 1))
    cycle = make_cycle(managers=[cast.manager.manager])
    set_to(cast, cycle, cast.director, date(2026, 3, 1))
    assert rows(cycle, "M1") == [
        ("S1", FIRST_DAY, date(2026, 2, 28)), ("D1", date(2026, 3, 1), None),
    ]  # fmt: skip


def test_a_reviewer_from_elsewhere_brings_her_own_line(cast, cycle):
    above = make_user(make_manager("X1"))
    head = make_user(make_manager("X2", supervisor=above.manager))
    set_to(cast, cycle, head)
    assert Participant.objects.visible_to(above).filter(cycle=cycle, manager="M1").exists()


@pytest.mark.parametrize(
    ("who", "said"),
    [("manager", "Nobody reviews herself"), ("supervisor", "already")],
)
def test_who_cannot_review_is_refused(cast, cycle, who, said):
    with pytest.raises(Refused, match=said):
        set_to(cast, cycle, getattr(cast, who))


def test_nobody_comes_to_stand_above_herself(cast, cycle):
    with pytest.raises(Refused, match="above herself"):
        set_reviewer(
            cycle=cycle,
            manager=cast.director.manager,
            reviewer=cast.manager.manager,
            reason="a circle",
            actor=cast.hr,
        )
    assert rows(cycle, "D1") == [(None, FIRST_DAY, None)]


def test_only_hr_sets_a_reviewer_and_only_until_publication(cast, cycle):
    wanted = {"cycle": cycle, "manager": cast.manager.manager, "reviewer": None, "reason": "r"}
    for user in (cast.supervisor, cast.auditor):
        with pytest.raises(NotAllowed):
            set_reviewer(**wanted, actor=user)
    run = score(cycle=cycle)
    Cycle.objects.filter(pk=cycle.pk).update(published_at=timezone.now(), published_run=run)
    with pytest.raises(Refused, match="published"):
        set_reviewer(**wanted, actor=cast.hr)
    with pytest.raises(DatabaseError), transaction.atomic():
        Reviewer.objects.filter(cycle=cycle).update(reviewer=None)


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(1, 1, 1), False), (date(2025, 12, 31), False), (date(2026, 1, 1), True)],
)
def test_a_reviewer_begins_with_the_cycle_at_the_earliest(cast, cycle, day, holds):
    if holds:
        assert set_to(cast, cycle, cast.supervisor_elsewhere, day).from_on == day
        return
    with pytest.raises(Refused, match="from 2026-01-01 on"):
        set_to(cast, cycle, cast.supervisor_elsewhere, day)


def test_a_reason_is_asked_for(cast, cycle):
    with pytest.raises(Refused, match="Write why"):
        set_reviewer(cycle=cycle, manager=cast.manager.manager, reviewer=None, reason=" ")


def test_the_database_holds_one_open_row_a_person_and_step(cast, cycle):
    with pytest.raises(IntegrityError), transaction.atomic():
        Reviewer.objects.create(cycle=cycle, manager_id="M1", from_on=date(2026, 5, 1))


def test_somebody_added_brings_her_line(cast, cycle):
    joiner = make_manager("M9", supervisor=make_manager("S9", supervisor=cast.director.manager))
    add_participant(cycle=cycle, manager=joiner, reason="Forgotten", actor=cast.hr)
    assert named_reviewer_of(cycle, "M9").pk == "S9"
    assert Participant.objects.visible_to(cast.director).filter(manager="M9").exists()


def test_a_database_from_before_has_the_supervisors_of_now_from_the_beginning(cast, cycle):
    """Of who was kept as leading at publication that one."""
    other = make_cycle(
        "2025", managers=[cast.manager.manager], first_month=202501, last_month=202512
    )
    other.witnesses.create(manager_id="M1", supervisor_id="S2", reason="led")
    Manager.objects.filter(pk="M2").update(supervisor="D1")
    with thawed("scoring_reviewer"):
        Reviewer.objects.all().delete()
    migration = import_module("scoring.migrations.0014_reviewers_so_far")
    migration.keep(apps, connection.schema_editor())
    assert rows(cycle, "M2") == [("D1", FIRST_DAY, None)]
    assert rows(cycle, "M1") == [("S1", FIRST_DAY, None)]
    assert {row.manager_id: row.reviewer_id for row in other.reviewers.all()} == {
        "M1": "S2", "S2": "D1", "D1": None,
    }  # fmt: skip
