"""What is wrong with a scheme file: each problem with its place, and what was expected there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from scoring.scheme.expected import EXPECTED
from scoring.scheme.places import Path

LONGEST = 60
MOST_BITS = 10_000  # Python writes out no integer of more than 4,300 digits


class _Nothing:
    """The value of a key that is not there."""


NOTHING = _Nothing()


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `kind` is a word of EXPECTED, `words` fill its text."""

    kind: str
    path: Path = ()
    value: Any = NOTHING
    words: Mapping[str, Any] = field(default_factory=dict)
    line: int | None = None
    place: str = ""

    @property
    def expected(self) -> str:
        """What should have been written, in the active language."""
        return str(EXPECTED[self.kind]) % self.words

    @property
    def found(self) -> str:
        """The value as the file has it; empty if there is none."""
        return "" if self.value is NOTHING else as_written(self.value)

    def __str__(self) -> str:
        place = [_("line %(line)d") % {"line": self.line}] if self.line else []
        place += [f"{self.place} = {self.found}" if self.found else self.place]
        return ", ".join(part for part in place if part) + f": {self.expected}"


class SchemeError(ValueError):
    """A scheme file that is refused, with everything that is wrong with it."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems
        super().__init__(file)

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        """Yield one line a problem, each beginning with the file."""
        for problem in self.problems:
            yield f"{self.file}, {problem}".replace(", : ", ": ")


def as_written(value: Any) -> str:
    """Return a value as TOML writes it, shortened; tables and lists by their kind."""
    if isinstance(value, dict):
        return _("a table")
    if isinstance(value, list | tuple):
        return _("a list")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = repr(value)[1:-1]
        return f'"{text if len(text) <= LONGEST else text[:LONGEST] + "…"}"'
    if isinstance(value, int) and value.bit_length() > MOST_BITS:
        text = hex(value)
    else:
        text = plain(value) if isinstance(value, Fraction) else str(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def plain(number: Fraction) -> str:
    """Return an exact decimal as one writes it.

    >>> plain(Fraction(9999, 100)), plain(Fraction(100))
    ('99.99', '100')
    """
    return f"{(Decimal(number.numerator) / Decimal(number.denominator)).normalize():f}"


def dotted(path: Path, data: Any) -> str:
    """Return a path as people write it: items of a list go by their code, failing that by number.

    >>> dotted(("measures", 1, "weight"), {"measures": [{}, {"code": "DEP"}]})
    'measures.DEP.weight'
    """
    names = []
    for key in path:
        data = _item(data, key)
        code = data.get("code") if isinstance(data, dict) else None
        names.append(str(key) if isinstance(key, str) else _name(key, code))
    return ".".join(name if len(name) <= LONGEST else name[:LONGEST] + "…" for name in names)


def _name(index: int, code: Any) -> str:
    return code if isinstance(code, str) and code.isprintable() and code else str(index + 1)


def value_at(path: Path, data: Any) -> Any:
    """Return what the file has at a path, or NOTHING."""
    for key in path:
        data = _item(data, key)
    return data


def _item(data: Any, key: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(key, NOTHING)
    if isinstance(data, list) and isinstance(key, int) and key < len(data):
        return data[key]
    return NOTHING
