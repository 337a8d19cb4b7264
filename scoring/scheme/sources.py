"""Where a measure's value comes from. One class a metric; `unit`s say what it can be counted in."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from scoring.scheme.types import Exact, Part, ProductCode

Family = Literal["deposit", "loan", "fee", "settlement", "other"]

Unit = Literal["yuan", "ratio", "points", "hours", "count", "years"]
Aggregation = Literal["sum", "mean", "last"]


class _Source(Part):
    units: ClassVar[tuple[str, ...]] = ("yuan",)
    targets_by_month: ClassVar[Aggregation] = "sum"


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
    targets_by_month: ClassVar[Aggregation] = "mean"


class EndBalance(_Balance):
    """Balance at the end of the cycle's last month."""

    metric: Literal["end_balance"]
    targets_by_month: ClassVar[Aggregation] = "last"


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
    targets_by_month: ClassVar[Aggregation] = "last"


class TrainingHours(_Source):
    """Hours of the courses completed in the cycle."""

    metric: Literal["training_hours"]
    units: ClassVar[tuple[str, ...]] = ("hours",)


class ExamMean(_Source):
    """Mean of the exam marks of the courses completed in the cycle."""

    metric: Literal["exam_mean"]
    units: ClassVar[tuple[str, ...]] = ("points",)
    targets_by_month: ClassVar[Aggregation] = "mean"


class Imported(_Source):
    """The measure's row in the file `values`: the cycle's, else the mean of its months'."""

    metric: Literal["value"]
    units: ClassVar[tuple[str, ...]] = ("yuan", "ratio", "points", "hours", "count", "years")
    targets_by_month: ClassVar[Aggregation] = "mean"


class Judged(_Source):
    """The supervisor's score, 0 to 100; where a reason is required, none is taken without."""

    metric: Literal["judgment"]
    reason: Literal["optional", "required"] = "optional"
    units: ClassVar[tuple[str, ...]] = ("points",)
    targets_by_month: ClassVar[Aggregation] = "mean"


class YearsOfService(_Source):
    """Full years from hiring to the cycle's last day, or to leaving."""

    metric: Literal["years_of_service"]
    units: ClassVar[tuple[str, ...]] = ("years",)
    targets_by_month: ClassVar[Aggregation] = "last"


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
