"""What cycles and parts of a RORAC are called."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portfolio.months import month_text
from scoring.models import Cycle

# code: (symbol, title), in the order of the waterfall
STEPS = {
    "income": ("E", gettext_lazy("Income")),
    "funding_cost": ("Cd", gettext_lazy("Funding cost")),
    "management_cost": ("Cm", gettext_lazy("Management cost")),
    "fixed_cost": ("Cf", gettext_lazy("Fixed cost")),
    "risk_cost": ("Cr", gettext_lazy("Risk cost")),
    "tax": ("T", gettext_lazy("Tax")),
    "decay": ("1−k₀", gettext_lazy("Decay of stock")),
    "rorac": ("RORAC", "RORAC"),
}


def cycle_title(cycle: Cycle) -> str:
    """Return "Year 2026" for a calendar year, else "2026-01 to 2026-06"."""
    year, begins = divmod(cycle.first_month, 100)
    if begins == 1 and cycle.last_month == year * 100 + 12:
        return _("Year %(year)s") % {"year": year}
    return _("%(first)s to %(last)s") % {
        "first": month_text(cycle.first_month),
        "last": month_text(cycle.last_month),
    }
