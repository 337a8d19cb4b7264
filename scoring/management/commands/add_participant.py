"""add_participant CODE STAFF_NO --reason TEXT"""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from scoring.cycles.people import add_participant
from scoring.management.commands._changing import ChangeCommand, manager_numbered
from scoring.models import Cycle


class Command(ChangeCommand):
    help = "Let somebody take part in a cycle that is open, or again where her part has ended"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("staff_no")

    def change(self, cycle: Cycle, options: dict[str, Any]) -> str:
        manager = manager_numbered(options["staff_no"])
        add_participant(cycle=cycle, manager=manager, reason=options["reason"])
        return _("%(name)s takes part in %(code)s") % {"code": cycle.code, "name": manager.name}
