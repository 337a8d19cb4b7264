"""The portfolio's links in the top bar."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.registry import Item
from perfcenter.models import User
from portfolio.close.read import requests_waiting_for

CLIENTS, DATA, MONTHS = 64, 70, 72


def items(user: User) -> Iterator[Item]:
    """Yield clients, imports and months for who sees everyone, with what waits for a second."""
    if not user.sees_everyone:
        return
    covers = ("portfolio:client", "portfolio:book")
    yield Item(CLIENTS, _("Clients"), reverse("portfolio:client_list"), covers, folded=True)
    yield Item(DATA, _("Import"), reverse("portfolio:import_list"), ("portfolio:import",))
    count = requests_waiting_for(user).count() if user.is_hr else 0
    yield Item(MONTHS, _("Months"), reverse("portfolio:month_list"), ("portfolio:month",), count)
