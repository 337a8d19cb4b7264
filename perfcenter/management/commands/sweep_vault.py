"""sweep_vault [--delete]"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from perfcenter.base.formats import trimmed
from perfcenter.base.vault import unnamed


class Command(BaseCommand):
    help = "Show the vault's files that nothing names; take them away with --delete"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--delete", action="store_true", help="take them away")

    def handle(self, *args: Any, **options: Any) -> None:
        count = size = 0
        for file in list(unnamed()):
            self.stdout.write(f"{file.name}  {trimmed(file.size)}  {file.since:%Y-%m-%d %H:%M}")
            count, size = count + 1, size + file.size
            if options["delete"]:
                file.delete()
        words = {"count": count, "size": trimmed(size)}
        if not count:
            self.stdout.write(_("Every file of the vault is named."))
        elif options["delete"]:
            self.stdout.write(_("Taken away: %(count)s files, %(size)s bytes.") % words)
        else:
            self.stdout.write(
                _("%(count)s files, %(size)s bytes; --delete takes them away.") % words
            )
