"""How the lines of a to-do list are written."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.ui.tags.numbers import day, due, stamp
from reviews.models import Reminder
from reviews.report.turns import Turn


def mark(turn: Turn) -> tuple[str, str]:
    """Return shape and tone of a task."""
    return ("triangle", "bad") if turn.is_overdue(timezone.localdate()) else ("ring", "")


def until(last: date | None) -> str:
    """Say by when it is due, and how long that still is."""
    return "" if last is None else _("by %(day)s, %(left)s") % {"day": day(last), "left": due(last)}


def reminded(reminder: Reminder | None) -> str:
    """Say who reminded her of it last, and when."""
    if reminder is None:
        return ""
    said = {"name": reminder.sent_by.name, "time": stamp(reminder.sent_at)}
    return _("%(name)s reminded you on %(time)s") % said


def joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
