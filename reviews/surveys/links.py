"""Clients' links: made all at once for a file, kept as digests, good for one answer each.

The file names everybody who is asked, and a link looks alike before and after its answer: so
whoever holds the file does not see who has answered.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from perfcenter.base.batches import batches
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_hr
from reviews.models import Side, Survey, SurveyRater
from reviews.surveys.answering import takes_answers

BYTES = 16
"""128 bits from the system's source of randomness."""


class Link(NamedTuple):
    """The way of one client to the questions about one manager."""

    client: str
    secret: str
    manager: str  # her name


@transaction.atomic
def make_links(*, survey: Survey, actor: User) -> list[Link]:
    """Return a link for every client who is asked; older links are void."""
    check_is_hr(actor)
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if not takes_answers(survey):
        raise Refused(_("The survey takes no answers any more"))
    asked = survey.raters.filter(side=Side.CLIENT).select_related("manager")
    asked = asked.select_for_update(of=("self",))
    made = []
    for handful in batches(asked.order_by("client", "manager")):
        for rater in handful:
            secret = secrets.token_urlsafe(BYTES)
            rater.link_digest = digest_of(secret)
            made.append(Link(str(rater.client_id), secret, rater.manager.name))
        SurveyRater.objects.bulk_update(handful, ["link_digest"])
    record(actor=actor, action="survey.links", target=survey, detail={"links": len(made)})
    return made


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def rater_of(secret: str) -> SurveyRater | None:
    """Return whom a link is for; None where it is wrong, void or too late."""
    found = SurveyRater.objects.select_related("survey__cycle", "manager")
    rater = found.filter(link_digest=digest_of(secret)).first()
    return rater if rater is not None and takes_answers(rater.survey) else None
