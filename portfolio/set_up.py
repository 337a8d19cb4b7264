"""The portfolio's steps of setting a bank up."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.formats import whole
from perfcenter.base.registry import SetUp
from perfcenter.models import User
from portfolio.models import BookMonth, Manager

FILES = 10


def steps(user: User) -> Iterator[SetUp]:
    """Yield the import of the bank's files: people first, then at least a month of the ledger."""
    people, months = Manager.objects.count(), BookMonth.objects.count()
    note = _("branches, managers, products, clients, accounts and the months of the ledger")
    if people or months:
        said = {"people": whole(people), "months": whole(months)}
        note = _("%(people)s managers, %(months)s months of the ledger") % said
    href = reverse("portfolio:import_list")
    yield SetUp(FILES, _("Bring the bank's files in"), note, href, bool(people and months))
