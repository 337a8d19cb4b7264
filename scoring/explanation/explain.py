"""Everything the page of one number shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base import formats
from perfcenter.models import User
from portfolio.models import Manager
from scoring.amending.told import Told
from scoring.explanation.behind import Behind, Column
from scoring.explanation.check import Check
from scoring.explanation.details import Detail, account_detail
from scoring.explanation.formulas import Formula, anchored
from scoring.explanation.formulas import result as painted_result
from scoring.explanation.kept import Kept, kept_of
from scoring.explanation.leaves import Leaf, leaves_of
from scoring.explanation.links import Links
from scoring.explanation.number import NotShown, told_of
from scoring.explanation.opening import Opening
from scoring.explanation.others import Asked, Others, others_of
from scoring.explanation.periods import PeriodRow, period_rows
from scoring.explanation.pools import pools_detail
from scoring.explanation.records import records_of
from scoring.explanation.sales import sales_detail
from scoring.explanation.tree import Tree, tree_of
from scoring.explanation.writing import Writer
from scoring.graph.expression.operators import TRUTHS, Literal
from scoring.graph.trace import Line
from scoring.models import Amendment, ScoreRun
from scoring.scheme.measures import AnyMeasure
from scoring.scheme.model import SchemeDefinition
from scoring.scheme.stored import definition
from scoring.scheme.wording import rule_in_words, source_in_words
from scoring.sheet.lines import line_of_helper
from scoring.sheet.model import MeasureLine, Sheet
from scoring.sheet.printed import printed_sheet
from scoring.sheet.scales import scale_of


@dataclass(frozen=True)
class Explanation:
    """A number: its formulas, the tree with what is open in it, or the records, and the check."""

    sheet: Sheet
    scheme: SchemeDefinition
    measure: AnyMeasure
    line: MeasureLine  # of the period that is open
    dimension: str
    rule: str
    source: str
    shown: Decimal
    is_points: bool
    kept: Kept | None
    told: Told
    formulas: tuple[Formula, ...] = ()
    periods: tuple[PeriodRow, ...] = ()
    behind: Behind | None = None
    tree: Tree | None = None
    detail: Detail | None = None
    records: Detail | None = None
    check: Check | None = None
    leaves: tuple[Leaf, ...] = ()
    columns: tuple[Column, ...] = ()
    others: tuple[Others, ...] = ()
    why: str = ""  # there is no number

    @property
    def amendment(self) -> Amendment | None:
        return self.told.amendment

    @property
    def is_deduction(self) -> bool:
        return self.measure in self.scheme.deduction_measures

    @property
    def has_targets(self) -> bool:
        return self.kept is not None and self.kept.has("target")

    @property
    def is_helper(self) -> bool:
        return self.measure in self.scheme.helpers


def explain(
    run: ScoreRun, manager: Manager, code: str, opening: Opening, *, viewer: User
) -> Explanation:
    """Explain a measure of a manager's sheet; NotShown if there is no such measure."""
    scheme = definition(run.cycle.scheme)
    measure = next((one for one in scheme.all_measures() if one.code == code), None)
    if measure is None:
        raise NotShown(code)
    told = told_of(run, manager, opening)
    sheet = told.sheet(viewer)
    kept = kept_of(told, measure, opening.period, sheet.withheld)
    found = _found(sheet, measure)
    plain = Explanation(
        sheet=sheet,
        scheme=scheme,
        measure=measure,
        line=found.line if kept is None else _of_period(found.line, kept),
        dimension=found.title,
        rule=rule_in_words(measure, is_points=found.is_points),
        source=source_in_words(measure),
        shown=found.shown,
        is_points=found.is_points,
        kept=kept,
        told=told,
    )
    return plain if kept is None else _opened(plain, kept, opening, viewer)


@dataclass(frozen=True)
class _Found:
    """A line of the sheet with the dimension, or bonus or deductions, it stands in."""

    line: MeasureLine
    title: str
    shown: Decimal
    is_points: bool = False


def _found(sheet: Sheet, measure: AnyMeasure) -> _Found:
    figures = printed_sheet(sheet)
    for dimension in figures.dimensions:
        for one in dimension.measures:
            if one.line.code == measure.code:
                return _Found(one.line, dimension.line.title, one.contribution)
    for title, lines in (
        (_("Bonus"), figures.bonus_lines),
        (_("Deductions"), figures.deduction_lines),
    ):
        for one in lines:
            if one.line.code == measure.code:
                return _Found(one.line, title, one.contribution, is_points=True)
    return _Found(line_of_helper(measure), _("Outside the composite"), Decimal(0))


def _of_period(line: MeasureLine, kept: Kept) -> MeasureLine:
    """Return the line with the numbers of the period that is open."""
    if len(kept.periods) == 1 and line.status:
        return line
    numbers: dict[str, Any] = {"value": kept.number("value").value}
    for part in ("target", "completion"):
        if kept.has(part):
            found = kept.number(part).value
            numbers[part] = float(found) if part == "completion" and found is not None else found
    return replace(line, **numbers)


def _opened(plain: Explanation, kept: Kept, opening: Opening, viewer: User) -> Explanation:
    behind = kept.behind(list(plain.sheet.cells))
    writer = _writer(plain, kept)
    formulas = [written for line in kept.lines for written in _written(line, kept, behind, writer)]
    score = kept.number("score") if kept.has("score") else kept.number("value")
    whole = replace(
        plain,
        periods=tuple(period_rows(kept, writer, opening)) if len(kept.periods) > 1 else (),
        behind=behind,
        check=_check(kept, behind),
        others=tuple(_others(kept, writer, opening, viewer)),
        why="" if score.value is not None else writer.state_of(score),
    )
    if behind is None:
        return replace(whole, formulas=anchored(formulas, ""))
    if not behind.has_tree:
        records = records_of(behind, scale_of(plain.line), opening)
        return replace(whole, formulas=anchored(formulas, "#records"), records=records)
    leaves = leaves_of(behind)
    cells = {(cell.product_id or "", cell.part): cell for cell in plain.sheet.cells}
    return replace(
        whole,
        formulas=anchored(formulas, "#tree"),
        tree=tree_of(behind, plain.line, leaves, opening, cells),
        detail=_detail(kept, behind, leaves, opening, viewer),
        leaves=tuple(leaves),
        columns=behind.columns(),
    )


def _writer(plain: Explanation, kept: Kept) -> Writer:
    sheet, graph = plain.sheet, kept.cells.graph

    number = kept.told.number
    link = Links(sheet.cycle_code, sheet.staff_no, graph, kept.cells.ground.calendar, number).of

    def of_period(node: str, period: int) -> tuple[str, str]:
        found = kept.cells.ground.calendar.periods(graph[node].kind)[period].code
        address = link(node, period)
        if graph[node].code == kept.code:
            address = Opening(period=found, amendment=number).query
        return found, address and f"{address}#periods"

    return Writer(
        kept.code,
        plain.line,
        formats.language(),
        link,
        of_period,
        shown=plain.shown,
        score=_score_words(plain),
        truths=frozenset(n.key for n in graph if getattr(n.operation, "function", "") in TRUTHS),
        typed=frozenset(node.key for node in graph if isinstance(node.operation, Literal)),
    )


def _score_words(plain: Explanation) -> tuple[str, str]:
    if plain.is_deduction:
        return _("Points off"), _("points off")
    return (_("Points added"), _("points added")) if plain.is_points else ("", "")


def _written(line: Line, kept: Kept, behind: Behind | None, writer: Writer) -> list[Formula]:
    """Return a line of the trace; one without a formula of its own by what its rows add up to."""
    if kept.is_put_right and line.reads_rows:
        return []
    of_pool = line.node.key.startswith("pool.")
    own = (replace(writer, to_the_fen=True) if of_pool else writer).written(line)
    if own is not None:
        return [own]
    if behind is None or line is not kept.source_line:
        return []
    rows = behind.rows
    if rows.value != line.number.value:
        return []
    stated = list(rows.lines)
    if not stated:
        found = rows.formula(line.number)
        stated = [found] if found else []
    if not stated and rows.note and behind.has_tree:
        text = painted_result(writer.text(line.number), _("actual"))
        return [Formula(writer.line.title, (text,), behind.said(rows.note), "value")]
    if not stated:
        return []
    first, *rest = stated
    value = replace(first, result=line.number)
    return [
        writer.formula(value, name=writer.line.title, anchor="value"),
        *(writer.formula(one, name=writer.named(one)) for one in rest),
    ]


def _others(kept: Kept, writer: Writer, opening: Opening, viewer: User) -> Iterator[Others]:
    """Yield whom the numbers of the page were compared with, each once.

    An amended number is compared with nobody: others' numbers stand as they were published.
    """
    if kept.told.amendment is not None:
        return
    asked = Asked(kept.run, kept.cells, kept.staff_no, viewer, writer, opening)
    for line in kept.lines:
        found = others_of(asked, line.node.key, line.number.period)
        if found is not None:
            yield found


def _check(kept: Kept, behind: Behind | None) -> Check | None:
    """Compare the rows with the number; where the scheme changed it there is nothing to compare."""
    line = kept.source_line
    if behind is None or line is None or behind.rows.how == "facts" or kept.is_put_right:
        return None
    rows, value = behind.rows.value, line.number.value
    if rows is None or value is None:
        return None
    return Check(rows, Fraction(value), is_mean=behind.rows.how == "mean")


def _detail(
    kept: Kept, behind: Behind, leaves: list[Leaf], opening: Opening, viewer: User
) -> Detail | None:
    """Return what stands under the opened leaf; an address may name what is none."""
    depth = len(behind.levels)
    leaf = next((leaf for leaf in leaves if leaf.path == opening.path[: depth + 1]), None)
    if leaf is None:
        return None
    if leaf.kind == "pools":
        return pools_detail(kept.told, opening, depth, viewer)
    if leaf.kind == "sales":
        return sales_detail(behind, leaf.path[behind.levels.index("product")])
    return account_detail(behind, opening, leaf.path[-1])
