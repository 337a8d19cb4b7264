"""Which tables must be frozen now. Whoever changes this adds a migration with `Freeze`."""

from perfcenter.base.frozen import Frozen

FROZEN = (
    Frozen("portfolio_dataload"),
    Frozen("portfolio_monthstep"),
    Frozen(
        "portfolio_reopenrequest",
        allowed="OLD.state = 'asked' AND NEW.state <> 'asked'",
        fixed=("month", "reason", "asked_by_id", "asked_at"),
    ),
)
