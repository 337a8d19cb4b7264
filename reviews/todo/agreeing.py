"""Performance contracts that wait for one's signature or counter-signature."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import whole
from perfcenter.base.registry import Link, Task
from perfcenter.models import User
from reviews.contracts.read import CHANGED, to_countersign
from reviews.contracts.read import to_sign as waiting
from reviews.models import ContractCall
from reviews.todo.words import joined, until
from scoring.cycles.titles import cycle_title
from scoring.models import Participant


def to_sign(user: User) -> Iterator[tuple[date | None, Task]]:
    """Yield the user's own contracts to sign, cycle by cycle."""
    for cycle, one in waiting(user):
        words = _("Sign the performance contract")
        if one.state == CHANGED:
            words = _("Sign the performance contract: its targets have changed")
        note = joined(cycle_title(cycle), until(one.call.due))
        href = reverse("reviews:contract", args=[cycle.code, user.manager_id])
        yield one.call.due, Task(words, words, note, f"{href}#sign", *one.mark)


def to_counter(user: User) -> Iterator[tuple[date | None, Task]]:
    """Yield the contracts to countersign, cycle by cycle; it leads to the first of them."""
    for cycle, found in to_countersign(user):
        words = ngettext(
            "Countersign %(count)s performance contract",
            "Countersign %(count)s performance contracts",
            len(found),
        ) % {"count": whole(len(found))}
        href = reverse("reviews:contract", args=[cycle.code, found[0].manager.staff_no])
        yield None, Task(words, words, cycle_title(cycle), f"{href}#countersign", "ring", "")


def contract_link(participant: Participant) -> tuple[Link, ...]:
    """Return the way from somebody's sheet to her contract, where one was asked for."""
    if not ContractCall.objects.filter(cycle=participant.cycle_id).exists():
        return ()
    place = [participant.cycle.code, participant.manager.staff_no]
    return (Link(_("Performance contract"), reverse("reviews:contract", args=place)),)
