"""Which of the portfolio's tables the audit log answers for: what is loaded, and the loads."""

from perfcenter.base.kept import Kept, Rows
from portfolio.loading import stored
from portfolio.models import DataLoad

KEPT: tuple[Kept, ...] = (
    *stored.KEPT,
    Rows(DataLoad, ("loaded_at", "loaded_by_id", "source", "digest", "summary")),
)
