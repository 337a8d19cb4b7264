"""Which files of a report somebody may have: those of what she may read of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from perfcenter.base.vault import Named
from perfcenter.models import User
from reviews.models import AnnualReport, Evidence, ObjectionFile, Revision
from reviews.report.content import FILES, FileLine, files_of, from_json
from reviews.steps.access import is_own


def file_for(user: User, report: AnnualReport, digest: str) -> FileLine | None:
    """Return a file of the report by its digest; of others' reports it was handed in with it."""
    mine = is_own(user, report.manager)
    found: list[FileLine] = [*files_of(report)] if mine else []
    revisions = report.revisions.all() if mine else report.revisions.handed_in()
    for one in revisions.filter(content__has_key=FILES):
        found += from_json(one.content).files
    return next((line for line in found if line.digest == digest), None)


def named_files() -> Iterable[Any]:
    """Yield the files of the vault that reports name, now or in any version, and objections."""
    yield from (one.file for one in Evidence.objects.all())
    yield from (one.file for one in ObjectionFile.objects.all())
    yield from _in_versions()


def _in_versions() -> Iterator[Named]:
    contents = Revision.objects.filter(content__has_key=FILES).values_list("content", flat=True)
    for content in contents.iterator():
        for line in content[FILES]:
            yield Named(line["digest"], f".{line['kind']}")
