"""A month as a part of an address: 2026-06."""

from django.urls import register_converter

from portfolio.months import month_text, parse_month


class MonthNumber:
    """yyyymm, written as people write it.

    >>> MonthNumber().to_url(202606), MonthNumber().to_python("2026-06")
    ('2026-06', 202606)
    """

    regex = r"(?:19|2[0-9])[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> int:
        return parse_month(value)

    def to_url(self, value: int) -> str:
        return month_text(value)


register_converter(MonthNumber, "month")
