"""Telling what is asked about a result: who decides is told of it, who asked of its answer."""

from __future__ import annotations

from collections.abc import Iterable

from perfcenter.base.registry import NoticeKind
from perfcenter.base.said import gettext as _
from perfcenter.models import User
from perfcenter.notices.read import in_role
from perfcenter.notices.write import tell, told_together
from perfcenter.trail.keeping import Written
from reviews.models import Acknowledgment, Objection
from reviews.telling import kinds
from scoring.cycles.titles import cycle_title


def asked(objection: Objection, actor: User) -> Written:
    """Tell human resources, who decide or give the decision to somebody."""
    text = (
        _("%(cycle)s: %(who)s has appealed against the result; it waits for a decision")
        if objection.is_appeal
        else _("%(cycle)s: %(who)s has queried a line; it waits for a decision")
    )
    return _tell(objection, kinds.ASKED, _deciding(objection), text, actor)


def said(objection: Objection, actor: User) -> Written:
    """Tell the other side of the conversation: who asked, and who decides."""
    text = _("%(cycle)s: %(name)s has written about what %(who)s asked")
    people = {one.pk: one for one in (objection.asked_by, *_deciding(objection))}
    return _tell(objection, kinds.SAID, people.values(), text, actor)


def given(objection: Objection, before: User | None, actor: User) -> Written:
    """Tell who decides now, and who does no longer."""
    now = _("%(cycle)s: what %(who)s asked is given to you to decide")
    no_more = _("%(cycle)s: what %(who)s asked is decided by somebody else")
    return told_together(
        _tell(objection, kinds.GIVEN, _deciding(objection), now, actor),
        _tell(objection, kinds.GIVEN, [before] if before else [], no_more, actor),
    )


def decided(objection: Objection, actor: User) -> Written:
    """Tell who asked that it is decided; the outcome and its reason stand on its page alone."""
    text = _("%(cycle)s: %(name)s has decided on your query")
    if objection.amendment_id:
        text = _("%(cycle)s: %(name)s has decided what you asked, and your result is amended")
    elif objection.is_appeal:
        text = _("%(cycle)s: %(name)s has decided on your appeal")
    return _tell(objection, kinds.DECIDED, [objection.asked_by], text, actor)


def withdrawn(objection: Objection, actor: User) -> Written:
    """Tell whoever was to decide that nothing is to be decided any more."""
    text = _("%(cycle)s: %(who)s has taken back what she asked")
    return _tell(objection, kinds.DECIDED, _deciding(objection), text, actor)


def not_signed(answer: Acknowledgment, actor: User) -> Written:
    """Tell human resources that somebody does not sign her result."""
    cycle = answer.cycle
    words = {"cycle": cycle_title(cycle), "who": answer.manager.name}
    return tell(
        kind=kinds.NOT_SIGNED.code,
        to=in_role(User.Role.HR),
        text=_("%(cycle)s: %(who)s does not sign the result") % words,
        place=("reviews:answer_list", [cycle.code]),
        about=answer,
        cycle=cycle.code,
        actor=actor,
    )


def _deciding(objection: Objection) -> Iterable[User]:
    return [objection.assignee] if objection.assignee else in_role(User.Role.HR)


def _tell(
    objection: Objection, kind: NoticeKind, to: Iterable[User], text: str, actor: User
) -> Written:
    cycle = objection.cycle
    words = {"cycle": cycle_title(cycle), "who": objection.manager.name, "name": actor.name}
    return tell(
        kind=kind.code,
        to=to,
        text=text % words,
        place=("reviews:objection", [str(objection.pk)]),
        about=objection,
        cycle=cycle.code,
        actor=actor,
    )
