"""HR says which slides the decks of a cycle have."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from reviews.deck.arranging.kinds import Arrangement
from reviews.deck.arranging.read import Chosen
from reviews.models import SlideOrder
from scoring.cycles.changing import locked
from scoring.models import Cycle


def choose_slides(
    *, cycle: Cycle, line: str, arrangement: Arrangement, actor: User | None = None
) -> SlideOrder:
    """Set the slides of a line's decks, of every line's for ""; until publication."""
    arrangement.check()
    with transaction.atomic():
        cycle = locked(cycle, actor)
        row = Chosen.of(cycle).rows.get(line)
        if row and Arrangement(tuple(row.talk), tuple(row.behind)) == arrangement:
            raise Refused(_("Those are the slides already; nothing is changed"))
        return _kept(cycle, line, arrangement, actor)


def leave_to_scheme(*, cycle: Cycle, line: str, actor: User | None = None) -> SlideOrder:
    """Take a choice back: the scheme says again, or the usual slides are made."""
    with transaction.atomic():
        cycle = locked(cycle, actor)
        if line not in Chosen.of(cycle).rows:
            raise Refused(_("Nothing was chosen here; nothing is changed"))
        return _kept(cycle, line, Arrangement(), actor)


def _kept(cycle: Cycle, line: str, arrangement: Arrangement, actor: User | None) -> SlideOrder:
    row = SlideOrder.objects.create(
        cycle=cycle,
        line=line,
        talk=list(arrangement.talk),
        behind=list(arrangement.behind),
        chosen_by=actor,
        chosen_at=timezone.now(),
    )
    record(
        actor=actor,
        action="cycle.slides",
        target=cycle,
        detail={
            "line": line,
            "talk": ", ".join(arrangement.talk),
            "behind": ", ".join(arrangement.behind),
        },
        wrote={SlideOrder: [row.pk]},
    )
    return row
