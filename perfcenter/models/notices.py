"""What people are told, by which way it went to them, and how each wants to be told."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perfcenter.base.said import read
from perfcenter.models.people import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: User) -> NoticeQuerySet:
        """Return what she was told herself; what others were told has a page of its own."""
        return self.filter(to=user)

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at=None)


class Notice(models.Model):
    """A sentence that somebody was told: of which kind, about what, when, and when she read it.

    What one act told, however many people, has one `telling`. `once` names the event where
    something else than an act tells it, so that nobody is told of it twice.
    """

    to = models.ForeignKey(User, models.PROTECT, related_name="notices", db_index=False)
    kind = models.CharField(max_length=40)
    said = models.JSONField()  # words that each reads in her language (`base/said.py`)
    about_type = models.CharField(max_length=60, blank=True)
    about_key = models.CharField(max_length=200, blank=True)
    cycle = models.CharField(max_length=40, blank=True)  # its code
    place = models.JSONField(default=list)  # the name of the page's address, its arguments
    telling = models.CharField(max_length=32)
    once = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                name="notice_once", fields=["once", "to"], condition=~Q(once="")
            )
        ]
        indexes = [
            models.Index(name="notice_unread", fields=["to", "read_at"]),
            models.Index(name="notice_telling", fields=["telling"]),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def text(self) -> str:
        """The sentence in the language of who reads it."""
        return read(self.said)


class Delivery(models.Model):
    """That a notice goes to somebody outside the site, and how far that is.

    A sender claims it before it sends; one that was claimed and never ended is not sent again.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        WECOM = "wecom", _("WeCom")
        DINGTALK = "dingtalk", _("DingTalk")
        WECOM_APP = "wecom_app", _("WeCom application")
        DINGTALK_APP = "ding_app", _("DingTalk work notice")

    IN_GROUPS = (Channel.WECOM, Channel.DINGTALK)
    """A robot names several people in one message; all other ways go to one person."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        GIVEN_UP = "given_up", _("Given up")
        UNCLEAR = "unclear", _("Perhaps sent")

    OVER = (State.SENT, State.GIVEN_UP, State.UNCLEAR)

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="deliveries")
    to = models.ForeignKey(
        User, models.PROTECT, related_name="+"
    )  # as the notice, to be claimed by
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    next_try = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    reason = models.JSONField(default=str)  # why the last try came to nothing (`base/said.py`)
    claim = models.CharField(max_length=32, blank=True)
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(name="delivery_once", fields=["notice", "channel"]),
            models.CheckConstraint(
                name="delivery_ended_where_it_is_over",
                condition=Q(state__in=["waiting", "sending"], ended_at__isnull=True)
                | Q(state__in=["sent", "given_up", "unclear"], ended_at__isnull=False),
            ),
        ]
        indexes = [models.Index(name="delivery_next", fields=["state", "next_try"])]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.channel}"

    @property
    def why(self) -> str:
        """Why the last try came to nothing, in the language of who reads it."""
        return read(self.reason)


class NoticeChoice(models.Model):
    """How a person wants to be told outside the site; without a row, once a day."""

    class Way(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("Once a day, all together")
        NONE = "none", _("Not at all")

    user = models.OneToOneField(User, models.CASCADE, related_name="notice_choice")
    email = models.CharField(max_length=10, choices=Way, default=Way.DAILY)
    chat = models.CharField(max_length=10, choices=Way, default=Way.DAILY)
    address = models.EmailField(blank=True)  # of who is in no staff file

    def __str__(self) -> str:
        return f"{self.user_id}"

    def way(self, channel: str) -> Any:
        """Return how she is told by a channel."""
        return self.email if channel == Delivery.Channel.EMAIL else self.chat
