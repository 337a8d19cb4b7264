"""load_scheme FILE.toml"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from perfcenter.base.commands import outages_named
from perfcenter.base.files import Unreadable, read_small
from scoring.scheme.lint import warned
from scoring.scheme.lint_data import without_data
from scoring.scheme.problems import SchemeError
from scoring.scheme.stored import definition
from scoring.scheme.write import load_scheme


class Command(BaseCommand):
    help = "Load a scheme file as the next version of its scheme; every error is listed"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with outages_named(path):
                scheme, created = load_scheme(read_small(path), file=path.name)
        except (Unreadable, SchemeError) as error:
            raise CommandError(str(error)) from error
        said = _("Loaded %(scheme)s") if created else _("Nothing new: %(scheme)s is this text")
        self.stdout.write(said % {"scheme": scheme})
        found = definition(scheme)
        for warning in [*warned(found), *without_data(found)]:
            self.stdout.write(f"{path.name}, {warning}")
