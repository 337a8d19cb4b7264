"""What raters are told: everybody the same, so that nothing tells who has answered."""

from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import AuditEntry, Delivery, Notice
from perfcenter.notices.sending import send_due
from reviews.models import Survey
from reviews.surveys.closing import close_survey
from reviews.surveys.daily import remind_raters
from reviews.surveys.write import Arranged, arrange, open_survey, remind_everybody
from tests.reviews.surveys.conftest import give, rater_about

WEDNESDAY = date(2026, 3, 4)


def told(kind):
    rows = Notice.objects.filter(kind=kind).order_by("to")
    return list(rows.values_list("to__username", flat=True))


def raters_of(survey):
    staff = survey.raters.filter(rater__isnull=False).values_list("rater", flat=True)
    return sorted(set(staff))


def test_everybody_who_is_asked_is_told_of_the_opening_and_the_closing(cast, opened):
    assert sorted(told("survey.opened")) == raters_of(opened)
    close_survey(survey=opened, actor=cast.hr)
    assert sorted(told("survey.closed")) == raters_of(opened)


@pytest.mark.parametrize(
    ("today", "last", "is_told"),
    [
        (WEDNESDAY, WEDNESDAY + timedelta(4), False),
        (WEDNESDAY, WEDNESDAY + timedelta(3), True),
        (WEDNESDAY, WEDNESDAY, True),
        (date(2026, 3, 6), date(2026, 3, 11), True),  # three days before is a Sunday
        (date(2026, 3, 6), date(2026, 3, 12), False),
        (WEDNESDAY, WEDNESDAY - timedelta(1), False),
    ],
)
def test_they_are_reminded_three_days_before_the_end(cast, opened, today, last, is_told):
    Survey.objects.update(closes_on=last)
    remind_raters(today)
    assert bool(told("survey.reminded")) is is_told


def test_once_and_once_more_where_the_last_day_moves(cast, opened):
    today = timezone.localdate()
    Survey.objects.update(closes_on=today)
    first = remind_raters(today)
    assert first == len(raters_of(opened))
    assert remind_raters(today) == 0
    Survey.objects.update(closes_on=today + timedelta(1))
    assert remind_raters(today) == first


def test_nobody_is_reminded_where_hr_wants_no_reminder(cast, opened):
    last = timezone.localdate()
    arrange(survey=opened, arranged=Arranged(last, remind_before=0), actor=cast.hr)
    assert remind_raters(last) == 0
    with pytest.raises(Refused):
        arrange(survey=opened, arranged=Arranged(last, remind_before=31), actor=cast.hr)


def test_hr_reminds_everybody_once_a_day(cast, opened):
    assert remind_everybody(survey=opened, actor=cast.hr)
    assert not remind_everybody(survey=opened, actor=cast.hr)
    assert sorted(told("survey.reminded")) == raters_of(opened)
    with pytest.raises(NotAllowed):
        remind_everybody(survey=opened, actor=cast.supervisor)
    close_survey(survey=opened, actor=cast.hr)
    with pytest.raises(Refused):
        remind_everybody(survey=opened, actor=cast.hr)


def left_behind():
    """What notices, the outbox and the log hold of reminders, without times and keys."""
    rows = Notice.objects.order_by("to", "kind", "pk")
    notices = list(rows.values_list("to__username", "kind", "said", "place", "once"))
    ways = Delivery.objects.order_by("to", "channel", "pk").values_list("to__username", "state")
    entries = AuditEntry.objects.order_by("pk").values_list("action", "object_key")
    letters = sorted((tuple(one.to), one.subject, one.body) for one in mail.outbox)
    return notices, list(ways), list(entries), letters


@pytest.mark.parametrize("how", ["daily", "hr"])
def test_what_a_reminder_leaves_is_the_same_whoever_has_answered(cast, survey, settings, how):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.NOTICES_QUIET = None
    for number, user in enumerate((cast.manager, cast.colleague, cast.supervisor)):
        user.manager.email = f"{number}@example.com"
        user.manager.save()
    noon = datetime(2026, 3, 4, 4, tzinfo=UTC)
    found = []
    with patch.object(timezone, "now", lambda: noon):
        opened = open_survey(survey=survey, actor=cast.hr)
        Survey.objects.update(closes_on=WEDNESDAY)
        opened.refresh_from_db()
        for answering in ((), ("M2", "M4"), ("M2", "M4", "M5", "M6")):
            with transaction.atomic():
                mail.outbox = []
                for number in answering:
                    give(opened, rater_about(opened, "M1", "peer", number), 2)
                if how == "hr":
                    remind_everybody(survey=opened, actor=cast.hr)
                else:
                    remind_raters(WEDNESDAY)
                Delivery.objects.update(next_try=noon)
                send_due()
                found.append(left_behind())
                transaction.set_rollback(True)
    assert found[0][3]  # something went out
    assert found[0] == found[1] == found[2]
