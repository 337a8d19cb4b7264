"""score CYCLE [--csv DIR] [--xlsx FILE] [--as-of DAY]"""

from collections.abc import Iterator, Sequence
from datetime import date
from errno import EISDIR
from os import strerror
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import Progress

from perfcenter.base.commands import outages_named
from perfcenter.base.files import write_whole
from perfcenter.base.formats import money, whole
from perfcenter.base.refusals import Refused
from perfcenter.trail.recording import record_first
from portfolio.valuation import ValuationError
from scoring.management.commands._changing import day_of
from scoring.models import Cycle, Result, ScoreRun
from scoring.runs.kept import day_of_run
from scoring.runs.result_files import result_workbook, write_files
from scoring.runs.unscored import OutsideBook, OutsidePool, unallocated_pools, unscored_books
from scoring.runs.write import Scoring, score_again

MOST_LINES = 10


class Command(BaseCommand):
    help = "Score a cycle: a new run, kept for good, unless nothing has changed since the last"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cycle", help="the cycle's code")
        parser.add_argument("--csv", type=Path, metavar="DIR", help="also write the result files")
        parser.add_argument(
            "--xlsx", type=Path, metavar="FILE", help="also write them as one workbook"
        )
        parser.add_argument(
            "--as-of", metavar="DAY", help="read no record dated after this day, YYYY-MM-DD"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        cycle = Cycle.objects.filter(code=options["cycle"]).first()
        if cycle is None:
            known = ", ".join(Cycle.objects.values_list("code", flat=True)) or "—"
            raise CommandError(
                _("There is no cycle %(code)s; there are: %(known)s")
                % {"code": options["cycle"], "known": known}
            )
        as_of = day_of("--as-of", options["as_of"]) if options["as_of"] else None
        try:
            # A run is kept for good: the places are tried before it is made.
            folder = writable_folder(options["csv"]) if options["csv"] else None
            file = writable_file(options["xlsx"]) if options["xlsx"] else None
            scoring = self.with_progress(cycle, as_of)
            run = scoring.run
            if not scoring.is_new:
                self.stdout.write(_("Nothing has changed since this run; it stands:"))
            self.report(run)
            for path in written(run, folder, file):
                self.stdout.write(str(path))
        except (Refused, ValuationError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            place = error.filename or options["csv"] or options["xlsx"]
            raise CommandError(f"{place}: {error.strerror}") from error

    def with_progress(self, cycle: Cycle, as_of: date | None) -> Scoring:
        bars = Progress(console=Console(stderr=True), transient=True)
        with outages_named(cycle.code), bars as bar:
            task = bar.add_task(_("Valuing the ledger"), total=None)
            return score_again(
                cycle=cycle,
                as_of=as_of,
                progress=lambda done, months: bar.update(task, completed=done, total=months),
            )

    def report(self, run: ScoreRun) -> None:
        scored = Result.objects.filter(run=run, composite__isnull=False).count()
        words = {
            "number": run.number,
            "cycle": run.cycle.code,
            "participants": run.participants,
            "scored": scored,
            "inputs": run.inputs_digest[:12],
            "results": run.results_digest[:12],
        }
        self.stdout.write(
            _(
                "Run #%(number)s of %(cycle)s: %(participants)s participants, %(scored)s with a "
                "composite; inputs %(inputs)s, results %(results)s"
            )
            % words
        )
        if day := day_of_run(run):
            self.stdout.write(
                _("As of %(day)s: records dated later were not read") % {"day": day.isoformat()}
            )
        for pool in unallocated_pools(run):
            self.stdout.write(_("Not allocated: %(pool)s") % {"pool": described(pool)})
        for line in not_scored(unscored_books(run)):
            self.stdout.write(line)


def written(run: ScoreRun, folder: Path | None, file: Path | None) -> Iterator[Path]:
    """Write the files that were asked for, each recorded before its first byte."""
    if folder:
        where = {"folder": str(folder.resolve())}
        record_first(actor=None, action="file.export", target=run, detail=where)
        yield from write_files(run, folder)
    if file:
        where = {"folder": str(file.resolve().parent), "file": file.name}
        record_first(actor=None, action="file.export", target=run, detail=where)
        write_whole(file, result_workbook(run))
        yield file


def described(pool: OutsidePool) -> str:
    """Return a pool's name, kind, driver, branch and amount."""
    parts = [pool.kind, pool.driver, *([pool.branch] if pool.branch else [])]
    return f"{pool.name} ({', '.join(parts)}) {money(pool.amount)}"


def not_scored(books: Sequence[OutsideBook]) -> Iterator[str]:
    """Say whose books are not scored and what they came to; not of thousands, one a line."""
    by_person: dict[str, int] = {}
    for book in books:
        name = f"{book.manager.name} ({book.manager.pk})" if book.manager else _("nobody")
        by_person[name] = by_person.get(name, 0) + book.result
    for name, result in list(by_person.items())[:MOST_LINES]:
        words = {"name": name, "amount": money(result)}
        yield _("Not scored: the book of %(name)s, %(amount)s before cost pools") % words
    if (more := len(by_person) - MOST_LINES) > 0:
        yield ngettext(
            "and %(count)s more: the cycle's page and its workbook list them",
            "and %(count)s more: the cycle's page and its workbook list them",
            more,
        ) % {"count": whole(more)}


def writable_folder(folder: Path) -> Path:
    """Return the folder, made when it is not there; OSError where nothing can be written."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=folder):
        return folder


def writable_file(file: Path) -> Path:
    """Return the file, its folder made; OSError where it cannot be written."""
    if file.is_dir():
        raise IsADirectoryError(EISDIR, strerror(EISDIR), str(file))
    writable_folder(file.parent)
    return file
