"""Who may change logins."""

from __future__ import annotations

from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed
from perfcenter.models import User


def check_administrator(actor: User | None) -> None:
    """Refuse everybody but the administrator and the command line."""
    if actor is not None and not (actor.is_active and actor.is_administrator):
        raise NotAllowed(_("The administrator does this"))
