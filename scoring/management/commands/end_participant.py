"""end_participant CODE STAFF_NO --on DAY --reason TEXT"""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from scoring.cycles.people import end_participant
from scoring.management.commands._changing import ChangeCommand, day_of, manager_numbered
from scoring.models import Cycle


class Command(ChangeCommand):
    help = "End somebody's part in a cycle on a day; her rows stay"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("staff_no")
        parser.add_argument("--on", required=True, metavar="DAY", help="her last day, YYYY-MM-DD")

    def change(self, cycle: Cycle, options: dict[str, Any]) -> str:
        manager = manager_numbered(options["staff_no"])
        day, reason = day_of("--on", options["on"]), options["reason"]
        end_participant(cycle=cycle, manager=manager, ended_on=day, reason=reason)
        said = {"code": cycle.code, "name": manager.name, "day": day.isoformat()}
        return _("%(name)s takes part in %(code)s to %(day)s") % said
