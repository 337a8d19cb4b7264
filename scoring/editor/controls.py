"""Fields of a form, made from the pydantic fields of the classes: a new source or rule needs none.

What stands in them is said by `values`, what a form changes by `posted`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from scoring.editor.shapes import Shape, shape_of, typed_as
from scoring.editor.values import flat, written
from scoring.graph.words import Part, Words
from scoring.scheme.labels import field_name, word_name
from scoring.scheme.places import Path
from scoring.scheme.problems import NOTHING, Problem

SPARE = 2
"""Empty rows at the end of a table, for more."""
MOST_ROWS = 200
Option = tuple[str, str]


@dataclass(frozen=True)
class Control:
    """A field: where its value stands, how it is asked for, what stands there now."""

    path: Path
    key: str
    label: str
    shape: Shape
    value: Any = NOTHING
    options: tuple[Option, ...] = ()
    is_required: bool = False
    usual: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Control, ...], ...] = ()
    problems: tuple[Problem, ...] = ()
    typed: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return self.shape.kind

    @property
    def name(self) -> str:
        return name_of(self.path)

    @property
    def id(self) -> str:
        return anchor_of(self.path)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.shown()[self.name][0] if self.shown().get(self.name) else ""

    @property
    def texts(self) -> list[str]:
        return self.shown().get(self.name, [])

    @property
    def pairs(self) -> list[tuple[str, str, str]]:
        """A row a pair: key, number, what the key is called; with rows for more."""
        shown = self.shown()
        keys, numbers = shown.get(f"{self.name}:key", []), shown.get(f"{self.name}:value", [])
        found = [(k, n, word_name(self.key, k)) for k, n in zip(keys, numbers, strict=False)]
        named = {key for key, _number, _word in found}
        words = self.shape.of.words if self.shape.of else ()
        if words:
            return found + [(w, "", word_name(self.key, w)) for w in words if w not in named]
        return found + [("", "", "")] * SPARE

    @property
    def keys_are_words(self) -> bool:
        return bool(self.shape.of and self.shape.of.words)

    @property
    def invalid(self) -> bool:
        return bool(self.problems)

    @property
    def marked(self) -> tuple[str, str, str] | None:
        """A formula around the character at which it is wrong."""
        at = next((p.words["at"] for p in self.problems if "at" in p.words), None)
        if self.key != "formula" or at is None:
            return None
        text = self.text
        return text[: at - 1], text[at - 1 : at] or " ", text[at:]

    @property
    def chosen(self) -> set[str]:
        return set(self.texts)

    @property
    def word(self) -> str:
        """The word that stands in place of pairs."""
        return next(iter(self.shown().get(f"{self.name}:word", [])), "")

    @property
    def row_heads(self) -> list[Control]:
        """The cells of the first row, for the heads of the table."""
        return list(self.rows[0]) if self.rows else []

    def shown(self) -> dict[str, list[str]]:
        """Return what the fields of the form hold: what was typed, else what the file says."""
        return dict(self.typed) or flat(self.shape, self.name, self.value)

    def with_typed(self, posted: QueryDict) -> Control:
        """Return the control with what was typed into it."""
        names = (self.name, f"{self.name}:key", f"{self.name}:value", f"{self.name}:word")
        typed = {name: posted.getlist(name) for name in names if name in posted}
        return replace(self, typed=typed) if typed else self


@dataclass(frozen=True)
class Group:
    """Fields under a heading; `item` is the place of what it is about in the list `items`."""

    title: str
    controls: list[Control]
    note: str = ""
    items: str = ""
    item: int | None = None
    is_last: bool = False
    slug: str = ""


def name_of(path: Path) -> str:
    """Return the name of a field in a form."""
    return ".".join(str(key) for key in path)


def anchor_of(path: Path) -> str:
    """Return the id of a field on its page."""
    return "f-" + re.sub(r"[^A-Za-z0-9_-]", "_", "-".join(str(key) for key in path))


Choose = Callable[[str], tuple[Option, ...] | None]


def controls_of(
    part: type[Part],
    path: Path,
    data: Any,
    *,
    only: Iterable[str] | None = None,
    without: Iterable[str] = (),
    choose: Choose | None = None,
) -> list[Control]:
    """Return a control a field of a table, in the order of the class or of `only`."""
    fields = {info.alias or name: info for name, info in part.model_fields.items()}
    names = list(only) if only is not None else list(fields)
    data = data if isinstance(data, dict) else {}
    found = [
        control_of(part, name, fields[name], (*path, name), data.get(name, NOTHING), choose)
        for name in names
        if name in fields and name not in set(without)
    ]
    return [control for control in found if control.kind != "part"]


def control_of(
    part: type[Part],
    key: str,
    info: FieldInfo,
    path: Path,
    value: Any,
    choose: Choose | None = None,
) -> Control:
    """Return the control of one field."""
    shape = shape_of(typed_as(info.metadata) or info.annotation)
    options = choose(key) if choose else None
    if options is not None:
        shape = replace(shape, kind="many" if shape.kind == "lines" else "choice")
    elif shape.words and shape.kind in {"choice", "many", "loose", "pairs"}:
        options = tuple((word, word_name(key, word)) for word in shape.words)
    control = Control(
        path=path,
        key=key,
        label=field_name(key, info if issubclass(part, Words) else None),
        shape=shape,
        value=value,
        options=_with_own(options or (), shape, value),
        is_required=info.is_required(),
        usual=_usual(key, info),
    )
    if shape.kind == "rows":
        return replace(control, rows=tuple(_rows(control, choose)))
    return control


def _with_own(options: tuple[Option, ...], shape: Shape, value: Any) -> tuple[Option, ...]:
    """Let what the file has be chosen too, where it is none of the words."""
    if shape.kind not in {"choice", "many"} or value is NOTHING:
        return options
    known = {word for word, _name in options}
    own = value if isinstance(value, list) else [value]
    return (*options, *((written(o), written(o)) for o in own if written(o) not in known))


def table_of(
    part: type[Part],
    path: Path,
    value: Any,
    columns: tuple[str, ...],
    *,
    label: str = "",
    choose: Choose | None = None,
) -> Control:
    """Return the control of a list of tables with some of their fields as columns."""
    control = Control(path, str(path[-1]), label, Shape("rows", part=part), value, columns=columns)
    return replace(control, rows=tuple(_rows(control, choose)))


def _rows(control: Control, choose: Choose | None) -> Iterator[tuple[Control, ...]]:
    items = control.value if isinstance(control.value, list) else []
    part = control.shape.part
    if part is None:
        return
    for index in range(min(len(items) + SPARE, MOST_ROWS)):
        item = items[index] if index < len(items) else {}
        columns = control.columns or None
        yield tuple(controls_of(part, (*control.path, index), item, only=columns, choose=choose))


def _usual(key: str, info: FieldInfo) -> str:
    """Return what holds where a field is left empty, in words."""
    if info.is_required() or info.default in (None, (), {}) or info.default is PydanticUndefined:
        return ""
    default = info.default
    if isinstance(default, tuple):
        return ", ".join(word_name(key, str(one)) for one in default)
    if isinstance(default, Part):
        return ""
    return word_name(key, written(default))


def with_problems(controls: Iterable[Control], problems: Iterable[Problem]) -> list[Control]:
    """Return the controls with what is wrong with each: at its path, or inside it."""
    found = list(problems)
    return [_with_problems(control, found) for control in controls]


def _with_problems(control: Control, problems: list[Problem]) -> Control:
    length = len(control.path)
    own = [p for p in problems if p.path[:length] == control.path]
    rows = tuple(tuple(_with_problems(cell, own) for cell in row) for row in control.rows)
    if rows:  # what a cell says is said there
        cells = [cell.path for row in rows for cell in row]
        own = [p for p in own if not any(p.path[: len(path)] == path for path in cells)]
    return replace(control, problems=tuple(own), rows=rows)
