"""The entries of pages refused: who wanted what. A flood of them leaves a few with a count."""

from __future__ import annotations

import logging

from django.db import Error
from django.http import HttpRequest

from perfcenter.base.locks import hurried
from perfcenter.trail.recording import NotRecorded, Thing, record_first
from perfcenter.trail.tally import Tally, is_round
from perfcenter.ui.requests import user_of

logger = logging.getLogger(__name__)
PATIENCE = 0.5  # s; the page is refused either way
MOST = 20
"""Refusals to somebody in a row of which each page is told; of more only how many there are."""
tally = Tally()


def record_refusal(request: HttpRequest) -> None:
    """Record the 1st, 10th, 100th... time in a row that the page is refused to who is logged in."""
    user = user_of(request)
    if user is None:
        return
    path = request.path
    times = tally.add(user.pk)
    if times <= MOST:
        times = tally.add((user.pk, path))
    if not is_round(times):
        return
    page = Thing("page", path, path)
    detail = {"method": request.method, "times": times}
    try:
        with hurried(PATIENCE):
            record_first(actor=user, action="page.refuse", target=page, detail=detail)
    except (NotRecorded, Error):  # the page is refused, whatever becomes of the entry
        logger.exception("Refused to login %s, and not recorded: %s", user.pk, path)
        tally.take_back((user.pk, path))
