"""The record of one person as a ZIP that proves itself without us: evidence for a dispute."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from perfcenter.base import vault
from perfcenter.models import AuditEntry
from reviews.models import Reopening, Seal
from reviews.sealing.person import as_bytes
from reviews.sealing.steps import plain_entry
from reviews.sealing.tree import path_of
from reviews.sealing.write import ending_of, read_json

SCRIPT = Path(__file__).with_name("verify_bundle.py")
README = Path(__file__).with_name("bundle_readme.txt")
READABLE = 0o644


class NotInSeal(Exception):  # noqa: N818 - an answer, not an error
    """The seal has nobody of that staff number."""


def bundle_of(seal: Seal, staff_no: str) -> bytes:
    """Return the ZIP, the same bytes each time; NotInSeal, or Damaged where a file is."""
    manifest = read_json(seal.manifest)
    people: list[list[str]] = manifest["people"]
    place = next((at for at, (number, _digest) in enumerate(people) if number == staff_no), None)
    if place is None:
        raise NotInSeal(staff_no)
    digest = people[place][1]
    own = read_json(digest)
    proof = _proof(seal, manifest, [each for _number, each in people], place)
    into = BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as archive:
        _add(
            archive,
            "README.txt",
            b"\xef\xbb\xbf" + README.read_text("utf-8").format(root=seal.root).encode(),
        )
        _add(archive, "verify.py", SCRIPT.read_bytes())
        _add(archive, "seal.json", as_bytes(proof))
        _add(archive, "record.json", _content(digest, ".json"))
        for name in sorted(own["files"]):
            _add(archive, name, _content(own["files"][name], ending_of(name)))
    return into.getvalue()


def _proof(seal: Seal, manifest: dict[str, Any], digests: list[str], place: int) -> dict[str, Any]:
    """Return how this record follows into the seal, and the log's entry of the seal."""
    entry = AuditEntry.objects.get(
        action="cycle.seal", object_type=Seal._meta.label, object_key=str(seal.pk)
    )
    opened = seal.reopenings.filter(state=Reopening.State.OPENED)
    return {
        "cycle": manifest["cycle"],
        "seal": manifest["seal"],
        "run": manifest["run"],
        "scheme": manifest["scheme"],
        "root": seal.root,
        "manifest": seal.manifest,
        "path": [list(step) for step in path_of(digests, place)],
        "entry": plain_entry(entry),
        "opened_again": [
            {
                "reason": one.reason,
                "asked_by": one.asked_by.name,
                "opened_by": one.answered_by.name if one.answered_by else None,
                "at": one.answered_at.isoformat() if one.answered_at else None,
            }
            for one in opened.select_related("asked_by", "answered_by")
        ],
    }


def _content(digest: str, ending: str) -> bytes:
    return vault.local(vault.Named(digest, ending)).read_bytes()


def _add(archive: ZipFile, name: str, content: bytes) -> None:
    member = ZipInfo(name)  # of the format's earliest time
    member.external_attr = READABLE << 16
    member.compress_type = ZIP_DEFLATED
    archive.writestr(member, content)
