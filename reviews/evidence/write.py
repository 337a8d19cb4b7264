"""The manager's verbs for files: add one to a section, take one out; each makes a version."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base import vault
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.ui.packages import Hostile
from perfcenter.ui.uploads import MEGABYTE
from portfolio.models import Manager
from reviews.evidence.checking import MOST_BYTES, checked
from reviews.models import AnnualReport, Evidence
from reviews.report.content import ReportContent, files_of
from reviews.report.read import standing_of
from reviews.report.storing import check_writable, locked, store
from reviews.sections.read import sections_of
from reviews.steps.access import check_is_own
from scoring.models import Cycle

MOST_FILES = 10


def add_file(
    *, cycle: Cycle, manager: Manager, section: str, upload: UploadedFile[Any], actor: User
) -> Evidence:
    """Keep a file that bears out a section; Hostile where it is not taken, with every reason."""
    check_is_own(actor, manager)
    found = checked(str(upload.name or ""), read_upload(upload))
    # Before the transaction that names it: what is refused in the end is swept away some day.
    kept = vault.put_bytes(found.content, f".{found.kind}")
    with transaction.atomic():
        report = locked(cycle, manager)
        check_writable(report, cycle, manager)
        _check_room(report, cycle, section, kept.digest)
        if not report.pk:
            report.save()
        one = Evidence.objects.create(
            report=report,
            section=section,
            name=found.name,
            kind=found.kind,
            digest=kept.digest,
            size=len(found.content),
            brought_by=actor,
            brought_at=timezone.now(),
        )
        _keep(report, cycle, actor, "report.file_add", one)
    return one


def drop_file(*, cycle: Cycle, manager: Manager, number: int, actor: User) -> str:
    """Take a file out of the report, as long as that can be changed; return its name.

    What was handed in with it keeps it.
    """
    check_is_own(actor, manager)
    with transaction.atomic():
        report = locked(cycle, manager)
        check_writable(report, cycle, manager)
        one = Evidence.objects.filter(report=report.pk, pk=number).first()
        if one is None:
            raise Refused(_("The file is not there any more"))
        one.delete()
        _keep(report, cycle, actor, "report.file_drop", one)
    return one.name


def read_upload(upload: UploadedFile[Any]) -> bytes:
    """Return what was sent; Hostile where it is too large."""
    if (upload.size or 0) > MOST_BYTES:
        raise Hostile([_("It is larger than %(count)s MB") % {"count": MOST_BYTES // MEGABYTE}])
    return bytes(upload.read())


def _check_room(report: AnnualReport, cycle: Cycle, section: str, digest: str) -> None:
    if section not in {one.code for one in sections_of(cycle)}:
        raise Refused(_("There is no section “%(section)s”") % {"section": section})
    there = files_of(report) if report.pk else ()
    if len(there) >= MOST_FILES:
        raise Refused(_("A report has at most %(count)s files") % {"count": MOST_FILES})
    if any((one.section, one.digest) == (section, digest) for one in there):
        raise Refused(_("This file is there already"))


def _keep(report: AnnualReport, cycle: Cycle, actor: User, action: str, one: Evidence) -> None:
    """Make what is written by now a version, with the files as they are now."""
    said = standing_of(report).content
    texts = {section.code: said.text(section.code) for section in sections_of(cycle)}
    content = ReportContent(texts, said.goal_lines, files_of(report))
    detail = {"file": one.name, "section": one.section, "file_digest": one.digest}
    store(report, content, actor, action=action, detail=detail)
