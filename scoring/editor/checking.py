"""What a draft's text says, everything that is wrong with it, and what is worth a second look."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from scoring.editor.toml import data_of
from scoring.scheme.lint import Warned, warned
from scoring.scheme.lint_data import without_data
from scoring.scheme.model import SchemeDefinition
from scoring.scheme.problems import Problem, SchemeError
from scoring.scheme.reading import parse

FILE = "text.toml"
_COLUMN = re.compile(r"column (\d+)")


@dataclass(frozen=True)
class Checked:
    """A text that was looked at: `data` where it is TOML, `definition` where it is a scheme."""

    text: str
    data: dict[str, Any] | None = None
    definition: SchemeDefinition | None = None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Warned, ...] = field(default=())

    @property
    def is_toml(self) -> bool:
        return self.data is not None

    @property
    def can_be_a_version(self) -> bool:
        return self.definition is not None

    def under(self, *keys: str | int) -> list[Problem]:
        """Return what is wrong at a path or inside it."""
        return [p for p in self.problems if p.path[: len(keys)] == keys]


def checked(text: str, *, with_data: bool = False) -> Checked:
    """Look at a text; nothing is raised for what is wrong with it.

    `with_data` also asks the bank whether it has what the measures count.
    """
    try:
        definition = parse(text, file=FILE)
    except SchemeError as error:
        problems = tuple(error.problems)
        return Checked(text, data=_data(text, problems), problems=problems)
    warnings: Iterable[Warned] = warned(definition)
    if with_data:
        warnings = [*warnings, *without_data(definition)]
    return Checked(text, data_of(text), definition, (), tuple(warnings))


UNREADABLE = {"utf8", "not_empty", "not_too_large", "toml", "not_too_deep", "a_moderate_number"}


def _data(text: str, problems: tuple[Problem, ...]) -> dict[str, Any] | None:
    """Return what can be read of it; nothing where it is no TOML, or may not be looked into."""
    if any(not problem.path and problem.kind in UNREADABLE for problem in problems):
        return {} if any(problem.kind == "not_empty" for problem in problems) else None
    try:
        return data_of(text)
    except (ValueError, RecursionError):
        return None


def column_of(text: str) -> int | None:
    """Return at which character of its line a text stops being TOML."""
    try:
        data_of(text)
    except RecursionError:
        return None
    except ValueError as error:
        found = _COLUMN.search(str(error))
        return int(found[1]) if found else None
    return None
