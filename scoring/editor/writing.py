"""Changes of a scheme's text, by tomlkit within the one table that they concern.

Every change is carried out twice: in the text, and on what tomllib reads of it. Where the two do
not agree nothing is written.
"""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import tomlkit
from django.utils.translation import gettext as _
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, InlineTable, Table

from perfcenter.base.refusals import Refused
from scoring.editor.blocks import Block, Blocks, Keys, cut
from scoring.scheme.places import Path
from scoring.scheme.problems import NOTHING, value_at
from scoring.scheme.reading import DEEP_KEY

Data = dict[str, Any]
Edits = Mapping[Path, Any]
WIDE = 76
"""A list of tables in one line is at most this long; longer ones take a line an item."""


def data_of(text: str) -> Data:
    """Return what a text says, numbers exact; ValueError where it is no TOML."""
    if DEEP_KEY.search(text):
        raise ValueError("too deep")
    return tomllib.loads(text, parse_float=Decimal)


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
        blocks = _written(cut(text), path, now, value)
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
    kept = _kept(old, new)
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
    at = known[place - 1] + 1 if place and known else (known[0] if known else _end(blocks, path))
    blocks = blocks.added(_new_block(path, item, blocks.newline, is_list=True), at)
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
    body = _in_body(block, (), items[index], twin)
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


# ---------------------------------------------------------------- one change in its block


def _written(blocks: Blocks, path: Path, now: Any, value: Any) -> Blocks:
    found = _home(blocks, path)
    if found is None:
        return _in_new_table(blocks, path, value)
    place, inner, prefix = found
    block = blocks.blocks[place]
    try:
        body = _changed(block.body, (*prefix, *inner), now, value)
    except (TOMLKitError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise Refused(
            _("The file is laid out so that this can only be changed in its text")
        ) from error
    return blocks.with_body(place, body)


def _home(blocks: Blocks, path: Path) -> tuple[int, Path, Path] | None:
    """Return the block that holds a path, the path within its table, the way to that table."""
    for length in range(len(path) - 1, 0, -1):
        keys, index = path[:length], path[length]
        if isinstance(index, int) and all(isinstance(key, str) for key in keys):
            known = blocks.places(keys)  # type: ignore[arg-type]
            if index < len(known):
                return known[index], path[length + 1 :], (*keys, 0)
        if all(isinstance(key, str) for key in keys):
            known = blocks.places(keys, is_list=False)  # type: ignore[arg-type]
            if known:
                return known[0], path[length:], keys
    first = str(path[0])
    elsewhere = any(block.keys and block.keys[0] == first for block in blocks.blocks[1:])
    if len(path) == 1 and not elsewhere:
        return 0, path, ()
    if _names(blocks.blocks[0].body, first):
        return 0, path, ()
    return None


def _names(body: str, key: str) -> bool:
    return key in data_of(body)


def _in_new_table(blocks: Blocks, path: Path, value: Any) -> Blocks:
    *keys, last = path
    if value is NOTHING:
        return blocks
    if not all(isinstance(key, str) for key in keys):
        raise Refused(_("The file is laid out so that this can only be changed in its text"))
    table = tuple(str(key) for key in keys)
    block = _new_block(table, {str(last): value}, blocks.newline, is_list=False)
    return blocks.added(block, _end(blocks, table))


def _end(blocks: Blocks, keys: Keys) -> int:
    """Return where a new table goes: behind its own, in front of lists of it, else to the end."""
    for place in range(len(blocks.blocks) - 1, 0, -1):
        if blocks.blocks[place].keys[:1] == keys[:1]:
            own = blocks.blocks[place].keys
            return place if len(own) > len(keys) else place + 1
    return len(blocks.blocks)


def _new_block(keys: Keys, item: Data, newline: str, *, is_list: bool) -> Block:
    name = ".".join(_key(key) for key in keys)
    lines = [f"[[{name}]]" if is_list else f"[{name}]"]
    lines += [f"{_key(key)} = {_text(value)}" for key, value in item.items()]
    return Block(keys, is_list, "", newline.join([*lines, ""]), "")


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _text(key)


def _in_body(block: Block, path: Path, now: Any, value: Any) -> str:
    return _changed(block.body, (*block.keys, 0, *path), now, value)


def _changed(body: str, path: Path, now: Any, value: Any) -> str:
    """Return a block's body with another value at a path of its own."""
    document = tomlkit.parse(body)
    *way, last = path
    inside: Any = document
    for key in way:
        inside = inside[key]
    if value is NOTHING:
        inside.remove(last)
    elif now is NOTHING:
        _add(inside, str(last), value)
    else:
        _replace(inside, last, now, value)
    written = tomlkit.dumps(document)
    if "\r\n" not in body:
        return written
    return written.replace("\r\n", "\n").replace("\n", "\r\n")


def _replace(inside: Any, key: str | int, now: Any, value: Any) -> None:
    """Change as little as tells the two apart."""
    there = inside[key]
    if isinstance(value, dict) and isinstance(now, dict):
        if (
            isinstance(there, InlineTable)
            and set(now) != set(value)
            and "#" not in there.as_string()
        ):
            inside[key] = _made({**{name: value[name] for name in now if name in value}, **value})
            return
        for name in [name for name in now if name not in value]:
            there.remove(name)
        for name, one in value.items():
            if name not in now:
                _add(there, name, one)
            elif now[name] != one:
                _replace(there, name, now[name], one)
    elif isinstance(value, list) and isinstance(now, list) and isinstance(there, Array | AoT):
        _replace_items(there, now, value)
    else:
        inside[key] = _made(value)


def _replace_items(there: Array | AoT, now: list[Any], value: list[Any]) -> None:
    kept = _kept(now, value)
    if kept is not None:
        for index in reversed([i for i in range(len(now)) if i not in kept]):
            del there[index]
        return
    for index, (old, new) in enumerate(zip(now, value, strict=False)):
        if old != new:
            _replace(there, index, old, new)
    for index in reversed(range(len(value), len(now))):
        del there[index]
    for new in value[len(now) :]:
        there.append(_table(new) if isinstance(there, AoT) else _made(new))


def _kept(now: list[Any], value: list[Any]) -> list[int] | None:
    """Return which items stay where some were only taken out."""
    if len(value) >= len(now):
        return None
    kept, start = [], 0
    for one in value:
        try:
            start = now.index(one, start)
        except ValueError:
            return None
        kept.append(start)
        start += 1
    return kept


def _add(inside: Any, key: str, value: Any) -> None:
    inside.append(key, _made(value))


def _table(value: Data) -> Table:
    table = tomlkit.table()
    for key, one in value.items():
        table.append(key, _made(one))
    return table


def _made(value: Any) -> Any:
    return tomlkit.value(_text(value))


def _text(value: Any, indent: str = "") -> str:
    """Return a value as it is written: numbers with their digits, a long list an item a line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text if "." in text else f"{text}.0"
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(key)} = {_text(one, indent)}" for key, one in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        items = [_text(one, f"{indent}    ") for one in value]
        line = f"[{', '.join(items)}]"
        holds_more = len(items) > 1 and any(isinstance(one, Mapping | list) for one in value)
        if len(line) <= WIDE and not holds_more and "\n" not in line:
            return line
        inner = "".join(f"\n{indent}    {item}," for item in items)
        return f"[{inner}\n{indent}]"
    return str(tomlkit.item(value).as_string())
