"""close_month 2026-06 [--explained TEXT]"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from portfolio.close.write import close_month
from portfolio.months import month_text, parse_month
from portfolio.valuation import ValuationError


class Command(BaseCommand):
    help = "Check a month, value it and freeze it: from then on it takes no load"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("month", metavar="YYYY-MM")
        parser.add_argument(
            "--explained", default="", metavar="TEXT", help="why it is closed in spite of a finding"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            month = parse_month(options["month"])
            step = close_month(month=month, explained=options["explained"])
        except (Refused, ValuationError, ValueError) as error:
            raise CommandError(str(error)) from error
        for finding in step.findings:
            places = ", ".join(finding["places"])
            self.stdout.write(f"{finding['text']}{': ' if places else ''}{places}")
        self.stdout.write(
            _("%(month)s is closed; its file is %(digest)s")
            % {"month": month_text(month), "digest": step.files["holdings"]}
        )
