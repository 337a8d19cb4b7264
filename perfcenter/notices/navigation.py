"""The links of notices in the top bar; one's own stand beside one's name."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.registry import Item
from perfcenter.models import User

TOLD = 85


def items(user: User) -> Iterator[Item]:
    """Yield who was told what for who sees everybody, the channels for administrators."""
    if user.sees_everyone:
        name, title = "notices:told", _("Notices sent")
        yield Item(TOLD, title, reverse(name), (name,), folded=user.is_hr)
    if user.is_administrator:
        name, title = "notices:channels", _("Ways of notices")
        yield Item(TOLD, title, reverse(name), (name,))
