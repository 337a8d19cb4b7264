"""Participants within a user's scope; who lies outside answers like who does not exist."""

from django.shortcuts import get_object_or_404

from perfcenter.models import User
from scoring.cycles.as_published import put_back
from scoring.models import Participant


def get_participant(user: User, code: str, staff_no: str) -> Participant:
    """Return the participant of the cycle; 404 outside the user's scope."""
    found = Participant.objects.visible_to(user).select_related(
        "cycle__scheme", "manager__branch__parent"
    )
    participant: Participant = get_object_or_404(found, cycle__code=code, manager_id=staff_no)
    put_back(participant.cycle, [participant.manager])
    return participant
