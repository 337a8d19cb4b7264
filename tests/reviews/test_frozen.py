"""A self-review goes from state to state as its verbs do, whoever asks the database otherwise."""

import pytest
from django.db import DatabaseError, transaction

from reviews.deciding.closing import close_report
from reviews.deciding.level import set_second_level
from reviews.deciding.write import approve, return_report
from reviews.models import AnnualReport, Goal
from reviews.publishing.write import publish
from reviews.report.write import save_draft, submit
from scoring.models import Judgment
from scoring.runs.write import score
from tests import factories as make
from tests.factories import COMPLETE
from tests.thawing import execute

DRAFT, SUBMITTED, REVIEWED, RETURNED, APPROVED, PUBLISHED, CLOSED = AnnualReport.State.values
REPORT = "UPDATE reviews_annualreport SET"


@pytest.fixture
def cycle(cast):
    return make.make_cycle(managers=[cast.manager.manager])


def handed_in(cast, cycle, version: int = 0) -> AnnualReport:
    return submit(
        cycle=cycle,
        manager=cast.manager.manager,
        content=COMPLETE,
        version=version,
        actor=cast.manager,
    )


def brought_to(state: str, cast, cycle) -> AnnualReport:
    """Bring a report to a state by the services."""
    if state == DRAFT:
        return save_draft(
            cycle=cycle,
            manager=cast.manager.manager,
            content=COMPLETE,
            version=0,
            actor=cast.manager,
        )
    if state == CLOSED:
        return close_report(
            cycle=cycle, manager=cast.manager.manager, reason="On leave", actor=cast.hr
        )
    report, boss = handed_in(cast, cycle), cast.supervisor
    if state == RETURNED:
        return return_report(report=report, comments={"goals": "More."}, actor=boss)
    if state == REVIEWED:
        set_second_level(cycle=cycle, is_on=True, reason="Two look", actor=cast.hr)
    if state in {REVIEWED, APPROVED, PUBLISHED}:
        approve(report=report, actor=boss)
    if state == PUBLISHED:
        score(cycle=cycle)
        publish(cycle=cycle, run_number=1, actor=cast.hr, second=cast.second_hr)
    return report


def refused(*statements: str) -> None:
    for statement in statements:
        with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
            execute(statement)


@pytest.mark.parametrize(
    ("state", "others"),
    [
        (DRAFT, (RETURNED, APPROVED, PUBLISHED, CLOSED)),
        (SUBMITTED, (DRAFT, SUBMITTED, PUBLISHED, CLOSED)),
        (REVIEWED, (DRAFT, RETURNED, PUBLISHED, CLOSED)),
        (RETURNED, (DRAFT, APPROVED, PUBLISHED, CLOSED)),
        (APPROVED, (DRAFT, SUBMITTED, RETURNED, APPROVED, CLOSED)),
        (PUBLISHED, (DRAFT, SUBMITTED, RETURNED, APPROVED, PUBLISHED, CLOSED)),
        (CLOSED, (SUBMITTED, RETURNED, APPROVED, PUBLISHED)),
    ],
)
def test_no_state_is_skipped_or_gone_back_to(state, others, cast, cycle):
    brought_to(state, cast, cycle)
    for other in others:
        refused(f"{REPORT} state = '{other}', version = version + 1")


@pytest.mark.parametrize("state", AnnualReport.State.values)
def test_a_report_is_never_deleted_nor_anybody_elses(state, cast, cycle):
    brought_to(state, cast, cycle)
    refused("DELETE FROM reviews_annualreport", f"{REPORT} manager_id = 'S1'")


@pytest.mark.parametrize("state", [SUBMITTED, REVIEWED, APPROVED, PUBLISHED])
def test_what_was_handed_in_and_its_goals_stay(state, cast, cycle):
    brought_to(state, cast, cycle)
    refused(
        f'{REPORT} texts = \'{{"goals": "others"}}\'',
        "DELETE FROM reviews_goal",
        "UPDATE reviews_goal SET target = '1/1'",
    )


def test_a_decision_has_somebody_who_made_it_and_changes_no_text(cast, cycle):
    brought_to(SUBMITTED, cast, cycle)
    decided = f"state = 'approved', decided_by_id = {cast.hr.pk}"
    refused(
        f"{REPORT} state = 'approved'",
        f"{REPORT} {decided}, texts = '{{}}'",
        f"{REPORT} {decided}, submitted_digest = ''",
    )
    execute(f"{REPORT} {decided}")


def test_who_writes_decides_nothing(cast, cycle):
    brought_to(RETURNED, cast, cycle)
    refused(
        f'{REPORT} texts = \'{{"goals": "others"}}\'',  # without another version
        f"{REPORT} version = version + 1, decided_by_id = NULL",
        f"{REPORT} version = version + 1, submitted_at = NULL",
    )
    assert handed_in(cast, cycle, version=1).state == SUBMITTED
    assert Goal.objects.count() == len(COMPLETE.goal_lines)


def test_a_judgment_is_corrected_until_the_cycle_is_published(cast, cycle):
    Judgment.objects.create(
        cycle=cycle, manager=cast.manager.manager, measure_code="M", score=5, judged_by=cast.hr
    )
    execute("UPDATE scoring_judgment SET score = 6")
    refused("DELETE FROM scoring_judgment", "UPDATE scoring_judgment SET measure_code = 'N'")
    brought_to(PUBLISHED, cast, cycle)
    refused("UPDATE scoring_judgment SET score = 7", "DELETE FROM scoring_judgment")


def test_a_login_changes_and_is_never_deleted_nor_renamed(cast):
    execute("UPDATE perfcenter_user SET role = 'auditor' WHERE role = 'hr'")
    refused(
        f"DELETE FROM perfcenter_user WHERE id = {cast.hr.pk}",
        f"UPDATE perfcenter_user SET username = 'other' WHERE id = {cast.hr.pk}",
    )
