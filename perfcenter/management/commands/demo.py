"""demo: a small lively bank to look around in"""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from perfcenter.base.formats import plain
from perfcenter.base.refusals import Refused
from perfcenter.demo.generate import CLIENTS, SEED
from perfcenter.demo.logins import PASSWORD, Account
from perfcenter.demo.make import make_demo


class Command(BaseCommand):
    help = "Make a small lively bank to look around in; a second time only says who can log in"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, help="the later of its two years")
        parser.add_argument("--seed", type=int, default=SEED, help="another number, another bank")
        parser.add_argument("--clients", type=int, default=CLIENTS, help="how many clients it has")

    def handle(self, *args: Any, **options: Any) -> None:
        begun = monotonic()

        def tell(step: str) -> None:
            self.stdout.write(f"{_seconds(begun)}  {step} …")
            self.stdout.flush()

        try:
            demo = make_demo(
                today=timezone.localdate(),
                year=options["year"],
                seed=options["seed"],
                clients=options["clients"],
                tell=tell,
            )
        except Refused as error:
            raise CommandError(str(error)) from error
        if demo.is_new:
            self.stdout.write(f"{_seconds(begun)}  " + _("The demo is ready."))
        else:
            self.stdout.write(_("The demo is there already; nothing was changed."))
        self.print_accounts(demo.accounts)

    def print_accounts(self, accounts: list[Account]) -> None:
        table = Table(box=None, pad_edge=False, header_style="")
        for title in (_("User name"), _("Name"), _("Role"), _("Shows")):
            table.add_column(title)
        for account in accounts:
            table.add_row(account.username, account.name, account.role, account.shows)
        console = Console(highlight=False)
        with console.capture() as printed:
            console.print(table)
        self.stdout.write(printed.get())
        self.stdout.write(
            _("Everybody's password is %(password)s; all other managers log in by staff number.")
            % {"password": PASSWORD}
        )


def _seconds(begun: float) -> str:
    return f"{plain(monotonic() - begun, 1):>5} s"
