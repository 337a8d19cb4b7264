"""Files by their digest: put once, and read only as they were put."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from perfcenter.base import digests
from perfcenter.base.said import gettext as _

ALIAS = "vault"
SMALL = 4 * 1024 * 1024
"""A file up to this size is verified at every reading, a larger one whenever its size, time or
place on the disk is another than when this process verified it last."""

_verified: dict[str, tuple[int, int, int]] = {}
_fetched: dict[str, Path] = {}


class Damaged(Exception):  # noqa: N818 - said to whoever asked
    """A file of the vault is missing or not what its name says; the text names it."""


@dataclass(frozen=True)
class Named:
    """A file of the vault: its digest and its ending."""

    digest: str
    ending: str = ".parquet"

    @property
    def name(self) -> str:
        """The name in the storage; two signs of the digest make a folder."""
        return f"{self.digest[:2]}/{self.digest}{self.ending}"


def put(path: Path, ending: str = ".parquet") -> Named:
    """Keep a file's content; it is on the disk when this returns."""
    named = Named(digests.of_file(path), ending)
    storage = _storage()
    if isinstance(storage, FileSystemStorage):
        _put_on_disk(Path(storage.path(named.name)), path, named.digest)
    elif not storage.exists(named.name):
        with path.open("rb") as file:
            kept = storage.save(named.name, File(file))
        if kept != named.name:  # somebody else was quicker: theirs is the same
            storage.delete(kept)
    return named


def put_bytes(content: bytes, ending: str) -> Named:
    """Keep some bytes."""
    with tempfile.NamedTemporaryFile(prefix="perfcenter-vault-") as file:
        file.write(content)
        file.flush()
        return put(Path(file.name), ending)


def local(named: Named) -> Path:
    """Return the path of a verified file on this machine; Damaged where it is not what was put."""
    storage = _storage()
    path = Path(storage.path(named.name)) if isinstance(storage, FileSystemStorage) else None
    if path is None:
        path = _fetch(storage, named)
    try:
        found = path.stat()
    except OSError:
        raise _missing(named) from None
    stamp = found.st_size, found.st_mtime_ns, found.st_ino
    if found.st_size <= SMALL or _verified.get(named.name) != stamp:
        _check(named, path)
        _verified[named.name] = stamp
    return path


def stamp(named: Named) -> tuple[int, int, int, int] | None:
    """Return a large file's size, times and place on the disk, which change whenever it does.

    None of a small one, and where the storage is none of this machine; Damaged where it is missing.
    """
    storage = _storage()
    if not isinstance(storage, FileSystemStorage):
        return None
    try:
        found = Path(storage.path(named.name)).stat()
    except OSError:
        raise _missing(named) from None
    if found.st_size <= SMALL:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def verify(named: Named) -> None:
    """Read a file whole, whatever is known of it; Damaged where it is not what was put."""
    storage = _storage()
    try:
        with storage.open(named.name) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise _missing(named) from None
    if digest != named.digest:
        raise _changed(named)


def folder() -> Path | None:
    """Return the folder in which the files stand; None where it is no storage of this machine."""
    storage = _storage()
    return Path(storage.path("")) if isinstance(storage, FileSystemStorage) else None


def _storage() -> Storage:
    storage: Storage = storages[ALIAS]
    return storage


def _put_on_disk(target: Path, source: Path, digest: str) -> None:
    """Write beside, sync, rename: half a file never bears the name of a whole one.

    A file that was damaged since is put in order by putting the same content again.
    """
    if target.exists() and digests.of_file(target) == digest:
        return
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(prefix=".writing-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as written, source.open("rb") as given:
            shutil.copyfileobj(given, written, 1024 * 1024)
            written.flush()
            os.fsync(written.fileno())
        os.replace(beside, target)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _fetch(storage: Storage, named: Named) -> Path:
    """Bring a file of another storage onto this machine, once a process."""
    path = _fetched.get(named.name)
    if path is not None and path.exists():
        return path
    folder = Path(tempfile.mkdtemp(prefix="perfcenter-fetched-"))
    path = folder / f"{named.digest}{named.ending}"
    try:
        with storage.open(named.name) as given, path.open("wb") as written:
            shutil.copyfileobj(given, written, 1024 * 1024)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise _missing(named) from None
    _fetched[named.name] = path
    return path


def _check(named: Named, path: Path) -> None:
    if digests.of_file(path) != named.digest:
        raise _changed(named)


def _missing(named: Named) -> Damaged:
    return Damaged(_("The vault's file %(name)s is missing") % {"name": named.name})


def _changed(named: Named) -> Damaged:
    return Damaged(_("The vault's file %(name)s is not what was kept") % {"name": named.name})
