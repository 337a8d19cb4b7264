"""What stands on a load: with that there it is not undone."""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps

from perfcenter.base import registry
from perfcenter.base.said import gettext as _
from perfcenter.base.vault import Named, local
from perfcenter.ui.tags.numbers import stamp
from portfolio.contract.tables import TABLES
from portfolio.models import BookMonth, DataLoad, Import
from portfolio.months import month_text

SHOWN = 3
REFERRED = (
    "portfolio_branch", "portfolio_manager", "portfolio_product", "portfolio_client",
    "portfolio_account",
)  # fmt: skip
"""The tables whose rows others name."""


def standing_on(load: DataLoad, replaced: Mapping[str, Any]) -> Iterator[str]:
    """Yield what stands against undoing the load, each in a sentence."""
    if later := _later(load):
        brought = getattr(later, "brought", None)
        yield _("Other data was loaded since, on %(at)s: %(files)s") % {
            "at": stamp(later.loaded_at), "files": brought or later.source,
        }  # fmt: skip
    closed = BookMonth.objects.filter(closed_at__gt=load.loaded_at).order_by("month")
    for month in closed:
        yield _("%(month)s was closed since, and stands on it") % {"month": month_text(month.month)}
    for readers in registry.standing_on:
        yield from readers(load)
    yield from _in_use(replaced)


def _later(load: DataLoad) -> DataLoad | None:
    """Return a load of afterwards that stands: neither undone nor an undoing."""
    since = DataLoad.objects.filter(pk__gt=load.pk, undid__isnull=True)
    undone = Import.objects.filter(undone__isnull=False).values("load")
    return since.exclude(pk__in=undone).select_related("brought").order_by("pk").first()


def _in_use(replaced: Mapping[str, Any]) -> Iterator[str]:
    """Yield whom the load brought and something beside the bank's data names since."""
    ours = set(TABLES)
    words = {code: word for some in registry.words for code, word in some.kinds.items()}
    for name in REFERRED:
        digest = replaced["files"].get(name, {}).get("came")
        if not digest:
            continue
        for field in _named_by(name, ours):
            if found := _both(field, name, digest):
                what = words.get(field.model._meta.label, field.model._meta.verbose_name)
                yield _("%(names)s came with it and is named since by: %(what)s") % {
                    "names": _(", ").join(found[:SHOWN]), "what": what,
                }  # fmt: skip


def _named_by(table: str, ours: set[str]) -> Iterator[Any]:
    """Yield the references to a table from beside the contract's."""
    model = next(each for each in apps.get_models() if each._meta.db_table == table)
    relations: Iterable[Any] = model._meta.get_fields(include_hidden=True)
    for relation in relations:
        is_back: bool = relation.auto_created and (relation.one_to_many or relation.one_to_one)
        if is_back and relation.related_model._meta.db_table not in ours:
            yield relation.field


def _both(field: Any, table: str, digest: str) -> list[str]:
    """Return whom rows name of those that a file of the vault has."""
    # DuckDB takes a fifth of a second to import, and most processes never get here.
    from portfolio import duck

    names = field.model._default_manager.exclude(**{field.name: None})
    used = set(names.values_list(f"{field.name}__{TABLES[table].key[0]}", flat=True).distinct())
    path = local(Named(digest))
    if not used:
        return []
    with duck.reading([path]) as one:
        rows = one.connection.execute(
            f"SELECT {TABLES[table].key[0]} FROM read_parquet({duck.quoted(str(path))})"
        ).fetchall()
    return sorted(used & {key for (key,) in rows})
