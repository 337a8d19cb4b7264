"""What people are told of surveys, each in the transaction of its verb.

Everybody who is asked is told the same, whoever has answered: so neither the list of notices nor
what goes out of the site tells who has.
"""

from __future__ import annotations

from perfcenter.base.registry import NoticeKind
from perfcenter.base.said import gettext as _
from perfcenter.models import User
from perfcenter.notices.read import in_role, logins_of
from perfcenter.notices.write import HERSELF, Place, tell
from perfcenter.trail.keeping import Written
from reviews.models import RaterProposal, Survey
from reviews.telling.kinds import RATERS, SURVEY_CLOSED, SURVEY_OPENED, SURVEY_REMINDED
from scoring.cycles.reviewers import reviewer_of
from scoring.cycles.titles import cycle_title

OWN: Place = ("reviews:survey_own", [])
State = RaterProposal.State


def opened(survey: Survey, actor: User | None) -> Written:
    """Tell the staff who are asked, whose answers clients' links do not take."""
    text = _("%(cycle)s: you are asked in the %(kind)s, which is open until %(day)s")
    return _to_raters(survey, SURVEY_OPENED, text, actor)


def reminded(survey: Survey, once: str, actor: User | None = None) -> Written:
    """Tell all of them when it ends, those who have answered as well."""
    text = _(
        "%(cycle)s: the %(kind)s is open until %(day)s. Everybody who is asked gets this reminder, "
        "whether or not anything is left to answer"
    )
    return _to_raters(survey, SURVEY_REMINDED, text, actor, once=once)


def closed(survey: Survey, actor: User | None) -> Written:
    """Tell all of them that no answer is taken any more."""
    text = _("%(cycle)s: the %(kind)s is closed; no answer is taken any more")
    return _to_raters(survey, SURVEY_CLOSED, text, actor)


def asked_to_propose(survey: Survey, actor: User) -> Written:
    """Tell everybody whom it is about, until when she may propose who is asked."""
    people = survey.people.order_by("manager").values_list("manager", flat=True)
    until = survey.propose_until
    text = _("%(cycle)s: propose by %(day)s who is asked about you in the %(kind)s")
    return tell(
        kind=RATERS.code,
        to=logins_of(list(people)),
        text=text % {**_said(survey), "day": until.isoformat() if until else ""},
        place=_raters_of(survey, HERSELF),
        about=survey,
        cycle=survey.cycle.code,
        once=f"survey.ask_raters {survey.pk} {until}",
        actor=actor,
    )


def proposed(proposal: RaterProposal, actor: User) -> Written:
    """Tell her reviewer, or human resources where nobody else decides."""
    survey, manager = proposal.survey, proposal.manager
    reviewer = reviewer_of(survey.cycle, manager)
    text = _("%(cycle)s: %(name)s has proposed who is asked about her in the %(kind)s")
    return tell(
        kind=RATERS.code,
        to=logins_of([reviewer.pk]) if reviewer else in_role(User.Role.HR),
        text=text % {**_said(survey), "name": manager.name},
        place=_raters_of(survey, manager.pk),
        about=survey,
        cycle=survey.cycle.code,
        actor=actor,
    )


def decided(proposal: RaterProposal, actor: User) -> Written:
    """Tell her what came of what she has proposed; why stands on the page."""
    texts = {
        State.APPROVED: _("%(cycle)s: %(name)s has approved whom you proposed for the %(kind)s"),
        State.CHANGED: _(
            "%(cycle)s: %(name)s has approved whom you proposed for the %(kind)s, with changes"
        ),
        State.REFUSED: _("%(cycle)s: %(name)s has refused whom you proposed for the %(kind)s"),
    }
    survey = proposal.survey
    return tell(
        kind=RATERS.code,
        to=logins_of([proposal.manager_id]),
        text=texts[State(proposal.state)] % {**_said(survey), "name": actor.name},
        place=_raters_of(survey, proposal.manager_id),
        about=survey,
        cycle=survey.cycle.code,
        actor=actor,
    )


def _to_raters(
    survey: Survey, kind: NoticeKind, text: str, actor: User | None, once: str = ""
) -> Written:
    staff = survey.raters.filter(rater__isnull=False).order_by("rater")
    return tell(
        kind=kind.code,
        to=logins_of(list(staff.values_list("rater", flat=True).distinct())),
        text=text % {**_said(survey), "day": survey.closes_on.isoformat()},
        place=OWN,
        about=survey,
        cycle=survey.cycle.code,
        once=once,
        actor=actor,
    )


def _said(survey: Survey) -> dict[str, str]:
    kinds = {Survey.Kind.REVIEW: _("360 review"), Survey.Kind.CLIENT: _("Verification by clients")}
    return {"cycle": cycle_title(survey.cycle), "kind": kinds[Survey.Kind(survey.kind)]}


def _raters_of(survey: Survey, staff_no: str) -> Place:
    return "reviews:survey_raters", [survey.cycle.code, survey.kind, staff_no]
