"""The tables of docs/scheme.md that come from the classes: sources, rules, and their words."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

import scoring.graph.rules
import scoring.graph.sources  # noqa: F401 - registers them
from scoring.graph.ledger import Filtered
from scoring.graph.registry import rules, sources
from scoring.graph.words import Words

MARK = re.compile(
    r"(<!-- (sources|filters|rules): made by [^\n]* -->\n).*?(<!-- end -->)", re.DOTALL
)
USUAL = {"sum": "sum", "mean": "mean", "last": "last"}


def documented(text: str) -> str:
    """Return the document with its tables as the classes have them."""
    tables = {"sources": source_table, "filters": filter_table, "rules": rule_table}
    return MARK.sub(lambda found: f"{found[1]}{tables[found[2]]()}{found[3]}", text)


def source_table() -> str:
    """Return the sources: word, what it is, its own words, units, months' targets, part-year."""
    rows = [
        (
            f"`{cls.word()}`",
            said(cls),
            _words(cls, without=filters() if issubclass(cls, Filtered) else ())
            + (["the filters below"] if issubclass(cls, Filtered) else []),
            ", ".join(cls.units),  # type: ignore[attr-defined]
            cls.targets,  # type: ignore[attr-defined]
            "yes" if cls.prorated else "no",  # type: ignore[attr-defined]
        )
        for cls in sorted(sources, key=lambda cls: cls.word())
    ]
    return _table(
        ("`metric`", "value", "words", "unit", "monthly targets", "part-year target"), rows
    )


def filter_table() -> str:
    """Return the words by which rows of the ledger are chosen and weighed."""
    rows = [
        (f"`{name}`", _allowed(field), _described(field))
        for name, field in Filtered.model_fields.items()
    ]
    return _table(("word", "allowed", "meaning"), rows)


def rule_table() -> str:
    """Return the rules: word, what it does, its words."""
    rows = [
        (f"`{cls.word()}`", said(cls), _words(cls))
        for cls in sorted(rules, key=lambda cls: cls.word())
    ]
    return _table(("`name`", "score", "words"), rows)


def said(cls: type[Words]) -> str:
    """Return a class's docstring as one paragraph."""
    return " ".join(inspect.cleandoc(cls.__doc__ or "").split())


def filters() -> tuple[str, ...]:
    return tuple(Filtered.model_fields)


def _words(cls: type[Words], without: Iterable[str] = ()) -> list[str]:
    return [
        f"`{field.alias or name}`: {_described(field)}{_choice(name, field)}{_default(field)}"
        for name, field in cls.parameters().items()
        if name not in without
    ]


def _described(field: FieldInfo) -> str:
    return (field.description or "").split("|")[0]


def _choice(name: str, field: FieldInfo) -> str:
    """Return the words to choose from; those of the filters stand in their own table."""
    words = [] if name in filters() else _literals(field.annotation)
    quoted = ", ".join(f'"{word}"' for word in dict.fromkeys(words))
    return f": {quoted}" if quoted else ""


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return " (required)"
    value = field.default
    if value in (None, (), {}) or value is PydanticUndefined:
        return ""
    shown = f'"{value}"' if isinstance(value, str) else str(value).lower()
    return f" ({shown} if left out)"


def _allowed(field: FieldInfo) -> str:
    words = [f'`"{word}"`' for word in _literals(field.annotation)]
    return ", ".join(dict.fromkeys(words)) or "—"


def _literals(annotation: Any) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(word) for word in get_args(annotation)]
    return [word for argument in get_args(annotation) for word in _literals(argument)]


def _table(head: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for row in rows:
        cells = ["; ".join(cell) if isinstance(cell, list) else str(cell) for cell in row]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"
