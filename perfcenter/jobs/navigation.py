"""The jobs' link in the top bar."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.registry import Item
from perfcenter.models import User

JOBS = 80


def items(user: User) -> Iterator[Item]:
    """Yield the list for who looks after the bank or its machines."""
    if user.is_hr or user.is_administrator:
        yield Item(JOBS, _("Jobs"), reverse("jobs:job_list"), ("jobs:",), folded=user.is_hr)
