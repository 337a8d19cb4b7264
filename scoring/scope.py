"""Objects within a user's scope; what lies outside answers like what does not exist."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from perfcenter.models import User
from portfolio.models import Manager
from scoring.models import Cycle, Participant, Scheme


def get_participant(user: User, code: str, staff_no: str) -> Participant:
    """Return the participant of the cycle; 404 outside the user's tree."""
    found = Participant.objects.select_related(
        "cycle__scheme", "manager__branch__parent", "manager__supervisor"
    )
    people = Manager.objects.visible_to(user)
    return get_object_or_404(found, cycle__code=code, manager_id=staff_no, manager__in=people)


def get_scheme(user: User, name: str, version: int) -> Scheme:
    """Return a version of a scheme; 404 for who neither keeps schemes nor is measured by it."""
    schemes = Scheme.objects.all()
    if not user.sees_everyone:
        schemes = schemes.filter(cycles__in=Cycle.objects.visible_to(user)).distinct()
    return get_object_or_404(schemes, name=name, version=version)


def check_sees_everyone(user: User) -> None:
    """Answer 404 to everybody but HR and auditors."""
    if not user.sees_everyone:
        raise Http404
