"""grants ROLE: what PostgreSQL has to grant the role that the site runs as"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils.translation import gettext as _

from perfcenter.base import registry
from perfcenter.base.frozen.granting import grants
from portfolio.contract.tables import TABLES

FILLED = ("portfolio_fact",)


class Command(BaseCommand):
    help = (
        "Print the SQL that lets ROLE serve the site without owning a table, so that it cannot "
        "take the triggers away. Run migrate as the owner, then pipe this into psql"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError(_("SQLite knows no roles; who writes its file can do everything"))
        loaded = [*TABLES, *FILLED]
        for statement in grants(connection, options["role"], registry.frozen, loaded):
            self.stdout.write(statement)
