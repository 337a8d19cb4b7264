"""Who reviews whom: the direct supervisor; HR where there is none; never oneself."""

from __future__ import annotations

import pytest
from django.utils import translation

from perfcenter.base.refusals import NotAllowed
from perfcenter.models import User
from portfolio.models import Manager
from scoring.cycles.reviewers import check_may_review, may_review, reviewer_name

EVERYBODY = (
    "manager", "colleague", "supervisor", "director", "supervisor_elsewhere", "outsider", "hr",
    "auditor", "administrator",
)  # fmt: skip


def reviewers_of(cast, cycle, who: str) -> set[str]:
    manager = getattr(cast, who).manager
    return {name for name in EVERYBODY if may_review(getattr(cast, name), cycle, manager)}


@pytest.mark.parametrize(
    ("who", "reviewer"),
    [
        ("manager", "supervisor"),
        ("colleague", "supervisor"),
        ("supervisor", "director"),
        ("outsider", "supervisor_elsewhere"),
        ("director", "hr"),
    ],
)
def test_one_role_alone_reviews_a_manager(cast, cycle, who, reviewer):
    """Not the supervisor's own supervisor, not HR where there is a supervisor, not oneself."""
    assert reviewers_of(cast, cycle, who) == {reviewer}


@pytest.mark.parametrize(("who", "reviewer"), [("manager", "supervisor"), ("director", "hr")])
def test_a_closed_login_reviews_nobody(cast, cycle, who, reviewer):
    """Also within a session that was open when it was closed."""
    user, manager = getattr(cast, reviewer), getattr(cast, who).manager
    assert may_review(user, cycle, manager)
    user.is_active = False
    assert not may_review(user, cycle, manager)
    with pytest.raises(NotAllowed):
        check_may_review(user, cycle, manager)


def test_who_is_her_own_supervisor_in_no_way_reviews_herself(cast, cycle):
    """The database knows no such manager; one who is not stored yet may be."""
    herself = Manager(staff_no="M1", name="M", supervisor_id="M1")
    assert not may_review(cast.manager, cycle, herself)


def test_hr_with_a_staff_number_does_not_review_herself(cast, cycle):
    """Nobody's supervisor, and her own report would be HR's."""
    own = User(role=User.Role.HR, manager=cast.director.manager, is_active=True)
    assert not may_review(own, cycle, cast.director.manager)


def test_a_supervisor_who_got_another_role_reviews_nobody(cast, cycle):
    cast.supervisor.role = User.Role.AUDITOR
    assert not may_review(cast.supervisor, cycle, cast.manager.manager)


def test_the_reviewer_is_named_and_named_to_who_is_refused(cast, cycle):
    with translation.override("en"):
        assert reviewer_name(cycle, cast.manager.manager) == "Manager S1"
        assert reviewer_name(cycle, cast.director.manager) == "Human resources"
        with pytest.raises(NotAllowed, match=r"^Manager S1 reviews this report$"):
            check_may_review(cast.colleague, cycle, cast.manager.manager)


def test_who_reviews_is_not_refused(cast, cycle):
    check_may_review(cast.supervisor, cycle, cast.manager.manager)
    check_may_review(cast.hr, cycle, cast.director.manager)
