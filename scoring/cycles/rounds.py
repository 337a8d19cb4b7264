"""Rounds: cycles of one time, one a line, opened together."""

from django.db import transaction
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from scoring.cycles.write import check_code
from scoring.models import Round


def begin_round(*, code: str, title: str, title_zh: str = "", actor: User | None = None) -> Round:
    """Begin a round, in which cycles are then opened."""
    check_code(code)
    title, title_zh = " ".join(title.split()), " ".join(title_zh.split())
    if not title:
        raise Refused(_("Write what the round is called"))
    if Round.objects.filter(code=code).exists():
        raise Refused(_("There is a round %(code)s already") % {"code": code})
    with transaction.atomic():
        opened = Round.objects.create(code=code, title=title, title_zh=title_zh, opened_by=actor)
        record(actor=actor, action="round.open", target=opened, detail={"title": opened.heading})
    return opened
