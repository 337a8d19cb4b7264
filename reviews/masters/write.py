"""What people do with the masters of decks: bring one, use it from now on, go back."""

from __future__ import annotations

import hashlib
from typing import IO, Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perfcenter.base import vault
from perfcenter.base.locks import Lock, hold
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import Thing, record
from perfcenter.ui.access import check_is_hr
from perfcenter.ui.packages import Hostile
from reviews.deck.dress import Dress, written
from reviews.deck.dressing import master_in_use
from reviews.masters.opening import MOST_BYTES
from reviews.masters.page import said
from reviews.masters.reading import Read, read
from reviews.models import Master, MasterUse

NAME = 200
MOST_REASONS = 20
KIND = "deck-master-file"


def bring(*, upload: UploadedFile[Any], actor: User) -> Master:
    """Make a master of a file and keep it; it is used only once somebody says so.

    Hostile where the file is not taken, with every reason; the audit log has that too.
    """
    check_is_hr(actor)
    name, given = str(upload.name)[-NAME:], _digest(upload)
    try:
        found, worn = _read(upload)
    except Hostile as error:
        detail = {"errors": error.reasons[:MOST_REASONS]}
        with transaction.atomic():
            record(
                actor=actor, action="master.refuse", target=Thing(KIND, given, name), detail=detail
            )  # fmt: skip
        raise
    kept = vault.put_bytes(worn.template, ".pptx")
    with transaction.atomic():
        one = Master.objects.create(
            name=name, given=given, digest=kept.digest, dress=written(worn),
            found=found.found, brought_by=actor, brought_at=timezone.now(),
        )  # fmt: skip
        record(actor=actor, action="master.bring", target=one, detail={"digest": given})
    return one


def _read(upload: UploadedFile[Any]) -> tuple[Read, Dress]:
    """Return what the check found; Hostile where the file lacks what decks need, too."""
    upload.seek(0)
    found = read(cast(IO[bytes], upload.file), upload.size or 0)
    if found.dress is None:
        raise Hostile([said(note) for note in found.found if note["tone"] == "bad"])
    return found, found.dress


def _digest(upload: UploadedFile[Any]) -> str:
    """Return the digest of a file; of one that is too large to be taken that of its beginning."""
    found, room = hashlib.sha256(), MOST_BYTES
    for chunk in upload.chunks():
        found.update(chunk)
        room -= len(chunk)
        if room < 0:
            break
    return found.hexdigest()


def use(*, master: Master | None, actor: User) -> MasterUse:
    """Let decks that are not published have this master from now on; None: ours."""
    check_is_hr(actor)
    with transaction.atomic():
        hold(Lock.DECK_MASTER)
        if master_in_use() == master:
            raise Refused(_("Decks have this master already"))
        before = master_in_use()
        one = MasterUse.objects.create(
            master=master, cycle=None, chosen_by=actor, chosen_at=timezone.now()
        )
        detail = {"before": str(before) if before else None}
        record(actor=actor, action="master.use", target=one, detail=detail)
    return one
