"""The reviewer comments, returns or approves; nobody else does, and never out of turn."""

import pytest

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from reviews.deciding.write import approve, comment, return_report
from reviews.models import AnnualReport
from reviews.report.write import save_draft, submit
from tests.factories import rewritten

NOT_REVIEWERS = ["manager", "colleague", "director", "supervisor_elsewhere", "hr", "auditor"]


def test_the_supervisor_approves(cast, submitted):
    assert approve(report=submitted, actor=cast.supervisor).state == AnnualReport.State.APPROVED


@pytest.mark.parametrize("who", NOT_REVIEWERS)
@pytest.mark.parametrize("verb", [approve, return_report, comment])
def test_only_the_reviewer_decides(cast, submitted, who, verb):
    words = {"comments": {"goals": "x"}}
    with pytest.raises(NotAllowed):
        verb(report=submitted, actor=getattr(cast, who), **words)
    submitted.refresh_from_db()
    assert submitted.state == AnnualReport.State.SUBMITTED


def test_hr_reviews_who_has_no_supervisor(cast, cycle, complete):
    report = submit(
        cycle=cycle, manager=cast.director.manager, content=complete, version=0, actor=cast.director
    )
    with pytest.raises(NotAllowed):
        approve(report=report, actor=cast.director)
    assert approve(report=report, actor=cast.hr).state == AnnualReport.State.APPROVED


def test_a_return_needs_a_comment(cast, submitted):
    with pytest.raises(Refused):
        return_report(report=submitted, comments={"goals": "  "}, actor=cast.supervisor)
    returned = return_report(report=submitted, comments={"goals": "写数"}, actor=cast.supervisor)
    assert returned.state == AnnualReport.State.RETURNED


def test_a_refused_approval_keeps_no_comment_behind(cast, submitted):
    with pytest.raises(Refused):
        approve(report=submitted, actor=cast.supervisor, comments={"nowhere": "x"})
    assert submitted.comments.count() == 0


def test_a_returned_report_is_changed_and_submitted_again(cast, cycle, complete, submitted):
    return_report(report=submitted, comments={"goals": "写数"}, actor=cast.supervisor)
    again = submit(
        cycle=cycle,
        manager=cast.manager.manager,
        content=rewritten(complete, goals="存款增长一成。"),
        version=submitted.version,
        actor=cast.manager,
    )
    assert again.state == AnnualReport.State.SUBMITTED


def test_an_old_comment_does_not_count_for_a_second_return(cast, cycle, complete, submitted):
    return_report(report=submitted, comments={"goals": "写数"}, actor=cast.supervisor)
    again = submit(
        cycle=cycle,
        manager=cast.manager.manager,
        content=complete,
        version=submitted.version,
        actor=cast.manager,
    )
    with pytest.raises(Refused):
        return_report(report=again, comments={}, actor=cast.supervisor)


def test_a_draft_is_not_decided_on(cast, draft):
    for verb in (approve, return_report):
        with pytest.raises(Refused):
            verb(report=draft, actor=cast.supervisor, comments={"goals": "x"})


def test_an_approved_report_stays_approved(cast, cycle, complete, submitted):
    approve(report=submitted, actor=cast.supervisor)
    with pytest.raises(Refused):
        return_report(report=submitted, comments={"goals": "x"}, actor=cast.supervisor)
    with pytest.raises(Refused):
        save_draft(
            cycle=cycle,
            manager=cast.manager.manager,
            content=rewritten(complete, goals="x"),
            version=submitted.version,
            actor=cast.manager,
        )


def test_a_decision_is_in_the_audit_trail_with_the_texts_digest(cast, submitted):
    approve(report=submitted, actor=cast.supervisor)
    entry = AuditEntry.objects.order_by("-id").first()
    assert entry.action == "report.approve"
    assert entry.detail["digest"] == submitted.submitted_digest
