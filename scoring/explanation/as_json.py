"""One number with all its rows as plain data: exact numbers as text, nothing rounded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from perfcenter.base import formats
from perfcenter.base.money import FEN
from scoring.explanation import Explanation
from scoring.explanation.behind import Behind
from scoring.explanation.others import Others
from scoring.graph.formula import Number, Sign
from scoring.graph.rows import Row
from scoring.graph.text import Text
from scoring.graph.trace import Line
from scoring.models import ScoreRun


def plain_of(explained: Explanation, run: ScoreRun) -> dict[str, Any]:
    """Return an explanation as dictionaries, lists and texts."""
    kept = explained.kept
    found: dict[str, Any] = {
        "cycle": run.cycle.code,
        "run": run.number,
        "staff_no": explained.sheet.staff_no,
        "measure": explained.measure.code,
        "title": explained.line.title,
        "unit": explained.line.unit,
        "period": kept.periods[kept.period].code if kept else None,
        "kept": kept is not None,
    }
    if kept is None:
        line = explained.line
        return {**found, "value": exact(line.value), "target": exact(line.target)}
    parts = [part for part in ("value", "target", "completion", "score") if kept.has(part)]
    found |= {part: _number(kept.number(part)) for part in parts}
    if len(kept.periods) > 1:
        found["periods"] = [
            {"period": period.code, **{p: _number(kept.number(p, t)) for p in parts}}
            for t, period in enumerate(kept.periods)
        ]
    changed = explained.line.changed
    if changed is not None:
        found["override"] = {
            "computed": exact(changed.computed),
            "score": exact(changed.score),
            "counts": changed.counts,
            "by": changed.by,
            "on": changed.on.isoformat(),
            "reason": changed.reason,
        }
    language = formats.language()
    found["formulas"] = [line_in_plain(line, language) for line in kept.lines]
    if explained.others:
        found["others"] = [others_in_plain(others) for others in explained.others]
    if explained.behind is not None:
        found["rows"] = _rows(explained.behind)
    return found


def others_in_plain(others: Others) -> dict[str, Any]:
    """Return how a number stands among others, and the numbers of those who may be seen."""
    compared = others.compared
    if compared is None:
        return {"title": others.title, "told": False}
    return {
        "title": others.title,
        "told": True,
        "people": compared.people,
        "better": compared.better,
        "equal": compared.equal,
        "worse": compared.worse,
        "sum": exact(compared.sum),
        "amount": None if compared.amount is None else exact(Fraction(compared.amount, FEN)),
        "unit_price": None if compared.unit_price is None else exact(compared.unit_price / FEN),
        "named": [
            {
                "staff_no": mate.staff_no,
                "value": _number(mate.value),
                "given": _number(mate.given),
            }
            for mate, _name in others.named
        ],
        "not_shown": others.unseen,
    }


def exact(value: Any) -> Any:
    """Return a number as text: whole, as a decimal where it has one, else as a fraction."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, float):
        return repr(value)
    number = Fraction(value)
    scaled = number * 10**12
    if scaled.denominator != 1:
        return f"{number.numerator}/{number.denominator}"
    whole, rest = divmod(abs(scaled.numerator), 10**12)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{rest:012d}".rstrip("0").rstrip(".")


def _number(number: Number) -> Any:
    return exact(number.value) if number.value is not None else {"none": number.why_none}


def line_in_plain(line: Line, language: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "node": line.node.key,
        "name": line.node.name.in_language(language),
        "unit": line.node.unit,
        "result": _number(line.number),
    }
    if line.before is not None:
        found["before_limit"] = _number(line.before)
    if line.formula is not None:
        found["pieces"] = [_piece(piece, language) for piece in line.formula.pieces]
        if line.formula.note:
            found["note"] = line.formula.note.in_language(language)
    return found


def _piece(piece: Number | Sign, language: str) -> Any:
    if isinstance(piece, Sign):
        return piece.text.in_language(language)
    found = {"value": _number(piece), "unit": piece.unit, "name": piece.name.in_language(language)}
    return {**found, "node": piece.node} if piece.node else found


def _rows(behind: Behind) -> dict[str, Any]:
    rows = behind.rows
    return {
        "how": rows.how,
        "unit": rows.unit,
        "columns": [behind.said(part.title) for part in rows.parts],
        "totals": [exact(total) for total in rows.totals],
        "value": exact(rows.value),
        "rows": [dict(_row(behind, row)) for row in rows.rows],
    }


def _row(behind: Behind, row: Row) -> Iterator[tuple[str, Any]]:
    yield "kind", row.kind
    yield "amounts", [exact(amount) for amount in behind.amounts(row)]
    if row.product >= 0:
        yield "product", behind.code_of(row)
        yield "part", "increment" if row.part else "stock"
    if row.account >= 0:
        yield "account", behind.account_of(row)
    if row.month >= 0:
        yield "month", behind.ground.calendar.months[row.month]
    if row.factor is not None:
        yield "coefficient", exact(row.factor)
    for head, cell in zip(behind.rows.heads, row.cells, strict=bool(behind.rows.heads)):
        yield head.title.en, _cell(behind, cell)


def _cell(behind: Behind, cell: Any) -> Any:
    if isinstance(cell, Text):
        return behind.said(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return exact(cell)
