"""The reviews' steps of setting a bank up."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.registry import SetUp
from perfcenter.models import User
from reviews.publishing.write import takes_two
from scoring.models import Cycle

SECOND, CYCLE = 40, 50


def steps(user: User) -> Iterator[SetUp]:
    """Yield the second person that a publication takes, and the first cycle."""
    if takes_two():
        of_hr = User.objects.filter(role=User.Role.HR, is_active=True).count()
        note = _("one prepares a publication, another one publishes; an administrator makes logins")
        yield SetUp(SECOND, _("Have two people in human resources"), note, "", of_hr > 1)
    note = _("a scheme, first and last month, who takes part, and by when each step is due")
    there = Cycle.objects.exists()
    yield SetUp(CYCLE, _("Open a cycle"), note, reverse("reviews:cycle_list"), there)
