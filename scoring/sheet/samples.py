"""A made-up score sheet for the component gallery and the tests of what draws sheets.

Its composite is 102.23 = 49.35 + 27.61 + 14.48 + 9.39 + 2.40 - 1.00, where the parts, each rounded
for itself, would miss the total by a hundredth.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.money import WAN, YI
from scoring.sheet.model import DimensionLine, MeasureLine, Sheet, Step

PEERS = (
    79.2, 82.3, 83.1, 83.9, 85.4, 86.5, 88.1, 88.3, 89.4, 90.06, 90.9, 91.6, 92.0, 92.3, 93.8,
    94.4, 95.1, 95.7, 96.3, 96.36, 96.9, 97.4, 97.9, 98.2, 98.5, 99.1, 100.0, 100.4, 101.2, 101.9,
    102.23, 103.35, 104.31, 106.2,
)  # fmt: skip


def sample_sheet() -> Sheet:
    """Return the sheet of Xu Wenjing, in the language of the page."""
    dimensions = (
        _dimension("finance", _("Finance"), 102.13, 0.4832, 49.3492, 97.92, _finance()),
        _dimension("customer", _("Customer"), 101.6, 0.2717, 27.6047, 97.7, _customer()),
        _dimension("process", _("Process"), 92.3, 0.1569, 14.4819, 94.18, _process()),
        _dimension("learning", _("Learning"), 106.5, 0.0882, 9.3933, 94.3, _learning()),
    )
    return Sheet(
        cycle_code="2026",
        cycle_title=_("Year 2026"),
        first_month=202601,
        last_month=202612,
        run_number=14,
        data_until=202612,
        is_published=True,
        staff_no="10427",
        name=_("Xu Wenjing"),
        line="corporate",
        line_title=_("Corporate"),
        level="4",
        branch_name=_("Science Park sub-branch"),
        composite=Fraction(1022291, 10_000),
        weight_with_data=0.98,
        grade_title=_("Excellent"),
        rank=3,
        peers=34,
        peer_rank=3,
        peer_median=96.33,
        peer_composites=PEERS,
        bands=(
            (_("Outstanding"), 110.0),
            (_("Excellent"), 100.0),
            (_("Good"), 90.0),
            (_("Competent"), 75.0),
            (_("Fail"), 0.0),
        ),
        good_from=90.0,
        dimensions=dimensions,
        bonus=(
            _line("YEARS", _("Years of service"), "years", 9, None, 1.8, rule="points_per_unit"),
            _line("MEDICAL", _("Medical balance ratio"), "ratio", Fraction(3, 10), None, 0.6),
        ),
        bonus_points=2.4,
        bonus_cap=5.0,
        deductions=(_line("LATE", _("Late post-loan checks"), "count", 1, 0, -1.0),),
        deduction_points=1.0,
        waterfall=_waterfall(),
        rorac_ratio=Fraction(1843, 10_000),
        previous_composite=Fraction(9736, 100),
        published_on=None,
    )


def _finance() -> tuple[MeasureLine, ...]:
    return (
        _scored("RORAC", "RORAC", "yuan", 656.46 * WAN, 620 * WAN, 105.88, 98.4, 0.28992),
        _scored(
            "RPROFIT", _("Responsibility profit"), "yuan", 1158.13 * WAN, 1200 * WAN, 96.51, 97.2,
            0.19328,
        ),
    )  # fmt: skip


def _customer() -> tuple[MeasureLine, ...]:
    return (
        _scored("DEP", _("Deposit plan"), "yuan", 4.3817 * YI, 4.2 * YI, 104.33, 99.1, 0.0815),
        _scored("LOAN", _("Loan plan"), "yuan", 2.9484 * YI, 3.1 * YI, 95.11, 98.0, 0.0679),
        _scored("FEE", _("Fee income"), "yuan", 311.7 * WAN, 260 * WAN, 119.88, 101.6, 0.0543),
        _scored("CLIENTS", _("New active clients"), "count", 21, 24, 87.5, 95.8, 0.0272),
        _scored("SAT", _("Client satisfaction"), "points", 4.62, 4.5, 92.0, 90.5, 0.0408),
    )


def _process() -> tuple[MeasureLine, ...]:
    return (
        _scored("NPL", _("NPL ratio"), "ratio", 0.0129, 0.01, 82.44, 93.0, 0.0628, lower=True),
        _scored("FIRST", _("First-pass approvals"), "ratio", 0.882, 0.85, 103.76, 98.8, 0.0392),
        _scored("FILES", _("Loan file completeness"), "ratio", 0.964, 0.98, 98.37, 97.5, 0.0314),
        _scored("P360", _("360 review"), "points", 4.35, 4.2, 91.4, 85.2, 0.0235),
    )


def _learning() -> tuple[MeasureLine, ...]:
    return (
        _scored("HOURS", _("Training hours"), "hours", 50, 40, 120.0, 102.5, 0.0441, cap=120.0),
        _scored("EXAM", _("Exam mark"), "points", 89, 80, 93.0, 86.1, 0.0441),
        _line("RESEARCH", _("Research"), "points", None, None, 0.0, status="no_data"),
    )


def _waterfall() -> tuple[Step, ...]:
    rows = [
        ("income", "E", _("Income"), 1484.92, 964.03),
        ("funding_cost", "Cd", _("Funding cost"), -837.01, -364.53),
        ("management_cost", "Cm", _("Management cost"), -80.8, -64.4),
        ("fixed_cost", "Cf", _("Fixed cost"), -49.7, -39.5),
        ("risk_cost", "Cr", _("Risk cost"), -88.71, -60.28),
        ("tax", "T", _("Tax"), -99.78, -64.78),
        ("decay", "1−k₀", _("Decay of stock"), -43.0, 0),
        ("rorac", "RORAC", "RORAC", 285.92, 370.54),
    ]
    return tuple(
        Step(code, symbol, title, _fen(stock), _fen(increment))
        for code, symbol, title, stock, increment in rows
    )


def _fen(wan: float) -> Fraction:
    return Fraction(str(wan)) * WAN * 100


def _dimension(
    code: str,
    title: str,
    score: float,
    weight: float,
    contribution: float,
    median: float,
    measures: tuple[MeasureLine, ...],
) -> DimensionLine:
    return DimensionLine(code, title, score, weight, contribution, median, measures)


def _scored(
    code: str,
    title: str,
    unit: str,
    value: float,
    target: float,
    score: float,
    median: float,
    weight: float,
    *,
    lower: bool = False,
    cap: float | None = None,
) -> MeasureLine:
    completion = target / value if lower else value / target
    return _line(
        code,
        title,
        unit,
        value,
        target,
        score * weight,
        score=score,
        weight=weight,
        peer_median=median,
        lower_is_better=lower,
        completion=completion,
        capped_at=cap,
    )


def _line(
    code: str,
    title: str,
    unit: str,
    value: float | Fraction | None,
    target: float | None,
    contribution: float,
    **given: Any,
) -> MeasureLine:
    fields: dict[str, Any] = {
        "status": "scored",
        "score": None,
        "weight": 0.0,
        "completion": None,
        "capped_at": None,
        "peer_median": None,
        "previous_value": None,
        "rule": "completion",
        "meaning": "",
        "lower_is_better": False,
        **given,
    }
    return MeasureLine(
        code=code,
        title=title,
        unit=unit,
        value=None if value is None else Fraction(str(value)),
        target=None if target is None else Fraction(str(target)),
        contribution=contribution,
        **fields,
    )
