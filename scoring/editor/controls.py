"""Fields of a form, made from the pydantic fields of the classes: a new source or rule needs none.

A control knows how a value of the file is shown, and what file value comes of what was typed. What
comes back as it was shown is no change.
"""

from __future__ import annotations

import re
import types
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from django.http import QueryDict
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from scoring.editor.labels import field_name, word_name
from scoring.graph.words import Part, Words
from scoring.scheme.places import Path
from scoring.scheme.problems import NOTHING, Problem, plain

NUMBER = re.compile(r"[+-]?\d{1,40}(?:\.\d{1,40})?")
SPARE = 2
"""Empty rows at the end of a table, for more."""
MOST_ROWS = 200
NONE_TYPE = type(None)

Option = tuple[str, str]


@dataclass(frozen=True)
class Shape:
    """What an annotation takes: how it is typed, its words, and what its items are."""

    kind: str
    words: tuple[str, ...] = ()
    of: Shape | None = None
    part: type[Part] | None = None


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


def name_of(path: Path) -> str:
    """Return the name of a field in a form."""
    return ".".join(str(key) for key in path)


def anchor_of(path: Path) -> str:
    """Return the id of a field on its page."""
    return "f-" + re.sub(r"[^A-Za-z0-9_-]", "_", "-".join(str(key) for key in path))


def shape_of(annotation: Any) -> Shape:
    """Return how a value of an annotation is typed."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        return shape_of(_typed_as(metadata) or inner)
    if origin in (Union, types.UnionType):
        return _of_union([one for one in get_args(annotation) if one is not NONE_TYPE])
    if origin is Literal:
        return Shape("choice", tuple(str(word) for word in get_args(annotation)))
    if origin is tuple:
        return _of_list(get_args(annotation)[0])
    if origin is dict:
        key, value = get_args(annotation)
        return Shape("pairs", of=Shape(shape_of(value).kind, shape_of(key).words))
    if annotation is bool:
        return Shape("choice", ("true", "false"))
    if annotation is Any or (isinstance(annotation, type) and issubclass(annotation, Part)):
        return Shape("part")
    if annotation in (int, Fraction):
        return Shape("number")
    return Shape("text")


def _typed_as(metadata: list[Any]) -> Any:
    """Return what a validator says that it takes, if it says so."""
    said = (getattr(one, "json_schema_input_type", None) for one in metadata)
    return next((one for one in said if one not in (None, Any, PydanticUndefined)), None)


def _of_union(members: list[Any]) -> Shape:
    shapes = [shape_of(one) for one in members]
    if any(shape.kind == "part" for shape in shapes):
        return Shape("part")
    if len(shapes) == 1:
        return shapes[0]
    words = tuple(word for shape in shapes if shape.kind == "choice" for word in shape.words)
    for shape in shapes:
        if shape.kind == "pairs":
            return replace(shape, words=words)
    if all(shape.kind == "choice" for shape in shapes):
        return Shape("choice", words)
    return Shape("loose", words)


def _of_list(item: Any) -> Shape:
    shape = shape_of(item)
    if isinstance(item, type) and issubclass(item, Part):
        return Shape("rows", part=item)
    if shape.kind == "choice":
        return Shape("many", shape.words)
    return Shape("lines", of=shape)


# ---------------------------------------------------------------- file -> form


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


# ---------------------------------------------------------------- form -> file


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


def is_as_shown(control: Control, posted: QueryDict) -> bool:
    """Whether a field comes back as the page showed the file's value."""
    before = flat(control.shape, control.name, control.value)
    for name, texts in before.items():
        back = [_plain(text) for text in posted.getlist(name)]
        if control.kind == "pairs" and name.endswith(":key"):
            continue
        if control.kind in {"many", "pairs"}:
            back = [text for text in back if text]
        if control.kind == "many":  # ticks have no order of their own
            back, texts = sorted(back), sorted(texts)
        if back in ([], [""]) and texts in ([], [""]):
            continue
        if back != [_plain(text) for text in texts]:
            return False
    if control.kind == "pairs":
        return read(control.shape, control.name, posted) == control.value or (
            control.value is NOTHING and read(control.shape, control.name, posted) is NOTHING
        )
    return True


def _plain(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


def changes(controls: Iterable[Control], posted: QueryDict) -> dict[Path, Any]:
    """Return what a form changes: the new value by path, NOTHING where a key goes out."""
    found: dict[Path, Any] = {}
    for control in controls:
        if control.kind == "rows":
            wanted = rows_read(control, posted)
            now = control.value if isinstance(control.value, list) else []
            if wanted != now:
                found[control.path] = wanted or NOTHING
            continue
        names = (control.name, f"{control.name}:word", f"{control.name}:value")
        asked = any(name in posted for name in (*names, f"{control.name}:asked"))
        if asked and not is_as_shown(control, posted):
            found[control.path] = read(control.shape, control.name, posted)
    return found


def rows_read(control: Control, posted: QueryDict) -> list[Any]:
    """Return the tables of a list as they were typed; an emptied row goes out."""
    if control.shape.part is None:
        return []
    now = control.value if isinstance(control.value, list) else []
    wanted: list[Any] = []
    for index in range(MOST_ROWS):
        prefix = f"{control.name}.{index}."
        if not any(name.startswith(prefix) for name in posted):
            if index >= len(now):
                break
            wanted.append(now[index])  # the page did not show it
            continue
        there = now[index] if index < len(now) and isinstance(now[index], dict) else {}
        cells = controls_of(
            control.shape.part, (*control.path, index), there, only=control.columns or None
        )
        if _is_empty(prefix, posted):
            continue
        row = dict(there)
        for path, value in changes(cells, posted).items():
            if value is NOTHING:
                row.pop(str(path[-1]), None)
            else:
                row[str(path[-1])] = value
        wanted.append(row)
    return wanted


def _is_empty(prefix: str, posted: QueryDict) -> bool:
    return not any(
        text.strip()
        for name in posted
        if name.startswith(prefix) and not name.endswith(":asked")
        for text in posted.getlist(name)
    )


# ---------------------------------------------------------------- classes -> controls

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
    shape = shape_of(_typed_as(info.metadata) or info.annotation)
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
