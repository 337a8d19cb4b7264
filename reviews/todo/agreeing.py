"""One's own performance contracts that wait for a signature."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.registry import Link, Task
from perfcenter.models import User
from reviews.contracts.read import CHANGED
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


def contract_link(participant: Participant) -> tuple[Link, ...]:
    """Return the way from somebody's sheet to her contract, where one was asked for."""
    if not ContractCall.objects.filter(cycle=participant.cycle_id).exists():
        return ()
    place = [participant.cycle.code, participant.manager.staff_no]
    return (Link(_("Performance contract"), reverse("reviews:contract", args=place)),)
