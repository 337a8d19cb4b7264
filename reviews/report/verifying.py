"""Whether the texts that were handed in are still what was handed in, and published or not.

The texts are proved twice over since the audit log answers for rows; reports from before have this
proof alone.
"""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from perfcenter.base.kept import Finding
from perfcenter.base.kept.finding import where
from perfcenter.base.kept.reading import UNREADABLE, readable
from reviews.models import AnnualReport
from reviews.report.content import content_of, digest_of, from_json

FINAL = [
    AnnualReport.State.SUBMITTED,
    AnnualReport.State.REVIEWED,
    AnnualReport.State.APPROVED,
    AnnualReport.State.PUBLISHED,
]


def broken_texts() -> Iterator[Finding]:
    """Yield the reports of which a version, or what stands now, is not what its digest says."""
    reports = AnnualReport.objects.select_related("cycle", "manager").prefetch_related(
        "revisions", "goal_lines", "evidence"
    )
    for key, report in readable(reports):
        # One that cannot be read is found where all tables are.
        if report is not None and not _stands(report):
            text = _("The self-review of %(name)s in %(cycle)s is not what was handed in")
            words = {"name": report.manager.name, "cycle": report.cycle.code}
            yield Finding(AnnualReport._meta.db_table, f"id={key}", text % words)


def broken_states() -> Iterator[Finding]:
    """Yield the reports that are published before their cycle is, or approved still behind it.

    The audit log does not tell the two states apart, so that to publish writes one entry.
    """
    states = AnnualReport.State
    early = Q(state=states.PUBLISHED, cycle__published_at__isnull=True)
    late = Q(state=states.APPROVED, cycle__published_at__isnull=False)
    for key in (
        AnnualReport.objects.filter(early | late).order_by("pk").values_list("pk", flat=True)
    ):
        place = f"id={key}"
        words = {"where": where(AnnualReport._meta.db_table, place)}
        text = _("%(where)s is published otherwise than its cycle")
        yield Finding(AnnualReport._meta.db_table, place, text % words)


def _stands(report: AnnualReport) -> bool:
    try:
        kept = all(digest_of(from_json(r.content)) == r.digest for r in report.revisions.all())
        return kept and (
            report.state not in FINAL or digest_of(content_of(report)) == report.submitted_digest
        )
    except UNREADABLE:
        return False
