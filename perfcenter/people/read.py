"""Logins as the administrator finds them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from perfcenter.models import User


def users_found(search: dict[str, Any]) -> QuerySet[User]:
    """Return the users whose name or staff number contains the words, of the role given."""
    users = User.objects.select_related("manager__branch").order_by("username")
    if words := search.get("search"):
        users = users.filter(Q(name__icontains=words) | Q(username__icontains=words))
    if role := search.get("role"):
        users = users.filter(role=role)
    return users
