"""verify: follow every proof the site keeps"""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from perfcenter.base import registry
from perfcenter.base.frozen.verifying import broken_triggers
from perfcenter.models import AuditEntry
from perfcenter.trail.verifying import broken_links
from reviews.report.verifying import broken_texts
from scoring.models import ScoreRun
from scoring.runs.verifying import broken_publications, broken_runs


class Command(BaseCommand):
    help = (
        "Verify what is kept for good: the triggers that protect it, the audit log's chain, the "
        "rows of every score run, what is published, the texts handed in; end with 1 where "
        "something is not as it was kept. Entries cut off at the end of the log show in its last "
        "digest alone: keep that elsewhere"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        problems = list(self.problems())
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(_("Not as it was kept: %(count)s") % {"count": len(problems)})
        last = AuditEntry.objects.order_by("-id").first()
        words = {
            "entries": AuditEntry.objects.count(),
            "runs": ScoreRun.objects.count(),
            "number": last.pk if last else 0,
            "digest": last.digest if last else "—",
        }
        self.stdout.write(
            _(
                "All as it was kept: %(entries)s entries of the audit log, %(runs)s score runs; "
                "the last entry is #%(number)s with digest %(digest)s"
            )
            % words
        )

    def problems(self) -> Iterator[str]:
        """Yield a sentence for everything that is not as it was kept."""
        yield from map(str, broken_triggers(connection, registry.frozen))
        for entry in broken_links():
            yield _("The audit log breaks at #%(number)s: %(entry)s") % {
                "number": entry.pk,
                "entry": entry,
            }
        for run in broken_runs():
            yield _(
                "The rows of score run #%(number)s of %(cycle)s are not those it was kept with"
            ) % {
                "number": run.number,
                "cycle": run.cycle.code,
            }
        for cycle in broken_publications():
            yield _("%(cycle)s is published otherwise than the audit log says") % {
                "cycle": cycle.code
            }
        for report in broken_texts():
            yield _("The self-review of %(name)s in %(cycle)s is not what was handed in") % {
                "name": report.manager.name,
                "cycle": report.cycle.code,
            }
