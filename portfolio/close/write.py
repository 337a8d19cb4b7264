"""Closing a month, and opening it again, which takes two: one asks, another one agrees."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from perfcenter.base.locks import Lock, hold
from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.base.said import gettext as _
from perfcenter.models import User
from perfcenter.trail.keeping import Written
from perfcenter.trail.recording import record
from portfolio.close.checks import findings_of
from portfolio.models import BookMonth, MonthStep, ReopenRequest
from portfolio.months import month_text
from portfolio.valuation import MonthFiles, valued_months

Tell = Callable[[str, int, int], None]
STEPS = 3
SHORTEST_REASON = 4
LONGEST_REASON = 500
State = ReopenRequest.State


def close_month(
    *, month: int, actor: User | None = None, explained: str = "",
    progress: Tell = lambda doing, done, total: None,
    closed: Callable[[MonthStep], None] = lambda step: None,
) -> MonthStep:  # fmt: skip
    """Check a month, value it and freeze it; what stands against it needs an explanation.

    `progress` hears of the three steps, `closed` that it is done, inside the transaction.
    """
    _check_hr(actor)
    progress(_("Checking the month"), 0, STEPS)
    findings = findings_of(month)
    against = [finding for finding in findings if finding.stands_against]
    if any(finding.code == "no_rows" for finding in against):
        raise Refused(against[0].text)
    if against and len(explained.strip()) < SHORTEST_REASON:
        raise Refused(
            _("%(month)s is not closed: %(why)s")
            % {"month": month_text(month), "why": _("; ").join(f.text for f in against)}
        )
    progress(_("Valuing the month"), 1, STEPS)
    valued_months([month])
    progress(_("Closing the month"), 2, STEPS)
    with transaction.atomic():
        hold(Lock.LOAD)
        state = BookMonth.objects.select_for_update().get(month=month)
        if state.is_closed:
            raise Refused(_("%(month)s is closed already") % {"month": month_text(month)})
        if state.valued_version != state.version:
            raise Refused(_("Files are being loaded; close the month when that is done"))
        state.closed_at = timezone.now()
        state.save(update_fields=["closed_at"])
        step = MonthStep.objects.create(
            month=month,
            kind=MonthStep.Kind.CLOSED,
            at=state.closed_at,
            by=actor,
            reason=explained.strip(),
            files=MonthFiles.of(state).digests,
            findings=[finding.plain for finding in findings],
        )
        record(
            actor=actor,
            action="month.close",
            target=step,
            detail=_detail(step),
            wrote={MonthStep: [step.pk]},
        )
        closed(step)
    return step


def ask_to_reopen(*, month: int, reason: str, actor: User) -> ReopenRequest:
    """Ask that a closed month be opened again; a second person of human resources answers."""
    _check_hr(actor)
    _check_reason(reason)
    with transaction.atomic():
        _closed(month)
        if ReopenRequest.objects.filter(month=month, state=State.ASKED).exists():
            raise Refused(
                _("Somebody asked for %(month)s already; it waits for a second person")
                % {"month": month_text(month)}
            )
        asked = ReopenRequest.objects.create(
            month=month, reason=reason.strip(), asked_by=actor, asked_at=timezone.now()
        )
        record(
            actor=actor,
            action="month.ask_reopen",
            target=asked,
            detail={"month": month_text(month), "reason": asked.reason},
        )
    return asked


def agree_to_reopen(*, asked: ReopenRequest, actor: User) -> MonthStep:
    """Open the month as the second person: the one who asked is the first."""
    _check_hr(actor)
    with transaction.atomic():
        state = _closed(asked.month)
        asked = _waiting(asked)
        _check_second(asked.asked_by, actor)
        if not (asked.asked_by.is_active and asked.asked_by.is_hr):
            raise Refused(
                _("%(name)s, who asked, has left human resources; somebody else asks anew")
                % {"name": asked.asked_by.name}
            )
        _answer(asked, State.AGREED, actor)
        return _open_again(
            state,
            reason=asked.reason,
            by=asked.asked_by,
            second=actor,
            actor=actor,
            wrote={ReopenRequest: [asked.pk]},
        )


def decline_to_reopen(*, asked: ReopenRequest, answer: str, actor: User) -> ReopenRequest:
    """Leave the month closed as the second person, and say why."""
    _check_hr(actor)
    if len(answer.strip()) < SHORTEST_REASON:
        raise Refused(_("Say why the month stays closed"))
    with transaction.atomic():
        asked = _waiting(asked)
        _check_second(asked.asked_by, actor)
        return _ended(asked, State.DECLINED, "month.decline_reopen", actor, answer.strip())


def withdraw_reopening(*, asked: ReopenRequest, actor: User) -> ReopenRequest:
    """Take back what one asked for oneself."""
    _check_hr(actor)
    with transaction.atomic():
        asked = _waiting(asked)
        if asked.asked_by != actor:
            raise NotAllowed(_("Only who asked takes it back"))
        return _ended(asked, State.WITHDRAWN, "month.withdraw_reopen", actor)


def reopen_month(
    *, month: int, reason: str, second: User | None, actor: User | None = None
) -> MonthStep:
    """Open a closed month again, for a reason and with a second person; its files stay.

    The two are at one: what a command does. What somebody asked for meanwhile lapses.
    """
    _check_hr(actor)
    _check_reason(reason)
    if second is None or not second.is_active or not second.is_hr:
        raise Refused(_("A second person of human resources has to agree"))
    _check_second(actor, second)
    with transaction.atomic():
        state = _closed(month)
        waiting = list(ReopenRequest.objects.filter(month=month, state=State.ASKED))
        for asked in waiting:
            _answer(asked, State.LAPSED, actor)
        return _open_again(
            state,
            reason=reason.strip(),
            by=actor,
            second=second,
            actor=actor,
            wrote={ReopenRequest: [asked.pk for asked in waiting]} if waiting else {},
        )


def _open_again(
    state: BookMonth,
    *,
    reason: str,
    by: User | None,
    second: User,
    actor: User | None,
    wrote: Written,
) -> MonthStep:
    state.closed_at = None
    state.save(update_fields=["closed_at"])
    step = MonthStep.objects.create(
        month=state.month,
        kind=MonthStep.Kind.REOPENED,
        at=timezone.now(),
        by=by,
        second=second,
        reason=reason,
        files=MonthFiles.of(state).digests,
    )
    record(
        actor=actor,
        action="month.reopen",
        target=step,
        detail=_detail(step),
        wrote={MonthStep: [step.pk], **wrote},
    )
    return step


def _closed(month: int) -> BookMonth:
    """Return the month, locked, where it is closed."""
    hold(Lock.LOAD)
    state = BookMonth.objects.select_for_update().filter(month=month).first()
    if state is None or not state.is_closed:
        raise Refused(_("%(month)s is not closed") % {"month": month_text(month)})
    return state


def _waiting(asked: ReopenRequest) -> ReopenRequest:
    """Return the request, locked, where nobody has answered it."""
    locked = ReopenRequest.objects.select_for_update().get(pk=asked.pk)
    if not locked.is_open:
        raise Refused(
            _("It was answered already: %(state)s") % {"state": locked.get_state_display()}
        )
    return locked


def _answer(asked: ReopenRequest, state: str, by: User | None, answer: str = "") -> None:
    asked.state, asked.answered_by, asked.answer = state, by, answer
    asked.answered_at = timezone.now()
    asked.save(update_fields=["state", "answered_by", "answered_at", "answer"])


def _ended(
    asked: ReopenRequest, state: str, action: str, actor: User, answer: str = ""
) -> ReopenRequest:
    _answer(asked, state, actor, answer)
    detail = {"month": month_text(asked.month), "reason": answer or None}
    record(actor=actor, action=action, target=asked, detail=detail)
    return asked


def _check_hr(actor: User | None) -> None:
    if actor is not None and not (actor.is_active and actor.is_hr):
        raise NotAllowed(_("Human resources does this"))


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(_("Say why the month is opened again"))


def _check_second(first: User | None, second: User) -> None:
    if first is not None and first.pk == second.pk:
        raise Refused(_("The second person is somebody else"))


def _detail(step: MonthStep) -> dict[str, object]:
    said: dict[str, object] = {
        "month": month_text(step.month),
        "reason": step.reason or None,
        "second": step.second.username if step.second else None,
        "digest": step.files.get("holdings"),
    }
    return {**said, "asked_by": step.by.username} if step.second and step.by else said
