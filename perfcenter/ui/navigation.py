"""What stands in the top bar for whom: the items that the site and the apps have registered."""

from __future__ import annotations

from perfcenter.base import registry
from perfcenter.base.registry import Item
from perfcenter.models import User
from perfcenter.ui.requests import StaffRequest


def items_for(user: User) -> list[Item]:
    """Return the pages a user works with, in the order of her day."""
    found = [item for items_of in registry.navigation for item in items_of(user)]
    return sorted(found, key=lambda item: item.place)


def items_of(request: StaffRequest) -> list[Item]:
    """Return the items of the page's user: the bar and the phone's menu share one look."""
    if not hasattr(request, "navigation"):
        request.navigation = items_for(request.user)
    return request.navigation
