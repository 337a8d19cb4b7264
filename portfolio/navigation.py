"""The portfolio's links in the top bar."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.registry import Item
from perfcenter.models import User
from portfolio.close.read import requests_waiting_for

MONTHS = 72


def items(user: User) -> Iterator[Item]:
    """Yield the months for who sees everyone, with what waits for her as the second person."""
    if user.sees_everyone:
        count = requests_waiting_for(user).count() if user.is_hr else 0
        yield Item(
            MONTHS, _("Months"), reverse("portfolio:month_list"), ("portfolio:month",), count
        )
