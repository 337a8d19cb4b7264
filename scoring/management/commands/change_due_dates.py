"""change_due_dates CODE [--reports-due DAY] [--review-due DAY] [--publish-due DAY] --reason TEXT"""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from scoring.cycles.due import DueDates, change_due_dates
from scoring.management.commands._changing import ChangeCommand, day_of
from scoring.models import Cycle

NONE = "none"
OPTIONS = {
    "self_review": "--reports-due",
    "review": "--review-due",
    "publish": "--publish-due",
}


class Command(ChangeCommand):
    help = "Change by when the steps of an open cycle are due; what is not named stays"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        for step, option in OPTIONS.items():
            parser.add_argument(option, dest=step, metavar="DAY", help="YYYY-MM-DD, or none")

    def change(self, cycle: Cycle, options: dict[str, Any]) -> str:
        given = {step: options[step] for step in OPTIONS if options[step] is not None}
        if not given:
            raise CommandError(
                _("Name at least one of %(options)s") % {"options": ", ".join(OPTIONS.values())}
            )
        days = {
            step: None if text == NONE else day_of(OPTIONS[step], text)
            for step, text in given.items()
        }
        due = DueDates(**{**vars(DueDates.of(cycle)), **days})
        change_due_dates(cycle=cycle, due=due, reason=options["reason"])
        return _("The due dates of %(code)s are changed") % {"code": cycle.code}
