"""Whether the texts that were handed in are still what was handed in."""

from collections.abc import Iterator

from perfcenter.base.batches import HANDFUL
from reviews.models import AnnualReport
from reviews.report.content import content_of, digest_of, from_json

FINAL = [AnnualReport.State.SUBMITTED, AnnualReport.State.APPROVED, AnnualReport.State.PUBLISHED]


def broken_texts() -> Iterator[AnnualReport]:
    """Yield the reports of which a version, or what stands now, is not what its digest says."""
    reports = AnnualReport.objects.select_related("cycle", "manager").prefetch_related(
        "revisions", "goal_lines"
    )
    for report in reports.order_by("id").iterator(chunk_size=HANDFUL):
        kept = all(digest_of(from_json(r.content)) == r.digest for r in report.revisions.all())
        stands = (
            report.state not in FINAL or digest_of(content_of(report)) == report.submitted_digest
        )
        if not (kept and stands):
            yield report
