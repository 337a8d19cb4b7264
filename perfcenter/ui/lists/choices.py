"""Which columns a person sees of a list, and how many rows on a page: kept for her.

That is a matter of her screen, like the theme: it changes nothing that anybody answers for, and
leaves no entry in the audit log.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from perfcenter.models import ListChoice

if TYPE_CHECKING:
    from perfcenter.models import User
    from perfcenter.ui.lists.listing import Listing


@dataclass(frozen=True)
class Choice:
    """What is shown of a list; `is_own` where the person has chosen it."""

    columns: frozenset[str]
    size: int
    is_own: bool


def choice_of(user: Any, listing: Listing) -> Choice:
    """Return what a person has chosen; columns that the list had then and lost are not in it."""
    kept = ListChoice.objects.filter(user=user, name=listing.name).first()
    if kept is None:
        return Choice(frozenset(listing.usual), listing.size, is_own=False)
    known = {one.key for one in listing.columns}
    return Choice(frozenset(known.intersection(kept.columns)), kept.size, is_own=True)


def choose(*, user: User, listing: Listing, columns: Collection[str], size: int) -> None:
    """Keep the columns and the rows on a page, in the place of what was chosen before."""
    keys = [one.key for one in listing.columns if one.key in columns]
    with transaction.atomic():
        ListChoice.objects.update_or_create(
            user=user, name=listing.name, defaults={"columns": keys, "size": size}
        )


def forget(*, user: User, listing: Listing) -> None:
    """Show the list again as it is shown to who has chosen nothing."""
    ListChoice.objects.filter(user=user, name=listing.name).delete()
