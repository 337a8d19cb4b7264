"""freeze: put back the triggers that a database lost"""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils.translation import gettext as _

from perfcenter.base import registry
from perfcenter.base.frozen.triggers import freezing
from perfcenter.base.frozen.verifying import broken_triggers


class Command(BaseCommand):
    help = (
        "Freeze again the tables whose triggers are missing, switched off or not those declared, "
        "and name them. Whether rows were changed meanwhile, verify says. Run migrate first"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        broken = list(broken_triggers(connection, registry.frozen))
        tables = {each.table for each in broken}
        with transaction.atomic(), connection.cursor() as cursor:
            for frozen in registry.frozen:
                if frozen.table not in tables:
                    continue
                for statement in freezing(connection, frozen):
                    cursor.execute(statement)
        for each in broken:
            self.stdout.write(str(each))
        self.stdout.write(_("Tables frozen again: %(count)s") % {"count": len(tables)})
