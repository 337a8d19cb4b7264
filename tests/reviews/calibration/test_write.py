"""Grades are moved beside the run; what closed sessions say is published, and nothing before."""

import pytest
from django.db import DatabaseError, transaction

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from portfolio.models import Value
from reviews.calibration.read import Session
from reviews.calibration.write import (
    Overtaken,
    close_session,
    drop_session,
    keep_minutes,
    move_grade,
    open_session,
)
from reviews.models import CalibrationSession
from reviews.publishing.checks import publication_checks
from reviews.publishing.standing import void_because
from reviews.publishing.write import ask_to_publish, publish
from scoring.models import Result
from scoring.runs.final import calibrated_in, final_counts, final_grade
from scoring.runs.result_files import result_files
from scoring.runs.write import score
from scoring.sheet.read import newest_run, score_sheet
from tests.thawing import execute


def moved(cast, session, staff="M1", grade="A", **more):
    said = {"reason": "客户投诉已结案", "actor": cast.hr, **more}
    return move_grade(session=session, staff_no=staff, grade=grade, **said)


def closed(cast, session):
    row = keep_minutes(
        session=session, minutes="逐人讨论", attendance="三人", version=session.version,
        actor=cast.hr,
    )  # fmt: skip
    return close_session(session=row, mark=Session(row).mark, actor=cast.supervisor_elsewhere)


def go(cast, cycle):
    return publish(cycle=cycle, run_number=1, actor=cast.hr, second=cast.second_hr)


def test_a_move_stands_beside_the_run(cast, session):
    move = moved(cast, session)
    page = Session(session)
    person = page.person("M1")
    assert (move.was, person.run_grade, person.grade, person.is_moved) == ("B", "B", "A", True)
    assert dict(page.counts) == {"A": 2, "B": 1, "C": 2}
    assert dict(page.counts_before) == {"A": 1, "B": 2, "C": 2}
    assert [guide.over(page.counts[guide.grades[0]]) for guide in page.guides] == [1, -1, 0]
    assert Result.objects.get(manager="M1").grade == "B"
    assert AuditEntry.objects.latest("id").detail["reason"] == "客户投诉已结案"


def test_the_newest_move_counts_and_one_back_is_none(cast, session):
    moved(cast, session)
    moved(cast, session, grade="B")
    assert Session(session).final_moves == {}
    assert len(Session(session).moves) == 2


@pytest.mark.parametrize(
    "wrong",
    [{"staff": "S2"}, {"grade": "X"}, {"grade": "B"}, {"reason": " "}, {"was": "C"}],
)
def test_a_move_that_cannot_be_is_refused(cast, session, wrong):
    with pytest.raises(Refused):
        moved(cast, session, **wrong)


def test_who_looks_on_moves_nothing(cast, session):
    for who in (cast.auditor, cast.second_hr, cast.manager):
        with pytest.raises(NotAllowed):
            moved(cast, session, actor=who)
    assert moved(cast, session, actor=cast.supervisor_elsewhere)


def test_nobody_sits_where_she_is_graded_and_two_lead(cast, cycle):
    said = {"cycle": cycle, "line": "", "branch": "", "actor": cast.hr}
    for owner, facilitator in (
        (cast.supervisor, cast.hr),
        (cast.hr, cast.hr),
        (cast.administrator, cast.hr),
    ):
        with pytest.raises(Refused):
            open_session(owner=owner, facilitator=facilitator, **said)
    with pytest.raises(NotAllowed):
        open_session(owner=cast.hr, facilitator=cast.second_hr, **{**said, "actor": cast.auditor})


def test_a_group_has_one_session_at_a_time(cast, cycle, session):
    said = {
        "cycle": cycle, "line": "", "branch": "", "owner": cast.hr,
        "facilitator": cast.second_hr, "actor": cast.hr,
    }  # fmt: skip
    with pytest.raises(Refused):
        open_session(**said)
    drop_session(session=session, reason="wrong people", actor=cast.hr)
    assert open_session(**said).is_open


def test_minutes_written_twice_at_once_are_compared(cast, session):
    said = {"session": session, "attendance": "", "version": 1, "actor": cast.hr}
    keep_minutes(minutes="one", **said)
    keep_minutes(minutes="one", **said)
    with pytest.raises(Overtaken):
        keep_minutes(minutes="two", **said)


def test_closed_it_stays_as_it_is(cast, session):
    with pytest.raises(Refused):
        close_session(session=session, mark="0", actor=cast.supervisor_elsewhere)
    with pytest.raises(NotAllowed):
        close_session(session=session, mark="0", actor=cast.hr)
    row = closed(cast, session)
    assert AuditEntry.objects.latest("id").detail["digest"] == row.digest
    with pytest.raises(Refused):
        moved(cast, row)
    for change in ("minutes = 'other'", "state = 'open'", "digest = ''"):
        with pytest.raises(DatabaseError), transaction.atomic():
            execute(f"UPDATE reviews_calibrationsession SET {change}")
    assert CalibrationSession.objects.get().minutes == "逐人讨论"


def test_a_move_since_the_page_was_opened_stands_against_the_closing(cast, session):
    keep_minutes(session=session, minutes="x", attendance="x", version=1, actor=cast.hr)
    mark = Session(session).mark
    moved(cast, session)
    with pytest.raises(Overtaken):
        close_session(session=session, mark=mark, actor=cast.supervisor_elsewhere)


def test_an_open_session_stands_against_the_publication(cast, cycle, session, settled):
    check = next(one for one in publication_checks(cycle) if one.code == "calibration")
    assert not check.holds
    with pytest.raises(Refused):
        go(cast, cycle)
    closed(cast, session)
    assert go(cast, cycle).is_published


def test_published_the_moved_grade_stands_everywhere_beside_the_runs(cast, cycle, session, settled):
    moved(cast, session)
    run = newest_run(cycle)
    assert calibrated_in(run) == {}
    closed(cast, session)
    cycle = go(cast, cycle)
    run = newest_run(cycle)
    result = Result.objects.get(run=run, manager="M1")
    assert final_grade(result, calibrated_in(run)) == "A"
    assert result.grade == "B"
    assert final_counts(run) == {"A": 2, "B": 1, "C": 2}
    sheet = score_sheet(run, cast.manager.manager, viewer=cast.manager)
    assert (sheet.grade_title, sheet.run_grade_title) == ("甲", "乙")
    head, *rows = result_files(run)["results.csv"].decode("utf-8-sig").splitlines()
    assert head.endswith(",calibrated_grade")
    assert next(row for row in rows if row.startswith("M1,")).endswith(",A")
    with pytest.raises(DatabaseError), transaction.atomic():
        execute("UPDATE scoring_calibratedgrade SET grade = 'C'")


def test_a_dropped_session_counts_for_nothing(cast, cycle, session, settled):
    moved(cast, session)
    drop_session(session=closed(cast, session), reason="not agreed", actor=cast.hr)
    cycle = go(cast, cycle)
    assert calibrated_in(newest_run(cycle)) == {}
    with pytest.raises(Refused):
        drop_session(session=session, reason="too late", actor=cast.hr)


def test_a_session_about_other_grades_than_the_newest_runs_is_no_use(cast, cycle, session, settled):
    closed(cast, session)
    Value.objects.filter(manager="M3").update(value=99_000_000)
    score(cycle=cycle)
    codes = {one.code for one in publication_checks(cycle) if not one.holds}
    assert codes == {"calibration"}


def test_a_session_dropped_meanwhile_makes_the_preparation_void(cast, cycle, session, settled):
    row = closed(cast, session)
    asked = ask_to_publish(cycle=cycle, runs={cycle.code: 1}, actor=cast.hr)
    assert not void_because(asked, [cycle])
    drop_session(session=row, reason="not agreed", actor=cast.hr)
    assert void_because(asked, [cycle])
