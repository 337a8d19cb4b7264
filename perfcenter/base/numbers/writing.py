"""Numbers as text in every language: thousands by comma, a true minus, — for what is missing."""

from decimal import Decimal

from perfcenter.base.numbers.rounding import Number, rounded

MISSING = "—"
MINUS = "−"
MOST_PLACES = 6
"""What a scheme or a file may say: six decimals."""


def as_text(value: Decimal) -> str:
    """Return a number that is already rounded."""
    return f"{value:,}".replace("-", MINUS)


def plain(value: Number | None, places: int = 2) -> str:
    """Return a number with thousands and a true minus: −1,201.50."""
    return MISSING if value is None else as_text(rounded(value, places))


def signed(value: Number | None, places: int = 2) -> str:
    """Return a change with its sign: +4.21, −0.69, 0.00."""
    return MISSING if value is None else with_sign(rounded(value, places))


def with_sign(value: Decimal) -> str:
    """Return a change that is already rounded with its sign."""
    return f"+{as_text(value)}" if value > 0 else as_text(value)


def trimmed(value: Number | None, places: int = 2) -> str:
    """Return a whole number without places, any other with them."""
    if value is None:
        return MISSING
    number = rounded(value, places)
    return as_text(number.to_integral_value()) if number == int(number) else as_text(number)


def whole(value: Number | None) -> str:
    """Return a parameter with as many places as it has, six at most: 90, 0.2, 89.995.

    >>> whole(90.0), whole(Decimal("0.20")), whole(1_234_567)
    ('90', '0.2', '1,234,567')
    """
    if value is None:
        return MISSING
    text = as_text(rounded(value, MOST_PLACES))
    return text.rstrip("0").rstrip(".")
