"""Files from outside into a folder of ours: their kind, number and size checked, ZIPs unpacked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import IO, Any, TypeAlias
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from perfcenter.base.files import private_folder
from perfcenter.base.refusals import Refused
from perfcenter.ui.uploads import MEGABYTE
from portfolio.imports.places import given_file
from portfolio.loading.result import shown

TABLES = {".csv", ".txt", ".tsv", ".xlsx"}
MOST_FILES = 100
UNPACKED = 5
"""How many times as large as an upload may be what it unpacks to."""
CHUNK = 1 << 20
Upload: TypeAlias = "UploadedFile[Any]"
UTF8_NAME, ENCRYPTED = 0x800, 0x1


class Intake:
    """Takes files one by one, and refuses the one that is too much."""

    def __init__(self, number: int) -> None:
        self.number, self.files = number, list[dict[str, Any]]()
        self.room = UNPACKED * settings.UPLOAD_MEGABYTES * MEGABYTE

    def take(self, uploads: Iterable[Upload]) -> list[dict[str, Any]]:
        """Keep the files; return name, size and digest of each, in the order in which they came."""
        for upload in uploads:
            name = plain(str(upload.name))
            if ending(name) == ".zip":
                self._unpack(name, upload)
            else:
                self._keep(name, upload.chunks(CHUNK))
        if not self.files:
            raise Refused(_("There is no CSV file and no workbook in it"))
        return self.files

    def _unpack(self, name: str, upload: Upload) -> None:
        try:
            with ZipFile(upload) as archive:
                for entry in _tables_in(name, archive):
                    with archive.open(entry) as file:
                        self._keep(plain(_name_of(entry)), _chunks(file))
        except (BadZipFile, NotImplementedError, EOFError, OSError) as error:
            raise Refused(_("%(file)s is no ZIP that can be read") % {"file": name}) from error

    def _keep(self, name: str, chunks: Iterable[bytes]) -> None:
        if ending(name) not in TABLES:
            expected = {"file": name}
            raise Refused(_("%(file)s: expected a CSV file, an XLSX workbook or a ZIP") % expected)
        if any(file["name"].casefold() == name.casefold() for file in self.files):
            raise Refused(_("%(file)s is there twice") % {"file": name})
        if len(self.files) == MOST_FILES:
            raise Refused(_("More than %(count)s files") % {"count": MOST_FILES})
        path, digest, size = given_file(self.number, len(self.files)), hashlib.sha256(), 0
        private_folder(path.parent)
        with path.open("wb") as out:
            for chunk in chunks:
                size += len(chunk)
                self.room -= len(chunk)
                if self.room < 0:
                    raise Refused(_("%(file)s unpacks to more than is allowed") % {"file": name})
                digest.update(chunk)
                out.write(chunk)
        if ending(name) == ".xlsx":
            self._check_workbook(name, path.open("rb"))
        self.files.append({"name": name, "size": size, "digest": digest.hexdigest()})

    def _check_workbook(self, name: str, file: IO[bytes]) -> None:
        """A workbook is a ZIP as well, and unpacked by what reads it."""
        try:
            with file, ZipFile(file) as archive:
                entries = archive.infolist()
        except BadZipFile as error:
            raise Refused(_("%(file)s is no XLSX workbook") % {"file": name}) from error
        self.room -= sum(entry.file_size for entry in entries)
        if self.room < 0:
            raise Refused(_("%(file)s unpacks to more than is allowed") % {"file": name})


def plain(name: str) -> str:
    """Return the last part of a name, without what no name needs.

    >>> plain("C:\\\\data\\\\ledger.csv"), plain("../../etc/passwd")
    ('ledger.csv', 'passwd')
    """
    return shown(name.replace("\\", "/").rpartition("/")[2].strip())


def ending(name: str) -> str:
    return PurePosixPath(name.lower()).suffix


def _tables_in(name: str, archive: ZipFile) -> Iterator[ZipInfo]:
    """Yield the files of an archive; refuse one whose names lead out of it, or that is locked."""
    for entry in archive.infolist():
        path = _name_of(entry).replace("\\", "/")
        parts = PurePosixPath(path).parts
        if path.startswith("/") or ".." in parts or ":" in path or "\0" in path:
            raise Refused(_("%(file)s has a file that leads out of it") % {"file": name})
        if entry.flag_bits & ENCRYPTED:
            raise Refused(_("%(file)s has a password") % {"file": name})
        is_hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
        if not entry.is_dir() and not is_hidden:
            yield entry


def _name_of(entry: ZipInfo) -> str:
    """Return the name of an entry; Windows in China writes GB18030 and does not say so."""
    if entry.flag_bits & UTF8_NAME:
        return entry.filename
    raw = entry.orig_filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk
