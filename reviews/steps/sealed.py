"""Whether a cycle's record is sealed: then nothing is added to it until two people open it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from reviews.models import Reopening, Seal
from scoring.models import Cycle


def seal_in_force(cycle: Cycle) -> Seal | None:
    """Return the newest seal, where the cycle was not opened again since."""
    newest: Seal | None = cycle.seals.order_by("-number").first()
    if newest is None or newest.reopenings.filter(state=Reopening.State.OPENED).exists():
        return None
    return newest


def sealed_words(cycle: Cycle) -> str:
    """Say that nothing is added to a sealed cycle; empty where something can be."""
    if seal_in_force(cycle) is None:
        return ""
    return _("The cycle is sealed; two people of human resources can open it again")


def check_not_sealed(cycle: Cycle) -> None:
    """Refuse what would add to the record of a sealed cycle; inside the change's transaction.

    The cycle is locked: what is sealed waits for what is being added, and the other way round.
    """
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    if words := sealed_words(cycle):
        raise Refused(words)
