"""The rules of the valuation, as the SQL text that DuckDB runs over the inputs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from perfcenter.base.digests import of_text
from portfolio import duck
from portfolio.duck import Duck
from portfolio.months import month_text
from portfolio.valuation.inputs import lay_tables

RULES = (Path(__file__).parent / "valuation.sql").read_text(encoding="utf-8")
RULES_DIGEST = of_text(RULES)


class ValuationError(Exception):
    """The inputs cannot be valued; the text says why, to whoever asked."""


@contextmanager
def valuing(base: date) -> Iterator[Duck]:
    """Open DuckDB with the rules for a cycle that begins on `base`, over inputs still empty."""
    with duck.session() as opened:
        lay_tables(opened)
        opened.connection.execute(f"SET VARIABLE base = DATE '{base.isoformat()}'")
        opened.connection.execute(RULES)
        yield opened


def share_out(opened: Duck) -> None:
    """Fill the tables holders and parts from the inputs read; refuse shares above 1."""
    _refuse_too_many_shares(opened)
    run = opened.connection.execute
    run("CREATE OR REPLACE TABLE holders AS FROM holders_by_share")
    run("TRUNCATE parts")
    if run("FROM holders LIMIT 1").fetchone():
        run("INSERT INTO parts BY NAME FROM parts_by_share()")


def _refuse_too_many_shares(opened: Duck) -> None:
    found = opened.connection.execute(
        "SELECT month, account_no, share FROM over_shared ORDER BY month, account_no LIMIT 1"
    ).fetchone()
    if found:
        month, account_no, share = found
        raise ValuationError(
            _("The shares of account %(account)s add up to %(sum)s in %(month)s, which is above 1")
            % {
                "account": account_no,
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
