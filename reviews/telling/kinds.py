"""What people are told of reports, cycles and what is agreed, and what lists call it."""

from django.utils.translation import gettext_lazy as _

from perfcenter.base.registry import NoticeKind

HANDED_IN = NoticeKind("report.submitted", _("Self-review submitted"))
TAKEN_BACK = NoticeKind("report.withdrawn", _("Self-review or decision taken back"))
RETURNED = NoticeKind("report.returned", _("Self-review returned"))
APPROVED = NoticeKind("report.approved", _("Self-review approved"))
AWAITED = NoticeKind("report.awaited", _("Self-review closed, awaited again or due otherwise"))
REMINDED = NoticeKind("report.reminded", _("Reminder"))
DUE = NoticeKind("report.due", _("Due soon"))
OVERDUE = NoticeKind("report.overdue", _("Overdue"))
PREPARED = NoticeKind("cycle.prepared", _("Publication prepared"))
NOT_PUBLISHED = NoticeKind("cycle.not_published", _("Publication declined or withdrawn"))
PUBLISHED = NoticeKind("cycle.published", _("Grades published"))
NOT_SIGNED = NoticeKind("result.refused", _("Result not signed"))
ASKED = NoticeKind("objection.asked", _("Query or appeal"))
SAID = NoticeKind("objection.said", _("Words about a query or appeal"))
GIVEN = NoticeKind("objection.given", _("Decision on a query or appeal given to somebody"))
NAMED = NoticeKind("objection.named", _("Named to decide"))
DECIDED = NoticeKind("objection.decided", _("Query or appeal decided"))
TO_SIGN = NoticeKind("contract.to_sign", _("Performance contract to sign"))
ANSWERED = NoticeKind("contract.answered", _("Performance contract signed or refused"))
GOALS = NoticeKind("goals.set", _("Goals proposed, or taken over as targets"))
CHECK_IN = NoticeKind("talk.check_in", _("Mid-year check-in"))
NOTE = NoticeKind("talk.note", _("Note of a talk"))
CALIBRATION = NoticeKind("calibration.session", _("Calibration session"))
MOVED = NoticeKind("calibration.moved", _("Grades moved in a calibration session"))
SEALED = NoticeKind("cycle.sealed", _("Record sealed or opened again"))
INTERVIEWED = NoticeKind("feedback.interview", _("Feedback interview"))
IMPROVING = NoticeKind("feedback.plan", _("Improvement plan"))
RECOGNISED = NoticeKind("feedback.recognition", _("Recognition"))
GROWING = NoticeKind("feedback.growth", _("Training needs and wishes"))
SURVEY_OPENED = NoticeKind("survey.opened", _("Survey opened"))
SURVEY_REMINDED = NoticeKind("survey.reminded", _("Survey ends soon"))
SURVEY_CLOSED = NoticeKind("survey.closed", _("Survey closed"))
RATERS = NoticeKind("survey.raters", _("Who is asked in a survey"))

KINDS = (
    HANDED_IN,
    TAKEN_BACK,
    RETURNED,
    APPROVED,
    AWAITED,
    REMINDED,
    DUE,
    OVERDUE,
    PREPARED,
    NOT_PUBLISHED,
    PUBLISHED,
    NOT_SIGNED,
    ASKED,
    SAID,
    GIVEN,
    NAMED,
    DECIDED,
    TO_SIGN,
    ANSWERED,
    GOALS,
    CHECK_IN,
    NOTE,
    CALIBRATION,
    MOVED,
    SEALED,
    INTERVIEWED,
    IMPROVING,
    RECOGNISED,
    GROWING,
    SURVEY_OPENED,
    SURVEY_REMINDED,
    SURVEY_CLOSED,
    RATERS,
)
