"""The score sheet of one manager as plain, frozen data: what pages, slides and workbooks show.

Values and targets are exact, in the measure's unit; scores are on the 100 scale. Nothing here is
rounded for the eye: places.py, scales.py and printed.py do that.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from scoring.graph.following import NOTHING, Following
from scoring.models import RoracCell

AT_PUBLICATION = "at_publication"
"""The status of a measure whose score is there, but told at publication only."""


@dataclass(frozen=True)
class Changed:
    """What a reviewer set in the place of a computed score; it counts within the bounds."""

    computed: Fraction | None
    score: Fraction
    counts: bool
    by: str  # her name
    on: date
    reason: str


@dataclass(frozen=True)
class MeasureLine:
    """A measure as scored; `completion` is value / target, turned where lower is better."""

    code: str
    title: str
    unit: str  # yuan, ratio, points, hours, count, years
    lower_is_better: bool
    status: str  # MeasureScore.Status: scored, no_data, no_target, ...; or AT_PUBLICATION
    value: Fraction | None
    target: Fraction | None
    score: float | None
    weight: float  # share of the composite after what is out was spread; 0 for bonus and deductions
    contribution: float  # points of the composite
    completion: float | None
    capped_at: float | None  # the cap, where it cut the score
    peer_median: float | None  # of the score; None below five peers
    previous_value: Fraction | None  # of the last published cycle before this one
    rule: str  # completion, linear, tiers, value, points_per_unit, deduct_per_unit
    meaning: str  # one sentence
    uncapped: Fraction | None = None  # the score before floor and cap; None without a formula
    good_from: float = 90.0  # below: bad
    bounds: tuple[Fraction, ...] = ()  # what the rule compares the value with
    median_places: int = 2  # as of the sheet
    changed: Changed | None = None  # by her reviewer

    @property
    def is_overridden(self) -> bool:
        """Whether the score that counts is the reviewer's."""
        return self.changed is not None and self.changed.counts

    @property
    def is_withheld(self) -> bool:
        """Whether there is a score that is told at publication only."""
        return self.status == AT_PUBLICATION


@dataclass(frozen=True)
class DimensionLine:
    code: str
    title: str
    score: float | None
    weight: float
    contribution: float
    peer_median: float | None
    measures: tuple[MeasureLine, ...]
    good_from: float = 90.0
    median_places: int = 2
    is_withheld: bool = False  # there is a score that is told at publication only


@dataclass(frozen=True)
class Step:
    """A step of the RORAC waterfall in fen, exact; deductions are negative."""

    code: str  # income, funding_cost, management_cost, fixed_cost, risk_cost, tax, decay, rorac
    symbol: str  # E, Cd, Cm, Cf, Cr, T, 1−k₀, RORAC
    title: str
    stock: Fraction
    increment: Fraction

    @property
    def total(self) -> Fraction:
        return self.stock + self.increment


@dataclass(frozen=True)
class Sheet:
    cycle_code: str
    cycle_title: str  # e.g. "2026 年度"
    first_month: int
    last_month: int
    run_number: int
    data_until: int | None
    is_published: bool
    staff_no: str
    name: str
    line: str
    line_title: str
    level: str
    branch_name: str
    composite: Fraction | None
    weight_with_data: float
    grade_title: str  # "" until published (HR may see it before)
    rank: int | None  # in the cycle; None until published
    peers: int
    peer_rank: int | None
    peer_median: float | None  # of the composites, at the scheme's places
    peer_composites: tuple[float, ...]  # sorted; empty below five peers and until published
    bands: tuple[tuple[str, float], ...]  # (title, from), best first
    good_from: float  # below: bad
    dimensions: tuple[DimensionLine, ...]
    bonus: tuple[MeasureLine, ...]
    bonus_points: float
    bonus_cap: float | None
    deductions: tuple[MeasureLine, ...]
    deduction_points: float
    waterfall: tuple[Step, ...]  # empty when the manager has no book
    rorac_ratio: Fraction | None  # RORAC / economic capital
    previous_composite: Fraction | None
    published_on: date | None
    previous_places: int = 2  # in which the previous composite reads true beside its own grade
    no_composite_below: float = 0.5
    run_grade_title: str = ""  # the run's, where a calibration moved it
    median_places: int = 2  # of the peers' medians; none until published, but for who sees everyone
    withheld: Following = NOTHING  # nodes of which the viewer is not told before publication
    is_withheld: bool = False  # there is a composite that is told at publication only
    cells: tuple[RoracCell, ...] = field(default=(), compare=False, repr=False)

    def hides(self, node: str) -> bool:
        """Whether a number of the scheme's graph is told at publication only."""
        return node in self.withheld

    @property
    def lines(self) -> tuple[MeasureLine, ...]:
        """All lines: the measures, bonus and deductions."""
        return (*self.measures, *self.bonus, *self.deductions)

    @property
    def measures(self) -> tuple[MeasureLine, ...]:
        """The measures of the dimensions, in the scheme's order."""
        return tuple(m for d in self.dimensions for m in d.measures)
