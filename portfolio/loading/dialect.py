"""How csv.reader reads every file: it has the last word on what a row is."""

from typing import Final, TypedDict

PADDING = " \u00a0\u3000"
"""What may stand around a value or a column's name; it is not part of it."""


class _Dialect(TypedDict):
    strict: bool
    skipinitialspace: bool


DIALECT: Final[_Dialect] = {"strict": True, "skipinitialspace": True}
