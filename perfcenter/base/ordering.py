"""Orders that both databases give alike."""

from typing import Any

from django.db import connection
from django.db.models import F, FloatField, Func
from django.db.models.functions import Collate


def by_code_point(text: Any) -> Collate:
    """Return a text column (or its name) in the order of code points, whatever the language."""
    text = F(text) if isinstance(text, str) else text
    return Collate(text, "C" if connection.vendor == "postgresql" else "BINARY")


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
