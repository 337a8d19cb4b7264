"""reset_password USERNAME"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from perfcenter.models import User
from perfcenter.people.write import reset_password


class Command(BaseCommand):
    help = "Give a login a new one-time password and print it; the old one stops working at once"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(_("There is no login %(user)s") % {"user": options["username"]})
        login = reset_password(user=user)
        words = {"user": user.username, "password": login.password}
        self.stdout.write(_("%(user)s  one-time password: %(password)s") % words)
        if not user.is_active:
            self.stdout.write(_("The login is closed; it does not open with any password."))
