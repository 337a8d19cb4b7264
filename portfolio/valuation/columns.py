"""Facts as columns of numbers, for whoever computes over all of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perfcenter.base.vault import Named, local
from portfolio import duck
from portfolio.duck import quoted
from portfolio.valuation.facts import ACCOUNT_AMOUNTS, ACCOUNT_KEYS, AMOUNTS, KEYS, TEXTS


@dataclass(frozen=True)
class FactColumns:
    """Facts as columns, rows in any order: texts as places in a sorted list of names.

    The manager "" is nobody. All numbers are int64, as `read_facts` has them.
    """

    names: dict[str, list[str]]
    places: dict[str, NDArray[np.int64]]
    numbers: dict[str, NDArray[np.int64]]


def fact_columns(files: Sequence[Named], *, by_account: bool = False) -> FactColumns:
    """Return facts as columns; no text is made a row, since there may be a million."""
    keys, amounts = (ACCOUNT_KEYS, ACCOUNT_AMOUNTS) if by_account else (KEYS, AMOUNTS)
    texts = [name for name in keys if name in TEXTS]
    numbers = [name for name in (*keys, *amounts) if name not in TEXTS]
    if not files:
        none = np.array([], dtype=np.int64)
        names: dict[str, list[str]] = {name: [] for name in texts}
        return FactColumns(names, dict.fromkeys(texts, none), dict.fromkeys(numbers, none))
    paths = [local(named) for named in files]
    listed = ", ".join(quoted(str(path)) for path in paths)
    with duck.session(readable=sorted({path.parent for path in paths})) as one:
        run = one.connection.execute
        names = {}
        for text in texts:
            run(
                f"CREATE TYPE {text}s AS ENUM (SELECT DISTINCT coalesce({text}, '') AS name "  # noqa: S608
                f"FROM read_parquet([{listed}]) ORDER BY name)"
            )
            ((listed_names,),) = run(f"SELECT enum_range(NULL::{text}s)").fetchall()
            names[text] = list(listed_names)
        select = [f"enum_code(coalesce({text}, '')::{text}s)::BIGINT AS {text}" for text in texts]
        select += [f"{name}::BIGINT AS {name}" for name in numbers]
        found = run(f"SELECT {', '.join(select)} FROM read_parquet([{listed}])").fetchnumpy()  # noqa: S608
    plain = {name: np.asarray(values) for name, values in found.items()}
    return FactColumns(
        names, {name: plain[name] for name in texts}, {name: plain[name] for name in numbers}
    )
