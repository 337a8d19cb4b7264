"""python manage.py load DIR_OR_XLSX [--from MONTH] [--cycle C] [--year Y] [--replace | --rows]"""

import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import OperationalError
from django.utils.translation import gettext_lazy as _
from rich.console import Console

from portfolio.imports.book import as_folder, is_workbook
from portfolio.loading import LoadRefused, load_folder
from portfolio.loading.given import Given
from portfolio.loading.screen import print_problems, print_result, progress_bar, refusal
from portfolio.loading.terms import Terms
from portfolio.months import parse_month

WIDE = 160
YEAR = re.compile(r"(19|2[0-9])[0-9]{2}")
DATABASE = _("Nothing was loaded, the database does not answer")


class Command(BaseCommand):
    help = "Load CSV files or a workbook (docs/data.md): all of it, or nothing and every error."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder",
            help="the folder that holds branches.csv, ledger.csv, ..., or an .xlsx of such sheets",
        )
        parser.add_argument("--errors", metavar="FILE.csv", help="write every single error to it")
        parser.add_argument(
            "--from",
            dest="from_month",
            type=_month,
            metavar="YYYY-MM",
            help="changed owners, postings and rates hold from this month on, whatever the ledger",
        )
        parser.add_argument(
            "--cycle", default="", metavar="CODE", help="whose the targets and values are"
        )
        parser.add_argument(
            "--year", type=_year, metavar="YYYY", help="the year of undated targets and values"
        )
        months = parser.add_mutually_exclusive_group()
        months.add_argument(
            "--replace",
            dest="replaces",
            action="store_true",
            help="take away the stored rows of a month that the set does not have",
        )
        months.add_argument(
            "--rows",
            dest="rows_only",
            action="store_true",
            help="of months change only the rows that the set brings",
        )

    def handle(
        self, *args: Any, folder: str, errors: str | None = None, verbosity: int = 1, **options: Any
    ) -> None:
        said = {name: options[name] for field in fields(Terms) if (name := field.name) in options}
        terms, listed_in = Terms(**said), Path(errors) if errors else None
        called: Callable[[str], str] = str
        try:
            with (
                _brought(Path(folder)) as (path, given),
                progress_bar(_console(self.stderr)) as tell,
            ):
                called = given.called if given else str
                result = load_folder(
                    path, terms=terms, progress=tell, errors=listed_in, given=given
                )
        except OperationalError as error:
            raise CommandError(f"{DATABASE}: {error}") from error
        except LoadRefused as refused:
            print_problems(_console(self.stderr), refused.groups, called)
            raise CommandError(refusal(refused, listed_in)) from refused
        if verbosity:
            print_result(_console(self.stdout), result)


@contextmanager
def _brought(path: Path) -> Iterator[tuple[Path, Given | None]]:
    """Give the folder of the set, and what it was before where that was a workbook."""
    if is_workbook(path):
        with as_folder(path) as brought:
            yield brought
    else:
        yield path, None


def _month(text: str) -> int:
    try:
        return parse_month(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


def _year(text: str) -> int:
    if not YEAR.fullmatch(text):
        raise ArgumentTypeError(f"{text!r} is not a year; expected YYYY, e.g. 2026")
    return int(text)


def _console(stream: OutputWrapper) -> Console:
    """A console on the stream; into a file or a pipe it writes wide lines, never folded at 80."""
    stream.ending = ""
    stream.style_func = None  # rich colours by itself
    width = None if stream.isatty() else WIDE
    return Console(file=stream, highlight=False, width=width)  # type: ignore[arg-type]
