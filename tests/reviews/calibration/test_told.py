"""A session is told to who sits in it; moved grades to these alone, once a day."""

from __future__ import annotations

from perfcenter.models import Notice
from reviews.calibration.read import Session
from reviews.calibration.write import close_session, drop_session, keep_minutes, move_grade


def told(since: int) -> set[tuple[str, str]]:
    found = Notice.objects.order_by("pk").values_list("to__username", "kind")
    return set(list(found)[since:])


def test_who_sits_in_a_session_is_told_of_it_and_nobody_else(cast, session):
    owner, auditor = cast.supervisor_elsewhere, cast.auditor.username
    assert told(0) == {(owner.username, "calibration.session"), (auditor, "calibration.session")}
    before = Notice.objects.count()
    move = {"session": session, "reason": "as agreed", "actor": cast.hr}
    move_grade(staff_no="M1", grade="A", **move)
    move_grade(staff_no="M2", grade="A", **move)
    assert told(before) == {(owner.username, "calibration.moved"), (auditor, "calibration.moved")}
    assert Notice.objects.count() == before + 2
    words = " ".join(one.text for one in Notice.objects.all())
    assert cast.manager.name not in words
    before = Notice.objects.count()
    keep_minutes(session=session, minutes="All said", attendance="All", version=1, actor=owner)
    close_session(session=session, mark=Session(session).mark, actor=owner)
    hr = (cast.hr.username, "calibration.session")
    assert told(before) == {hr, (auditor, "calibration.session")}
    before = Notice.objects.count()
    drop_session(session=session, reason="set up anew", actor=cast.second_hr)
    assert told(before) == {hr, (auditor, "calibration.session"), (owner.username, hr[1])}
