"""Who decides on what somebody asks: never herself, never who scored it.

A query is decided by human resources, or by her reviewer where she is given it. An appeal, and
whatever amends a published result, is decided by somebody who neither reviewed her nor prepared or
made the publication: of human resources, or out of the line above her reviewer. Where there is no
such person (`candidates` is empty), an administrator names somebody without any part (`naming.py`).
"""

from __future__ import annotations

from perfcenter.models import User
from portfolio.models import Manager
from reviews.appeals.part import Part
from reviews.models import NamedDecider, Objection
from scoring.cycles.reviewers import is_reviewer, reviewer_of, still_decides
from scoring.models import Cycle, Witness


def may_decide(user: User, objection: Objection, part: Part | None = None) -> bool:
    """Whether the decision is the user's: given to her, or to nobody and she is of HR."""
    if not objection.is_open or not may_be_assigned(user, objection, part):
        return False
    return user.is_hr if objection.assignee_id is None else objection.assignee_id == user.pk


def may_be_assigned(user: User, objection: Objection, part: Part | None = None) -> bool:
    """Whether the user could be given the decision; `part` is hers, where it is known."""
    cycle, manager, part = objection.cycle, objection.manager, part or Part(user)
    if not still_decides(user) or user.manager_id == manager.staff_no:
        return False
    if part.scored(cycle, manager.staff_no, objection.measure_code):
        return False
    if is_named(user, objection):
        return had_no_part(user, objection, part)
    if objection.is_appeal:
        above = user.is_hr or _stands_above(user, cycle, manager)
        return above and is_independent(user, cycle, manager, part)
    return user.is_hr or is_reviewer(user, cycle, manager)


def is_independent(user: User, cycle: Cycle, manager: Manager, part: Part | None = None) -> bool:
    """Whether the user neither scored nor reviewed the manager, nor had a part in publishing."""
    part, staff_no = part or Part(user), manager.staff_no
    return not (
        user.manager_id == staff_no
        or part.scored(cycle, staff_no, "")
        or part.reviewed(cycle, staff_no)
        or part.published(cycle)
    )


def had_no_part(user: User, objection: Objection, part: Part | None = None) -> bool:
    """Whether an administrator could name the user: open login, and no part in any of it."""
    return still_decides(user) and is_independent(user, objection.cycle, objection.manager, part)


def is_named(user: User, objection: Objection) -> bool:
    """Whether an administrator named the user to decide on it."""
    return NamedDecider.objects.filter(objection=objection, decider=user).exists()


def candidates(objection: Objection) -> list[User]:
    """Return who could be given the decision, human resources first."""
    hr = User.objects.filter(role=User.Role.HR, is_active=True)
    above = User.objects.filter(role=User.Role.MANAGER, is_active=True)
    line = Witness.objects.filter(cycle=objection.cycle, manager=objection.manager)
    reviewer = reviewer_of(objection.cycle, objection.manager)
    named = User.objects.filter(
        pk__in=NamedDecider.objects.filter(objection=objection).values("decider"), is_active=True
    )
    staff = {*line.values_list("supervisor", flat=True)} | ({reviewer.pk} if reviewer else set())
    people = [
        *hr.select_related("manager").order_by("name", "pk"),
        *above.filter(manager__in=staff).select_related("manager").order_by("name", "pk"),
        *named.select_related("manager").order_by("name", "pk"),
    ]
    return [user for user in dict.fromkeys(people) if may_be_assigned(user, objection)]


def _stands_above(user: User, cycle: Cycle, manager: Manager) -> bool:
    if not user.is_manager or user.manager_id is None:
        return False
    line = Witness.objects.filter(cycle=cycle, manager=manager)
    return line.filter(supervisor=user.manager_id).exists()
