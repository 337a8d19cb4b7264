"""Files of the vault that nothing names any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.storage import Storage, storages
from django.utils import timezone

from perfcenter.base import registry
from perfcenter.base.vault.files import ALIAS

SETTLED = timedelta(days=1)
"""A younger file may belong to a transaction that has not committed yet."""


@dataclass(frozen=True)
class Unnamed:
    """A file that nothing names: its name in the storage, its size, since when it is there."""

    name: str
    size: int
    since: datetime

    def delete(self) -> None:
        """Take the file away."""
        storages[ALIAS].delete(self.name)


def unnamed() -> Iterator[Unnamed]:
    """Yield the files that no row of the database names, but the young ones."""
    storage = storages[ALIAS]
    named = {file.name for names in registry.vault_names for file in names()}
    before = timezone.now() - SETTLED
    for name in _names(storage, ""):
        if name not in named:
            since = storage.get_modified_time(name)
            if since < before:
                yield Unnamed(name, storage.size(name), since)


def _names(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        yield from _names(storage, f"{folder}/{name}" if folder else name)
