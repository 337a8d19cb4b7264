"""A manager's own record beside the cycles of a list."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from perfcenter.models import User
from reviews.report import history
from reviews.report.history import OwnRecord
from scoring.models import Cycle

register = template.Library()


@register.simple_tag
def own_records(user: User, cycles: Iterable[Cycle]) -> list[OwnRecord]:
    """{% own_records user page as records %}: the cycles with what the user herself has in each."""
    return history.own_records(user, cycles)
