"""Whether what was sealed is still there, byte for byte, and comes to the seal's root."""

from __future__ import annotations

from collections.abc import Iterator
from json import JSONDecodeError

from django.utils.translation import gettext as _

from perfcenter.base import vault
from perfcenter.base.kept import Finding
from reviews.models import Seal
from reviews.sealing.tree import root_of
from reviews.sealing.write import ending_of, read_json

UNREADABLE = (vault.Damaged, JSONDecodeError, KeyError, TypeError, ValueError)


def broken_seals() -> Iterator[Finding]:
    """Yield the seals of which a file is missing or changed, or that prove something else."""
    for seal in Seal.objects.select_related("cycle").order_by("pk"):
        why = next(_against(seal), None)
        if why is not None:
            words = {"cycle": seal.cycle.code, "number": seal.number, "why": why}
            text = _("Seal %(number)s of %(cycle)s: %(why)s") % words
            yield Finding(Seal._meta.db_table, f"id={seal.pk}", text)


def sealed_files() -> Iterator[vault.Named]:
    """Yield every file of the vault that a seal names."""
    for seal in Seal.objects.order_by("pk"):
        yield from _files(seal)


def _against(seal: Seal) -> Iterator[str]:
    try:
        people = read_json(seal.manifest)["people"]
        if root_of([digest for _number, digest in people]) != seal.root:
            yield _("it does not come to its own root")
        for named in _files(seal):
            vault.verify(named)
    except UNREADABLE as error:
        yield str(error)


def _files(seal: Seal) -> Iterator[vault.Named]:
    yield seal.file
    for _number, digest in read_json(seal.manifest)["people"]:
        yield vault.Named(digest, ".json")
        for name, content in read_json(digest)["files"].items():
            yield vault.Named(content, ending_of(name))
