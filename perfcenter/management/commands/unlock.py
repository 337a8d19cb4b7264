"""unlock [NAME | --address A]"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.people.doors.locked import locked, unlock_address, unlock_name


class Command(BaseCommand):
    help = (
        "Let a name, or a network address, try passwords again at once; without either say which "
        "have to wait"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        whom = parser.add_mutually_exclusive_group()
        whom.add_argument("username", nargs="?")
        whom.add_argument("--address", metavar="A")

    def handle(self, *args: Any, **options: Any) -> None:
        name, address = options["username"], options["address"]
        if not (name or address):
            self.list()
            return
        try:
            if address:
                unlock_address(address=address)
            else:
                unlock_name(name=name)
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("Unlocked: %(what)s") % {"what": address or name})

    def list(self) -> None:
        waiting = locked()
        if not waiting:
            self.stdout.write(_("Nobody has to wait."))
        for each in waiting:
            until = timezone.localtime(each.until).strftime("%Y-%m-%d %H:%M")
            words = {"what": each.who, "until": until, "count": each.wrong}
            self.stdout.write(_("%(what)s  until %(until)s, wrong tries: %(count)s") % words)
