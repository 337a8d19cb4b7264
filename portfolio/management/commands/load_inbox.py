"""load_inbox FOLDER"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from perfcenter.base.commands import outages_named
from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from portfolio.loading import LoadRefused, load_folder
from portfolio.loading.inbox import LOADED, REFUSED, check_manifest, move_aside, sets_in


class Command(BaseCommand):
    help = "Load the complete sets of an inbox in the order of their names; stop at one refused"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("inbox", type=Path, help="the folder that holds a folder for each set")

    def handle(self, *args: Any, inbox: Path, **options: Any) -> None:
        try:
            for folder in sets_in(inbox):
                with outages_named(folder.name):
                    self.load(folder)
        except OSError as error:
            raise CommandError(f"{error.filename or inbox}: {error.strerror}") from error

    def load(self, folder: Path) -> None:
        errors = folder / "errors.csv"
        try:
            check_manifest(folder)
            result = load_folder(folder, errors=errors)
        except (Refused, LoadRefused) as error:
            place = move_aside(folder, REFUSED)
            raise CommandError(f"{folder.name}: {error} ({place})") from error
        errors.unlink(missing_ok=True)
        move_aside(folder, LOADED)
        words = {"set": folder.name, "rows": whole(result.rows), "changed": whole(result.changed)}
        self.stdout.write(_("%(set)s: %(rows)s rows read, %(changed)s changed") % words)
