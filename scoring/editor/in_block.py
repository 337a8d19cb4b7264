"""One change of a value, by tomlkit, in the block of the text that holds it."""

from __future__ import annotations

from typing import Any

import tomlkit
from django.utils.translation import gettext as _
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, InlineTable

from perfcenter.base.refusals import Refused
from scoring.editor.blocks import Block, Blocks, Keys
from scoring.editor.tables import Data
from scoring.editor.toml import data_of, key_text, made, made_table, text_of
from scoring.scheme.places import Path
from scoring.scheme.problems import NOTHING


def with_change(blocks: Blocks, path: Path, now: Any, value: Any) -> Blocks:
    """Return the blocks with another value at a path; Refused where the text does not allow it."""
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
    block = new_block(table, {str(last): value}, blocks.newline, is_list=False)
    return blocks.added(block, end_of(blocks, table))


def end_of(blocks: Blocks, keys: Keys) -> int:
    """Return where a new table goes: behind its own, in front of lists of it, else to the end."""
    for place in range(len(blocks.blocks) - 1, 0, -1):
        if blocks.blocks[place].keys[:1] == keys[:1]:
            own = blocks.blocks[place].keys
            return place if len(own) > len(keys) else place + 1
    return len(blocks.blocks)


def new_block(keys: Keys, item: Data, newline: str, *, is_list: bool) -> Block:
    name = ".".join(key_text(key) for key in keys)
    lines = [f"[[{name}]]" if is_list else f"[{name}]"]
    lines += [f"{key_text(key)} = {text_of(value)}" for key, value in item.items()]
    return Block(keys, is_list, "", newline.join([*lines, ""]), "")


def changed_body(block: Block, path: Path, now: Any, value: Any) -> str:
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
            inside[key] = made({**{name: value[name] for name in now if name in value}, **value})
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
        inside[key] = made(value)


def _replace_items(there: Array | AoT, now: list[Any], value: list[Any]) -> None:
    kept = kept_items(now, value)
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
        there.append(made_table(new) if isinstance(there, AoT) else made(new))


def kept_items(now: list[Any], value: list[Any]) -> list[int] | None:
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
    inside.append(key, made(value))
