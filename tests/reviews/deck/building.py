"""Frozen sheets put together by the scorecard's own arithmetic."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from scoring.sheet.model import DimensionLine, MeasureLine, Sheet, Step

BANDS = (
    ("卓越", 110.0),
    ("优秀", 100.0),
    ("良好", 90.0),
    ("合格", 75.0),
    ("不合格", float("-inf")),
)
STEPS = (
    ("income", "E", "收益"),
    ("funding_cost", "Cd", "资金成本"),
    ("management_cost", "Cm", "管理成本"),
    ("fixed_cost", "Cf", "固定成本"),
    ("risk_cost", "Cr", "风险成本"),
    ("tax", "T", "税"),
    ("decay", "1−k₀", "存量折减"),
    ("rorac", "RORAC", "RORAC"),
)
ENGLISH_STEPS = (
    "Income",
    "Funding cost",
    "Management cost",
    "Fixed cost",
    "Risk cost",
    "Tax",
    "Decay of stock",
    "RORAC",
)
Amount = int | float | str | Fraction


def exact(value: Amount | None) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def measure(
    code: str,
    title: str,
    unit: str = "yuan",
    value: Amount | None = None,
    target: Amount | None = None,
    *,
    within: float = 1.0,
    score: float | None = None,
    median: float | None = None,
    before: Amount | None = None,
    lower: bool = False,
    cap: float = 150.0,
    rule: str = "completion",
    status: str = "scored",
) -> MeasureLine:
    """A measure as scored; without a `score` it is its completion, capped."""
    worth, plan = exact(value), exact(target)
    completion = None
    if worth is not None and plan:
        completion = float(plan / worth if lower else worth / plan) if worth or not lower else None
    if score is None and completion is not None:
        score = min(max(completion * 100, 0.0), cap)
    return MeasureLine(
        code=code,
        title=title,
        unit=unit,
        lower_is_better=lower,
        status=status,
        value=worth,
        target=plan,
        score=score,
        weight=within if score is not None else 0.0,
        contribution=0.0,
        completion=completion,
        capped_at=cap if completion is not None and completion * 100 > cap else None,
        peer_median=median,
        previous_value=exact(before),
        rule=rule,
        meaning=f"{title}。",
    )


def dimension(
    code: str, title: str, weight: float, *measures: MeasureLine, median: float | None = None
) -> DimensionLine:
    """A dimension; its weight is split over the measures that have a score."""
    total = sum(m.weight for m in measures)
    placed = tuple(_placed(m, weight * m.weight / total if total else 0.0) for m in measures)
    score = sum(m.contribution for m in placed) / weight if total else None
    return DimensionLine(
        code, title, score, weight, weight * (score or 0.0), median if total else None, placed
    )


def _placed(line: MeasureLine, weight: float) -> MeasureLine:
    return replace(line, weight=weight, contribution=weight * (line.score or 0.0))


def waterfall(
    stock: tuple[int, ...], increment: tuple[int, ...], *, english: bool = False
) -> tuple[Step, ...]:
    """Steps from yuan of income to decay (deductions negative); the total follows."""
    titles = ENGLISH_STEPS if english else tuple(title for _c, _s, title in STEPS)
    parts = list(zip((*stock, sum(stock)), (*increment, sum(increment)), strict=True))
    return tuple(
        Step(code, symbol, titles[i], Fraction(str(s)) * 100, Fraction(str(n)) * 100)
        for i, ((code, symbol, _title), (s, n)) in enumerate(zip(STEPS, parts, strict=True))
    )


def sheet(
    *dimensions: DimensionLine,
    bonus: tuple[MeasureLine, ...] = (),
    deductions: tuple[MeasureLine, ...] = (),
    **facts: object,
) -> Sheet:
    """A sheet whose composite is what its parts add up to."""
    bonus_points = sum(m.contribution for m in bonus)
    deduction_points = sum(m.contribution for m in deductions)
    composite = sum(d.contribution for d in dimensions) + bonus_points - deduction_points
    plain: dict[str, object] = {
        "cycle_code": "2026",
        "cycle_title": "2026 年度",
        "first_month": 202601,
        "last_month": 202612,
        "run_number": 14,
        "data_until": 202612,
        "is_published": False,
        "line": "corporate",
        "line_title": "对公",
        "level": "四级",
        "branch_name": "高新分行科技园支行",
        "composite": Fraction(round(composite * 10_000), 10_000),
        "weight_with_data": 1.0,
        "grade_title": "",
        "rank": None,
        "peers": 34,
        "peer_rank": None,
        "peer_median": None,
        "peer_composites": (),
        "bands": BANDS,
        "good_from": 90.0,
        "bonus_cap": 5.0,
        "waterfall": (),
        "rorac_ratio": None,
        "previous_composite": None,
        "published_on": None,
    }
    return Sheet(
        **{
            **plain,
            "dimensions": dimensions,
            "bonus": bonus,
            "bonus_points": bonus_points,
            "deductions": deductions,
            "deduction_points": deduction_points,
            **facts,
        }
    )
