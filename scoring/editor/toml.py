"""What a scheme's text says, and a value as it is written into one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import tomlkit
from tomlkit.items import Table

from scoring.editor.tables import Data
from scoring.scheme.reading import DEEP_KEY

WIDE = 76
"""A list of tables in one line is at most this long; longer ones take a line an item."""


def data_of(text: str) -> Data:
    """Return what a text says, numbers exact; ValueError where it is no TOML."""
    if DEEP_KEY.search(text):
        raise ValueError("too deep")
    return tomllib.loads(text, parse_float=Decimal)


def key_text(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else text_of(key)


def made_table(value: Data) -> Table:
    table = tomlkit.table()
    for key, one in value.items():
        table.append(key, made(one))
    return table


def made(value: Any) -> Any:
    return tomlkit.value(text_of(value))


def text_of(value: Any, indent: str = "") -> str:
    """Return a value as it is written: numbers with their digits, a long list an item a line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text if "." in text else f"{text}.0"
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{key_text(key)} = {text_of(one, indent)}" for key, one in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        items = [text_of(one, f"{indent}    ") for one in value]
        line = f"[{', '.join(items)}]"
        holds_more = len(items) > 1 and any(isinstance(one, Mapping | list) for one in value)
        if len(line) <= WIDE and not holds_more and "\n" not in line:
            return line
        inner = "".join(f"\n{indent}    {item}," for item in items)
        return f"[{inner}\n{indent}]"
    return str(tomlkit.item(value).as_string())
