"""Asking about a line, appealing, and the way to a decision: each a verb, each in the audit log."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.notices.write import told_together
from perfcenter.trail.keeping import Written
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_hr
from portfolio.models import Manager
from reviews.appeals.who import may_be_assigned
from reviews.models import AppealedQuery, Objection, Said
from reviews.models.appeals import EXPECTED_LIMIT, TEXT_LIMIT
from reviews.steps.afterwards import answered_by, may_still_appeal, may_still_ask
from reviews.steps.sealed import check_not_sealed
from reviews.telling.asked import asked, given, withdrawn
from reviews.telling.asked import said as said_to
from scoring.models import Cycle, Participant
from scoring.scheme.stored import definition

State, Sort, Kind = Objection.State, Objection.Sort, Objection.Kind
NOTHING: Mapping[str, Any] = {}
MOST_OPEN = 50
"""So many queries somebody may have open in a cycle."""


class Decided(Refused):
    """Somebody was first: it is open no more."""

    def __init__(self, objection: Objection) -> None:
        state = objection.get_state_display()
        super().__init__(_("It was decided meanwhile: %(state)s") % {"state": state})


@transaction.atomic
def ask(
    *,
    cycle: Cycle,
    manager: Manager,
    measure_code: str,
    kind: str,
    expected: str,
    text: str,
    copied: Mapping[str, Any] = NOTHING,
    actor: User,
) -> Objection:
    """Query one line of one's own numbers, before the publication or in the days after it."""
    _check_own(actor, cycle, manager)
    if not may_still_ask(cycle):
        raise Refused(_("The last day for queries of this cycle has gone by"))
    if kind not in Kind.values or kind == Kind.RESULT:
        raise Refused(_("Say what is wrong with the line"))
    if measure_code not in {one.code for one in definition(cycle.scheme).all_measures()}:
        raise Refused(_("%(code)s is no measure of this cycle") % {"code": measure_code})
    text, expected = _text(text, _("Say what you ask")), " ".join(expected.split())
    if not expected or len(expected) > EXPECTED_LIMIT:
        raise Refused(_("Say what it should be"))
    mine = Objection.objects.filter(cycle=cycle, manager=manager, state=State.OPEN)
    same = mine.filter(measure_code=measure_code, kind=kind, expected=expected, text=text)
    for one in same:
        if one.copied == copied:
            return one  # a button pressed twice
    if mine.count() >= MOST_OPEN:
        raise Refused(_("You have as many open queries as there may be; wait for their decisions"))
    objection = Objection.objects.create(
        cycle=cycle,
        manager=manager,
        sort=Sort.QUERY,
        kind=kind,
        measure_code=measure_code,
        expected=expected,
        copied=dict(copied),
        text=text,
        asked_at=timezone.now(),
        asked_by=actor,
        due_on=answered_by(),
    )
    _record(objection, "objection.ask", actor, wrote=asked(objection, actor), measure=measure_code)
    return objection


@transaction.atomic
def appeal(
    *, cycle: Cycle, manager: Manager, text: str, queries: Collection[int] = (), actor: User
) -> Objection:
    """Appeal against one's published result, as a whole or with queries that it takes up."""
    _check_own(actor, cycle, manager)
    if not cycle.is_published:
        raise Refused(_("The cycle is not published yet; query the line instead"))
    if not may_still_appeal(cycle):
        raise Refused(_("The last day for appeals of this cycle has gone by"))
    text = _text(text, _("Say what you appeal against"))
    mine = Objection.objects.filter(cycle=cycle, manager=manager)
    if mine.filter(sort=Sort.APPEAL).exclude(state=State.WITHDRAWN).exists():
        raise Refused(_("You have appealed already; there is one appeal against a result"))
    taken = list(mine.filter(sort=Sort.QUERY, pk__in=queries).order_by("pk"))
    try:
        with transaction.atomic():
            objection = Objection.objects.create(
                cycle=cycle,
                manager=manager,
                sort=Sort.APPEAL,
                kind=Kind.RESULT,
                text=text,
                asked_at=timezone.now(),
                asked_by=actor,
                due_on=answered_by(),
            )
            rows = [AppealedQuery(appeal=objection, query=one) for one in taken]
            AppealedQuery.objects.bulk_create(rows)
            taken_up: Written = {AppealedQuery: [objection.pk]} if rows else {}
            wrote = told_together(taken_up, asked(objection, actor))
            _record(objection, "objection.appeal", actor, wrote=wrote, count=len(rows) or None)
    except IntegrityError as error:
        raise Refused(
            _("You have appealed already; there is one appeal against a result")
        ) from error
    return objection


@transaction.atomic
def say(*, objection: Objection, text: str, actor: User) -> Said:
    """Add a word to the conversation: she who asked, who decides, and human resources."""
    objection = opened(objection)
    if not may_speak(actor, objection):
        raise NotAllowed(_("Only who asked, who decides and human resources write here"))
    text = _text(text, _("Write something first"))
    last = objection.said.last()
    if last is not None and (last.author_id, last.text) == (actor.pk, text):
        return last  # a button pressed twice
    said = Said.objects.create(objection=objection, author=actor, text=text, said_at=timezone.now())
    wrote = told_together({Said: [said.pk]}, said_to(objection, actor))
    _record(objection, "objection.say", actor, wrote=wrote)
    return said


@transaction.atomic
def assign(*, objection: Objection, assignee: User | None, actor: User) -> Objection:
    """Give the decision to somebody, or back to human resources."""
    check_is_hr(actor)
    objection = opened(objection)
    if assignee is not None and not may_be_assigned(assignee, objection):
        raise Refused(
            _("%(name)s may not decide this: who scored, reviewed or published it does not")
            % {"name": assignee.name}
        )
    if objection.assignee_id == (assignee.pk if assignee else None):
        return objection
    before, objection.assignee = objection.assignee, assignee
    objection.save(update_fields=["assignee"])
    name = assignee.username if assignee else None
    told = given(objection, before, actor)
    _record(objection, "objection.assign", actor, wrote=told, assignee=name)
    return objection


@transaction.atomic
def withdraw(*, objection: Objection, actor: User) -> Objection:
    """Take back what one asked; nothing follows from it."""
    objection = opened(objection)
    if actor.pk != objection.asked_by_id:
        raise NotAllowed(_("Only who asked takes it back"))
    objection.state, objection.decided_by = State.WITHDRAWN, actor
    objection.decided_at = timezone.now()
    objection.save(update_fields=["state", "decided_by", "decided_at"])
    _record(objection, "objection.withdraw", actor, wrote=withdrawn(objection, actor))
    return objection


def opened(objection: Objection) -> Objection:
    """Return it locked, where it is still open; of two who decide the second one is refused."""
    locked = Objection.objects.select_for_update(of=("self",)).select_related(
        "cycle__scheme", "cycle__published_run", "manager"
    )
    found: Objection = locked.get(pk=objection.pk)
    if not found.is_open:
        raise Decided(found)
    return found


def may_speak(user: User, objection: Objection) -> bool:
    """Whether the user may add to the conversation as long as it is open."""
    if not user.is_active or user.has_left:
        return False
    return user.pk in {objection.asked_by_id, objection.assignee_id} or user.is_hr


def _check_own(actor: User, cycle: Cycle, manager: Manager) -> None:
    if not (actor.is_manager and actor.manager_id == manager.staff_no):
        raise NotAllowed(_("Only %(name)s asks about her own result") % {"name": manager.name})
    if not Participant.objects.filter(cycle=cycle, manager=manager).exists():
        raise Refused(_("%(name)s takes no part in the cycle") % {"name": manager.name})
    check_not_sealed(cycle)


def _text(text: str, missing: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(missing)
    if len(text) > TEXT_LIMIT:
        raise Refused(
            _("The text has %(count)s characters; expected at most %(limit)s")
            % {"count": len(text), "limit": TEXT_LIMIT}
        )
    return text


def _record(
    objection: Objection,
    action: str,
    actor: User,
    *,
    wrote: Written | None = None,
    **detail: Any,
) -> None:
    said = {"cycle": objection.cycle.code, "manager": objection.manager_id, **detail}
    kept = {name: value for name, value in said.items() if value is not None}
    record(actor=actor, action=action, target=objection, detail=kept, wrote=wrote)
