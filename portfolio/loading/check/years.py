"""Undated targets and values of which nothing says to which cycle or year they belong."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from portfolio.contract.sentences import filled
from portfolio.loading.finding import Finding
from portfolio.loading.stage import Stage
from portfolio.loading.terms import YEAR_FIELD

UNDATED = _(
    "a month, or a cycle; without either it belongs to the year of the last ledger month of the "
    "set, or of --year, and this set has neither"
)
UNDATED_ON_PAGE = _(
    "a month, or a cycle; without either it belongs to the year of the last ledger month of the "
    "set, or to that of the field “{field}”, and this set has neither"
)


def find(stage: Stage) -> Iterator[Finding]:
    """Yield a finding for each row that belongs nowhere."""
    if stage.terms.cycle or stage.year or "ledger" in stage.uncertain:
        return
    said = filled(UNDATED_ON_PAGE, field=YEAR_FIELD) if stage.terms.on_page else UNDATED
    for name, source in stage.sources.items():
        if source.file.settled:
            rows = f"FROM staged_{name} WHERE month IS NULL AND cycle IS NULL AND NOT _bad"
            for (line,) in stage.rows(f"SELECT _line {rows} AND NOT _ragged"):
                yield Finding(name, line, "month", said)
