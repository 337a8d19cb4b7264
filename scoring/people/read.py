"""The people of the staff file that somebody may see, and one of them through time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from perfcenter.base.formats import language
from perfcenter.models import User
from portfolio.models import FIRST_DAY, Absence, Branch, Client, Manager, Posting
from scoring.cycles.titles import cycle_title
from scoring.models import Amendment, Cycle, Participant, Result
from scoring.runs.final import calibrated_in, final_grade
from scoring.runs.in_force import amendments_of, in_force
from scoring.scheme.stored import definition
from scoring.sheet.places import places_of_composite

SERVING, LEFT = "serving", "left"


@dataclass(frozen=True)
class Post:
    """Where somebody belonged from a day on, to a day; None is from the beginning, or until now."""

    posting: Posting
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True)
class PastCycle:
    """A cycle that somebody took part in; what came of it once it is published."""

    cycle: Cycle
    title: str
    result: Result | None
    places: int = 2
    grade: str = ""
    published: Result | None = None  # where it was amended since
    published_grade: str = ""


def people_found(user: User, search: dict[str, Any]) -> QuerySet[Manager]:
    """Return the people within the user's scope by name, branch (and below), line and service."""
    people = Manager.objects.visible_to(user).select_related("branch", "supervisor")
    if words := search.get("q"):
        people = people.filter(Q(name__icontains=words) | Q(staff_no__icontains=words))
    if branch := search.get("branch"):
        people = people.filter(branch__in=_below(branch))
    if line := search.get("line"):
        people = people.filter(line=line)
    gone = Q(left_on__lt=timezone.localdate())
    if state := search.get("state"):
        people = people.filter(gone if state == LEFT else ~gone | Q(left_on__isnull=True))
    clients = Client.objects.filter(manager=OuterRef("pk")).order_by().values("manager")
    return people.annotate(clients_now=Subquery(clients.annotate(n=Count("pk")).values("n")))


def branches_seen(user: User) -> QuerySet[Branch]:
    """Return the branches of people within the user's scope; every one for who sees everybody."""
    if user.sees_everyone:
        return Branch.objects.order_by("code")
    people = Manager.objects.visible_to(user).order_by()
    return Branch.objects.filter(code__in=people.values("branch")).order_by("code")


def _below(code: str) -> set[str]:
    """Return the branch and all below it."""
    children: dict[str | None, list[str]] = {}
    for own, parent in Branch.objects.values_list("code", "parent_id"):
        children.setdefault(parent, []).append(own)
    found, waiting = set(), [code]
    while waiting:
        found.add(one := waiting.pop())
        waiting += [child for child in children.get(one, ()) if child not in found]
    return found


def posts_of(manager: Manager) -> list[Post]:
    """Return where the manager belonged, the newest first; without a posting what holds now."""
    rows = list(
        Posting.objects.filter(manager=manager)
        .select_related("branch", "supervisor")
        .order_by("-from_on")
    )
    if not rows:
        now = Posting(
            manager=manager,
            branch=manager.branch,
            line=manager.line,
            level=manager.level,
            supervisor=manager.supervisor,
        )
        return [Post(now, manager.hired_on, manager.left_on)]
    ends = [manager.left_on, *(row.from_on - timedelta(days=1) for row in rows[:-1])]
    return [
        Post(row, manager.hired_on if row.from_on == FIRST_DAY else row.from_on, end)
        for row, end in zip(rows, ends, strict=True)
    ]


def may_see_addresses(user: User, manager: Manager) -> bool:
    """Whether the user may see where the manager is reached: herself and HR alone.

    Administrators see it on the page of her login.
    """
    return user.is_hr or user.manager_id == manager.staff_no


def absences_of(manager: Manager) -> QuerySet[Absence]:
    return Absence.objects.filter(manager=manager).order_by("-from_on", "kind")


def cycles_of(user: User, manager: Manager) -> list[PastCycle]:
    """Return the cycles in which the user may see the manager, newest first.

    Grade and composite stand beside those that are published: as they were published, or as they
    were amended for her since.
    """
    places = Participant.objects.visible_to(user).filter(manager=manager).values("cycle")
    cycles = Cycle.objects.filter(pk__in=places).select_related("scheme")
    runs = [cycle.published_run_id for cycle in cycles if cycle.published_run_id]
    found = Result.objects.visible_to(user).filter(run__in=runs, manager=manager)
    results = {result.run_id: result for result in found}
    amended = {run: one for (run, _who), one in amendments_of(runs, [manager.staff_no]).items()}
    ordered = sorted(cycles, key=lambda c: (-c.last_month, -c.first_month, c.code))
    keys = [(cycle, cycle.published_run_id or 0) for cycle in ordered]
    return [_past(cycle, results.get(run), amended.get(run)) for cycle, run in keys]


def _past(cycle: Cycle, result: Result | None, amendment: Amendment | None) -> PastCycle:
    if result is None:
        return PastCycle(cycle, cycle_title(cycle), None)
    scheme, calibrated = definition(cycle.scheme), calibrated_in(result.run)
    counts, before = in_force(result, amendment, calibrated), final_grade(result, calibrated)
    return PastCycle(
        cycle,
        cycle_title(cycle),
        counts,
        places_of_composite(counts.composite, scheme, counts.peer_median),
        scheme.grade_title(counts.grade, language()) if counts.grade else "",
        published=result if amendment else None,
        published_grade=scheme.grade_title(before, language()) if before else "",
    )


def clients_count(manager: Manager) -> int:
    return Client.objects.filter(manager=manager).count()
