"""What people are told of who decides, and what lists call it."""

from django.utils.translation import gettext_lazy as _

from perfcenter.base.registry import NoticeKind

REVIEWER = NoticeKind("cycle.reviewer", _("Another reviewer"))
DEPUTY = NoticeKind("deputy.named", _("Deputy named or withdrawn"))
