"""Orders that both databases give alike."""

from typing import Any

from django.db import connection
from django.db.models import F, FloatField, Func, Q
from django.db.models.functions import Collate

LAST = chr(0x10FFFF)
"""The code point after which none comes."""


def by_code_point(text: Any) -> Collate:
    """Return a text column (or its name) in the order of code points, whatever the language."""
    text = F(text) if isinstance(text, str) else text
    return Collate(text, "C" if connection.vendor == "postgresql" else "BINARY")


class ByCodePoint(Func):
    """A text as it is compared by code points: what an index for prefixes and that order holds."""

    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="%(expressions)s COLLATE BINARY", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template='%(expressions)s COLLATE "C"', **extra)


def beginning_with(field: str, words: str) -> Q:
    """Return who begins with the words, by the index of a `ByCodePoint`.

    `field` is the annotation; a span, because no LIKE takes an index on SQLite.
    """
    return Q(**{f"{field}__gte": words, f"{field}__lt": words + LAST})


class AsNumber(Func):
    """An exact number, kept as "numerator/denominator", as one to sort by."""

    arity = 1
    output_field = FloatField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """A cast reads up to the first character that is no digit."""
        template = (
            "(CAST(%(expressions)s AS REAL) / "
            "CAST(substr(%(expressions)s, instr(%(expressions)s, '/') + 1) AS REAL))"
        )
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = (
            "(split_part(%(expressions)s, '/', 1)::float8 / "
            "split_part(%(expressions)s, '/', 2)::float8)"
        )
        return self.as_sql(compiler, connection, template=template, **extra)
