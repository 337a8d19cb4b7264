"""Files that bear out what is asked or answered, through the same checks as those of reports."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base import vault
from perfcenter.base.refusals import NotAllowed, Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from reviews.appeals.write import may_speak, opened
from reviews.evidence.checking import checked
from reviews.evidence.write import read_upload
from reviews.models import Objection, ObjectionFile

MOST_FILES = 20
"""So many files an objection may have; each is of the size that one of a report may have."""


def attach(*, objection: Objection, upload: UploadedFile[Any], actor: User) -> ObjectionFile:
    """Keep a file with what is asked; Hostile where it is not taken, with every reason."""
    if not may_speak(actor, objection):
        raise NotAllowed(_("Only who asked, who decides and human resources write here"))
    found = checked(str(upload.name or ""), read_upload(upload))
    # Before the transaction that names it: what is refused in the end is swept away some day.
    kept = vault.put_bytes(found.content, f".{found.kind}")
    with transaction.atomic():
        objection = opened(objection)
        if not may_speak(actor, objection):
            raise NotAllowed(_("Only who asked, who decides and human resources write here"))
        there = objection.files.all()
        known = next((one for one in there if one.digest == kept.digest), None)
        if known is not None:
            raise Refused(_("This file is there already"))
        if len(there) >= MOST_FILES:
            raise Refused(
                _("There are %(count)s files already, the most there may be")
                % {"count": MOST_FILES}
            )
        one = ObjectionFile.objects.create(
            objection=objection,
            name=found.name,
            kind=found.kind,
            digest=kept.digest,
            size=len(found.content),
            brought_by=actor,
            brought_at=timezone.now(),
        )
        record(
            actor=actor,
            action="objection.attach",
            target=objection,
            detail={
                "cycle": objection.cycle.code,
                "manager": objection.manager_id,
                "file": one.name,
                "file_digest": one.digest,
            },
            wrote={ObjectionFile: [one.pk]},
        )
    return one
