"""A message that the administrator sends to try a channel: at once, whatever the hour."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.notices.calling import NotSent
from perfcenter.notices.channels import is_configured
from perfcenter.notices.messages import send
from perfcenter.trail.recording import record
from perfcenter.ui.access import check_is_administrator

TEST = "test"


def send_test(*, channel: str, to: str, actor: User) -> None:
    """Send a message to an address; Refused with the reason where it does not go out."""
    check_is_administrator(actor)
    if not is_configured(channel):
        raise Refused(_("No address is given for this; docs/operate.md says where"))
    with transaction.atomic():
        record(actor=actor, action="notice.test", target=actor, detail={"channel": str(channel)})
    try:
        with translation.override(settings.LANGUAGE_CODE):
            send(channel, [to], [TEST])
    except NotSent as error:
        raise Refused(_("Not sent: %(why)s") % {"why": error}) from error
