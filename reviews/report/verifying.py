"""Whether the texts that were handed in are still what was handed in.

This is proved twice over since the audit log answers for rows; reports from before have this proof
alone.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from perfcenter.base.kept import Finding
from perfcenter.base.kept.reading import UNREADABLE, readable
from reviews.models import AnnualReport
from reviews.report.content import content_of, digest_of, from_json

FINAL = [AnnualReport.State.SUBMITTED, AnnualReport.State.APPROVED, AnnualReport.State.PUBLISHED]


def broken_texts() -> Iterator[Finding]:
    """Yield the reports of which a version, or what stands now, is not what its digest says."""
    reports = AnnualReport.objects.select_related("cycle", "manager").prefetch_related(
        "revisions", "goal_lines"
    )
    for key, report in readable(reports):
        # One that cannot be read is found where all tables are.
        if report is not None and not _stands(report):
            text = _("The self-review of %(name)s in %(cycle)s is not what was handed in")
            words = {"name": report.manager.name, "cycle": report.cycle.code}
            yield Finding(AnnualReport._meta.db_table, f"id={key}", text % words)


def _stands(report: AnnualReport) -> bool:
    try:
        kept = all(digest_of(from_json(r.content)) == r.digest for r in report.revisions.all())
        return kept and (
            report.state not in FINAL or digest_of(content_of(report)) == report.submitted_digest
        )
    except UNREADABLE:
        return False
