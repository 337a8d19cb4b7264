"""How the arrays of a run lie in its blocks: decided once a run, the same in each of them.

An array is one number throughout, a row that all people share, the same in every period, follows
from an earlier one (`likeness`), or lies in the block in as few bytes as its largest number takes.
Integers beyond 64 bits are text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from scoring.graph.blocks.likeness import likeness
from scoring.graph.ints import Ints

WIDTHS: tuple[Any, ...] = (np.int8, np.int16, np.int32, np.int64)
FORMS = ("<i1", "<i2", "<i4", "<i8", "<f8")


class Packing:
    """The arrays of a run while their places are found; all are of the same people."""

    def __init__(self, people: int) -> None:
        self.people = people
        self.plain: list[list[Any]] = []
        self.texts: dict[int, Ints] = {}
        self._parts: dict[str, list[Any]] = {form: [] for form in FORMS}
        self._widths = dict.fromkeys(FORMS, 0)
        self._places: dict[int, int] = {}
        self._seen: list[Any] = []  # so that no id is given twice

    def add(self, array: Any, bases: Sequence[Any] = ()) -> int:
        """Find an array's place; return its number. `bases`: those that it may follow from."""
        known = self._places.get(id(array))
        if known is None:
            known = self._append(self._found(array, bases))
            self._places[id(array)] = known
            self._seen.append(array)
        return known

    def lies(self, array: Any) -> bool:
        """Whether an array lies in the blocks, so that others can follow from it."""
        return self.plain[self._places[id(array)]][0] in {"at", "spread"}

    def rows(self) -> dict[str, Any]:
        """Return what lies in the blocks, a row a person, by form."""
        return {form: np.concatenate(parts, axis=1) for form, parts in self._parts.items() if parts}

    def _append(self, plain: list[Any]) -> int:
        self.plain.append(plain)
        return len(self.plain) - 1

    def _found(self, array: Any, bases: Sequence[Any]) -> list[Any]:
        periods = array.shape[1]
        if array.dtype == object:
            self.texts[len(self.plain)] = array
            return ["text", periods]
        if array.size == 0:
            return ["row", [0] * periods, array.dtype.str]
        if len(array) == 1 < self.people:
            return ["row", array[0].tolist(), array.dtype.str]
        if array.min() == array.max():
            return ["one", periods, array.flat[0].item(), array.dtype.str]
        if periods > 1 and bool(np.all(array == array[:, :1])):
            return ["spread", periods, self.add(np.ascontiguousarray(array[:, :1]))]
        if array.dtype == np.int64:
            for base in bases:
                if base.shape == array.shape and self.lies(base):
                    found = self._like(array, base)
                    if found:
                        return found
        return self._laid(array)

    def _like(self, array: Any, base: Any) -> list[Any] | None:
        found = likeness(array, base)
        if found is None:
            return None
        codes = None if found.codes is None else self.add(found.codes)
        place = self._places[id(base)]
        lines = found.factors.tolist(), found.rests.tolist()
        return ["like", place, *lines, codes, list(found.numbers)]

    def _laid(self, array: Any) -> list[Any]:
        form = "<f8" if array.dtype.kind == "f" else _form(array)
        begin = self._widths[form]
        self._parts[form].append(array.astype(form))
        self._widths[form] += array.shape[1]
        return ["at", array.shape[1], begin, form, array.dtype.str]


def _form(array: Any) -> str:
    low, high = int(array.min()), int(array.max())
    for form, width in zip(FORMS, WIDTHS, strict=False):
        if np.iinfo(width).min <= low and high <= np.iinfo(width).max:
            return form
    raise OverflowError("an array holds more than 64 bits")


def widths(plain: Sequence[Sequence[Any]]) -> Iterator[tuple[str, int]]:
    """Yield the forms in which arrays lie in a block, each with its numbers a person."""
    found = dict.fromkeys(FORMS, 0)
    for kind, *rest in plain:
        if kind == "at":
            found[rest[2]] += rest[0]
    return ((form, width) for form, width in found.items() if width)


class Unpacking:
    """The arrays of one block, each made when it is first asked for."""

    def __init__(
        self, plain: Sequence[Sequence[Any]], rows: dict[str, Any], texts: Any, people: int
    ) -> None:
        self.plain, self.rows, self.texts, self.people = plain, rows, texts, people
        self._made: dict[int, Any] = {}

    def __getitem__(self, place: int) -> Any:
        if place not in self._made:
            self._made[place] = self._array(place)
        return self._made[place]

    def _array(self, place: int) -> Any:
        kind, *rest = self.plain[place]
        if kind == "text":
            values = np.array([int(text) for text in self.texts[str(place)]], dtype=object)
            return values.reshape(-1, rest[0])
        if kind == "row":
            return np.array([rest[0]], dtype=rest[1])
        if kind == "one":
            return np.full((self.people, rest[0]), rest[1], dtype=rest[2])
        if kind == "spread":
            return np.repeat(self[rest[1]], rest[0], axis=1)
        if kind == "like":
            return self._following(*rest)
        periods, begin, form, dtype = rest
        return self.rows[form][:, begin : begin + periods].astype(dtype)

    def _following(
        self, base: int, factors: list[int], rests: list[int], codes: int | None, numbers: list[int]
    ) -> Any:
        found = self[base] * np.array(factors) + np.array(rests)
        if codes is not None:
            for number, value in enumerate(numbers, 1):
                found[self[codes] == number] = value
        return found
