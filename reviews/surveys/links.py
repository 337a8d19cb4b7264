"""Clients' links: made all at once for a file, kept as digests, good for one answer each."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.batches import batches
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_hr
from reviews.models import Side, Survey, SurveyRater
from reviews.surveys.answering import is_waiting

BYTES = 16
"""128 bits from the system's source of randomness."""


@transaction.atomic
def make_links(*, survey: Survey, actor: User) -> list[tuple[str, str]]:
    """Return client number and secret of everybody who has not answered; older links are void."""
    check_is_hr(actor)
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if not survey.is_open or survey.closes_on < timezone.localdate():
        raise Refused(_("The survey takes no answers any more"))
    waiting = survey.raters.select_for_update().filter(side=Side.CLIENT, has_answered=False)
    made = []
    for handful in batches(waiting.order_by("client", "manager")):
        for rater in handful:
            secret = secrets.token_urlsafe(BYTES)
            rater.link_digest = digest_of(secret)
            made.append((str(rater.client_id), secret))
        SurveyRater.objects.bulk_update(handful, ["link_digest"])
    record(actor=actor, action="survey.links", target=survey, detail={"links": len(made)})
    return made


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def rater_of(secret: str) -> SurveyRater | None:
    """Return whom a link is for; None where it is wrong, used, void or too late."""
    found = SurveyRater.objects.select_related("survey__cycle", "manager")
    rater = found.filter(link_digest=digest_of(secret)).first()
    return rater if rater is not None and is_waiting(rater) else None
