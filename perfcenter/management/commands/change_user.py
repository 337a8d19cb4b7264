"""change_user USERNAME [--role R [--manager NO]] [--close | --open]"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.people.write import set_active, set_role
from portfolio.models import Manager


class Command(BaseCommand):
    help = "Give a login another role, close it, or open it again"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--role", choices=User.Role.values)
        parser.add_argument("--manager", metavar="NO", help="whose login it is, for role manager")
        doing = parser.add_mutually_exclusive_group()
        doing.add_argument("--close", action="store_true", help="nobody gets in with it any more")
        doing.add_argument("--open", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(_("There is no login %(user)s") % {"user": options["username"]})
        role, number, closes = options["role"], options["manager"], options["close"]
        if number and not role:
            raise CommandError(_("--manager goes with --role manager"))
        if not (role or closes or options["open"]):
            raise CommandError(_("Say what to change: --role, --close or --open"))
        try:
            with transaction.atomic():
                if role:
                    user = set_role(user=user, role=role, manager=manager_of(number))
                if closes or options["open"]:
                    user = set_active(user=user, active=not closes)
        except Refused as error:
            raise CommandError(_("%(reason)s. Nothing was changed.") % {"reason": error}) from error
        state = _("open") if user.is_active else _("closed")
        words = {"user": user.username, "role": user.get_role_display(), "state": state}
        self.stdout.write(_("%(user)s  %(role)s, %(state)s") % words)


def manager_of(number: str | None) -> Manager | None:
    """Return the client manager with this staff number."""
    if not number:
        return None
    manager = Manager.objects.filter(staff_no=number).first()
    if manager is None:
        raise CommandError(_("There is no manager %(number)s") % {"number": number})
    return manager
