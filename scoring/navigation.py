"""Scoring's links in the top bar."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.registry import Item
from perfcenter.models import User

SCHEMES, PEOPLE = 60, 62


def items(user: User) -> Iterator[Item]:
    """Yield the schemes and the staff for who sees everyone."""
    if user.sees_everyone:
        yield Item(SCHEMES, _("Schemes"), reverse("scoring:scheme_list"), ("scoring:scheme",))
        people = reverse("scoring:person_list")
        yield Item(PEOPLE, _("Staff"), people, ("scoring:person",), folded=True)
