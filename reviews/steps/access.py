"""Who may do what with whose report. Out of scope is 404; in scope but not hers is 403."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed
from perfcenter.models import User
from perfcenter.ui.requests import once_a_page
from portfolio.models import Manager
from reviews.models import AnnualReport, Revision
from scoring.cycles.as_published import put_back
from scoring.cycles.reviewers import is_reviewer
from scoring.cycles.scope import get_participant
from scoring.models import Cycle, Participant


def get_cycle(user: User, code: str) -> Cycle:
    """Return the cycle within the user's scope."""
    cycles = Cycle.objects.visible_to(user).select_related("scheme")
    cycle: Cycle = get_object_or_404(cycles, code=code)
    return cycle


def get_own_participation(user: User, code: str) -> Participant:
    """Return the user's own place in the cycle; 404 for who takes no part."""
    if not user.is_manager or user.manager_id is None:
        raise Http404
    return get_participant(user, code, user.manager_id)


def get_report(user: User, code: str, staff_no: str) -> Any:
    """Return the report within the user's scope: her own, or one handed in.

    `handed_in` is the version that was handed in last; None where none was.
    """
    submitted = Revision.objects.handed_in().filter(report=OuterRef("pk"))
    found = AnnualReport.objects.visible_to(user).select_related(
        "cycle__scheme", "manager__branch", "decided_by"
    )
    found = found.annotate(handed_in=Subquery(submitted.order_by("-version").values("version")[:1]))
    report: AnnualReport = get_object_or_404(found, cycle__code=code, manager_id=staff_no)
    put_back(report.cycle, [report.manager])
    return report


def may_download(user: User, cycle: Cycle, manager: Manager) -> bool:
    """Whether the user may have the deck: HR and auditors always; a manager hers, and her reviewer.

    These two from the handing-in, because the talk is held before the publication.
    """
    if user.sees_everyone:
        return True
    is_own = user.is_manager and user.manager_id == manager.staff_no
    if not (is_own or is_reviewer(user, cycle, manager)):
        return False
    return cycle.is_published or has_handed_in(cycle, manager)


@once_a_page
def has_handed_in(cycle: Cycle, manager: Manager) -> bool:
    """Whether the manager has handed a report in, whatever became of it since."""
    reports = AnnualReport.objects.filter(cycle=cycle, manager=manager)
    return reports.filter(submitted_at__isnull=False).exists()


def is_own(user: User, manager: Manager) -> bool:
    """Whether the user is the manager herself."""
    return bool(user.is_manager and user.manager_id == manager.staff_no)


def check_is_own(user: User, manager: Manager) -> None:
    """Refuse everybody but the manager herself."""
    if not is_own(user, manager):
        raise NotAllowed(_("Only %(name)s writes this report") % {"name": manager.name})
