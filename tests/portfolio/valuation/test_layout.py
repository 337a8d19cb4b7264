"""Files of a month leave out what follows from other columns; those of before had all of it."""

from dataclasses import replace
from datetime import date

from perfcenter.base.vault import local
from portfolio.duck import quoted
from portfolio.valuation import Base, account_months, facts_of, valued_months
from portfolio.valuation.months import MonthFiles, kept, opened
from portfolio.valuation.rules import ARITHMETIC, whole
from tests.portfolio.valuation.books import make_book

BASE = date(2024, 1, 1)
DERIVED = ("income", "funding_cost", "own_income", "own_funding_cost")


def filled(month: MonthFiles) -> MonthFiles:
    """Return the month with its holdings as files of before had them: no column left out."""
    path = local(month.holdings)
    read = f"read_parquet({quoted(str(path))})"
    with opened(ARITHMETIC, readable=[path.parent]) as one:
        left_out = one.connection.execute(
            f"SELECT count(*), count(coalesce({', '.join(DERIVED)})), count(own_end_balance), "
            f"count(*) FILTER (share < 1000000) FROM {read}"
        ).fetchone()
        assert left_out is not None
        rows, derived, own, shared = left_out
        assert rows > 0
        assert derived == 0
        assert 0 < own < rows
        assert own >= shared
        return replace(month, holdings=kept(one, whole(read)))


def test_files_with_all_columns_are_read_like_those_without(db):
    make_book(0)
    (month,) = valued_months([202401])

    before = filled(month)

    assert before != month
    assert facts_of(Base(BASE), [before]) == facts_of(Base(BASE), [month])
    managers = {f"M{number}" for number in range(20)} | {""}
    rows = {one: account_months(BASE, [month], manager=one) for one in managers}
    assert rows == {one: account_months(BASE, [before], manager=one) for one in managers}
    assert any(row.share < 1_000_000 for found in rows.values() for row in found)
