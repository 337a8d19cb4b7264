"""A question to the oracle and its answer: the three result files as text."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from tests.golden.oracle import measures, scorecard
from tests.golden.oracle.exact import fixed, snapped
from tests.golden.oracle.months import Month, first_day, last_day, span
from tests.golden.oracle.rorac import Cell, Key, cells, n_and_k0
from tests.golden.oracle.tables import Tables, day, read
from tests.golden.oracle.valuation import Piece, pieces

BOM = "\ufeff"
COLUMNS = {
    "rorac.csv": "staff_no,product_code,part,income,funding_cost,management_cost,fixed_cost,"
    "risk_cost,tax,rorac,n,k0",
    "scores.csv": "staff_no,measure_code,period,value,target,score,weight",
    "results.csv": "staff_no,composite,rank,grade,composite_exact,rank_in_line,capital,"
    "rorac_ratio,band,quota",
}


@dataclass(frozen=True)
class Question:
    """A cycle over a folder: all who serve in it, those of one line, or those listed."""

    folder: Path
    first: Month
    last: Month
    line: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """The files by name, as text: a BOM, then rows sorted by code point, LF line ends."""

    files: dict[str, str]

    def rows(self, name: str) -> list[list[str]]:
        """Return the rows of a file, without its header."""
        return list(csv.reader(io.StringIO(self.files[name].removeprefix(BOM))))[1:]

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in self.files.items():
            (folder / name).write_bytes(text.encode())


def answer(question: Question) -> Answer:
    """Work out everything."""
    tables = read(question.folder)
    months = span(question.first, question.last)
    members = participants(tables, question)
    found = list(pieces(tables, months))
    made = cells(tables, months, members, found)
    values = values_of(tables, months, members, made, found)
    targets = measures.targets(tables, months, members)
    sheets = {m: scorecard.lines(m, values, targets) for m in members}
    results = scorecard.results({m: scorecard.composite(own) for m, own in sheets.items()})
    ends = last_day(question.last)
    lines = {
        m: tables.managers[m]["line"]
        for m in members
        if (day(tables.managers[m]["left_on"]) or ends) >= ends
    }
    capital = measures.capital(tables, months, members, found)
    rorac = {m: values[m, "RORAC"] for m in members}
    rows = {
        "rorac.csv": _rorac_rows(made),
        "scores.csv": _score_rows(sheets),
        "results.csv": _result_rows(results, lines, capital, rorac),
    }
    return Answer({name: _file(COLUMNS[name], listed) for name, listed in rows.items()})


def values_of(
    tables: Tables,
    months: list[Month],
    members: list[str],
    made: dict[Key, Cell],
    found: list[Piece],
) -> measures.Numbers:
    """Return the values of all measures, by person and code."""
    return (
        measures.book_values(months, members, made, found)
        | measures.npl_ratios(months, members, found)
        | measures.record_values(tables, months, members)
        | measures.imported_values(tables, months, members)
        | measures.years_of_service(tables, months, members)
    )


def participants(tables: Tables, question: Question) -> list[str]:
    """Return who is appraised: those listed, or who serves on a day of the cycle, of the line."""
    if question.members:
        return sorted(question.members)
    first, last = first_day(question.first), last_day(question.last)
    return sorted(
        staff_no
        for staff_no, row in tables.managers.items()
        if (day(row["hired_on"]) or first) <= last
        and (day(row["left_on"]) or last) >= first
        and (not question.line or row["line"] == question.line)
    )


def _rorac_rows(made: dict[Key, Cell]) -> Iterable[list[str]]:
    for key, cell in made.items():
        if any(cell.amounts):
            amounts = [
                cell.income,
                cell.funding_cost,
                cell.management,
                cell.fixed,
                cell.risk_cost,
                cell.tax,
                cell.rorac,
            ]
            yield [
                *key,
                *(_yuan(amount) for amount in amounts),
                *(fixed(number, 6) for number in n_and_k0(key, cell)),
            ]


def _score_rows(sheets: dict[str, dict[str, scorecard.Line]]) -> Iterable[list[str]]:
    for member, own in sheets.items():
        for code, line in own.items():
            target = "" if line.target is None else fixed(line.target, 6)
            score = fixed(snapped(line.score), 6)
            yield [
                member,
                code,
                "cycle",
                fixed(line.value, 6),
                target,
                score,
                fixed(line.weight, 12),
            ]


def _result_rows(
    results: dict[str, scorecard.Result],
    lines: dict[str, str],
    capital: dict[str, Fraction],
    rorac: dict[str, Fraction],
) -> Iterable[list[str]]:
    for member, own in results.items():
        if own.composite is None:
            composite = exact = rank = in_line = ""
        else:
            composite, exact = fixed(own.composite, scorecard.PLACES), fixed(own.exact, 10)
            peers = [results[m].composite for m, line in lines.items() if line == lines.get(member)]
            better = sum(other is not None and other > own.composite for other in peers)
            rank, in_line = str(own.rank), str(1 + better) if member in lines else ""
        tied = capital.get(member)
        ratio = "" if tied is None else fixed(rorac[member] / tied, 6)
        tied_up = "" if tied is None else fixed(tied, 2)
        yield [
            member, composite, rank, own.grade, exact, in_line, tied_up, ratio, own.grade, ""
        ]  # fmt: skip


def _yuan(fen: int) -> str:
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def _file(header: str, rows: Iterable[list[str]]) -> str:
    """Write a file: BOM, header, rows in code-point order of their cells, LF line ends."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(sorted(rows))
    return f"{BOM}{header}\n{text.getvalue()}"
