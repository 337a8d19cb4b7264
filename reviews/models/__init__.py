"""What people say of the year."""

from reviews.models.reports import (
    SECTIONS,
    TEXT_LIMIT,
    AnnualReport,
    Comment,
    Goal,
    Revision,
)
from reviews.models.setups import Setup, SetupPerson, SetupTarget, unopened_setups

__all__ = [
    "SECTIONS",
    "TEXT_LIMIT",
    "AnnualReport",
    "Comment",
    "Goal",
    "Revision",
    "Setup",
    "SetupPerson",
    "SetupTarget",
    "unopened_setups",
]
