"""decks CYCLE --out DIR"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import track

from perfcenter.trail.recording import record_first
from portfolio.models import Manager
from reviews.deck.collect import decks_of
from scoring.models import Cycle

UNSAFE = re.compile(r"[^\w-]")


class Command(BaseCommand):
    help = "Write every manager's deck"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cycle", help="the cycle's code")
        parser.add_argument("--out", type=Path, required=True, metavar="DIR")
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            default=settings.LANGUAGE_CODE,
        )

    def handle(self, *args: Any, **options: Any) -> None:
        cycle = Cycle.objects.filter(code=options["cycle"]).select_related("scheme").first()
        if cycle is None:
            known = ", ".join(Cycle.objects.values_list("code", flat=True)) or "—"
            raise CommandError(
                _("There is no cycle %(code)s; there are: %(known)s")
                % {"code": options["cycle"], "known": known}
            )
        if not cycle.runs.exists():
            raise CommandError(
                _("%(cycle)s has no score run yet; first: manage.py score %(cycle)s")
                % {"cycle": cycle.code}
            )
        managers = list(Manager.objects.filter(participations__cycle=cycle).order_by("staff_no"))
        where = {"folder": str(options["out"].resolve())}
        record_first(actor=None, action="file.export", target=cycle, detail=where)
        decks = decks_of(cycle, managers, options["language"], viewer=None)
        try:
            count = self.write(decks, len(managers), options["out"])
        except OSError as error:
            raise CommandError(f"{error.filename or options['out']}: {error.strerror}") from error
        self.stdout.write(
            ngettext("%(count)s deck in %(folder)s", "%(count)s decks in %(folder)s", count)
            % {"count": count, "folder": options["out"]}
        )

    def write(self, decks: Iterable[tuple[Manager, bytes]], total: int, folder: Path) -> int:
        """Write each deck into the folder, which is made when it is not there; return how many."""
        folder.mkdir(parents=True, exist_ok=True)
        written = 0
        console = Console(stderr=True)
        for manager, deck in track(decks, _("Decks"), total=total, console=console, transient=True):
            (folder / f"{file_name(manager.staff_no)}.pptx").write_bytes(deck)
            written += 1
        return written


def file_name(staff_no: str) -> str:
    """Return the staff number as a name for a file that no other number has.

    >>> file_name("10402"), file_name("A/7")
    ('10402', 'A%2f7')
    """
    return UNSAFE.sub(lambda found: f"%{ord(found[0]):02x}", staff_no)
