"""verify [--head NUMBER:DIGEST] [--heads FILE]: follow every proof the site keeps"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils.translation import gettext as _

from perfcenter.base import registry
from perfcenter.base.frozen.verifying import broken_triggers
from perfcenter.base.kept import Finding
from perfcenter.base.snapshot import one_state
from perfcenter.trail import heads
from perfcenter.trail.verifying import (
    Log,
    broken_ends,
    broken_rows,
    guarded,
    malformed_rows,
    read_log,
)
from portfolio.models import BookMonth, FactFile
from portfolio.valuation.verifying import broken_closings, broken_fact_files, broken_months
from reviews.models import AnnualReport, Seal
from reviews.report.verifying import broken_states, broken_texts
from reviews.sealing.verifying import broken_seals
from scoring.amending.verifying import broken_amendments
from scoring.models import Amendment, Cycle, ScoreRun
from scoring.runs.recomputing import broken_computations
from scoring.runs.verifying import broken_publications, broken_runs

PROOFS = (
    (BookMonth, broken_months),
    (BookMonth, broken_closings),
    (FactFile, broken_fact_files),
    (ScoreRun, broken_runs),
    (ScoreRun, broken_computations),
    (Cycle, broken_publications),
    (Amendment, broken_amendments),
    (AnnualReport, broken_texts),
    (AnnualReport, broken_states),
    (Seal, broken_seals),
)


class Command(BaseCommand):
    help = (
        "Verify what is kept for good: the triggers that protect it, the audit log's chain and its "
        "end, the rows that the log answers for, of the bank's data, of cycles, scores, "
        "self-reviews and logins; end with 1 where something is not as it was kept"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head", action="append", default=[], metavar="NUMBER:DIGEST",
            help="an entry of the log as an earlier verify printed it; as often as you like",
        )  # fmt: skip
        parser.add_argument(
            "--heads", action="append", default=[], type=Path, metavar="FILE",
            help="a copy of the file that the site keeps of its log's ends",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        given = [self.head(text) for text in options["head"]]
        with one_state():
            log = read_log()
            findings = one_a_place(self.findings(log, given, options["heads"]))
            for finding in findings:
                self.stderr.write(str(finding))
            if findings:
                raise CommandError(_("Not as it was kept: %(count)s") % {"count": len(findings)})
            words = {
                "entries": len(log.digests),
                "runs": ScoreRun.objects.count(),
                "head": heads.newest() or "—",
            }
        self.stdout.write(
            _("All as it was kept: %(entries)s entries of the audit log, %(runs)s score runs")
            % words
        )
        self.stdout.write(_("The end of the audit log is %(head)s") % words)

    def head(self, text: str) -> heads.Head:
        if head := heads.parse(text):
            return head
        raise CommandError(
            _("--head is %(text)s; expected a number and a digest of 64 digits, 7:0a1b…")
            % {"text": text}
        )

    def findings(self, log: Log, given: list[heads.Head], files: list[Path]) -> Iterator[Finding]:
        """Yield everything that is not as it was kept, the plainest words for it first."""
        for broken in broken_triggers(connection, registry.frozen):
            yield Finding(broken.table, broken.name, str(broken))
        yield from log.broken
        yield from broken_ends(log, given, files)
        yield from malformed_rows()
        for model, proof in PROOFS:
            yield from guarded(model._meta.db_table, proof)
        yield from broken_rows(log.newest)


def one_a_place(findings: Iterable[Finding]) -> list[Finding]:
    """Return the first finding of each place: one edit is often found by more than one proof."""
    found: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        found.setdefault((finding.table, finding.place), finding)
    return list(found.values())
