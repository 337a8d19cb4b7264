"""A manager writes her self-review and hands it in; nothing she typed is lost."""

from dataclasses import replace

import pytest

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry
from reviews.models import AnnualReport, Revision
from reviews.report.content import GoalLine, ReportContent, content_of, digest_of, from_json
from reviews.report.storing import Conflict
from reviews.report.write import save_draft, submit
from tests.factories import rewritten


def save(cast, cycle, content, version=0, *, who="manager", actor="manager"):
    return save_draft(
        cycle=cycle,
        manager=getattr(cast, who).manager,
        content=content,
        version=version,
        actor=getattr(cast, actor),
    )


def test_a_draft_comes_back_as_it_was_written(cast, cycle, complete):
    report = save(cast, cycle, complete)
    assert content_of(AnnualReport.objects.get(pk=report.pk)) == complete


def test_every_saved_version_is_kept(cast, cycle, complete, draft):
    save(cast, cycle, rewritten(complete, problems="别的问题"), draft.version)
    kept = [from_json(revision.content).texts["problems"] for revision in Revision.objects.all()]
    assert kept == ["别的问题", complete.texts["problems"]]


def test_saving_the_same_text_twice_makes_one_version(cast, cycle, complete, draft):
    assert save(cast, cycle, complete, draft.version).version == draft.version
    assert Revision.objects.count() == 1


def test_a_text_written_on_an_old_version_is_a_conflict_not_an_overwrite(
    cast, cycle, complete, draft
):
    save(cast, cycle, rewritten(complete, problems="窗口一"), draft.version)
    with pytest.raises(Conflict) as conflict:
        save(cast, cycle, rewritten(complete, problems="窗口二"), draft.version)
    assert conflict.value.report.text("problems") == "窗口一"


@pytest.mark.parametrize("actor", ["colleague", "supervisor", "hr", "auditor", "administrator"])
def test_nobody_writes_another_persons_report(cast, cycle, complete, actor):
    with pytest.raises(NotAllowed):
        save(cast, cycle, complete, actor=actor)
    assert not AnnualReport.objects.exists()


def test_who_takes_no_part_has_no_report(cast, cycle, complete):
    with pytest.raises(Refused):
        save(cast, cycle, complete, who="supervisor_elsewhere", actor="supervisor_elsewhere")


def test_a_text_over_the_limit_is_refused_with_its_length(cast, cycle):
    with pytest.raises(Refused, match="5001"):
        save(cast, cycle, ReportContent({"achievements": "长" * 5001}))


def test_a_submission_records_the_texts_digest(submitted, complete):
    assert submitted.state == AnnualReport.State.SUBMITTED
    assert submitted.submitted_digest == digest_of(complete)
    assert submitted.revisions.first().is_submission


@pytest.mark.parametrize("section", ["achievements", "problems", "improvements"])
def test_an_empty_section_is_not_submitted(cast, cycle, complete, section):
    with pytest.raises(Refused):
        submit(
            cycle=cycle,
            manager=cast.manager.manager,
            content=rewritten(complete, **{section: "  "}),
            version=0,
            actor=cast.manager,
        )
    assert not AnnualReport.objects.exists()


def test_a_goal_without_a_way_to_reach_it_is_not_submitted(cast, cycle, complete):
    with pytest.raises(Refused):
        submit(
            cycle=cycle,
            manager=cast.manager.manager,
            content=replace(complete, goal_lines=(GoalLine("DEP", None, ""),)),
            version=0,
            actor=cast.manager,
        )


def test_a_submitted_report_is_locked(cast, cycle, complete, submitted):
    with pytest.raises(Refused):
        save(cast, cycle, rewritten(complete, goals="改"), submitted.version)


def test_each_step_leaves_its_entry_in_the_audit_trail(submitted):
    actions = list(AuditEntry.objects.order_by("id").values_list("action", flat=True))
    assert actions[-2:] == ["report.save", "report.submit"]
