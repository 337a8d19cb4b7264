"""Publishing grades, which takes two: one of HR prepares it, another one publishes.

A bank with a single person in HR sets PUBLISHERS to 1; then that one publishes alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_hr
from reviews.calibration.write import publish_moves
from reviews.deck.dressing import master_in_use
from reviews.models import AnnualReport, MasterUse, PublicationRequest
from reviews.publishing.standing import cycles_with, failing, looked_at, void_because
from reviews.telling.news import not_published, prepared, published
from scoring.cycles.as_published import keep_who_they_are
from scoring.cycles.names import keep_names
from scoring.cycles.witnesses import keep_who_leads
from scoring.models import AsPublished, Cycle, NameAsPublished, Witness

SHORTEST_ANSWER, LONGEST_ANSWER = 4, 500
State = PublicationRequest.State


def takes_two() -> bool:
    """Whether one person prepares and another one publishes."""
    return int(settings.PUBLISHERS) > 1


def ask_to_publish(*, cycle: Cycle, runs: Mapping[str, int], actor: User) -> PublicationRequest:
    """Prepare the publication of the runs that were looked at; nothing is published yet.

    A request that has become void makes room for the new one; one that still holds does not.
    """
    check_is_hr(actor)
    with transaction.atomic():
        cycles = _locked(cycle)
        _check_ready(cycles, runs)
        waiting = PublicationRequest.objects.filter(cycle__in=cycles, state=State.ASKED)
        lapsed = list(waiting.select_for_update())
        for one in lapsed:
            if not void_because(one, cycles):
                raise Refused(
                    _("%(name)s has prepared it already; it waits for a second person")
                    % {"name": one.asked_by.name}
                )
            _answer(one, State.LAPSED, None)
        asked = PublicationRequest.objects.create(
            cycle=cycles[0],
            looked_at=looked_at(cycles),
            asked_by=actor,
            asked_at=timezone.now(),
        )
        record(
            actor=actor,
            action="cycle.ask_publish",
            target=asked,
            detail={"run": _runs_text(asked.runs)},
            wrote={
                PublicationRequest: [asked.pk, *(one.pk for one in lapsed)],
                **prepared(asked, actor),
            },
        )
    return asked


def publish_asked(*, asked: PublicationRequest, actor: User) -> list[Cycle]:
    """Publish what somebody else has prepared, as long as nothing of it has changed."""
    check_is_hr(actor)
    with transaction.atomic():
        cycles = _locked(asked.cycle)
        asked = _waiting(asked)
        _check_second(asked.asked_by, actor)
        first = asked.asked_by
        if not (first.is_active and first.is_hr and not first.has_left):
            raise Refused(
                _("%(name)s, who prepared it, has left human resources; somebody prepares it anew")
                % {"name": first.name}
            )
        if why := void_because(asked, cycles):
            raise Refused(_("Not published, the preparation is void: %(why)s") % {"why": why})
        _answer(asked, State.PUBLISHED, actor)
        return [_publish(one, actor, (first, actor), [asked]) for one in cycles]


def decline_to_publish(*, asked: PublicationRequest, answer: str, actor: User) -> None:
    """Leave it unpublished as the second person, and say why."""
    check_is_hr(actor)
    answer = " ".join(answer.split())
    if not SHORTEST_ANSWER <= len(answer) <= LONGEST_ANSWER:
        raise Refused(_("Say why it is not published"))
    with transaction.atomic():
        asked = _waiting(asked)
        _check_second(asked.asked_by, actor)
        _answer(asked, State.DECLINED, actor, answer)
        _record_end(asked, "cycle.decline_publish", actor)


def withdraw_publication(*, asked: PublicationRequest, actor: User) -> None:
    """Take back what one has prepared oneself."""
    check_is_hr(actor)
    with transaction.atomic():
        asked = _waiting(asked)
        if asked.asked_by_id != actor.pk:
            raise NotAllowed(_("Only who prepared it takes it back"))
        _answer(asked, State.WITHDRAWN, actor)
        _record_end(asked, "cycle.withdraw_publish", actor)


def publish(*, cycle: Cycle, run_number: int, actor: User, second: User | None = None) -> Cycle:
    """Publish a cycle with the run that was looked at; the two persons are at one.

    That is what a command does, and the page of a bank with a single person in HR. What somebody
    prepared meanwhile lapses.
    """
    return publish_together(cycle=cycle, runs={cycle.code: run_number}, actor=actor, second=second)[
        0
    ]


def publish_together(
    *, cycle: Cycle, runs: Mapping[str, int], actor: User, second: User | None = None
) -> list[Cycle]:
    """Publish a cycle, and those published together with it, with the runs looked at."""
    check_is_hr(actor)
    if second is not None:
        _check_second(actor, second)
        check_is_hr(second)
        if not second.is_active:
            raise NotAllowed(_("A second person of human resources has to agree"))
    elif takes_two():
        raise Refused(_("A second person of human resources has to agree"))
    with transaction.atomic():
        cycles = _locked(cycle)
        _check_ready(cycles, runs)
        waiting = PublicationRequest.objects.filter(cycle__in=cycles, state=State.ASKED)
        lapsed = list(waiting.select_for_update())
        for one in lapsed:
            _answer(one, State.LAPSED, actor)
        both = (actor, second) if second else None
        return [_publish(one, actor, both, lapsed) for one in cycles]


def _publish(
    cycle: Cycle, actor: User, both: tuple[User, User] | None, asked: Sequence[PublicationRequest]
) -> Cycle:
    """Grades become visible, reports can no longer be changed."""
    run = cycle.runs.latest("number")
    cycle.published_run = run
    cycle.published_at = timezone.now()
    cycle.save(update_fields=["published_run", "published_at"])
    moved = publish_moves(cycle, run)
    keep_who_leads(cycle)
    keep_who_they_are(cycle)
    keep_names(cycle)
    used = keep_master(cycle, actor)
    approved = AnnualReport.objects.filter(cycle=cycle, state=AnnualReport.State.APPROVED)
    count = approved.update(state=AnnualReport.State.PUBLISHED)
    detail: dict[str, object] = {"run": run.number, "reports": count}
    if moved:
        detail["moves"] = run.calibrated.count()
    if both:
        detail |= {"asked_by": both[0].username, "second": both[1].username}
    record(
        actor=actor,
        action="cycle.publish",
        target=cycle,
        detail=detail,
        wrote={
            Witness: [cycle.pk],
            AsPublished: [cycle.pk],
            NameAsPublished: [cycle.pk],
            MasterUse: [used.pk],
            **moved,
            **({PublicationRequest: [one.pk for one in asked]} if asked else {}),
            **published(cycle, actor),
        },
    )
    return cycle


def keep_master(cycle: Cycle, actor: User) -> MasterUse:
    """Keep which master the cycle's decks have from now on, whichever is chosen later."""
    return MasterUse.objects.create(
        master=master_in_use(), cycle=cycle, chosen_by=actor, chosen_at=timezone.now()
    )


def _locked(cycle: Cycle) -> list[Cycle]:
    """Return the cycles that are published together, locked, where none is published yet."""
    keys = [one.pk for one in cycles_with(cycle)]
    cycles = list(Cycle.objects.select_for_update().filter(pk__in=keys).order_by("code"))
    if any(one.is_published for one in cycles):
        raise Refused(_("The cycle is published already"))
    return cycles


def _check_ready(cycles: Sequence[Cycle], runs: Mapping[str, int]) -> None:
    reasons = failing(cycles)
    if reasons:
        raise Refused(_("Not published: %(reasons)s") % {"reasons": _("; ").join(reasons)})
    for cycle in cycles:
        newest = cycle.runs.latest("number").number
        if newest != runs.get(cycle.code):
            raise Refused(
                _("Not published: score run #%(number)s was made meanwhile; look at it first")
                % {"number": newest}
            )


def _check_second(first: User, second: User) -> None:
    if first.pk == second.pk:
        raise Refused(_("The second person is somebody else"))


def _waiting(asked: PublicationRequest) -> PublicationRequest:
    """Return the request, locked, where nobody has answered it."""
    locked = PublicationRequest.objects.select_for_update().get(pk=asked.pk)
    if not locked.is_open:
        raise Refused(
            _("It was answered already: %(state)s") % {"state": locked.get_state_display()}
        )
    return locked


def _answer(asked: PublicationRequest, state: str, by: User | None, answer: str = "") -> None:
    asked.state, asked.answered_by, asked.answer = state, by, answer
    asked.answered_at = timezone.now()
    asked.save(update_fields=["state", "answered_by", "answered_at", "answer"])


def _record_end(asked: PublicationRequest, action: str, actor: User) -> None:
    detail = {"run": _runs_text(asked.runs), "reason": asked.answer or None}
    told = not_published(asked, actor)
    record(actor=actor, action=action, target=asked, detail=detail, wrote=told)


def _runs_text(runs: Mapping[str, int]) -> str:
    """Return the runs as the audit log keeps them: of several cycles each with its code."""
    if len(runs) == 1:
        return str(next(iter(runs.values())))
    return ", ".join(f"{code} #{number}" for code, number in runs.items())
