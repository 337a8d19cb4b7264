"""The vault: files that are never changed, named by the SHA-256 of their content.

What a closed month is worth and what a score run read stands in it. A file is written and synced
before the transaction that names it commits, verified whenever it is read, and kept once however
many name it. The storage is Django's alias `vault`; any storage class can take its place.
"""

from perfcenter.base.vault.files import (
    Damaged,
    Named,
    folder,
    local,
    put,
    put_bytes,
    stamp,
    verify,
)
from perfcenter.base.vault.sweeping import Unnamed, unnamed

__all__ = [
    "Damaged",
    "Named",
    "Unnamed",
    "folder",
    "local",
    "put",
    "put_bytes",
    "stamp",
    "unnamed",
    "verify",
]
