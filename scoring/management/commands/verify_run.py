"""verify_run CYCLE [RUN]"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from perfcenter.base.snapshot import one_state
from perfcenter.base.vault import Damaged
from scoring.amending.verifying import difference
from scoring.models import Cycle, ScoreRun
from scoring.runs.recomputing import first_difference, is_recomputable


def amendment_that_differs(run: ScoreRun) -> str:
    """Return what is wrong with the first amendment of the run that does not come out again."""
    for one in run.amendments.select_related("run__cycle__scheme").order_by("id"):
        if said := difference(one):
            words = {"number": one.number, "manager": one.manager_id, "what": said}
            return _("Amendment %(number)s of %(manager)s: %(what)s") % words
    return ""


class Command(BaseCommand):
    help = (
        "Compute a score run once more from the files that it froze, and compare every number with "
        "what is kept; end with 1 at the first that differs"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cycle", help="the cycle's code")
        parser.add_argument(
            "run", nargs="?", type=int, help="the run's number; left out, the published or newest"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        run = self.run_named(options["cycle"], options["run"])
        words = {"number": run.number, "cycle": run.cycle.code}
        if not is_recomputable(run):
            raise CommandError(
                _(
                    "Score run #%(number)s of %(cycle)s was made before runs kept what they read; "
                    "“verify” checks its digest"
                )
                % words
            )
        try:
            with one_state():
                found = first_difference(run) or amendment_that_differs(run)
        except Damaged as error:
            raise CommandError(str(error)) from error
        if found:
            raise CommandError(found)
        self.stdout.write(
            _("Score run #%(number)s of %(cycle)s comes out as it was kept, every number") % words
        )

    def run_named(self, code: str, number: int | None) -> ScoreRun:
        """Return the run; without a number the published one, else the newest."""
        cycle = Cycle.objects.filter(code=code).first()
        if cycle is None:
            raise CommandError(_("There is no cycle %(code)s") % {"code": code})
        runs = cycle.runs.select_related("cycle__scheme")
        if number is not None:
            run = runs.filter(number=number).first()
        elif cycle.published_run_id:
            run = runs.get(pk=cycle.published_run_id)
        else:
            run = runs.first()
        if run is None:
            words = {"code": code, "number": number or "—"}
            raise CommandError(_("%(code)s has no score run #%(number)s") % words)
        return run
