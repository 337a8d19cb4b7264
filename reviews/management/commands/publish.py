"""publish CYCLE --run N --by USERNAME [--second USERNAME]"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from reviews.publishing.standing import cycles_with
from reviews.publishing.write import publish_together
from scoring.models import Cycle


class Command(BaseCommand):
    help = "Publish a cycle, or all cycles of its round, as two persons of human resources"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cycle", help="the cycle's code")
        parser.add_argument(
            "--run", type=int, action="append", required=True, metavar="N",
            help="the run that was looked at; of a round one for each cycle, by their codes",
        )  # fmt: skip
        parser.add_argument("--by", required=True, metavar="USER", help="who publishes")
        parser.add_argument("--second", metavar="USER", help="who of human resources agrees")

    def handle(self, *args: Any, **options: Any) -> None:
        cycle = Cycle.objects.filter(code=options["cycle"]).first()
        if cycle is None:
            raise CommandError(_("There is no cycle %(code)s") % {"code": options["cycle"]})
        cycles, runs = cycles_with(cycle), options["run"]
        if len(runs) != len(cycles):
            raise CommandError(
                _("Name a run for each of %(codes)s")
                % {"codes": ", ".join(one.code for one in cycles)}
            )
        second = _user(options["second"]) if options["second"] else None
        try:
            published = publish_together(
                cycle=cycle,
                runs={one.code: number for one, number in zip(cycles, runs, strict=True)},
                actor=_user(options["by"]),
                second=second,
            )
        except (Refused, NotAllowed) as error:
            raise CommandError(str(error)) from error
        for one in published:
            self.stdout.write(_("Published: %(cycle)s") % {"cycle": one.code})


def _user(name: str) -> User:
    found = User.objects.select_related("manager").filter(username=name, is_active=True).first()
    if found is None:
        raise CommandError(_("There is no login %(user)s") % {"user": name})
    return found
