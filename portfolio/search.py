"""What of the bank's data the search finds: clients within the user's scope."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.registry import Found, Link
from perfcenter.models import User
from portfolio.models import Client
from portfolio.models.seen import first_seen


def found(user: User, words: str, most: int) -> Iterator[Found]:
    """Yield clients by the beginning of a number or a name; of few, by any part of the name."""
    if user.is_administrator:
        return
    for client in _clients(user, words, most):
        query = urlencode({"q": client.client_no})
        whose = client.manager.name if client.manager else _("nobody's")
        note = _("%(number)s, %(whose)s") % {"number": client.client_no, "whose": whose}
        yield Found(_("Clients"), client.name, note, f"{reverse('portfolio:client_list')}?{query}")


def _clients(user: User, words: str, most: int) -> list[Client]:
    """Return a few; of many clients each part by its own index, so that nothing is sorted."""
    clients = Client.objects.select_related("manager")
    if clients.are_few(user):
        seen = clients.visible_to(user).holding(words)
        return list(seen.order_by("name", "client_no")[:most])
    found: dict[str, Client] = {}
    for field in ("client_no", "name"):
        begun = clients.beginning_with(field, words)
        for one in first_seen(user, begun, lambda one: one.manager_id, most):
            found.setdefault(one.client_no, one)
    return list(found.values())[:most]


def pages(user: User) -> Iterator[Link]:
    """Yield the pages of the data that the bar does not name."""
    if not user.is_administrator and not user.sees_everyone:
        yield Link(_("Clients"), reverse("portfolio:client_list"))
    if user.is_manager and user.manager_id:
        yield Link(_("My clients"), reverse("portfolio:book", args=[user.manager_id]))
