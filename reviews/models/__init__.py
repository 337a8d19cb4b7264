"""What people say of the year."""

from reviews.models.contracts import Contract, ContractCall, ContractWording
from reviews.models.extensions import Extension
from reviews.models.goals import GoalTake, ProposedGoal, TakenGoal
from reviews.models.masters import Master, MasterUse
from reviews.models.meetings import CheckIn, TalkNote, TalkRule
from reviews.models.publishing import PublicationRequest
from reviews.models.reminders import Reminder
from reviews.models.reports import AnnualReport, Comment, Goal, Revision
from reviews.models.sections import TEXT_LIMIT, Section
from reviews.models.setups import Setup, SetupPerson, SetupTarget, unopened_setups
from reviews.models.slides import SlideOrder
from reviews.models.teams import PlanItem, TeamLine, TeamMeeting

__all__ = [
    "TEXT_LIMIT",
    "AnnualReport",
    "CheckIn",
    "Comment",
    "Contract",
    "ContractCall",
    "ContractWording",
    "Extension",
    "Goal",
    "GoalTake",
    "Master",
    "MasterUse",
    "PlanItem",
    "ProposedGoal",
    "PublicationRequest",
    "Reminder",
    "Revision",
    "Section",
    "Setup",
    "SetupPerson",
    "SetupTarget",
    "SlideOrder",
    "TakenGoal",
    "TalkNote",
    "TalkRule",
    "TeamLine",
    "TeamMeeting",
    "unopened_setups",
]
