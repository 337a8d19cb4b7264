"""Changes of a scheme's text, by tomlkit within the one table that they concern.

Every change is carried out twice: in the text, and on what tomllib reads of it. Where the two do
not agree nothing is written.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from scoring.editor.blocks import Block, Blocks, Keys, cut
from scoring.editor.in_block import changed_body, end_of, kept_items, new_block, with_change
from scoring.editor.tables import Data
from scoring.editor.toml import data_of
from scoring.scheme.places import Path
from scoring.scheme.problems import NOTHING, value_at

Edits = Mapping[Path, Any]


def edited(text: str, edits: Edits) -> str:
    """Return the text with other values at some paths; NOTHING takes a key out.

    A path leads to a key of a table. What is as it was stays as it was written.
    """
    for path, value in edits.items():
        data = data_of(text)
        now = value_at(path, data)
        if now is value or now == value:
            continue
        if _is_list_of_tables(cut(text), path, now, value):
            text = _with_items(text, path, now, value)
            continue
        blocks = with_change(cut(text), path, now, value)
        _put(data, path, value)
        text = _checked(blocks, data)
    return text


def _is_list_of_tables(blocks: Blocks, path: Path, now: Any, value: Any) -> bool:
    """Whether a list stands in tables of its own, or would if it were there."""
    if not all(isinstance(key, str) for key in path):
        return False
    if blocks.places(path):  # type: ignore[arg-type]
        return value is NOTHING or isinstance(value, list)
    tables = isinstance(value, list) and all(isinstance(one, dict) for one in value)
    return now is NOTHING and tables and bool(value)


def _with_items(text: str, path: Path, now: Any, value: Any) -> str:
    """Return the text with other tables in a list; each is changed, taken out or added."""
    keys = tuple(str(key) for key in path)
    old: list[Any] = [] if now is NOTHING else list(now)
    new: list[Any] = [] if value is NOTHING else value
    kept = kept_items(old, new)
    gone = [i for i in range(len(old)) if i not in kept] if kept is not None else []
    for index in reversed(gone or range(len(new), len(old))):
        text = without_item(text, keys, index)
        del old[index]
    for index, (before, after) in enumerate(zip(old, new, strict=False)):
        names = [*after, *(name for name in before if name not in after)]
        text = edited(text, {(*path, index, name): after.get(name, NOTHING) for name in names})
    for after in new[len(old) :]:
        text = with_item(text, keys, after)
    return text


def with_item(text: str, path: Keys, item: Data, *, after: int | None = None) -> str:
    """Return the text with one more table in a list, behind another of its tables or the last."""
    wanted = data_of(text)
    items = _list(wanted, path)
    place = len(items) if after is None else after + 1
    blocks = cut(text)
    known = blocks.places(path)
    if items and not known:
        return edited(text, {path: [*items[:place], item, *items[place:]]})
    at = known[place - 1] + 1 if place and known else (known[0] if known else end_of(blocks, path))
    blocks = blocks.added(new_block(path, item, blocks.newline, is_list=True), at)
    items.insert(place, item)
    return _checked(blocks, wanted)


def with_copy(text: str, path: Keys, index: int, code: str) -> str:
    """Return the text with a table of a list a second time, under another code."""
    wanted = data_of(text)
    items = _list(wanted, path)
    twin = {**copy.deepcopy(items[index]), "code": code}
    known = (blocks := cut(text)).places(path)
    if not known:
        return with_item(text, path, twin, after=index)
    block = blocks.blocks[known[index]]
    body = changed_body(block, (), items[index], twin)
    new = Block(block.keys, is_list=True, lead=block.lead, body=body, tail="")
    items.insert(index + 1, twin)
    return _checked(blocks.added(new, known[index] + 1), wanted)


def without_item(text: str, path: Keys, index: int) -> str:
    """Return the text without a table of a list."""
    wanted = data_of(text)
    items = _list(wanted, path)
    blocks = cut(text)
    known = blocks.places(path)
    if not known:
        return edited(text, {path: [one for i, one in enumerate(items) if i != index] or NOTHING})
    del items[index]
    if not items:
        _put(wanted, path, NOTHING)
    return _checked(blocks.without([known[index]]), wanted)


def with_moved(text: str, path: Keys, index: int, to: int) -> str:
    """Return the text with a table of a list in another place of it."""
    wanted = data_of(text)
    items = _list(wanted, path)
    blocks = cut(text)
    known = blocks.places(path)
    item = items.pop(index)
    items.insert(to, item)
    if not known:
        return edited(text, {path: items})
    before = known[to] if to < index else known[to] + 1
    return _checked(blocks.moved(known[index], before), wanted)


def without_tables(text: str, keys: Keys) -> str:
    """Return the text without a table and all that is in it."""
    wanted = data_of(text)
    blocks = cut(text)
    places = [i for i, b in enumerate(blocks.blocks) if b.keys[: len(keys)] == keys and b.keys]
    if not places:
        return edited(text, {keys: NOTHING})
    _put(wanted, keys, NOTHING)
    return _checked(blocks.without(places), wanted)


def _checked(blocks: Blocks, wanted: Data) -> str:
    text = blocks.text
    try:
        found = data_of(text)
    except ValueError:
        found = {}
    if found != wanted:
        raise Refused(_("The file is laid out so that this can only be changed in its text"))
    return text


def _list(data: Data, path: Keys) -> list[Any]:
    for key in path[:-1]:
        data = data.setdefault(key, {})
    found: list[Any] = data.setdefault(path[-1], [])
    return found


def _put(data: Any, path: Path, value: Any) -> None:
    *way, last = path
    for key in way:
        if isinstance(data, dict) and key not in data:
            data[key] = {}
        data = data[key]
    if value is NOTHING:
        data.pop(last, None)
    else:
        data[last] = copy.deepcopy(value)
