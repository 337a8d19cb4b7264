"""reopen_month 2026-06 --reason TEXT --second USERNAME"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from portfolio.close.write import reopen_month
from portfolio.months import month_text, parse_month


class Command(BaseCommand):
    help = "Open a closed month again; its frozen files stay in the vault"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("month", metavar="YYYY-MM")
        parser.add_argument("--reason", required=True, metavar="TEXT")
        parser.add_argument(
            "--second", required=True, metavar="USER", help="who of human resources agrees"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        second = User.objects.filter(username=options["second"]).first()
        if second is None:
            raise CommandError(_("There is no login %(user)s") % {"user": options["second"]})
        try:
            month = parse_month(options["month"])
            reopen_month(month=month, reason=options["reason"], second=second)
        except (Refused, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("%(month)s is open again") % {"month": month_text(month)})
