"""What narrows lists of notices, how somebody wants to be told, and a message to try."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from perfcenter.models import Delivery, Notice, NoticeChoice, User
from perfcenter.notices.kinds import titles
from perfcenter.notices.read import cycles_told

UNREAD = "unread"


def _kinds() -> list[tuple[str, Any]]:
    return [("", _("All")), *titles().items()]


def _cycles() -> list[tuple[str, Any]]:
    return [("", _("All")), *((code, code) for code in cycles_told())]


class NoticeSearch(forms.Form):
    """One's own notices: those not read, those of a kind."""

    show = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("All")), (UNREAD, _("Not read yet"))]
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=_kinds)

    def narrowed(self, notices: QuerySet[Notice]) -> QuerySet[Notice]:
        self.is_valid()
        if kind := self.cleaned_data.get("kind"):
            notices = notices.filter(kind=kind)
        is_unread = self.cleaned_data.get("show") == UNREAD
        return notices.filter(read_at=None) if is_unread else notices


class ToldSearch(forms.Form):
    """What everybody was told."""

    cycle = forms.ChoiceField(label=_("Cycle"), required=False, choices=_cycles)
    q = forms.CharField(label=_("Name or staff no."), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=_kinds)
    state = forms.ChoiceField(
        label=_("Outside the site"),
        required=False,
        choices=[("", _("All")), *Delivery.State.choices],
    )


class ChoiceForm(forms.Form):
    """How somebody is told outside the site."""

    email = forms.ChoiceField(label=_("By e-mail"), choices=NoticeChoice.Way.choices)
    chat = forms.ChoiceField(label=_("By WeCom and DingTalk"), choices=NoticeChoice.Way.choices)

    def __init__(self, data: Any = None, *, user: User, now: NoticeChoice) -> None:
        initial = {"email": now.email, "chat": now.chat, "address": now.address}
        super().__init__(data, initial=initial)
        if user.manager is None:  # nobody else says where she is reached
            self.fields["address"] = forms.EmailField(label=_("E-mail address"), required=False)
            del self.fields["chat"]


CHAT_ID = RegexValidator(r"^[A-Za-z0-9_@.-]{1,64}$", _("Letters, digits and _ - . @ alone."))


class TestForm(forms.Form):
    """Where a message to try goes."""

    def __init__(self, data: Any = None, *, channel: str) -> None:
        super().__init__(data, prefix=channel)
        self.fields["to"] = (
            forms.EmailField(label=_("To the address"))
            if channel == Delivery.Channel.EMAIL
            else forms.CharField(label=_("To the user id"), max_length=64, validators=[CHAT_ID])
        )
