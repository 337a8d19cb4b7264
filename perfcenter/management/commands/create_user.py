"""create_user USERNAME --name NAME --role hr"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.people.write import create_user

ROLES = [role for role in User.Role.values if role != User.Role.MANAGER]


class Command(BaseCommand):
    help = (
        "Make a login for human resources, an auditor or an administrator and print its "
        "one-time password; client managers get theirs with create_users"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="as it is shown on pages")
        parser.add_argument("--role", required=True, choices=ROLES)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            login = create_user(
                username=options["username"], name=options["name"], role=options["role"]
            )
        except Refused as error:
            raise CommandError(_("%(reason)s. No login was made.") % {"reason": error}) from error
        words = {"user": login.user.username, "password": login.password}
        self.stdout.write(_("%(user)s  one-time password: %(password)s") % words)
