"""What of the logins the search finds: for administrators."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.registry import Found, Link
from perfcenter.models import User
from perfcenter.people.read import users_found


def found(user: User, words: str, most: int) -> Iterator[Found]:
    """Yield logins by name or staff number."""
    if not user.is_administrator:
        return
    for one in users_found({"search": words})[:most]:
        note = _("%(number)s, %(branch)s") % {
            "number": one.username,
            "branch": one.get_role_display(),
        }
        yield Found(_("Users"), one.name, note, reverse("perfcenter:user", args=[one.pk]))


def pages(user: User) -> Iterator[Link]:
    """Yield the pages of logins that the bar does not name."""
    yield Link(_("Change password"), reverse("perfcenter:password_change"))
    if user.is_administrator:
        yield Link(_("Make a login"), reverse("perfcenter:user_new"))
        yield Link(_("Staff file"), reverse("perfcenter:user_staff_file"))
