"""The site's own links in the top bar; the apps register theirs."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.registry import Item
from perfcenter.models import User

USERS, MY_PERFORMANCE, AUDIT_LOG = 10, 20, 90


def items(user: User) -> Iterator[Item]:
    """Yield where each role starts, the users for the administrator, the log for who reads it."""
    if user.is_administrator:
        yield Item(USERS, _("Users"), reverse("perfcenter:user_list"), ("perfcenter:user",))
    if user.is_manager:
        covers = ("perfcenter:home", "scoring:sheet")
        yield Item(MY_PERFORMANCE, _("My performance"), reverse("perfcenter:home"), covers)
    if user.sees_everyone:
        yield Item(
            AUDIT_LOG, _("Audit log"), reverse("perfcenter:audit_list"), ("perfcenter:audit",)
        )
