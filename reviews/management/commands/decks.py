"""decks CYCLE --out DIR"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import track

from perfcenter.base.commands import outages_named
from perfcenter.base.file_names import distinct, file_name, of_number
from perfcenter.base.files import write_whole
from perfcenter.base.formats import whole
from perfcenter.trail.recording import record_first
from portfolio.models import Manager
from reviews.deck.collect import decks_of
from reviews.deck.groups.read import group_deck
from reviews.deck.groups.whose import groups_of
from scoring.models import Cycle


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

        parser.add_argument(
            "--branches",
            action="store_true",
            help="those of the bank and of its branches too, once the cycle is published",
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
            with outages_named(cycle.code):
                count = self.write(decks, managers, options["out"])
                if options["branches"]:
                    count += self.write_groups(cycle, options["language"], options["out"])
        except OSError as error:
            raise CommandError(f"{error.filename or options['out']}: {error.strerror}") from error
        self.stdout.write(
            ngettext("%(count)s deck in %(folder)s", "%(count)s decks in %(folder)s", count)
            % {"count": whole(count), "folder": options["out"]}
        )

    def write(
        self, decks: Iterable[tuple[Manager, bytes]], managers: list[Manager], folder: Path
    ) -> int:
        """Write each deck into the folder, which is made when it is not there; return how many."""
        folder.mkdir(parents=True, exist_ok=True)
        names = file_names([manager.staff_no for manager in managers])
        written, total = 0, len(managers)
        console = Console(stderr=True)
        for manager, deck in track(decks, _("Decks"), total=total, console=console, transient=True):
            write_whole(folder / f"{names[manager.staff_no]}.pptx", deck)
            written += 1
        return written

    def write_groups(self, cycle: Cycle, language: str, folder: Path) -> int:
        """Write the decks of the bank and of the branches beside them; return how many."""
        groups = groups_of(cycle)
        stems = (file_name(*group.parts, cycle.code, extension="pptx") for group in groups)
        names = distinct(name.removesuffix(".pptx") for name in stems)
        for group, name in zip(groups, names, strict=True):
            write_whole(folder / f"{name}.pptx", group_deck(cycle, group, language))
        return len(groups)


def file_names(numbers: list[str]) -> dict[str, str]:
    """Return a name for each staff number, no two of which any folder takes for one."""
    return dict(zip(numbers, distinct(map(of_number, numbers)), strict=True))
