"""What every change of a running cycle begins with."""

from __future__ import annotations

from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.ui.access import check_is_hr
from scoring.models import Cycle

LONGEST_REASON = 500


def locked(cycle: Cycle, actor: User | None) -> Cycle:
    """Return the cycle for writing; refused to all but HR and commands, and once it is published.

    Everybody who changes it waits for the other, so that two changes never mix.
    """
    if actor is not None:
        check_is_hr(actor)
    found = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if found.is_published:
        raise Refused(_("The cycle is published; nothing in it changes any more"))
    return found


def check_reason(reason: str) -> str:
    """Return the reason as it is kept; a change without one is refused."""
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(_("Write why it is changed"))
    if len(reason) > LONGEST_REASON:
        raise Refused(
            _("The reason has %(count)s characters; expected at most %(limit)s")
            % {"count": len(reason), "limit": LONGEST_REASON}
        )
    return reason
