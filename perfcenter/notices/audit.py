"""What the entries about notices are called in the audit log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from perfcenter.base.registry import Words
from perfcenter.models import Delivery, NoticeChoice

WORDS = Words(
    actions={
        "notice.choose": _("Choose how to be told"),
        "notice.test": _("Try a channel of notices"),
        "notice.day": _("Tell what the day brings"),
    },
    details={
        "email": _("by e-mail"),
        "chat": _("by WeCom and DingTalk"),
        "channel": _("channel"),
    },
    values=dict([*NoticeChoice.Way.choices, *Delivery.Channel.choices]),
    named=frozenset({"email", "chat", "channel"}),
)
