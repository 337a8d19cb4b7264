"""seal --reason TEXT [--changed]: let the audit log answer for rows that came in by another way"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from perfcenter.trail.sealing import seal


class Command(BaseCommand):
    help = (
        "Let the audit log answer from now on for rows of which no entry speaks, and say why in "
        "it; for rows that were changed or taken away behind its back only with --changed"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reason", required=True, help="it is in the log for good")
        parser.add_argument(
            "--changed", action="store_true", help="also what verify finds changed or gone"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["reason"].strip():
            raise CommandError(_("Say why: the reason is in the log for good"))
        sealed = seal(reason=options["reason"].strip(), changed=options["changed"])
        for table, count in sealed.items():
            self.stdout.write(f"{table} {count}")
        self.stdout.write(_("Sealed: %(count)s") % {"count": sum(sealed.values())})
