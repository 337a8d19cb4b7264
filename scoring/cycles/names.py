"""What people, branches and products are called: in a published cycle as they were then."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from perfcenter.base.batches import batches
from portfolio.models import Branch, Manager, Product
from scoring.models import Cycle, NameAsPublished, Participant, Reviewer, UnscoredBook

Kind = NameAsPublished.Kind
NOW: Mapping[str, type[Manager] | type[Branch] | type[Product]] = {
    Kind.PERSON: Manager,
    Kind.BRANCH: Branch,
    Kind.PRODUCT: Product,
}


def keep_names(cycle: Cycle) -> None:
    """Keep what may be named on a page of the cycle as it is called now, for good."""
    NameAsPublished.objects.bulk_create(
        [
            NameAsPublished(cycle=cycle, kind=kind, code=code, name=name)
            for kind, codes in (
                (Kind.PERSON, _people(cycle)),
                (Kind.BRANCH, None),
                (Kind.PRODUCT, None),
            )
            for code, name in sorted(_now(kind, codes).items())
        ],
        batch_size=500,
    )


def names_of(cycle: Cycle, kind: str, codes: Collection[str] | None = None) -> dict[str, str]:
    """Return the names by code, of all or of these; what was not kept is called as it is now."""
    found: dict[str, str] = {}
    if cycle.is_published:
        kept = NameAsPublished.objects.filter(cycle=cycle, kind=kind)
        found = _names(kept, "code", codes)
    if codes is None:
        return found or _now(kind, None)
    missing = set(codes) - found.keys()
    return found | _now(kind, missing) if missing else found


def name_as_then(cycle: Cycle, kind: str, rows: Iterable[Any]) -> None:
    """Let managers, branches or products bear, in memory, the names that the cycle gives them."""
    listed = [row for row in rows if row is not None]
    if not listed or not cycle.is_published:
        return
    names = names_of(cycle, kind, {row.pk for row in listed})
    for row in listed:
        row.name = names.get(row.pk, row.name)


def _people(cycle: Cycle) -> set[str]:
    """Return the participants, all in the line above them, and whose books nobody scored."""
    found: set[str | None] = set()
    found.update(Participant.objects.filter(cycle=cycle).values_list("manager", flat=True))
    for pair in Reviewer.objects.filter(cycle=cycle).values_list("manager", "reviewer"):
        found.update(pair)
    books = UnscoredBook.objects.filter(run=cycle.published_run_id)
    found.update(books.values_list("manager", flat=True).distinct())
    return {who for who in found if who is not None}


def _now(kind: str, codes: Collection[str] | None) -> dict[str, str]:
    return _names(NOW[kind]._default_manager.all(), "pk", codes)


def _names(rows: QuerySet[Any], key: str, codes: Collection[str] | None) -> dict[str, str]:
    return {code: name for some in _filtered(rows, key, codes) for code, name in some}


def _filtered(
    rows: QuerySet[Any], key: str, codes: Collection[str] | None
) -> Iterator[QuerySet[Any, tuple[str, str]]]:
    pairs = rows.order_by().values_list(key, "name")
    if codes is None:
        yield pairs
        return
    for some in batches(sorted(codes)):
        yield pairs.filter(**{f"{key}__in": some})
