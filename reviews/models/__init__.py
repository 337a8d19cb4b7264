"""What people say of the year."""

from reviews.models.reports import (
    SECTIONS,
    TEXT_LIMIT,
    AnnualReport,
    Comment,
    Goal,
    Revision,
)

__all__ = [
    "SECTIONS",
    "TEXT_LIMIT",
    "AnnualReport",
    "Comment",
    "Goal",
    "Revision",
]
