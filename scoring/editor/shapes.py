"""How a value of a class's field is typed, made of its annotation."""

from __future__ import annotations

import types
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic_core import PydanticUndefined

from scoring.graph.words import Part

NONE_TYPE = type(None)


@dataclass(frozen=True)
class Shape:
    """What an annotation takes: how it is typed, its words, and what its items are."""

    kind: str
    words: tuple[str, ...] = ()
    of: Shape | None = None
    part: type[Part] | None = None


def shape_of(annotation: Any) -> Shape:
    """Return how a value of an annotation is typed."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        return shape_of(typed_as(metadata) or inner)
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


def typed_as(metadata: list[Any]) -> Any:
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
