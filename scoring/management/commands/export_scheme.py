"""export_scheme NAME [--version N] [--out FILE]"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from perfcenter.base.commands import outages_named
from perfcenter.base.files import write_whole
from perfcenter.base.refusals import Refused
from scoring.scheme.write import export_scheme


class Command(BaseCommand):
    help = "Write a scheme as the file it was loaded from"

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Let --version mean the scheme's, not Django's."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--version", dest="number", type=int, help="default: the newest")
        parser.add_argument("--out", type=Path, help="default: the terminal")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with outages_named(options["name"]):
                text = export_scheme(options["name"], options["number"])
        except Refused as error:
            raise CommandError(str(error)) from error
        if options["out"] is None:
            self.stdout.write(text, ending="")
            return
        try:
            write_whole(options["out"], text.encode())
        except OSError as error:
            raise CommandError(f"{options['out']}: {error.strerror}") from error
