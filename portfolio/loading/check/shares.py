"""Shares of an account that add up to more than 1 in a month."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from portfolio.contract.sentences import Sentence, filled
from portfolio.loading.finding import Finding
from portfolio.loading.stage import Stage
from portfolio.months import month_text

BEGINNING, END = 190001, 299912

# A sum is largest where some share begins; the row named is the last that counts there.
TOO_MUCH = """
WITH spans AS (
    SELECT _line, account_id, share,
           coalesce(from_month, ?) AS first_month, coalesce(to_month, ?) AS last_month
    FROM new_portfolio_share
    WHERE account_id IS NOT NULL AND share IS NOT NULL
), beginnings AS (
    SELECT DISTINCT account_id, first_month AS month FROM spans
)
SELECT max(s._line) AS _line, b.account_id, b.month, CAST(sum(s.share) AS BIGINT) AS total
FROM beginnings b JOIN spans s
  ON s.account_id = b.account_id AND b.month BETWEEN s.first_month AND s.last_month
GROUP BY b.account_id, b.month
HAVING sum(s.share) > 1000000
ORDER BY _line, b.month
"""


def find(stage: Stage) -> Iterator[Finding]:
    """Yield a finding for each account and month from which the shares are too much."""
    if "assignments" not in stage.sources:
        return
    for line, account, month, total in stage.rows(TOO_MUCH, BEGINNING, END):
        expected = filled(
            _("shares of at most 1; those of {account} add up to {total} {since}"),
            account=account,
            total=f"{total // 1_000_000}.{total % 1_000_000:06d}".rstrip("0").rstrip("."),
            since=_since(month),
        )
        yield Finding("assignments", line, "share", expected)


def _since(month: int) -> Sentence:
    if month == BEGINNING:
        return _("from the beginning")
    return filled(_("in {month}"), month=month_text(month))
