"""What people are told of reports and publications, and what lists call it."""

from django.utils.translation import gettext_lazy as _

from perfcenter.base.registry import NoticeKind

HANDED_IN = NoticeKind("report.submitted", _("Self-review submitted"))
RETURNED = NoticeKind("report.returned", _("Self-review returned"))
APPROVED = NoticeKind("report.approved", _("Self-review approved"))
REMINDED = NoticeKind("report.reminded", _("Reminder"))
DUE = NoticeKind("report.due", _("Due soon"))
OVERDUE = NoticeKind("report.overdue", _("Overdue"))
PREPARED = NoticeKind("cycle.prepared", _("Publication prepared"))
PUBLISHED = NoticeKind("cycle.published", _("Grades published"))
NAMED = NoticeKind("objection.named", _("Named to decide"))

KINDS = (HANDED_IN, RETURNED, APPROVED, REMINDED, DUE, OVERDUE, PREPARED, PUBLISHED, NAMED)
