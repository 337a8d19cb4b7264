"""Whether the months' files are there, and are what the rules make of what is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import duckdb
from django.db import connection, transaction
from django.utils.translation import gettext as _

from perfcenter.base import vault
from perfcenter.base.kept import Finding
from perfcenter.base.kept.reading import UNREADABLE, readable
from perfcenter.base.kept.shapes import malformed
from portfolio.models import BookMonth, FactFile, MonthStep
from portfolio.valuation.facts import is_as_made
from portfolio.valuation.months import MonthFiles, make_month
from portfolio.valuation.rules import RULES_DIGEST, ValuationError

MONTHS, FACTS = BookMonth._meta.db_table, FactFile._meta.db_table


def broken_months() -> Iterator[Finding]:
    """Yield the months whose files are damaged, or others than the rules make of the inputs.

    A month that other inputs or rules were used for is made anew before anything is scored of it,
    so nothing is said of it but that its files are whole.
    """
    yield from malformed(connection, BookMonth)
    whole: list[BookMonth] = []
    for key, month in readable(BookMonth.objects.all()):
        place = f"month={key}"
        if month is None:
            yield _finding(MONTHS, place)
            continue
        damaged = list(_damaged(MONTHS, place, _files(month)))
        yield from damaged
        if not damaged:
            whole.append(month)
    # Making a month puts its files: damage is looked for in all of them before.
    for month in whole:
        if month.holdings and _is_of_now(month) and _is_other(month):
            yield _finding(MONTHS, f"month={month.pk}")


def _files(month: BookMonth) -> tuple[vault.Named, ...]:
    return MonthFiles.of(month).all() if month.holdings else ()


def _is_of_now(month: BookMonth) -> bool:
    """Whether the same has to come out now: a closed month stays as it was when inputs changed."""
    return month.valued_version == month.version and month.rules_digest == RULES_DIGEST


def broken_fact_files() -> Iterator[Finding]:
    """Yield the facts whose file is damaged, or another than comes of the months' files."""
    yield from malformed(connection, FactFile)
    for key, facts in readable(FactFile.objects.all()):
        place = f"made_from={key}"
        if facts is None:
            yield _finding(FACTS, place)
            continue
        damaged = list(_damaged(FACTS, place, [vault.Named(facts.digest)]))
        yield from damaged
        if not damaged and _are_others(facts):
            yield _finding(FACTS, place)


def _are_others(facts: FactFile) -> bool:
    """Whether others come of the same inputs; what is wrong with those is found where they are."""
    try:
        return not is_as_made(facts)
    except vault.Damaged:
        return False
    except (*UNREADABLE, duckdb.Error, ValuationError):
        return True


def broken_closings() -> Iterator[Finding]:
    """Yield the months that are open or closed otherwise than the last step of them says."""
    last: dict[int, MonthStep] = {}
    for _key, step in readable(MonthStep.objects.all()):
        if step is not None:
            last[step.month] = step
    for key, month in readable(BookMonth.objects.all()):
        if month is None:
            continue
        step = last.pop(month.month, None)
        if not _follows(month, step):
            words = {"where": f"{MONTHS} month={key}"}
            text = _("%(where)s is not as its last closing or reopening left it")
            yield Finding(MONTHS, f"month={key}", text % words)
    for number in last:
        words = {"where": f"{MONTHS} month={number}"}
        text = _("%(where)s is not as its last closing or reopening left it")
        yield Finding(MONTHS, f"month={number}", text % words)


def _follows(month: BookMonth, step: MonthStep | None) -> bool:
    if step is None or step.kind == MonthStep.Kind.REOPENED:
        return not month.is_closed
    return month.closed_at == step.at and MonthFiles.of(month).digests == step.files


def _damaged(table: str, place: str, files: Iterable[vault.Named]) -> Iterator[Finding]:
    for named in files:
        try:
            vault.verify(named)
        except vault.Damaged as error:
            yield Finding(table, place, str(error))


def _is_other(month: BookMonth) -> bool:
    try:
        with transaction.atomic():
            return make_month(month.month) != MonthFiles.of(month).digests
    except (*UNREADABLE, duckdb.Error, ValuationError):
        return False  # what is wrong with the inputs is found where they are


def _finding(table: str, place: str) -> Finding:
    words = {"where": f"{table} {place}"}
    return Finding(table, place, _("%(where)s is not what the rules make of the ledger") % words)
