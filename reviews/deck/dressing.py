"""Which master the decks of a cycle have: the bank's of now, or that of the publication."""

from __future__ import annotations

from functools import lru_cache

from perfcenter.base.vault import local
from reviews.deck import dress
from reviews.deck.dress import Dress
from reviews.models import Master, MasterUse
from scoring.models import Cycle

FEW = 8


def master_in_use() -> Master | None:
    """Return the master of decks from now on; None: ours."""
    use = MasterUse.objects.filter(cycle=None).select_related("master").first()
    return use.master if use else None


def master_of(cycle: Cycle) -> Master | None:
    """Return the master of a cycle's decks; one published before there were any has ours."""
    if not cycle.is_published:
        return master_in_use()
    use = MasterUse.objects.filter(cycle=cycle).select_related("master").first()
    return use.master if use else None


def dress_of(cycle: Cycle) -> Dress | None:
    """Return what the decks of a cycle wear; None: our own master."""
    master = master_of(cycle)
    return None if master is None else worn(master)


def worn(master: Master) -> Dress:
    """Return a master as decks are made with it."""
    found = _template(master.digest)
    return dress.read(master.digest, found, master.dress)


@lru_cache(FEW)
def _template(digest: str) -> bytes:
    return local(Master(digest=digest).file).read_bytes()
