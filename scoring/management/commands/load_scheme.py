"""load_scheme FILE.toml"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from scoring.scheme.problems import SchemeError
from scoring.services.schemes import load_scheme


class Command(BaseCommand):
    help = "Load a scheme file as the next version of its scheme; every error is listed"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            scheme, created = load_scheme(path.read_bytes(), file=path.name)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except SchemeError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Loaded {scheme}" if created else f"Nothing new: {scheme} is this text")
