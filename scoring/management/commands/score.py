"""score CYCLE [--csv DIR]"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import Progress

from perfcenter.refusals import Refused
from portfolio.valuation import ValuationError
from scoring.models import Cycle, Result, ScoreRun
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
            known = ", ".join(Cycle.objects.values_list("code", flat=True)) or "none yet"
            raise CommandError(f"there is no cycle {options['cycle']!r}; cycles: {known}")
        try:
            run = self.with_progress(cycle)
        except (Refused, ValuationError) as error:
            raise CommandError(str(error)) from error
        self.report(run)
        if options["csv"]:
            for path in write_files(run, options["csv"]):
                self.stdout.write(str(path))

    def with_progress(self, cycle: Cycle) -> ScoreRun:
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("Valuing the ledger", total=None)
            return score(
                cycle=cycle,
                progress=lambda done, months: bar.update(task, completed=done, total=months),
            )

    def report(self, run: ScoreRun) -> None:
        scored = Result.objects.filter(run=run, composite__isnull=False).count()
        self.stdout.write(
            f"Run #{run.number} of {run.cycle.code}: {run.participants} participants, "
            f"{scored} with a composite; inputs {run.inputs_digest[:12]}, "
            f"results {run.results_digest[:12]}"
        )
        for pool in run.unallocated_pools.all():
            self.stdout.write(
                f"not allocated: {pool.pool} ({pool.kind}, by {pool.driver}"
                + (f", branch {pool.branch_code}" if pool.branch_code else "")
                + f") {pool.amount / 100:,.2f}"
            )
        outside = run.unscored_books.filter(manager__isnull=False).values("manager").distinct()
        if outside.exists():
            self.stdout.write(f"books of {outside.count()} people who take no part: not scored")
        if run.unscored_books.filter(manager__isnull=True).exists():
            self.stdout.write("some accounts belong to nobody: not scored")
