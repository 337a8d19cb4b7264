"""What is said after a wrong try: the same of a name that nobody has."""

from __future__ import annotations

import math
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import whole
from perfcenter.people.doors.limits import Standing

HOUR = 60


def what_is_left(standing: Standing) -> str:
    """Return how many tries there are, or how long to wait for the next one."""
    if standing.is_open:
        return ngettext("%(count)s try left.", "%(count)s tries left.", standing.left) % {
            "count": whole(standing.left)
        }
    return _(
        "Too many wrong tries: try again in %(time)s, or ask the system administrator to unlock."
    ) % {"time": in_words(standing.wait)}


def in_words(wait: timedelta) -> str:
    """Return a wait in minutes, a long one in hours; never less than it is.

    >>> in_words(timedelta(minutes=4, seconds=1)), in_words(timedelta(hours=2, minutes=1))
    ('5分钟', '3小时')
    """
    minutes = math.ceil(wait.total_seconds() / 60)
    if minutes <= 2 * HOUR:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {
            "count": whole(minutes)
        }
    hours = math.ceil(minutes / HOUR)
    return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": whole(hours)}
