"""python manage.py load DIR: a bank's files into the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import OperationalError
from django.utils.translation import gettext_lazy as _
from rich.console import Console

from portfolio.loading import LoadRefused, load_folder
from portfolio.loading.screen import print_problems, print_result, progress_bar, refusal

WIDE = 160
DATABASE = _("Nothing was loaded, the database does not answer")


class Command(BaseCommand):
    help = "Load a folder of CSV files (docs/data.md): all of it, or nothing and every error."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", help="the folder that holds branches.csv, ledger.csv, ...")
        parser.add_argument("--errors", metavar="FILE.csv", help="write every single error to it")

    def handle(
        self, *args: Any, folder: str, errors: str | None = None, verbosity: int = 1, **options: Any
    ) -> None:
        listed_in = Path(errors) if errors else None
        try:
            with progress_bar(_console(self.stderr)) as tell:
                result = load_folder(folder, progress=tell, errors=listed_in)
        except OperationalError as error:
            raise CommandError(f"{DATABASE}: {error}") from error
        except LoadRefused as refused:
            print_problems(_console(self.stderr), refused.groups)
            raise CommandError(refusal(refused, listed_in)) from refused
        if verbosity:
            print_result(_console(self.stdout), result)


def _console(stream: OutputWrapper) -> Console:
    """A console on the stream; into a file or a pipe it writes wide lines, never folded at 80."""
    stream.ending = ""
    stream.style_func = None  # rich colours by itself
    width = None if stream.isatty() else WIDE
    return Console(file=stream, highlight=False, width=width)  # type: ignore[arg-type]
