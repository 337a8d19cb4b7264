"""Telling what people agree on: contracts to sign, goals, talks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from perfcenter.base.formats import whole
from perfcenter.base.registry import NoticeKind
from perfcenter.base.said import gettext as _
from perfcenter.base.said import ngettext
from perfcenter.models import User
from perfcenter.notices.read import in_role, logins_of
from perfcenter.notices.write import HERSELF, Place, tell
from perfcenter.trail.keeping import Written
from portfolio.models import Manager
from reviews.models import CheckIn, Contract, ContractCall, TalkNote
from reviews.telling import kinds
from scoring.cycles.reviewers import reviewer_of
from scoring.cycles.titles import cycle_title
from scoring.models import Cycle

CONTRACT = "reviews:contract"


def contracts_asked(called: ContractCall, actor: User) -> Written:
    """Tell everybody who takes part that her contract waits for her signature."""
    cycle = called.cycle
    if called.due:
        text = _("%(cycle)s: sign your performance contract by %(day)s")
    else:
        text = _("%(cycle)s: your performance contract waits for your signature")
    staff = cycle.participants.filter(ended_on=None).order_by("manager")
    return _tell(
        kinds.TO_SIGN, cycle, logins_of(list(staff.values_list("manager", flat=True))), text,
        (CONTRACT, [cycle.code, HERSELF]), actor, day=called.due,
    )  # fmt: skip


def contract_changed(cycle: Cycle, who: str, digest: str) -> Written:
    """Tell somebody that what she answered to is another contract now, once for each."""
    text = _("%(cycle)s: the targets of your performance contract have changed; sign it anew")
    return tell(
        kind=kinds.TO_SIGN.code,
        to=logins_of([who]),
        text=text % {"cycle": cycle_title(cycle)},
        place=(CONTRACT, [cycle.code, HERSELF]),
        about=cycle,
        cycle=cycle.code,
        once=f"contract.changed {cycle.pk} {who} {digest[:16]}",
    )


def contract_due(cycle: Cycle, staff: Collection[str], due: date, *, is_late: bool) -> Written:
    """Tell who has not signed yet that the day comes, and once more that it is past."""
    kind = kinds.OVERDUE if is_late else kinds.DUE
    text = (
        _("%(cycle)s: your performance contract was to be signed by %(day)s")
        if is_late
        else _("%(cycle)s: your performance contract is to be signed by %(day)s")
    )
    return tell(
        kind=kind.code,
        to=logins_of(staff),
        text=text % {"cycle": cycle_title(cycle), "day": due.isoformat()},
        place=(CONTRACT, [cycle.code, HERSELF]),
        about=cycle,
        cycle=cycle.code,
        once=f"{kind.code} contract {cycle.pk} {due.isoformat()}",
    )


def contract_answered(contract: Contract, actor: User) -> Written:
    """Tell who reviews her: what is signed waits for a counter-signature, what is refused not.

    A refusal is told to human resources as well.
    """
    cycle = contract.cycle
    if contract.is_signed:
        text = _("%(cycle)s: %(name)s has signed the performance contract; it waits for you")
        people = _reviewing(cycle, contract.manager)
    else:
        text = _("%(cycle)s: %(name)s refuses to sign the performance contract")
        both = (*_reviewing(cycle, contract.manager), *in_role(User.Role.HR))
        people = {one.pk: one for one in both}.values()
    place = (CONTRACT, [cycle.code, contract.manager_id])
    return _tell(kinds.ANSWERED, cycle, people, text, place, actor)


def contract_countersigned(contract: Contract, actor: User, *, is_signed: bool) -> Written:
    """Tell her that her contract is signed by both, or that the other one does not sign."""
    text = (
        _("%(cycle)s: %(name)s has countersigned your performance contract")
        if is_signed
        else _("%(cycle)s: %(name)s does not countersign your performance contract")
    )
    place = (CONTRACT, [contract.cycle.code, HERSELF])
    people = logins_of([contract.manager_id])
    return _tell(kinds.ANSWERED, contract.cycle, people, text, place, actor)


def goals_proposed(cycle: Cycle, staff: Collection[str], actor: User) -> Written:
    """Tell people that goals are proposed to them."""
    text = _("%(cycle)s: %(name)s has proposed goals for next year to you")
    place = ("reviews:report_edit", [cycle.code])
    return _tell(kinds.GOALS, cycle, logins_of(staff), text, place, actor)


def targets_set(cycle: Cycle, staff: Collection[str], actor: User) -> Written:
    """Tell people that their targets are other ones now, taken from goals or a workbook."""
    text = _("%(cycle)s: %(name)s has set your targets")
    place = ("scoring:sheet", [cycle.code, HERSELF])
    return _tell(kinds.GOALS, cycle, logins_of(staff), text, place, actor)


def checked_in(found: CheckIn, actor: User) -> Written:
    """Tell the other side that the check-in was written or confirmed."""
    if found.is_agreed:
        text = _("%(cycle)s: both have confirmed the mid-year check-in of %(who)s")
    elif found.manager_confirmed_at or found.reviewer_confirmed_at:
        text = _("%(cycle)s: %(name)s has confirmed the mid-year check-in of %(who)s")
    else:
        text = _("%(cycle)s: %(name)s has written in the mid-year check-in of %(who)s")
    return _of_talk(kinds.CHECK_IN, found.cycle, found.manager, text, actor)


def noted(note: TalkNote, actor: User) -> Written:
    """Tell the other side of a note that both may read; of a private one nobody is told."""
    if note.is_private:
        return {}
    text = _("%(cycle)s: %(name)s has kept a note of the talk with %(who)s")
    return _of_talk(kinds.NOTE, note.cycle, note.manager, text, actor)


def talks_due(cycle: Cycle, to: User, due: date, missing: int, *, is_late: bool) -> Written:
    """Tell a reviewer of a month's talks: that the day comes, and once more that it is past."""
    kind = kinds.OVERDUE if is_late else kinds.DUE
    if is_late:
        text = ngettext(
            "%(cycle)s: a talk with %(count)s of your people was due on %(day)s",
            "%(cycle)s: talks with %(count)s of your people were due on %(day)s",
            missing,
        )
    else:
        text = ngettext(
            "%(cycle)s: a talk with %(count)s of your people is due on %(day)s",
            "%(cycle)s: talks with %(count)s of your people are due on %(day)s",
            missing,
        )
    words = {"cycle": cycle_title(cycle), "day": due.isoformat(), "count": whole(missing)}
    return tell(
        kind=kind.code,
        to=[to],
        text=text % words,
        place=("reviews:talk_list", [cycle.code]),
        about=cycle,
        cycle=cycle.code,
        once=f"{kind.code} talks {cycle.pk} {due.isoformat()}",
    )


def _of_talk(kind: NoticeKind, cycle: Cycle, manager: Manager, text: str, actor: User) -> Written:
    is_own = actor.manager_id == manager.staff_no
    people = _reviewing(cycle, manager) if is_own else logins_of([manager.staff_no])
    place = ("reviews:talks_with", [cycle.code, manager.staff_no])
    return _tell(kind, cycle, people, text, place, actor, who=manager.name)


def _reviewing(cycle: Cycle, manager: Manager) -> Iterable[User]:
    """Return who reviews her; human resources where nobody else does."""
    reviewer = reviewer_of(cycle, manager)
    return logins_of([reviewer.staff_no]) if reviewer else in_role(User.Role.HR)


def _tell(
    kind: NoticeKind,
    cycle: Cycle,
    to: Iterable[User],
    text: str,
    place: Place,
    actor: User,
    *,
    day: date | None = None,
    who: str = "",
) -> Written:
    words = {"cycle": cycle_title(cycle), "name": actor.name, "who": who}
    if day is not None:
        words["day"] = day.isoformat()
    return tell(
        kind=kind.code, to=to, text=text % words, place=place, about=cycle, cycle=cycle.code,
        actor=actor,
    )  # fmt: skip
