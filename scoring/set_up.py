"""Scoring's steps of setting a bank up."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.formats import listed
from perfcenter.base.registry import SetUp
from perfcenter.models import User
from scoring.models import Scheme

SCHEME = 20
NAMED = 3


def steps(user: User) -> Iterator[SetUp]:
    """Yield the scheme: one is shipped, and a bank may have its own."""
    names = list(Scheme.objects.order_by("name").values_list("name", flat=True).distinct())
    note = _("there: %(names)s") % {"names": listed(names[:NAMED])} if names else _("none yet")
    yield SetUp(SCHEME, _("Have a scheme"), note, reverse("scoring:scheme_list"), bool(names))
