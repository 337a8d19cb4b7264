"""The plain values of a scheme file: exact numbers, codes, names, texts.

Each refusal is a word of `problems.EXPECTED`, which says what should have been written.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import AfterValidator, PlainValidator
from pydantic_core import PydanticCustomError

PLACES = 6
DIGITS = 12

# Control characters, line separators, and marks that turn the direction of writing.
CONTROL = r"\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069"


def refuse(kind: str, **context: Any) -> PydanticCustomError:
    """Make the refusal whose words are EXPECTED[kind]; `at` names the key inside the table."""
    return PydanticCustomError(kind, kind, context)


def exact(value: Any) -> Fraction:
    """Return a TOML number as it is written; floats arrive as Decimal, never as float."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise refuse("a_number")
    number = Decimal(value)
    if not number.is_finite():
        raise refuse("a_finite_number")
    # Looked at before it is turned into a fraction: 1e999999999 would fill the memory.
    _, digits, exponent = number.as_tuple()
    if number and (number.adjusted() >= DIGITS or len(digits) > 40 or int(exponent) < -PLACES):
        raise refuse("a_moderate_number", digits=DIGITS, places=PLACES)
    return Fraction(number)


def checked(kind: str, holds: Callable[[Any], bool]) -> AfterValidator:
    def check(value: Any) -> Any:
        if not holds(value):
            raise refuse(kind)
        return value

    return AfterValidator(check)


def _text(value: Any, *, kind: str, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise refuse(kind)
    return value


def _matching(kind: str, pattern: str) -> PlainValidator:
    compiled = re.compile(pattern)
    return PlainValidator(lambda value: _text(value, kind=kind, pattern=compiled))


def one_line(kind: str, longest: int) -> PlainValidator:
    """Take a text without control characters, line breaks, or spaces at its ends."""
    return _matching(kind, rf"(?=\S)[^{CONTROL}]{{0,{longest - 1}}}[^{CONTROL}\s]")


Exact = Annotated[Fraction, PlainValidator(exact)]
Positive = Annotated[Exact, checked("above_zero", lambda n: n > 0)]
NotNegative = Annotated[Exact, checked("zero_or_more", lambda n: n >= 0)]
NotPositive = Annotated[Exact, checked("zero_or_less", lambda n: n <= 0)]
Rate = Annotated[Exact, checked("from_zero_to_one", lambda n: 0 <= n <= 1)]

Name = Annotated[str, _matching("a_name", r"[a-z][a-z0-9_-]{0,39}")]
Code = Annotated[str, _matching("a_code", r"[A-Za-z][A-Za-z0-9_-]{0,39}")]
ProductCode = Annotated[str, one_line("a_product_code", 40)]
Title = Annotated[str, one_line("a_title", 100)]
Sentence = Annotated[str, one_line("a_sentence", 400)]
