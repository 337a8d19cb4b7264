"""The digests of rows that entries of the audit log carry, and the newest of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db import models

from perfcenter.base import registry
from perfcenter.base.kept.rows import FIRST, Kept, Key, Rows

KEPT = "kept"
"""The detail of an entry that holds the digests: no page shows it."""

Written = Mapping[type[models.Model], Collection[Key]]
"""The keys of the groups that were written, by model."""

Digests = Mapping[str, Mapping[str, str | None]]
"""The digest of each group by table and key; None where nothing is left of it."""


class Said(NamedTuple):
    """The digest that an entry recorded of a group, and the entry's number."""

    digest: str | None
    number: int

    @property
    def layout(self) -> int:
        number, _colon, rest = (self.digest or "").partition(":")
        return int(number) if rest and number.isdecimal() else FIRST


def digests_of(written: Written) -> dict[str, dict[str, str | None]]:
    """Read back what was written of the tables that are kept row by row; return its digests."""
    found = {}
    for kept in _rows():
        if keys := written.get(kept.model):
            there = numbered(kept.digests(keys), kept.layout)
            found[table_of(kept)] = {str(key): there.get(str(key)) for key in keys}
    return found


def own(target: models.Model) -> Written:
    """Return the group of the row that an entry is about, where it is kept row by row."""
    # Not type(): of request.user that is the wrapper in which Django hands the user out.
    is_about = target.__class__
    return {kept.model: [kept.key_of(target)] for kept in _rows() if kept.model is is_about}


def _rows() -> Iterator[Rows]:
    return (kept for kept in registry.kept if isinstance(kept, Rows))


def numbered(digests: Mapping[str, str], layout: int) -> dict[str, str]:
    """Put the number of a layout that is not the first before the digests taken by it.

    >>> numbered({"7": "ab"}, 1), numbered({"7": "ab"}, 2)
    ({'7': 'ab'}, {'7': '2:ab'})
    """
    if layout == FIRST:
        return dict(digests)
    return {key: f"{layout}:{digest}" for key, digest in digests.items()}


def merged(one: Digests, other: Digests) -> dict[str, dict[str, str | None]]:
    """Return both together; of a group in both what the second says."""
    return {
        table: {**one.get(table, {}), **other.get(table, {})} for table in sorted({*one, *other})
    }


def table_of(kept: Kept) -> str:
    return kept.model._meta.db_table


class Newest:
    """What the entries, read from the first to the last, say of each group in the end."""

    def __init__(self) -> None:
        self._said: dict[str, dict[str, Said]] = {}

    def hear(self, number: int, detail: Any) -> None:
        """Take what an entry says; a detail of another shape says nothing."""
        digests = detail.get(KEPT) if isinstance(detail, dict) else None
        for table, groups in _items(digests):
            said = self._said.setdefault(table, {})
            for key, digest in _items(groups):
                if digest is None or isinstance(digest, str):
                    said[key] = Said(digest, number)

    def of(self, table: str) -> Mapping[str, Said]:
        return self._said.get(table, {})


class Difference(NamedTuple):
    """A group that is not as the newest entry says: what is said, and its digest now.

    Without `said` no entry speaks of it; without a digest it is gone.
    """

    key: str
    said: Said | None
    now: str | None


def differences(kept: Kept, said: Mapping[str, Said]) -> Iterator[Difference]:
    """Compare each group with what is said of it, in the layout in which it was said."""
    layouts = {one.layout for one in said.values() if one.digest} | {kept.layout}
    by_layout = {layout: numbered(kept.digests(layout=layout), layout) for layout in layouts}
    now = by_layout[kept.layout]
    for key, one in said.items():
        found = now if one.digest is None else by_layout[one.layout]
        if found.get(key) != one.digest:
            yield Difference(key, one, now.get(key))
    for key in sorted(now.keys() - said.keys()):
        yield Difference(key, None, now[key])


def _items(found: Any) -> Iterable[tuple[str, Any]]:
    return found.items() if isinstance(found, dict) else ()
