"""A value of the file as a form shows it, and the value that comes of what was typed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.http import QueryDict

from scoring.editor.shapes import Shape
from scoring.scheme.problems import NOTHING, plain

NUMBER = re.compile(r"[+-]?\d{1,40}(?:\.\d{1,40})?")


def written(value: Any) -> str:
    """Return a value of the file as one types it."""
    if value is NOTHING or value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal) and value.is_finite():
        return format(value, "f")
    if isinstance(value, Fraction):
        return plain(value)
    return str(value)


def flat(shape: Shape, name: str, value: Any) -> dict[str, list[str]]:
    """Return the fields of a form that show a value."""
    if shape.kind in {"many", "lines"}:
        items = value if isinstance(value, list) else [] if value is NOTHING else [value]
        texts = [written(one) for one in items]
        return {name: texts if shape.kind == "many" else ["\n".join(texts)] if texts else []}
    if shape.kind == "pairs":
        pairs = value if isinstance(value, dict) else {}
        word = "" if isinstance(value, dict) or value is NOTHING else written(value)
        return {
            f"{name}:word": [word] if word else [],
            f"{name}:key": list(pairs),
            f"{name}:value": [written(one) for one in pairs.values()],
        }
    return {name: [written(value)] if value is not NOTHING else []}


def read(shape: Shape, name: str, posted: QueryDict) -> Any:
    """Return the value that a file gets of what was typed; NOTHING where the key goes out.

    A number that is none is kept as the text it is: the checks say what is wrong with it.
    """
    if shape.kind == "many":
        return [one for one in posted.getlist(name) if one] or NOTHING
    if shape.kind == "lines":
        lines = [line.strip() for line in posted.get(name, "").splitlines()]
        numbers = shape.of is not None and shape.of.kind == "number"
        return [_number(line) if numbers else line for line in lines if line] or NOTHING
    if shape.kind == "pairs":
        if word := posted.get(f"{name}:word", ""):
            return word
        keys, values = posted.getlist(f"{name}:key"), posted.getlist(f"{name}:value")
        pairs = {
            key.strip(): _number(value.strip())
            for key, value in zip(keys, values, strict=False)
            if value.strip()
        }
        return pairs or NOTHING
    text = posted.get(name, "").strip()
    if not text:
        return NOTHING
    if shape.kind in {"number", "loose"}:
        return _number(text)
    if shape.words[:2] == ("true", "false") and text in shape.words:
        return text == "true"
    return text


def _number(text: str) -> Any:
    """Return the number of a text: full-width digits and thousands too; else the text."""
    plain_text = unicodedata.normalize("NFKC", text).replace("−", "-")
    if "," in plain_text and re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", plain_text):
        plain_text = plain_text.replace(",", "")
    if not NUMBER.fullmatch(plain_text):
        return text
    return Decimal(plain_text) if "." in plain_text else int(plain_text)
