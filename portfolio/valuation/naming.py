"""Which files of the vault the portfolio names."""

from collections.abc import Iterator

from perfcenter.base.vault import Named


def files_named() -> Iterator[Named]:
    """Yield every file of the vault that months, facts, closings of before and imports name."""
    # DuckDB takes a fifth of a second to import, and most processes never get here.
    from portfolio.models import BookMonth, FactFile, Import, MonthStep
    from portfolio.valuation.months import MonthFiles

    for month in BookMonth.objects.exclude(holdings=""):
        yield from MonthFiles.of(month).all()
    for step in MonthStep.objects.all():
        yield from MonthFiles.from_digests(step.month, step.files).all()
    for replaced in Import.objects.exclude(load=None).values_list("replaced", flat=True):
        for parts in replaced.get("files", {}).values():
            yield from map(Named, parts.values())
    for digest in FactFile.objects.values_list("digest", flat=True):
        yield Named(digest)
