"""A single row typed on a page, read as a row of a file of the data contract is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from portfolio import duck
from portfolio.contract.columns import REQUIRED, ContractColumn
from portfolio.contract.sentences import Sentence
from portfolio.loading.stage import macros


def read_row(
    columns: Iterable[ContractColumn], typed: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, Sentence]]:
    """Return the values by column, as they are stored, and by column what was expected instead."""
    values: dict[str, Any] = {}
    expected: dict[str, Sentence] = {}
    with duck.session() as one:
        run = one.connection.execute
        for macro in macros():
            run(macro)
        for column in columns:
            (text,) = run("SELECT cell($x)", {"x": typed.get(column.name) or ""}).fetchone() or (
                None,
            )
            if text is None:
                values[column.name] = column.default
                if column.required:
                    expected[column.name] = REQUIRED
                continue
            parse = column.kind.parse.format(x="$x::VARCHAR")
            (value,) = run(f"SELECT {parse}", {"x": text}).fetchone() or (None,)
            values[column.name] = value
            if value is None:
                expected[column.name] = column.kind.explain(text)
    return values, expected
