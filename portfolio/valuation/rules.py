"""The rules of the valuation, as the SQL text that DuckDB runs over the inputs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from perfcenter.base.digests import of_text
from perfcenter.base.said import gettext as _
from portfolio import duck
from portfolio.duck import Duck
from portfolio.months import month_text

FOLDER = Path(__file__).parent
ARITHMETIC, INPUTS, VALUATION, WHOLE, FACTS, LOAN_LOSSES = (
    (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    for name in ("arithmetic", "inputs", "valuation", "whole", "facts", "loan_losses")
)
PARQUET = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 16384"
"""How files are written; a group of so many rows is what one manager's are looked for in."""
RULES_DIGEST = of_text(ARITHMETIC + INPUTS + VALUATION + PARQUET + duckdb.__version__)
FACTS_DIGEST = of_text(ARITHMETIC + WHOLE + FACTS + PARQUET + duckdb.__version__)
"""Another DuckDB may write the same rows as other bytes."""


class ValuationError(Exception):
    """The inputs cannot be valued; the text says why, to whoever asked."""


def whole(source: str) -> str:
    """Return the query of all columns of account-months, which files keep without what follows."""
    return f"{WHOLE} FROM {source}"


def share_out(opened: Duck, month: int) -> None:
    """Fill the tables holders and parts from the inputs read; refuse shares above 1."""
    _refuse_too_many_shares(opened, month)
    run = opened.connection.execute
    run("TRUNCATE holders; TRUNCATE parts; INSERT INTO holders FROM holders_by_share")
    if run("FROM holders LIMIT 1").fetchone():
        run("INSERT INTO parts BY NAME FROM parts_by_share()")


def _refuse_too_many_shares(opened: Duck, month: int) -> None:
    found = opened.connection.execute(
        "SELECT account_no, share FROM over_shared ORDER BY account_no LIMIT 1"
    ).fetchone()
    if found:
        account, share = found
        raise ValuationError(
            _("The shares of account %(account)s add up to %(sum)s in %(month)s, which is above 1")
            % {
                "account": account,
                "sum": f"{share // 1_000_000}.{share % 1_000_000:06d}",
                "month": month_text(month),
            }
        )


@contextmanager
def within_range(month: int) -> Iterator[None]:
    """Turn an integer out of range into an error that a reader of the ledger can place."""
    try:
        yield
    except duck.TOO_LARGE as error:
        raise ValuationError(
            _("The amounts of %(month)s are too large to be added up exactly")
            % {"month": month_text(month)}
        ) from error
