"""score CYCLE [--csv DIR]"""

from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import Progress

from perfcenter.formats import money
from perfcenter.refusals import Refused
from portfolio.models import CostPool
from portfolio.valuation import ValuationError
from scoring.models import Cycle, Result, ScoreRun, UnallocatedPool
from scoring.runs.export import write_files
from scoring.services.runs import score


class Command(BaseCommand):
    help = "Score a cycle: a new run, kept for good"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cycle", help="the cycle's code")
        parser.add_argument("--csv", type=Path, metavar="DIR", help="also write the result files")

    def handle(self, *args: Any, **options: Any) -> None:
        cycle = Cycle.objects.filter(code=options["cycle"]).first()
        if cycle is None:
            known = ", ".join(Cycle.objects.values_list("code", flat=True)) or "—"
            raise CommandError(
                _("There is no cycle %(code)s; there are: %(known)s")
                % {"code": options["cycle"], "known": known}
            )
        try:
            # A run is kept for good: the folder is tried before it is made.
            folder = writable_folder(options["csv"]) if options["csv"] else None
            run = self.with_progress(cycle)
            self.report(run)
            for path in write_files(run, folder) if folder else ():
                self.stdout.write(str(path))
        except (Refused, ValuationError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename or options['csv']}: {error.strerror}") from error

    def with_progress(self, cycle: Cycle) -> ScoreRun:
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(_("Valuing the ledger"), total=None)
            return score(
                cycle=cycle,
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
        for pool in run.unallocated_pools.all():
            self.stdout.write(_("Not allocated: %(pool)s") % {"pool": described(pool)})
        outside = run.unscored_books.filter(manager__isnull=False).values("manager").distinct()
        if count := outside.count():
            self.stdout.write(
                ngettext(
                    "The book of %(count)s person who takes no part is not scored",
                    "The books of %(count)s people who take no part are not scored",
                    count,
                )
                % {"count": count}
            )
        if run.unscored_books.filter(manager__isnull=True).exists():
            self.stdout.write(_("Some accounts belong to nobody and are not scored"))


def described(pool: UnallocatedPool) -> str:
    """Return a pool's name, kind, driver, branch and amount."""
    kind = CostPool.Kind(pool.kind).label
    driver = CostPool.Driver(pool.driver).label
    parts = [str(kind), str(driver), *([pool.branch_code] if pool.branch_code else [])]
    return f"{pool.pool} ({', '.join(parts)}) {money(pool.amount)}"


def writable_folder(folder: Path) -> Path:
    """Return the folder, made when it is not there; OSError where nothing can be written."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=folder):
        return folder
