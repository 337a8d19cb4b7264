"""What of the bank's data the search finds: clients within the user's scope."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.ordering import ByCodePoint, beginning_with
from perfcenter.base.registry import Found, Link
from perfcenter.models import User
from portfolio.models import Client


def found(user: User, words: str, most: int) -> Iterator[Found]:
    """Yield clients by number or by the beginning of a name."""
    if user.is_administrator:
        return
    for client in _clients(user, words, most):
        query = urlencode({"q": client.client_no})
        whose = client.manager.name if client.manager else _("nobody's")
        note = _("%(number)s, %(whose)s") % {"number": client.client_no, "whose": whose}
        yield Found(_("Clients"), client.name, note, f"{reverse('portfolio:client_list')}?{query}")


def _clients(user: User, words: str, most: int) -> list[Client]:
    """Return a few; of a whole bank's each part by its own index, so that nothing is sorted."""
    seen = Client.objects.visible_to(user).select_related("manager")
    if not user.sees_everyone:
        return list(seen.found(words, user).order_by("name", "client_no")[:most])
    named = seen.annotate(by_name=ByCodePoint("name")).filter(beginning_with("by_name", words))
    exact = list(seen.filter(client_no=words))
    others = [one for one in named.order_by("by_name")[:most] if one not in exact]
    return [*exact, *others][:most]


def pages(user: User) -> Iterator[Link]:
    """Yield the pages of the data that the bar does not name."""
    if not user.is_administrator and not user.sees_everyone:
        yield Link(_("Clients"), reverse("portfolio:client_list"))
    if user.is_manager and user.manager_id:
        yield Link(_("My clients"), reverse("portfolio:book", args=[user.manager_id]))
