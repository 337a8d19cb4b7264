"""The tables of a scheme's file as they lie in it, right or wrong."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.formats import in_language, language
from scoring.scheme.draft import BONUS, DEDUCTIONS, MEASURES
from scoring.scheme.places import Path
from scoring.scheme.problems import value_at

Data = dict[str, Any]
LISTS: dict[str, Path] = {"measures": MEASURES, "bonus": BONUS, "deductions": DEDUCTIONS}
"""The lists of measures by their name in addresses."""


def items_at(data: Data, path: Path) -> list[Any]:
    """Return a list of the file; empty where there is none."""
    found = value_at(path, data)
    return found if isinstance(found, list) else []


def tables_at(data: Data, path: Path) -> list[Data]:
    """Return the tables of a list, what is none as an empty one: places stay what they are."""
    return [one if isinstance(one, dict) else {} for one in items_at(data, path)]


def table_at(data: Data, path: Path) -> Data:
    """Return a table of the file; an empty one where there is none."""
    found = value_at(path, data)
    return found if isinstance(found, dict) else {}


def title_of(item: Data) -> str:
    """Return what a table of the file calls itself on this page; its code failing that."""
    named = in_language(
        language(), zh=str(item.get("title_zh") or ""), en=str(item.get("title") or "")
    )
    return named or str(item.get("title") or item.get("code") or _("without a name"))
