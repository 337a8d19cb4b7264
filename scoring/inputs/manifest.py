"""What a run stands on: the files of the vault that it read, by their digests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from perfcenter.base.vault import Named, local, put_bytes
from portfolio.valuation import MonthFiles

JSON = ".json"
BLOCK = ".block"


@dataclass(frozen=True)
class Manifest:
    """The months that were read, the base month, the facts made of them, and the other tables.

    `as_of` is the day after which records were left unread, where one was given. `block` is that of
    one person's cells, which an amendment has, and no run.
    """

    months: tuple[MonthFiles, ...]
    base: MonthFiles | None
    facts: tuple[Named, ...]
    tables: Named
    accounts: tuple[Named, ...] = ()
    as_of: date | None = None
    block: Named | None = None

    def put(self) -> Named:
        """Keep the manifest itself; its digest is that of all inputs."""
        return put_bytes(_written(self._plain()), JSON)

    @classmethod
    def get(cls, digest: str) -> Manifest:
        """Return the manifest that a run names."""
        plain = json.loads(local(Named(digest, JSON)).read_bytes())
        return cls(
            months=tuple(MonthFiles.from_digests(m, files) for m, files in plain["months"]),
            base=MonthFiles.from_digests(*plain["base"]) if plain["base"] else None,
            facts=tuple(Named(one) for one in plain["facts"]),
            tables=Named(plain["tables"], JSON),
            accounts=tuple(Named(one) for one in plain["accounts"]),
            as_of=date.fromisoformat(plain["as_of"]) if "as_of" in plain else None,
            block=Named(plain["block"], BLOCK) if "block" in plain else None,
        )

    def all(self) -> Iterator[Named]:
        """Yield every file, the manifest itself left out."""
        for month in (*self.months, *([self.base] if self.base else [])):
            yield from month.all()
        yield from self.facts
        yield from self.accounts
        yield self.tables
        if self.block:
            yield self.block

    def read_tables(self) -> dict[str, Any]:
        """Return the tables that are no facts."""
        tables: dict[str, Any] = json.loads(local(self.tables).read_bytes())
        return tables

    def kept_tables(self) -> dict[str, Any]:
        """Return the tables once a process; nobody may change them."""
        return _kept_tables(self.tables.digest)

    def _plain(self) -> dict[str, Any]:
        # Only where there is one, so that what others stand on keeps its digest.
        day = {"as_of": self.as_of.isoformat()} if self.as_of else {}
        block = {"block": self.block.digest} if self.block else {}
        return {
            **day,
            **block,
            "months": [[month.month, month.digests] for month in self.months],
            "base": [self.base.month, self.base.digests] if self.base else None,
            "facts": [named.digest for named in self.facts],
            "accounts": [named.digest for named in self.accounts],
            "tables": self.tables.digest,
        }


@lru_cache(maxsize=2)
def _kept_tables(digest: str) -> dict[str, Any]:
    tables: dict[str, Any] = json.loads(local(Named(digest, JSON)).read_bytes())
    return tables


def put_tables(tables: dict[str, Any]) -> Named:
    """Keep the tables that are no facts."""
    return put_bytes(_written(tables), JSON)


def _written(plain: Any) -> bytes:
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()
