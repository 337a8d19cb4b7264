"""Who may do what with whose report: out of scope is 404, in scope but not hers is 403."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.utils import timezone, translation

from perfcenter.base.refusals import NotAllowed
from perfcenter.models import User
from perfcenter.ui.access import check_is_hr
from reviews.deciding.write import return_report
from reviews.report.write import save_draft, submit
from reviews.steps.access import (
    check_is_own,
    get_cycle,
    get_own_participation,
    get_report,
    may_download,
)
from scoring.cycles.lines import set_reviewer
from scoring.cycles.scope import get_participant
from scoring.models import Cycle
from scoring.runs.write import score
from tests import factories as make

EVERYBODY = (
    "manager", "colleague", "supervisor", "director", "supervisor_elsewhere", "outsider", "hr",
    "auditor", "administrator",
)  # fmt: skip


@pytest.fixture
def other(cast, cycle):
    """A second cycle, in which M1 takes part alone; opened after the first, and over last year."""
    return make.make_cycle(
        "2025", managers=[cast.manager.manager], first_month=202501, last_month=202512
    )


def who_may(cast, act) -> set[str]:
    """Return whom an act neither refuses nor answers with 404."""
    found = set()
    for name in EVERYBODY:
        try:
            act(getattr(cast, name))
        except (Http404, NotAllowed):
            continue
        found.add(name)
    return found


def test_a_cycle_is_found_by_its_code_by_whoever_sees_somebody_in_it(cast, cycle, other):
    assert who_may(cast, lambda user: get_cycle(user, "2025")) == {
        "manager", "supervisor", "director", "hr", "auditor",
    }  # fmt: skip
    assert get_cycle(cast.manager, "2025") == other
    assert get_cycle(cast.manager, "2026") == cycle


def test_a_cycle_comes_with_its_scheme(cast, cycle, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert get_cycle(cast.hr, "2026").scheme.name == "balanced"


@pytest.mark.parametrize("code", ["2024", "", "2026 "])
def test_a_cycle_that_is_not_there_is_404(cast, cycle, code):
    with pytest.raises(Http404):
        get_cycle(cast.hr, code)


def test_a_participant_is_seen_by_herself_those_above_and_those_who_see_everyone(cast, cycle):
    assert who_may(cast, lambda user: get_participant(user, "2026", "M1")) == {
        "manager", "supervisor", "director", "hr", "auditor",
    }  # fmt: skip


def test_a_participant_is_the_one_of_that_cycle_and_number(cast, cycle, other):
    found = get_participant(cast.hr, "2025", "M1")
    assert (found.cycle, found.manager) == (other, cast.manager.manager)
    assert get_participant(cast.hr, "2026", "M2").manager == cast.colleague.manager
    with pytest.raises(Http404):
        get_participant(cast.hr, "2025", "M2")


def test_a_participant_comes_with_all_that_her_pages_name(cast, cycle, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = get_participant(cast.hr, "2026", "M1")
        names = (found.cycle.scheme.name, found.manager.branch.parent.name)
        assert names == ("balanced", "Branch HO")


def test_only_who_takes_part_has_a_place_of_her_own(cast, cycle, other):
    assert who_may(cast, lambda user: get_own_participation(user, "2025")) == {"manager"}
    assert get_own_participation(cast.supervisor, "2026").manager == cast.supervisor.manager


def test_a_staff_number_without_the_role_has_no_place_of_its_own(cast, cycle):
    """Who became an auditor does not take part as one; a role without a number neither."""
    turned = User(role=User.Role.AUDITOR, manager=cast.manager.manager)
    for user in (turned, User(role=User.Role.MANAGER)):
        with pytest.raises(Http404):
            get_own_participation(user, "2026")


@pytest.fixture
def drafts(cast, cycle, other):
    """M1's drafts in both cycles."""
    return {
        one.code: save_draft(
            cycle=one,
            manager=cast.manager.manager,
            content=make.COMPLETE,
            version=0,
            actor=cast.manager,
        )
        for one in (cycle, other)
    }


def test_a_draft_is_its_writers_alone(cast, drafts):
    assert who_may(cast, lambda user: get_report(user, "2026", "M1")) == {"manager"}


def test_a_report_handed_in_is_seen_like_its_writer(cast, cycle, submitted):
    assert who_may(cast, lambda user: get_report(user, "2026", "M1")) == {
        "manager", "supervisor", "director", "hr", "auditor",
    }  # fmt: skip


def test_a_report_is_the_one_of_that_cycle_and_writer(cast, drafts):
    assert get_report(cast.manager, "2025", "M1") == drafts["2025"]
    assert get_report(cast.manager, "2026", "M1") == drafts["2026"]
    for code, staff_no in (("2026", "M2"), ("2024", "M1")):
        with pytest.raises(Http404):
            get_report(cast.manager, code, staff_no)


def test_a_report_comes_with_all_that_its_pages_name(cast, drafts, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = get_report(cast.manager, "2026", "M1")
        assert found.cycle.scheme.name == "balanced"
        assert found.manager.branch.name == "Branch B1"


def downloaders(cast, cycle) -> set[str]:
    manager = cast.manager.manager
    return {name for name in EVERYBODY if may_download(getattr(cast, name), cycle, manager)}


def test_a_deck_is_for_those_who_see_everyone_and_once_published_for_her_and_her_reviewer(
    cast, cycle
):
    """Not for who stands above him, nor for whom she works beside."""
    assert downloaders(cast, cycle) == {"hr", "auditor"}
    run = score(cycle=cycle)
    Cycle.objects.filter(pk=cycle.pk).update(published_at=timezone.now(), published_run=run)
    cycle.refresh_from_db()
    assert downloaders(cast, cycle) == {"hr", "auditor", "manager", "supervisor"}


def test_a_draft_of_a_deck_is_hers_and_her_reviewers_from_handing_in(cast, cycle, drafts):
    """Also while the report is returned; who was relieved of reviewing her has it no more."""
    assert downloaders(cast, cycle) == {"hr", "auditor"}
    report = submit(
        cycle=cycle, manager=cast.manager.manager, content=make.COMPLETE,
        version=drafts["2026"].version, actor=cast.manager,
    )  # fmt: skip
    assert downloaders(cast, cycle) == {"hr", "auditor", "manager", "supervisor"}
    return_report(report=report, comments={"problems": "why?"}, actor=cast.supervisor)
    assert downloaders(cast, cycle) == {"hr", "auditor", "manager", "supervisor"}
    set_reviewer(
        cycle=cycle, manager=cast.manager.manager, reviewer=cast.supervisor_elsewhere.manager,
        reason="lent", actor=cast.hr,
    )  # fmt: skip
    assert downloaders(cast, cycle) == {"hr", "auditor", "manager", "supervisor_elsewhere"}


def test_only_the_manager_herself_writes_her_report(cast):
    manager = cast.manager.manager
    assert who_may(cast, lambda user: check_is_own(user, manager)) == {"manager"}
    with pytest.raises(NotAllowed):
        check_is_own(User(role=User.Role.HR, manager=manager), manager)


def test_only_hr_does_what_is_hrs(cast):
    assert who_may(cast, check_is_hr) == {"hr"}


def test_who_is_refused_is_told_who_does_it(cast):
    with translation.override("en"):
        with pytest.raises(NotAllowed, match=r"^Only Manager M1 writes this report$"):
            check_is_own(cast.colleague, cast.manager.manager)
        with pytest.raises(NotAllowed, match=r"^Human resources does this$"):
            check_is_hr(cast.auditor)
