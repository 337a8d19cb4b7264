"""From a scheme file to its definition, or to the list of everything that is wrong with it."""

import re
import tomllib
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from scoring.scheme import places
from scoring.scheme.checks import cross_problems
from scoring.scheme.draft import Draft
from scoring.scheme.model import SchemeDefinition
from scoring.scheme.problems import Problem, SchemeError, dotted
from scoring.scheme.shape import shape_problems
from scoring.scheme.types import DIGITS, PLACES

KILOBYTES = 64
OUT_OF_RANGE = "integer string conversion"  # as Python says it of an integer
# Reading takes the square of a key's parts. Possessive: a text that is no such key is passed once.
PART = r"""(?>[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
DEEP_KEY = re.compile(rf"(?<![A-Za-z0-9_-]){PART}(?>[ \t]*+\.[ \t]*+{PART}){{32}}")
_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")


def parse(source: bytes | str, *, file: str) -> SchemeDefinition:
    """Return what a scheme file says; SchemeError lists every problem with its place."""
    text = text_of(source, file=file)
    try:
        data = _tables(text, file=file)
        found = [*shape_problems(data), *cross_problems(Draft(data))]
        lines = places.lines(text) if found else {}
    except RecursionError as error:
        raise SchemeError(file, [Problem(kind="not_too_deep")]) from error
    if found:
        raise SchemeError(file, _placed(found, data, lines))
    return SchemeDefinition.model_validate(data)


def text_of(source: bytes | str, *, file: str) -> str:
    """Return the file's text without a byte order mark, its line ends as they are."""
    if len(source) > KILOBYTES * 1024:
        raise SchemeError(file, [Problem(kind="not_too_large", words={"kilobytes": KILOBYTES})])
    raw = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise SchemeError(file, [Problem(kind="utf8", line=line)]) from error
    if not text.strip():
        raise SchemeError(file, [Problem(kind="not_empty")])
    return text


def _tables(text: str, *, file: str) -> dict[str, Any]:
    if DEEP_KEY.search(text):
        raise SchemeError(file, [Problem(kind="not_too_deep")])
    try:
        return tomllib.loads(text, parse_float=_number)
    except ValueError as error:
        raise SchemeError(file, [_syntax(str(error), text)]) from error


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ValueError(OUT_OF_RANGE) from error


def _syntax(message: str, text: str) -> Problem:
    if OUT_OF_RANGE in message:
        return Problem(kind="a_moderate_number", words={"digits": DIGITS, "places": PLACES})
    place = _PLACE.search(message)
    line = int(place["line"] or text.count("\n") + 1) if place else None
    return Problem(kind="toml", line=line, words={"reason": _PLACE.sub("", message)})


def _placed(
    problems: list[Problem], data: dict[str, Any], lines: dict[places.Path, int]
) -> list[Problem]:
    """Return the problems with line and dotted path, in the order of the file, each once."""
    found: dict[tuple[places.Path, str], Problem] = {}
    for problem in problems:
        words = dict(problem.words)
        if "first" in words:
            words["line"] = _line(words["first"], lines)
        placed = replace(
            problem, words=words, line=_line(problem.path, lines), place=dotted(problem.path, data)
        )
        found.setdefault((problem.path, problem.kind), placed)
    return sorted(found.values(), key=lambda problem: problem.line or 0)


def _line(path: places.Path, lines: dict[places.Path, int]) -> int | None:
    """Return the line of a path, or of the nearest table around it that stands in the file."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return None
