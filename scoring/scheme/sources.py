"""Where a measure's value comes from. One class a metric; `unit`s say what it can be counted in,
`over_months` how the months of the cycle come together in it.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from scoring.scheme.types import Exact, Part, ProductCode

Family = Literal["deposit", "loan", "fee", "settlement", "other"]

Unit = Literal["yuan", "ratio", "points", "hours", "count", "years"]
Aggregation = Literal["sum", "mean", "last"]
Way = Literal["sum", "mean_by_days", "mean", "last"]
TARGETS: dict[Way, Aggregation] = {
    "sum": "sum", "mean_by_days": "mean", "mean": "mean", "last": "last"
}  # fmt: skip


class _Source(Part):
    units: ClassVar[tuple[str, ...]] = ("yuan",)
    over_months: ClassVar[Way] = "sum"

    @property
    def targets_by_month(self) -> Aggregation:
        """How targets by month become the cycle's, unless the scheme says otherwise."""
        return TARGETS[self.over_months]

    @property
    def has_part_year(self) -> bool:
        """Whether fewer days in service make less of it: of flows and of daily averages.

        A ratio, a mean, a mark, a plain value, an end balance or years are what they are on any
        day.
        """
        return self.over_months in {"sum", "mean_by_days"}


class Rorac(_Source):
    """Risk-adjusted profit of the cycle."""

    metric: Literal["rorac"]


class ResponsibilityProfit(_Source):
    """Responsibility profit of the cycle, after loan loss at its last month's end."""

    metric: Literal["responsibility_profit"]


class _Balance(_Source):
    """Balances of the families, or of some products; each counts with its coefficient."""

    families: tuple[Family, ...] = Field(default=(), strict=False)
    products: tuple[ProductCode, ...] = Field(default=(), strict=False)
    coefficients: dict[ProductCode, Exact] = {}


class DailyAverage(_Balance):
    """Sum of average balance x days, divided by the days of the cycle."""

    metric: Literal["daily_average"]
    over_months: ClassVar[Way] = "mean_by_days"


class EndBalance(_Balance):
    """Balance at the end of the cycle's last month; a leaver's, of her last month in service."""

    metric: Literal["end_balance"]
    over_months: ClassVar[Way] = "last"


class Fees(_Source):
    """Ledger fees of all accounts plus sales income of the families."""

    metric: Literal["fees"]
    families: tuple[Family, ...] = Field(min_length=1, strict=False)


class SalesIncome(_Source):
    """Income of the families' sales."""

    metric: Literal["sales_income"]
    families: tuple[Family, ...] = Field(min_length=1, strict=False)


class SalesAmount(_Source):
    """Amount of the families' sales."""

    metric: Literal["sales_amount"]
    families: tuple[Family, ...] = Field(min_length=1, strict=False)


class SalesQuantity(_Source):
    """Pieces sold of the families."""

    metric: Literal["sales_quantity"]
    families: tuple[Family, ...] = Field(min_length=1, strict=False)
    units: ClassVar[tuple[str, ...]] = ("count",)


class NplRatio(_Source):
    """Substandard, doubtful and loss over all loans, at the end of the cycle's last month."""

    metric: Literal["npl_ratio"]
    units: ClassVar[tuple[str, ...]] = ("ratio",)
    over_months: ClassVar[Way] = "last"


class TrainingHours(_Source):
    """Hours of the courses completed in the cycle."""

    metric: Literal["training_hours"]
    units: ClassVar[tuple[str, ...]] = ("hours",)


class ExamMean(_Source):
    """Mean of the exam marks of the courses completed in the cycle."""

    metric: Literal["exam_mean"]
    units: ClassVar[tuple[str, ...]] = ("points",)
    over_months: ClassVar[Way] = "mean"


class Imported(_Source):
    """The measure's row in the file `values`: the cycle's, else the mean of its months'."""

    metric: Literal["value"]
    units: ClassVar[tuple[str, ...]] = ("yuan", "ratio", "points", "hours", "count", "years")
    over_months: ClassVar[Way] = "mean"


class Judged(_Source):
    """The supervisor's score, 0 to 100; where a reason is required, none is taken without."""

    metric: Literal["judgment"]
    reason: Literal["optional", "required"] = "optional"
    units: ClassVar[tuple[str, ...]] = ("points",)
    over_months: ClassVar[Way] = "mean"


class YearsOfService(_Source):
    """Full years from hiring to the cycle's last day, or to leaving."""

    metric: Literal["years_of_service"]
    units: ClassVar[tuple[str, ...]] = ("years",)
    over_months: ClassVar[Way] = "last"


class IncidentPoints(_Source):
    """Points of the incidents of the cycle."""

    metric: Literal["incident_points"]
    units: ClassVar[tuple[str, ...]] = ("points",)


class IncidentCount(_Source):
    """Number of incidents of the cycle."""

    metric: Literal["incident_count"]
    units: ClassVar[tuple[str, ...]] = ("count",)


Source = Annotated[
    Rorac
    | ResponsibilityProfit
    | DailyAverage
    | EndBalance
    | Fees
    | SalesIncome
    | SalesAmount
    | SalesQuantity
    | NplRatio
    | TrainingHours
    | ExamMean
    | Imported
    | Judged
    | YearsOfService
    | IncidentPoints
    | IncidentCount,
    Field(discriminator="metric"),
]
