"""What people say of the year."""

from reviews.models.extensions import Extension
from reviews.models.masters import Master, MasterUse
from reviews.models.publishing import PublicationRequest
from reviews.models.reminders import Reminder
from reviews.models.reports import AnnualReport, Comment, Goal, Revision
from reviews.models.seals import Reopening, Seal
from reviews.models.sections import TEXT_LIMIT, Section
from reviews.models.setups import Setup, SetupPerson, SetupTarget, unopened_setups
from reviews.models.slides import SlideOrder

__all__ = [
    "TEXT_LIMIT",
    "AnnualReport",
    "Comment",
    "Extension",
    "Goal",
    "Master",
    "MasterUse",
    "PublicationRequest",
    "Reminder",
    "Reopening",
    "Revision",
    "Seal",
    "Section",
    "Setup",
    "SetupPerson",
    "SetupTarget",
    "SlideOrder",
    "unopened_setups",
]
