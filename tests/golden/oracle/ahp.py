"""AHP weights of the published judgments, to fifty digits."""

from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache

DIMENSIONS = ("finance", "customer", "process", "learning")
JUDGMENTS = (
    (Fraction(1), Fraction(2), Fraction(3), Fraction(5)),
    (Fraction(1, 2), Fraction(1), Fraction(2), Fraction(3)),
    (Fraction(1, 3), Fraction(1, 2), Fraction(1), Fraction(2)),
    (Fraction(1, 5), Fraction(1, 3), Fraction(1, 2), Fraction(1)),
)


@cache
def dimension_weights() -> dict[str, Fraction]:
    """Return the fourth roots of the rows' products, normalised."""
    with localcontext() as context:
        context.prec = 50
        means = []
        for row in JUDGMENTS:
            product = row[0] * row[1] * row[2] * row[3]
            means.append((Decimal(product.numerator) / product.denominator).sqrt().sqrt())
        total = sum(means)
        return {name: Fraction(mean / total) for name, mean in zip(DIMENSIONS, means, strict=True)}
