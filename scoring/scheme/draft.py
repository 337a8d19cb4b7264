"""A scheme file that may be wrong: what can be read of it, for checks across its tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from scoring.scheme.places import Path
from scoring.scheme.problems import NOTHING, Problem, value_at
from scoring.scheme.types import Part, exact

P = TypeVar("P", bound=Part)

MEASURES: Path = ("measures",)
BONUS: Path = ("bonus", "measures")
DEDUCTIONS: Path = ("deductions", "measures")


@dataclass(frozen=True)
class Row:
    """One table of a list of tables, and where it stands."""

    path: Path
    data: dict[str, Any]

    def text(self, key: str) -> str:
        """Return a text of the row; empty if there is none that can be read."""
        value = self.data.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> Fraction | None:
        """Return a number of the row; None if there is none that can be read."""
        try:
            return exact(self.data.get(key))
        except PydanticCustomError:
            return None

    def problem(self, kind: str, key: str, **words: Any) -> Problem:
        """Say that a key of this row is wrong."""
        value = self.data.get(key, NOTHING)
        return Problem(kind=kind, path=(*self.path, key), value=value, words=words)


@dataclass(frozen=True)
class Draft:
    """The tables of a file as tomllib read them."""

    data: dict[str, Any]

    def rows(self, *keys: str | int) -> list[Row]:
        """Return the tables of a list; what is no table is left out."""
        found = value_at(keys, self.data)
        items = found if isinstance(found, list) else []
        return [Row((*keys, i), item) for i, item in enumerate(items) if isinstance(item, dict)]

    def sound(self, model: type[P], *keys: str | int) -> Iterator[tuple[Row, P]]:
        """Yield the rows that make a good `model` by themselves."""
        for row in self.rows(*keys):
            try:
                yield row, model.model_validate(row.data)
            except ValidationError:
                continue
