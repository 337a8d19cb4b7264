"""What a month is worth, kept for good: files of the vault, made once a state of its inputs."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from perfcenter.base.locks import Lock, held, hold, is_needed
from perfcenter.base.said import gettext as _
from perfcenter.base.vault import Damaged, Named, local, put
from portfolio import duck
from portfolio.duck import Duck, quoted
from portfolio.models import BookMonth, LedgerRow, Ownership, Sale, Share
from portfolio.months import month_before, month_text
from portfolio.valuation.inputs import read_inputs
from portfolio.valuation.rules import (
    ARITHMETIC,
    PARQUET,
    RULES_DIGEST,
    VALUATION,
    ValuationError,
    share_out,
    within_range,
)

Progress = Callable[[int, int], None]
KEPT = {
    "holdings": "SELECT * FROM kept_holdings",
    "sales": "SELECT * FROM kept_sales ORDER BY ALL",
    "clients": "SELECT * FROM clients ORDER BY client_no",
    "shares": "SELECT * FROM shares ORDER BY ALL",
}
MEMORY_LIMIT = "640MB"
"""What is beyond it goes to the disk, so that the whole process stays below a gigabyte."""


@dataclass(frozen=True)
class MonthFiles:
    """The files that say what a month is worth."""

    month: int
    holdings: Named
    sales: Named
    clients: Named
    shares: Named

    @classmethod
    def of(cls, month: BookMonth) -> "MonthFiles":
        return cls(month.month, *(Named(getattr(month, name)) for name in KEPT))

    @classmethod
    def from_digests(cls, month: int, digests: dict[str, str]) -> "MonthFiles":
        """Return the files that a run's manifest names."""
        return cls(month, *(Named(digests[name]) for name in KEPT))

    @property
    def digests(self) -> dict[str, str]:
        return {name: getattr(self, name).digest for name in KEPT}

    def all(self) -> tuple[Named, ...]:
        return tuple(getattr(self, name) for name in KEPT)


def valued_months(months: Sequence[int], *, progress: Progress | None = None) -> list[MonthFiles]:
    """Return the files of the months, made where they are missing or their inputs changed."""
    for month in months:
        BookMonth.objects.get_or_create(month=month)
    found: list[MonthFiles] = []
    made = Made()
    for done, month in enumerate(months, start=1):
        found.append(_valued(month, made))
        if progress:
            progress(done, len(months))
    return found


class Made:
    """The month that was made last in one go, for the next one that has nothing of its own."""

    def __init__(self) -> None:
        self.month = 0
        self.digests: dict[str, str] = {}

    def of(self, month: int) -> dict[str, str]:
        """Return the digests of a month's files, from the month before where both are empty."""
        if not self._goes_on_in(month):
            self.digests = make_month(month)
        self.month = month
        return self.digests

    def _goes_on_in(self, month: int) -> bool:
        """Whether the month has no rows like the one before, and no span begins or ends there."""
        before = month_before(month)
        if not self.digests or self.month != before:
            return False
        pair = (before, month)
        return not (
            LedgerRow.objects.filter(month__in=pair).exists()
            or Sale.objects.filter(month__in=pair).exists()
            or Ownership.objects.filter(from_month=month).exists()
            or Share.objects.filter(Q(from_month=month) | Q(to_month=before)).exists()
        )


def _valued(month: int, made: Made) -> MonthFiles:
    known = BookMonth.objects.get(month=month)
    if is_fresh(known) and _is_whole(known):
        return MonthFiles.of(known)
    with _alone():
        known = BookMonth.objects.get(month=month)
        if not is_fresh(known):
            _value(known, made.of(month))
        elif not _is_whole(known):
            _mend(known)
    return MonthFiles.of(known)


def _is_whole(month: BookMonth) -> bool:
    try:
        for named in MonthFiles.of(month).all():
            local(named)
    except Damaged:
        return False
    return True


def _mend(month: BookMonth) -> None:
    """Make a month's lost or damaged files again; those of a closed month as they were."""
    if month.is_closed:
        make_month(month.month)  # puts the same files, if the same comes out
        for named in MonthFiles.of(month).all():
            local(named)
        return
    _value(month, make_month(month.month))


def _value(month: BookMonth, digests: dict[str, str]) -> None:
    """Keep a month's files, which are on the disk before the row that names them is committed."""
    for name, digest in digests.items():
        setattr(month, name, digest)
    month.valued_version, month.rules_digest = month.version, RULES_DIGEST
    month.save(update_fields=[*KEPT, "valued_version", "rules_digest"])


def make_month(month: int) -> dict[str, str]:
    """Compute what a month is worth of what is loaded; return the digests of its files."""
    with opened(ARITHMETIC) as one, within_range(month):
        read_inputs(one, month)
        one.connection.execute(VALUATION)
        share_out(one, month)
        return {name: kept(one, select).digest for name, select in KEPT.items()}


def is_fresh(month: BookMonth) -> bool:
    """Whether the month's files are those of its inputs and of the rules of now, or final."""
    unchanged = month.valued_version == month.version and month.rules_digest == RULES_DIGEST
    return month.is_closed or unchanged


@contextmanager
def opened(rules: str, *, readable: Sequence[Any] = ()) -> Iterator[Duck]:
    """Open DuckDB with these rules."""
    with duck.session(memory_limit=MEMORY_LIMIT, readable=readable) as one:
        one.connection.execute(rules)
        yield one


def kept(one: Duck, select: str) -> Named:
    """Put the rows of a query into the vault."""
    path = one.folder / "kept.parquet"
    one.connection.execute(f"COPY ({select}) TO {quoted(str(path))} ({PARQUET})")
    named = put(path)
    path.unlink()
    return named


@contextmanager
def _alone() -> Iterator[None]:
    """A transaction that sees one state of the inputs while nobody else values.

    SQLite's transactions begin by taking the write lock. On PostgreSQL the lock comes before the
    snapshot, or it would show the inputs as they were before the wait; in a transaction that is
    open already there is no snapshot, and the lock stays until its end.
    """
    if not is_needed() or connection.in_atomic_block:
        with transaction.atomic():
            hold(Lock.FACTS)
            yield
        return
    with held(Lock.FACTS), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def refuse_unvalued(months: Sequence[int]) -> None:
    """Refuse to read what has not been valued."""
    made = set(
        BookMonth.objects.filter(month__in=months, valued_version__isnull=False).values_list(
            "month", flat=True
        )
    )
    for month in months:
        if month not in made:
            raise ValuationError(
                _("The ledger of %(month)s has not been valued yet") % {"month": month_text(month)}
            )


VALUATION_TABLES = """
CREATE TABLE ledger (
    month INTEGER, account_no VARCHAR, client_no VARCHAR, product VARCHAR, opened_on DATE,
    closed_on DATE, matures_on DATE, end_balance BIGINT, average_balance BIGINT, interest BIGINT,
    fees BIGINT, classification VARCHAR, funding BIGINT
);
CREATE TABLE shares (account_no VARCHAR, manager VARCHAR, share BIGINT);
CREATE TABLE sales (
    month INTEGER, manager VARCHAR, product VARCHAR, quantity BIGINT, amount BIGINT, income BIGINT
);
CREATE TABLE clients (
    client_no VARCHAR, client_name VARCHAR, manager VARCHAR, segment VARCHAR, kind VARCHAR,
    opened_on DATE
);
CREATE TABLE products (
    code VARCHAR, family VARCHAR, ftp_rate BIGINT, provision_rate BIGINT, tax_rate BIGINT,
    coefficient BIGINT
);
"""
