"""Two schemes compared word by word, said in the words of the forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from scoring.editor.tables import Data, title_of
from scoring.editor.values import written
from scoring.graph.registry import rules, sources
from scoring.scheme.labels import FIELDS, field_name, word_name
from scoring.scheme.problems import NOTHING


@dataclass(frozen=True)
class Difference:
    """One thing that is different: where, what it was, what it is."""

    place: str
    before: str
    after: str
    kind: str  # changed, added, removed, moved

    @property
    def said(self) -> str:
        names = {
            "changed": _("changed"), "added": _("added"), "removed": _("removed"),
            "moved": _("moved"),
        }  # fmt: skip
        return names[self.kind]


def differences(before: Data, after: Data) -> list[Difference]:
    """Return what two schemes say differently, in the order of the second."""
    return list(_tables((), before, after))


def _tables(place: tuple[str, ...], before: Data, after: Data) -> Iterator[Difference]:
    for key in [*after, *(key for key in before if key not in after)]:
        name = _name(key, after if key in after else before)
        yield from _values((*place, name), key, before.get(key, NOTHING), after.get(key, NOTHING))


def _name(key: str, table: Data) -> str:
    """Return what a key is called: by the source or rule whose parameter it is."""
    cls = None
    if isinstance(metric := table.get("metric"), str) and metric in sources:
        cls = sources[metric]
    elif isinstance(name := table.get("name"), str) and name in rules and "title" not in table:
        cls = rules[name]
    if cls is not None:
        fields = {info.alias or field: info for field, info in cls.model_fields.items()}
        if key == cls.key:
            return _("Source") if "metric" in table else _("Rule")
        return field_name(key, fields.get(key))
    return field_name(key)


def _values(place: tuple[str, ...], key: str, before: Any, after: Any) -> Iterator[Difference]:
    if before is not NOTHING and after is not NOTHING and before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _tables(place, before, after)
    elif _is_tables(before) and _is_tables(after):
        yield from _lists(place, before, after)
    elif before is NOTHING and _is_tables(after):
        yield from _lists(place, [], after)
    elif after is NOTHING and _is_tables(before):
        yield from _lists(place, before, [])
    else:
        kind = "added" if before is NOTHING else "removed" if after is NOTHING else "changed"
        yield Difference(_said_place(place), _said(key, before), _said(key, after), kind)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _lists(place: tuple[str, ...], before: list[Data], after: list[Data]) -> Iterator[Difference]:
    """Tables with codes are the same where their codes are; others by their place."""
    old, new = _keyed(before), _keyed(after)
    for code, item in new.items():
        where = (*place, _titled(item, code))
        if code not in old:
            yield Difference(_said_place(where), "—", _summary(item), "added")
        else:
            yield from _tables(where, old[code], item)
    for code, item in old.items():
        if code not in new:
            where = (*place, _titled(item, code))
            yield Difference(_said_place(where), _summary(item), "—", "removed")
    common = [code for code in old if code in new]
    ordered = [code for code in new if code in old]
    if common != ordered:
        words = (_(", ").join(common), _(", ").join(ordered))
        yield Difference(_said_place((*place, _("order"))), *words, "moved")


def _keyed(items: list[Data]) -> dict[str, Data]:
    codes = [item.get("code") for item in items]
    are_codes = all(isinstance(code, str) for code in codes) and len(set(codes)) == len(codes)
    return {str(c) if are_codes else str(i + 1): item
            for i, (c, item) in enumerate(zip(codes, items, strict=True))}  # fmt: skip


def _titled(item: Data, code: str) -> str:
    if "title" not in item:
        return code
    return _("%(title)s (%(code)s)") % {"title": title_of(item), "code": code}


def _summary(item: Data) -> str:
    """Return a table that came or went, in a few words."""
    said = [
        _("%(name)s: %(value)s") % {"name": _name(key, item), "value": _said(key, value)}
        for key, value in item.items()
        if key not in {"title", "title_zh", "code", "meaning", "meaning_zh"}
    ]
    return _("; ").join(said) or "—"


def _said(key: str, value: Any) -> str:
    if value is NOTHING:
        return "—"
    if isinstance(value, dict):
        inner = (_("%(name)s: %(value)s") % {"name": _name(k, value), "value": _said(k, v)}
                 for k, v in value.items())  # fmt: skip
        return _(", ").join(inner)
    if isinstance(value, list):
        return _(", ").join(_said(key, one) for one in value) or "—"
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, str):
        return word_name(key, value)
    return written(value)


def _said_place(place: tuple[str, ...]) -> str:
    return " › ".join(str(FIELDS.get(name, name)) for name in place)
