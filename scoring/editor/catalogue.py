"""What can be measured: the sources that are registered; and measures to begin with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import language
from scoring.editor.tables import LISTS, Data, tables_at
from scoring.graph.registry import sources
from scoring.scheme.labels import word_name

FORMULA = "formula"


@dataclass(frozen=True)
class Offer:
    """A source that may be added: its word, its name, in which units it counts."""

    word: str
    title: str
    units: str


def catalogue() -> list[Offer]:
    """Return every source that is registered, by name, and a formula at the end."""
    offers = [
        Offer(
            cls.word(),
            cls.title.in_language(language()),
            _(", ").join(word_name("unit", unit) for unit in cls.units),  # type: ignore[attr-defined]
        )
        for cls in sources
    ]
    return [
        *sorted(offers, key=lambda offer: offer.title),
        Offer(FORMULA, _("A formula over other measures"), ""),
    ]


def new_measure(data: Data, items: str, metric: str, dimension: str) -> Data:
    """Return a measure to begin with; what it still needs is listed as wrong."""
    cls: Any = sources[metric] if metric in sources.words else None
    title_zh = cls.title.in_language("zh-hans") if cls else "公式"
    title = cls.title.in_language("en") if cls else "Formula"
    found: Data = {"code": new_code(data, metric.upper())}
    if items == "measures" and dimension:
        found |= {"dimension": dimension}
        if not is_judged(data, dimension):
            found |= {"weight": 0}
    found |= {"title": title, "title_zh": title_zh, "meaning": title, "meaning_zh": title_zh}
    found |= {"unit": cls.units[0] if cls else "yuan"}
    found |= {"source": {"metric": metric}} if cls else {FORMULA: "0"}
    if items != "measures" or dimension:
        found |= {"rule": {"name": "value"}}
    return found


def is_judged(data: Data, dimension: str) -> bool:
    """Whether the measures of a dimension are weighed by judgments."""
    return any(
        "ahp" in one for one in tables_at(data, ("dimensions",)) if one.get("code") == dimension
    )


def new_code(data: Data, wanted: str) -> str:
    """Return a code that no measure has yet."""
    taken = set(_codes(data))
    stem = wanted.replace("_", "")[:30] or "M"
    number, code = 1, stem
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


def _codes(data: Data) -> Iterable[str]:
    for path in LISTS.values():
        for one in tables_at(data, path):
            if isinstance(one.get("code"), str):
                yield one["code"]
