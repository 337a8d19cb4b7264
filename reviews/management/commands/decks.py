"""decks CYCLE --out DIR"""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import track

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
            "--language", choices=[code for code, _ in settings.LANGUAGES], default="zh-hans"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        cycle = Cycle.objects.filter(code=options["cycle"]).select_related("scheme").first()
        if cycle is None:
            raise CommandError(f"there is no cycle {options['cycle']!r}")
        if not cycle.runs.exists():
            raise CommandError(
                f"{cycle.code} has no score run yet; run: manage.py score {cycle.code}"
            )
        managers = list(Manager.objects.filter(participations__cycle=cycle).order_by("staff_no"))
        folder: Path = options["out"]
        folder.mkdir(parents=True, exist_ok=True)
        decks = decks_of(cycle, managers, options["language"], viewer=None)
        count = 0
        for manager, deck in track(
            decks, "Decks", total=len(managers), console=Console(stderr=True), transient=True
        ):
            (folder / f"{file_name(manager.staff_no)}.pptx").write_bytes(deck)
            count += 1
        self.stdout.write(f"{count} decks in {folder}")


def file_name(staff_no: str) -> str:
    """Return the staff number as a name for a file that no other number has.

    >>> file_name("10402"), file_name("A/7")
    ('10402', 'A%2f7')
    """
    return UNSAFE.sub(lambda found: f"%{ord(found[0]):02x}", staff_no)
