"""Who decides on what somebody asks: never herself, never who scored it.

A query is decided by human resources, or by her reviewer where she is given it. An appeal, and
whatever amends a published result, is decided by somebody who neither reviewed her nor prepared or
made the publication: of human resources, or out of the line above her reviewer.
"""

from __future__ import annotations

from collections.abc import Iterable

from perfcenter.models import AuditEntry, User
from portfolio.models import Manager
from reviews.models import AnnualReport, Comment, Objection, PublicationRequest
from scoring.cycles.reviewers import is_reviewer, reviewer_of, still_decides
from scoring.models import Cycle, Judgment, ScoreRun, Witness
from scoring.scheme.compiling import reads
from scoring.scheme.stored import definition


def may_decide(user: User, objection: Objection) -> bool:
    """Whether the decision is the user's: given to her, or to nobody and she is of HR."""
    if not objection.is_open or not may_be_assigned(user, objection):
        return False
    return user.is_hr if objection.assignee_id is None else objection.assignee_id == user.pk


def may_be_assigned(user: User, objection: Objection) -> bool:
    """Whether the user could be given the decision."""
    cycle, manager = objection.cycle, objection.manager
    if not still_decides(user) or user.manager_id == manager.staff_no:
        return False
    if user.pk in scorers(cycle, manager, objection.measure_code):
        return False
    if objection.is_appeal:
        return is_independent(user, cycle, manager) and (
            user.is_hr or _stands_above(user, cycle, manager)
        )
    return user.is_hr or is_reviewer(user, cycle, manager)


def is_independent(user: User, cycle: Cycle, manager: Manager) -> bool:
    """Whether the user neither reviewed the manager nor prepared or made the publication."""
    if user.manager_id == manager.staff_no or is_reviewer(user, cycle, manager):
        return False
    return user.pk not in {
        *reviewers(cycle, manager),
        *publishers(cycle),
        *scorers(cycle, manager, ""),
    }


def candidates(objection: Objection) -> list[User]:
    """Return who could be given the decision, human resources first."""
    hr = User.objects.filter(role=User.Role.HR, is_active=True).select_related("manager")
    line = Witness.objects.filter(cycle=objection.cycle, manager=objection.manager)
    above = User.objects.filter(
        role=User.Role.MANAGER, is_active=True, manager__in=line.values("supervisor")
    )
    people = [*hr.order_by("name", "pk"), *above.select_related("manager").order_by("name", "pk")]
    people += _reviewer_now(objection, people)
    return [user for user in people if may_be_assigned(user, objection)]


def scorers(cycle: Cycle, manager: Manager, measure: str) -> set[int]:
    """Return who judged the measure, or one that it reads, and who made the run that counts."""
    judged = Judgment.objects.filter(cycle=cycle, manager=manager)
    if measure:
        judged = judged.filter(measure_code__in=behind(cycle, measure))
    runs = ScoreRun.objects.filter(cycle=cycle, made_by__isnull=False).order_by("-number")
    if cycle.published_run_id is not None:
        runs = runs.filter(pk=cycle.published_run_id)
    return {
        *judged.values_list("judged_by", flat=True),
        *(made for made in runs.values_list("made_by", flat=True)[:1] if made),
    }


def behind(cycle: Cycle, measure: str) -> set[str]:
    """Return a measure and all those that its formula reads, through any number of formulas."""
    items = {one.code: one for one in definition(cycle.scheme).all_measures()}
    found: set[str] = set()
    waiting = [measure]
    while waiting:
        code = waiting.pop()
        if code in items and code not in found:
            found.add(code)
            waiting += reads(items[code])
    return found


def reviewers(cycle: Cycle, manager: Manager) -> set[int]:
    """Return who decided on her report or commented on it."""
    reports = AnnualReport.objects.filter(cycle=cycle, manager=manager)
    said = Comment.objects.filter(report__in=reports).values_list("author", flat=True)
    return {*said, *_present(reports.values_list("decided_by", flat=True))}


def publishers(cycle: Cycle) -> set[int]:
    """Return who prepared the publication and who made it, alone or as the second person."""
    entries = AuditEntry.objects.filter(
        action="cycle.publish", object_type=Cycle._meta.label, object_key=str(cycle.pk)
    )
    found: set[int] = set()
    names: set[str] = set()
    for actor, detail in entries.values_list("actor", "detail"):
        found |= {actor} if actor else set()
        names |= {str(detail[key]) for key in ("asked_by", "second") if detail.get(key)}
    found |= set(User.objects.filter(username__in=names).values_list("pk", flat=True))
    asked = PublicationRequest.objects.filter(cycle=cycle, state=PublicationRequest.State.PUBLISHED)
    for pair in asked.values_list("asked_by", "answered_by"):
        found |= set(_present(pair))
    return found


def _stands_above(user: User, cycle: Cycle, manager: Manager) -> bool:
    if not user.is_manager or user.manager_id is None:
        return False
    return Witness.objects.filter(cycle=cycle, manager=manager, supervisor=user.manager_id).exists()


def _reviewer_now(objection: Objection, known: Iterable[User]) -> list[User]:
    """Return the reviewer of today, who is kept in no row before the publication."""
    if objection.is_appeal or objection.cycle.is_published:
        return []
    reviewer = reviewer_of(objection.cycle, objection.manager)
    if reviewer is None:
        return []
    found = User.objects.filter(is_active=True, manager=reviewer).select_related("manager")
    return [user for user in found if user not in known]


def _present(keys: Iterable[int | None]) -> list[int]:
    return [key for key in keys if key is not None]
