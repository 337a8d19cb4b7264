"""set_reviewer CODE STAFF_NO REVIEWER_NO|hr [--from DAY] --reason TEXT"""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from scoring.cycles.lines import set_reviewer
from scoring.management.commands._changing import ChangeCommand, day_of, manager_numbered
from scoring.models import Cycle

HR = "hr"


class Command(ChangeCommand):
    help = "Let somebody else decide on a report of a cycle that is open"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("staff_no", help="whose report")
        parser.add_argument("reviewer", help="a staff number, or hr for human resources")
        parser.add_argument("--from", dest="first", metavar="DAY", help="YYYY-MM-DD; today if not")

    def change(self, cycle: Cycle, options: dict[str, Any]) -> str:
        manager, number = manager_numbered(options["staff_no"]), options["reviewer"]
        reviewer = None if number == HR else manager_numbered(number)
        row = set_reviewer(
            cycle=cycle,
            manager=manager,
            reviewer=reviewer,
            from_on=day_of("--from", options["first"]) if options["first"] else None,
            reason=options["reason"],
        )
        return _("%(reviewer)s reviews %(name)s in %(code)s from %(day)s") % {
            "reviewer": reviewer.name if reviewer else _("Human resources"),
            "name": manager.name,
            "code": cycle.code,
            "day": row.from_on.isoformat(),
        }
