"""What people say of the year."""

from reviews.models.extensions import Extension
from reviews.models.masters import Master, MasterUse
from reviews.models.publishing import PublicationRequest
from reviews.models.reminders import Reminder
from reviews.models.reports import (
    SECTIONS,
    TEXT_LIMIT,
    AnnualReport,
    Comment,
    Goal,
    Revision,
)
from reviews.models.setups import Setup, SetupPerson, SetupTarget, unopened_setups
from reviews.models.slides import SlideOrder

__all__ = [
    "SECTIONS",
    "TEXT_LIMIT",
    "AnnualReport",
    "Comment",
    "Extension",
    "Goal",
    "Master",
    "MasterUse",
    "PublicationRequest",
    "Reminder",
    "Revision",
    "Setup",
    "SetupPerson",
    "SetupTarget",
    "SlideOrder",
    "unopened_setups",
]
