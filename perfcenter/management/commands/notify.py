"""notify [--send-only]"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from perfcenter.base.formats import whole
from perfcenter.notices.daily import tell_of_today
from perfcenter.notices.sending import send_due

LONG = 3_600.0
"""Seconds that a pass may take."""


class Command(BaseCommand):
    help = "Tell people what is due, once a workday, and send the notices that wait"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--send-only", action="store_true", help="tell nobody of anything new, send alone"
        )

    def handle(self, *args: Any, send_only: bool, **options: Any) -> None:
        told = 0 if send_only else tell_of_today()
        sent = send_due(seconds=LONG)
        words = _("Told: %(told)s; sent: %(sent)s, to be tried again: %(failed)s, given up: %(up)s")
        said = {"told": told, "sent": sent.sent, "failed": sent.failed, "up": sent.given_up}
        self.stdout.write(words % {name: whole(number) for name, number in said.items()})
