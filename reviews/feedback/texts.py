"""How what is typed in this room is kept, and refused."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from scoring.models import Cycle


class Outdated(Refused):
    """Somebody has changed what was read since the page was opened."""

    def __init__(self) -> None:
        super().__init__(_("This has changed since you opened the page; look once more"))


def line(text: str, limit: int, missing: str = "") -> str:
    """Return a text of one line; refused where it is too long, or empty and must not be."""
    return _kept(" ".join(text.split()), limit, missing)


def words(text: str, limit: int, missing: str = "") -> str:
    """Return a text of several lines likewise."""
    return _kept(text.replace("\r\n", "\n").strip(), limit, missing)


def _kept(text: str, limit: int, missing: str) -> str:
    if missing and not text:
        raise Refused(missing)
    if len(text) > limit:
        raise Refused(
            _("The text has %(count)s characters; expected at most %(limit)s")
            % {"count": len(text), "limit": limit}
        )
    return text


def check_held(cycle: Cycle, day: date) -> None:
    """Refuse a day before the publication, or one that is to come."""
    if cycle.published_at is None or not (
        timezone.localdate(cycle.published_at) <= day <= timezone.localdate()
    ):
        raise Refused(_("The day lies between the publication and today"))
