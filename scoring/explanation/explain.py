"""Everything the page of one number shows."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.models import User
from portfolio.models import Manager
from scoring.explanation.check import Check, check_ledger
from scoring.explanation.details import Detail, account_detail
from scoring.explanation.formulas import Formula, anchored
from scoring.explanation.holdings import Holdings
from scoring.explanation.leaves import Leaf, added, leaves_of, rorac_leaves
from scoring.explanation.opening import Opening
from scoring.explanation.pools import pools_detail
from scoring.explanation.records import Records, records_of
from scoring.explanation.sales import sales_detail
from scoring.explanation.score_formulas import (
    contribution_formula,
    points_formula,
    score_formula,
    target_formula,
)
from scoring.explanation.specs import SPECS, Column, Rorac, Spec
from scoring.explanation.tree import Tree, tree_of
from scoring.explanation.value_formulas import value_formulas
from scoring.models import RoracCell, ScoreRun
from scoring.scheme.model import AnyMeasure, SchemeDefinition
from scoring.scheme.stored import definition
from scoring.scheme.wording import rule_in_words, source_in_words
from scoring.sheet.model import DimensionLine, MeasureLine, Sheet
from scoring.sheet.printed import printed_sheet
from scoring.sheet.read import score_sheet


class NotInScheme(Exception):  # noqa: N818 - an answer, not an error
    """The scheme of the run has no such measure."""


@dataclass(frozen=True)
class Explanation:
    """A number: its formulas, the tree with what is open in it, or the records, and the check."""

    sheet: Sheet
    scheme: SchemeDefinition
    measure: AnyMeasure
    line: MeasureLine
    dimension: str
    rule: str
    source: str
    formulas: tuple[Formula, ...]
    tree: Tree | None
    detail: Detail | None
    records: Detail | None
    check: Check | None
    leaves: tuple[Leaf, ...]
    columns: tuple[Column, ...]
    holdings: Holdings
    shown: Decimal
    is_points: bool

    @property
    def is_deduction(self) -> bool:
        return self.line in self.sheet.deductions


def explain(
    run: ScoreRun, manager: Manager, code: str, opening: Opening, *, viewer: User
) -> Explanation:
    """Explain a measure of a manager's sheet; NotInScheme if there is no such measure."""
    scheme = definition(run.cycle.scheme)
    measure = next((one for one in scheme.all_measures() if one.code == code), None)
    if measure is None:
        raise NotInScheme(code)
    sheet = score_sheet(run, manager, viewer=viewer)
    found = _found(sheet, code)
    with_losses = measure.source.metric == "responsibility_profit"
    holdings = Holdings(run, manager, scheme, with_losses=with_losses)
    stored = next(score for score in sheet.scores if score.measure_code == code)
    formulas = _scored(scheme, sheet, found, measure)
    target = target_formula(holdings, stored, found.line)
    formulas += [target] if target else []
    common: dict[str, Any] = {
        "sheet": sheet,
        "scheme": scheme,
        "measure": measure,
        "line": found.line,
        "dimension": found.title,
        "rule": rule_in_words(measure, is_points=found.is_points),
        "source": source_in_words(measure),
        "holdings": holdings,
        "shown": found.shown,
        "is_points": found.is_points,
    }
    records = records_of(holdings, measure, found.line)
    if records:
        return _of_records(common, formulas, records)
    return _of_ledger(common, formulas, run, opening, viewer)


@dataclass(frozen=True)
class _Found:
    """A line of the sheet with the dimension, or bonus or deductions, it stands in."""

    line: MeasureLine
    title: str
    dimension: DimensionLine | None
    shown: Decimal

    @property
    def is_points(self) -> bool:
        return self.dimension is None


def _found(sheet: Sheet, code: str) -> _Found:
    figures = printed_sheet(sheet)
    for dimension in figures.dimensions:
        for one in dimension.measures:
            if one.line.code == code:
                return _Found(one.line, dimension.line.title, dimension.line, one.contribution)
    for title, lines in (
        (_("Bonus"), figures.bonus_lines),
        (_("Deductions"), figures.deduction_lines),
    ):
        for one in lines:
            if one.line.code == code:
                return _Found(one.line, title, None, one.contribution)
    raise KeyError(code)


def _scored(
    scheme: SchemeDefinition, sheet: Sheet, found: _Found, measure: AnyMeasure
) -> list[Formula]:
    if found.line.score is None:
        return []
    if found.dimension is None:
        first = points_formula(scheme, sheet, found.line, found.shown)
    else:
        first = contribution_formula(scheme, found.line, found.dimension, found.shown)
    return [first, score_formula(measure, found.line)]


def _of_records(common: dict[str, Any], formulas: list[Formula], records: Records) -> Explanation:
    line: MeasureLine = common["line"]
    check = None
    if records.value is not None:
        check = Check(records.value, None, line.value, is_mean=records.is_mean)
    if records.formula and line.value is not None and check and check.agrees:
        formulas = [*formulas, records.formula]
    return Explanation(
        **common,
        formulas=anchored(formulas, "#records"),
        tree=None,
        detail=None,
        records=records.detail,
        check=check,
        leaves=(),
        columns=(),
    )


def _of_ledger(
    common: dict[str, Any],
    formulas: list[Formula],
    run: ScoreRun,
    opening: Opening,
    viewer: User,
) -> Explanation:
    measure, line, holdings = common["measure"], common["line"], common["holdings"]
    spec: Spec = SPECS[measure.source.metric](holdings, measure.source)
    cells: list[RoracCell] = []
    if isinstance(spec, Rorac):
        cells = list(common["sheet"].cells)
    by_key = {(cell.product_id or "", cell.part): cell for cell in cells}
    leaves = rorac_leaves(spec, by_key) if isinstance(spec, Rorac) else leaves_of(spec)
    tree = tree_of(spec, line, leaves, opening, by_key)
    changed = [leaf.amounts for leaf in leaves if leaf.kind == "changed"]
    return Explanation(
        **common,
        formulas=anchored([*formulas, *value_formulas(spec, tree, line, cells)], "#tree"),
        tree=tree,
        detail=_detail(spec, leaves, run, opening, viewer),
        records=None,
        check=check_ledger(spec, tree, added(changed) if changed else (), cells, line.value),
        leaves=tuple(leaves),
        columns=spec.columns(),
    )


def _detail(
    spec: Spec, leaves: list[Leaf], run: ScoreRun, opening: Opening, viewer: User
) -> Detail | None:
    """Return what stands under the opened leaf; an address may name what is none."""
    depth = len(spec.levels)
    leaf = next((leaf for leaf in leaves if leaf.path == opening.path[: depth + 1]), None)
    if leaf is None:
        return None
    if leaf.kind == "pools":
        return pools_detail(run, spec.holdings.manager, opening, depth, viewer)
    if leaf.kind == "sales":
        return sales_detail(spec, leaf.path[spec.levels.index("product")])
    return account_detail(spec, opening, leaf.path[-1]) if leaf.kind == "account" else None
