"""The list of everything, on a home page, and what stands around one score sheet."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.registry import Around, Link, Task
from perfcenter.models import User
from reviews.steps.access import may_download
from reviews.steps.afterwards import may_still_appeal, may_still_ask
from reviews.steps.sealed import sealed_words
from reviews.todo.afterwards import amended, to_acknowledge, to_answer, to_name
from reviews.todo.agreeing import contract_link, to_counter, to_sign
from reviews.todo.deciding import about, late_people, to_calibrate, to_decide, to_second
from reviews.todo.following import feedback_link, to_follow
from reviews.todo.running import to_run
from reviews.todo.surveyed import (
    links_to,
    raters_links,
    to_approve,
    to_close,
    to_propose,
    to_rate,
)
from reviews.todo.talking import talks_link, to_talk
from reviews.todo.writing import decided_lately, to_write
from scoring.cycles.reviewers import may_review
from scoring.models import Participant


def tasks_of(user: User) -> list[Task]:
    """Return what waits for the user in every open cycle, what is due first at the top."""
    kinds = (
        to_sign,
        to_write,
        to_decide,
        to_second,
        to_counter,
        to_calibrate,
        late_people,
        to_propose,
        to_approve,
        to_rate,
        to_run,
        to_close,
        to_acknowledge,
        to_answer,
        to_name,
        to_follow,
        to_talk,
    )
    found = [task for kind in kinds for task in kind(user)]
    return [task for _until, task in sorted(found, key=lambda pair: pair[0] or date.max)]


def around_sheet(user: User, participant: Participant) -> Around:
    """Return what stands around a participant's score sheet for the user."""
    cycle, manager = participant.cycle, participant.manager
    is_own = user.is_manager and user.manager_id == manager.staff_no
    tasks = tasks_of(user) if is_own else about(user, participant)
    above, nav = _above(user, participant, is_own=is_own)
    return Around(
        above=above,
        nav=nav,
        actions=(
            *links_to(user, participant),
            *raters_links(user, participant),
            *_actions(user, participant, is_own=is_own),
            *contract_link(participant),
            *talks_link(user, participant),
            *feedback_link(user, participant),
        ),
        tasks=tuple(tasks),
        is_concerned=bool(tasks)
        or (not cycle.is_published and (is_own or may_review(user, cycle, manager))),
        notices=(*amended(participant), *(decided_lately(user) if is_own else ())),
        asks=_asks(participant) if is_own else "",
    )


def _asks(participant: Participant) -> str:
    """Return the address under which her measures are queried; nothing once that is over."""
    if not may_still_ask(participant.cycle) or sealed_words(participant.cycle):
        return ""
    place = [participant.cycle.code, participant.manager.staff_no, "x"]
    return reverse("reviews:ask", args=place).removesuffix("x/")


def _actions(user: User, participant: Participant, *, is_own: bool) -> tuple[Link, ...]:
    cycle, manager = participant.cycle, participant.manager
    decks = _decks(participant) if may_download(user, cycle, manager) else ()
    if not (is_own and may_still_appeal(cycle)) or sealed_words(cycle):
        return decks
    return (*decks, Link(_("Appeal"), reverse("reviews:appeal", args=[cycle.code])))


def _decks(participant: Participant) -> tuple[Link, ...]:
    place = [participant.cycle.code, participant.manager.staff_no]
    download = _("Download PPTX") if participant.cycle.is_published else _("Download the draft")
    return (
        Link(_("Preview the deck"), reverse("reviews:preview", args=place)),
        Link(download, reverse("reviews:deck", args=place)),
    )


def _above(user: User, participant: Participant, *, is_own: bool) -> tuple[Link, str]:
    if is_own:
        return Link(_("My performance"), reverse("perfcenter:home")), "perfcenter:home"
    if user.sees_everyone:
        return Link(_("Cycles"), reverse("reviews:cycle_list")), "reviews:cycle_list"
    queue = reverse("reviews:queue_cycle", args=[participant.cycle.code])
    return Link(_("Self-review approvals"), queue), "reviews:queue"
