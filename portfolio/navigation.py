"""The portfolio's links in the top bar."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.registry import Item
from perfcenter.models import User

DATA = 70


def items(user: User) -> Iterator[Item]:
    """Yield the imports for who sees everyone."""
    if user.sees_everyone:
        yield Item(DATA, _("Data"), reverse("portfolio:import_list"), ("portfolio:import",))
