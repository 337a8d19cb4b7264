"""What is prepared for publication, and who answers it."""

from __future__ import annotations

from django.db.models import QuerySet

from perfcenter.models import User
from reviews.models import PublicationRequest
from reviews.publishing.standing import cycles_with
from scoring.models import Cycle


def waiting_request(cycle: Cycle) -> PublicationRequest | None:
    """Return what waits for a second person in the cycle, or in those published with it."""
    found = PublicationRequest.objects.filter(
        cycle__in=cycles_with(cycle), state=PublicationRequest.State.ASKED
    )
    return found.select_related("asked_by", "cycle").first()


def answered_requests(cycle: Cycle) -> QuerySet[PublicationRequest]:
    """Return what was prepared before, and how it ended, the newest first."""
    found = PublicationRequest.objects.filter(cycle__in=cycles_with(cycle))
    asked = PublicationRequest.State.ASKED
    return found.exclude(state=asked).select_related("asked_by", "answered_by")


def may_answer(user: User, asked: PublicationRequest) -> bool:
    """Whether the user is the second person: of HR, and not who prepared it."""
    return user.is_hr and not user.has_left and user.pk != asked.asked_by_id
