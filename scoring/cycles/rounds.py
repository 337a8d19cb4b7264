"""Rounds: cycles of one time, one a line, opened together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from scoring.cycles.due import DueDates
from scoring.cycles.write import check_code, open_cycle
from scoring.models import Round, Scheme


@dataclass(frozen=True)
class Part:
    """One cycle of a round; without `members` everybody of the line who serves in its time."""

    code: str
    scheme: Scheme
    line: str = ""
    members: Collection[str] | None = None


def begin_round(*, code: str, title: str, title_zh: str = "", actor: User | None = None) -> Round:
    """Begin a round, in which cycles are then opened."""
    check_code(code)
    title, title_zh = " ".join(title.split()), " ".join(title_zh.split())
    if not title:
        raise Refused(_("Write what the round is called"))
    taken = _("There is a round %(code)s already") % {"code": code}
    if Round.objects.filter(code=code).exists():
        raise Refused(taken)
    try:
        with transaction.atomic():
            opened = Round.objects.create(
                code=code, title=title, title_zh=title_zh, opened_by=actor
            )
            record(actor=actor, action="round.open", target=opened, detail={"title": title})
    except IntegrityError as error:
        raise Refused(taken) from error
    return opened


def open_round(
    *,
    code: str,
    title: str,
    parts: Sequence[Part],
    first_month: int,
    last_month: int,
    title_zh: str = "",
    due: DueDates | None = None,
    first_on: date | None = None,
    last_on: date | None = None,
    actor: User | None = None,
) -> Round:
    """Open a round with all of its cycles, or nothing of it."""
    if not parts:
        raise Refused(_("A round has at least one cycle"))
    with transaction.atomic():
        opened = begin_round(code=code, title=title, title_zh=title_zh, actor=actor)
        for part in parts:
            open_cycle(
                code=part.code,
                scheme=part.scheme,
                first_month=first_month,
                last_month=last_month,
                line=part.line,
                members=part.members,
                any_line=part.members is not None,
                due=due,
                first_on=first_on,
                last_on=last_on,
                in_round=opened,
                actor=actor,
            )
    return opened
