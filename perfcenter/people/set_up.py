"""The step of setting a bank up that is about logins."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.formats import whole
from perfcenter.base.registry import SetUp
from perfcenter.models import User
from portfolio.models import Manager

LOGINS = 30


def steps(user: User) -> Iterator[SetUp]:
    """Yield the logins of managers, which an administrator makes."""
    people = Manager.objects.count()
    missing = Manager.objects.filter(user=None).count()
    note = _("an administrator makes them from the staff file")
    if people:
        said = {"there": whole(people - missing), "people": whole(people)}
        note = (
            _("%(there)s of %(people)s managers have a login; an administrator makes them") % said
        )
    href = reverse("perfcenter:user_staff_file") if user.is_administrator else ""
    yield SetUp(LOGINS, _("Give everybody a login"), note, href, bool(people) and not missing)
