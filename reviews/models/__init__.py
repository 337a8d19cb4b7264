"""What people say of the year."""

from reviews.models.calibration import CalibrationSeat, CalibrationSession, GradeMove
from reviews.models.decisions import Decision, SecondLevel
from reviews.models.extensions import Extension
from reviews.models.masters import Master, MasterUse
from reviews.models.publishing import PublicationRequest
from reviews.models.reminders import Reminder
from reviews.models.reports import AnnualReport, Comment, Goal, Revision
from reviews.models.sections import TEXT_LIMIT, Section
from reviews.models.setups import Setup, SetupPerson, SetupTarget, unopened_setups
from reviews.models.slides import SlideOrder

__all__ = [
    "TEXT_LIMIT",
    "AnnualReport",
    "CalibrationSeat",
    "CalibrationSession",
    "Comment",
    "Decision",
    "Extension",
    "Goal",
    "GradeMove",
    "Master",
    "MasterUse",
    "PublicationRequest",
    "Reminder",
    "Revision",
    "SecondLevel",
    "Section",
    "Setup",
    "SetupPerson",
    "SetupTarget",
    "SlideOrder",
    "unopened_setups",
]
