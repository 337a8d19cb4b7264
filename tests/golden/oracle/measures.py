"""The values and targets of the measures of the scheme `balanced`, and end balances."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

from tests.golden.oracle.months import Month, days, first_day, full_years, last_day, month
from tests.golden.oracle.part_year import end_balance, served, target_of
from tests.golden.oracle.rorac import Cell, Key, n_and_k0
from tests.golden.oracle.tables import Row, Tables, day
from tests.golden.oracle.valuation import Piece

ONE_DAY = timedelta(days=1)

Numbers = dict[tuple[str, str], Fraction]
"""By staff number and measure code; what is missing has no data."""

IMPORTED = ("SAT", "FIRST", "FILES", "P360", "RESEARCH", "MEDICAL")
WITH_TARGET = ("RORAC", "RPROFIT", "FEE", "OTHER", "HOURS", "DEP", "LOAN")
CAPITAL_RATIO = Fraction(105, 1000)
BAD = ("substandard", "doubtful", "loss")


def book_values(
    months: list[Month], members: list[str], made: dict[Key, Cell], found: list[Piece]
) -> Numbers:
    """Return what the ledger and the sales say, in yuan; a book without rows is worth 0."""
    fen: Numbers = {
        (m, code): Fraction(0)
        for m in members
        for code in ("RORAC", "RPROFIT", "DEP", "LOAN", "FEE", "OTHER")
    }
    for key, cell in made.items():
        fen[key[0], "RORAC"] += n_and_k0(key, cell)[1] * cell.rorac

    all_days = sum(days(of) for of in months)
    for piece in found:
        who = piece.holder
        if who not in members:
            continue
        fen[who, "RPROFIT"] += piece.income - piece.funding_cost
        if piece.month == months[-1]:
            fen[who, "RPROFIT"] -= piece.loan_loss
        for code, family in (("DEP", "deposit"), ("LOAN", "loan")):
            if piece.family == family:
                fen[who, code] += Fraction(piece.average_balance * days(piece.month), all_days)
        fen[who, "FEE"] += piece.fees
        if piece.family == "fee":
            fen[who, "FEE"] += piece.sold
        if piece.family in ("settlement", "other"):
            fen[who, "OTHER"] += piece.sold
    return {key: amount / 100 for key, amount in fen.items()}


def capital(
    tables: Tables, months: list[Month], members: list[str], found: list[Piece]
) -> dict[str, Fraction]:
    """Return the capital that each book's loans tie up, in yuan; no loans, none."""
    all_days = sum(days(of) for of in months)
    weighted: dict[str, Fraction] = defaultdict(Fraction)
    for piece in found:
        if piece.holder in members and piece.family == "loan":
            weight = Fraction(tables.products[piece.product]["risk_weight"] or 0)
            weighted[piece.holder] += piece.average_balance * days(piece.month) * weight
    return {m: total * CAPITAL_RATIO / all_days / 100 for m, total in weighted.items() if total}


def npl_ratios(months: list[Month], members: list[str], found: list[Piece]) -> Numbers:
    """Return bad loans over all loans at the end of the cycle; no loans, no ratio."""
    loans, bad = defaultdict(int), defaultdict(int)
    for piece in found:
        if piece.family == "loan" and piece.month == months[-1]:
            loans[piece.holder] += piece.end_balance
            if piece.classification in BAD:
                bad[piece.holder] += piece.end_balance
    return {(m, "NPL"): Fraction(bad[m], loans[m]) for m in members if loans[m] > 0}


def record_values(tables: Tables, months: list[Month], members: list[str]) -> Numbers:
    """Return training hours and mean marks of courses completed in the cycle."""
    records: dict[str, list[Row]] = defaultdict(list)
    for row in tables.training:
        if first_day(months[0]) <= day(row["completed_on"]) <= last_day(months[-1]):
            records[row["staff_no"]].append(row)
    found: Numbers = {}
    anybody = bool(records)
    for member in members:
        if anybody:
            hours = [Fraction(row["hours"] or 0) for row in records[member]]
            found[member, "HOURS"] = sum(hours, Fraction(0))
        marks = [Fraction(row["exam_score"]) for row in records[member] if row["exam_score"]]
        if marks:
            found[member, "EXAM"] = sum(marks) / len(marks)
    return found


def imported_values(tables: Tables, months: list[Month], members: list[str]) -> Numbers:
    """Return what other systems say: the cycle's value, else the mean of the months' values."""
    found: Numbers = {}
    for member in members:
        for code in IMPORTED:
            whole, monthly = _by_month(tables.values, "value", member, code, months)
            if whole is not None:
                found[member, code] = whole
            elif monthly:
                found[member, code] = sum(monthly.values()) / len(monthly)
    return found


def years_of_service(tables: Tables, months: list[Month], members: list[str]) -> Numbers:
    """Return the full years from hiring to the cycle's last day, or to leaving before it.

    Both days are served: from 1 January to 31 December is a full year.
    """
    found: Numbers = {}
    for member in members:
        row = tables.managers[member]
        hired, left = day(row["hired_on"]), day(row["left_on"])
        if hired:
            end = min(left or date.max, last_day(months[-1]))
            found[member, "YEARS"] = Fraction(full_years(hired, end + ONE_DAY))
    return found


def targets(
    tables: Tables, months: list[Month], members: list[str], codes: tuple[str, ...] = WITH_TARGET
) -> Numbers:
    """Return the targets, of a part of the cycle where the quantity has one."""
    found: Numbers = {}
    for member in members:
        part = served(tables.managers[member], months)
        for code in codes:
            whole, monthly = _by_month(tables.targets, "target", member, code, months)
            target = target_of(code, whole, monthly, part)
            if target is not None:
                found[member, code] = target
    return found


def end_balances(
    tables: Tables, months: list[Month], members: list[str], found: list[Piece]
) -> Numbers:
    """Return what deposits and loans come to at the end; leavers' when they left."""
    balances = {
        (member, code): end_balance(tables.managers[member], months, found, family)
        for member in members
        for code, family in (("ENDDEP", "deposit"), ("ENDLOAN", "loan"))
    }
    return {key: amount for key, amount in balances.items() if amount is not None}


def _by_month(
    rows: list[Row], column: str, staff_no: str, code: str, months: list[Month]
) -> tuple[Fraction | None, dict[Month, Fraction]]:
    """Return the row of the cycle, if any, and those of its months."""
    whole, monthly = None, {}
    for row in rows:
        if (row["staff_no"], row["measure_code"]) != (staff_no, code):
            continue
        if not row["month"]:
            whole = Fraction(row[column])
        elif month(row["month"]) in months:
            monthly[month(row["month"])] = Fraction(row[column])
    return whole, monthly
