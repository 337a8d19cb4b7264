"""Pydantic's errors as problems of the file: which words and values it may not have."""

import inspect
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from scoring.graph.words import Words
from scoring.scheme.model import SchemeDefinition
from scoring.scheme.places import Path
from scoring.scheme.problems import NOTHING, Problem, value_at
from scoring.scheme.types import Part

NOT_YET = {"levels", "pay", "deferral", "clawback"}
"""Words of later versions: known, and still refused."""

KINDS = {
    "missing": "required",
    "literal_error": "one_of",
    "model_type": "a_table",
    "model_attributes_type": "a_table",
    "dict_type": "a_table",
    "tuple_type": "a_list",
    "bool_type": "yes_or_no",
    "int_type": "a_whole_number",
    "greater_than_equal": "a_whole_number",
    "less_than_equal": "a_whole_number",
    "too_short": "at_least_one",
    "too_long": "at_most",
    "union_tag_not_found": "tag",
    "union_tag_invalid": "one_of",
    "extra_forbidden": "known_word",
}

Parts = tuple[type[Part], ...]


def shape_problems(data: dict[str, Any]) -> Iterator[Problem]:
    """Yield what pydantic finds in a file: everything that can be seen in one place."""
    try:
        SchemeDefinition.model_validate(data)
    except ValidationError as errors:
        found = [_problem(error, data) for error in errors.errors(include_url=False)]
        # A list none of whose items can be used is reported by its items, not as empty too.
        yield from (p for p in found if not (p.kind == "at_least_one" and p.value))


def _problem(error: ErrorDetails, data: dict[str, Any]) -> Problem:
    path, parts, own = _walk(error["loc"])
    context = dict(error.get("ctx", {}))
    kind = KINDS.get(error["type"], error["type"])
    if at := context.get("at") or context.get("discriminator"):
        path = (*path, str(at).strip("'"))
    value = value_at(path, data)
    if kind == "a_list" and own:
        kind = "a_list_of_tables"
    words = {**context, **_words(error, kind, path, parts)}
    wanted = path[-1] if kind == "known_word" else value
    if kind in {"known_word", "one_of"} and isinstance(wanted, str) and wanted in NOT_YET:
        kind = "not_yet"
    return Problem(
        kind=kind, path=path, value=NOTHING if kind == "required" else value, words=words
    )


def _words(error: ErrorDetails, kind: str, path: Path, parts: Parts) -> dict[str, Any]:
    context = error.get("ctx", {})
    match kind:
        case "known_word":
            return {"allowed": ", ".join(words_of(parts[0]))}
        case "one_of" if error["type"] == "literal_error":
            expected = context["expected"].replace(" or ", ", ")
            return {"allowed": expected.replace("'", "")}
        case "one_of" | "tag":
            return {"allowed": ", ".join(sorted(_tag(part) for part in parts))}
        case "a_whole_number":
            return _range(parts, path)
        case "at_most":
            return {"most": context["max_length"]}
        case "a_list_of_tables":
            return {"key": ".".join(str(key) for key in path if isinstance(key, str))}
    return {}


def _range(parts: Parts, path: Path) -> dict[str, int]:
    """Return the least and the greatest number that a key takes."""
    low, high = 0, 999_999
    for part in parts:
        field = part.model_fields.get(str(path[-1]))
        for limit in field.metadata if field else ():
            low, high = getattr(limit, "ge", low), getattr(limit, "le", high)
    return {"low": low, "high": high}


def words_of(part: type[Part]) -> list[str]:
    """Return the keys that a table may have."""
    return [field.alias or name for name, field in part.model_fields.items()]


def _walk(location: tuple[int | str, ...]) -> tuple[Path, Parts, Parts]:
    """Return a location without pydantic's marks, the parts its last key is of or is, and is."""
    path: Path = ()
    parts: Parts = (SchemeDefinition,)
    before = parts
    for key in location:
        before = parts
        if key == "[key]":
            continue
        if isinstance(key, str) and len(parts) > 1:
            parts = tuple(part for part in parts if _tag(part) == key)
            continue
        path = (*path, key)
        if isinstance(key, str):
            parts = _parts_under(parts, key)
    return path, parts or before, parts


def _parts_under(parts: Parts, key: str) -> Parts:
    for part in parts:
        for name, field in part.model_fields.items():
            if key == (field.alias or name):
                return tuple(parts_in(field.annotation))
    return ()


def parts_in(annotation: Any) -> Iterator[type[Part]]:
    """Yield the tables that an annotation names."""
    if inspect.isclass(annotation) and issubclass(annotation, Part):
        yield annotation
    else:
        for argument in get_args(annotation):
            yield from parts_in(argument)


def _tag(part: type[Part]) -> str:
    """Return the metric of a source, the name of a rule."""
    return part.word() if issubclass(part, Words) else ""
