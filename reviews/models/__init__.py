"""What people say of the year."""

from reviews.models.acknowledging import Acknowledgment
from reviews.models.appeals import (
    AppealedQuery,
    NamedDecider,
    Objection,
    ObjectionFile,
    PutRight,
    Said,
)
from reviews.models.calibration import CalibrationSeat, CalibrationSession, GradeMove
from reviews.models.contracts import (
    Contract,
    ContractCall,
    ContractWording,
    Countersignature,
)
from reviews.models.decisions import Decision, SecondLevel
from reviews.models.extensions import Extension
from reviews.models.feedback import (
    CareerWish,
    FeedbackRule,
    ImprovementItem,
    ImprovementPlan,
    ImprovementReview,
    Interview,
    Recognition,
    TrainingNeed,
)
from reviews.models.goals import GoalTake, ProposedGoal, TakenGoal
from reviews.models.masters import Master, MasterUse
from reviews.models.meetings import CheckIn, TalkNote, TalkRule
from reviews.models.publishing import PublicationRequest
from reviews.models.raters import RaterProposal
from reviews.models.reminders import Reminder
from reviews.models.reports import AnnualReport, Comment, Goal, Revision
from reviews.models.seals import Reopening, Seal
from reviews.models.sections import TEXT_LIMIT, Section
from reviews.models.setups import Setup, SetupPerson, SetupTarget, unopened_setups
from reviews.models.slides import SlideOrder
from reviews.models.surveys import (
    NAMED,
    Side,
    Survey,
    SurveyBox,
    SurveyComment,
    SurveyDraft,
    SurveyGroup,
    SurveyPerson,
    SurveyQuestion,
    SurveyRater,
    SurveyResult,
)
from reviews.models.teams import PlanItem, TeamLine, TeamMeeting
from reviews.models.writing import Autosave, Evidence, HandIn

__all__ = [
    "NAMED",
    "TEXT_LIMIT",
    "Acknowledgment",
    "AnnualReport",
    "AppealedQuery",
    "Autosave",
    "CalibrationSeat",
    "CalibrationSession",
    "CareerWish",
    "CheckIn",
    "Comment",
    "Contract",
    "ContractCall",
    "ContractWording",
    "Countersignature",
    "Decision",
    "Evidence",
    "Extension",
    "FeedbackRule",
    "Goal",
    "GoalTake",
    "GradeMove",
    "HandIn",
    "ImprovementItem",
    "ImprovementPlan",
    "ImprovementReview",
    "Interview",
    "Master",
    "MasterUse",
    "NamedDecider",
    "Objection",
    "ObjectionFile",
    "PlanItem",
    "ProposedGoal",
    "PublicationRequest",
    "PutRight",
    "RaterProposal",
    "Recognition",
    "Reminder",
    "Reopening",
    "Revision",
    "Said",
    "Seal",
    "SecondLevel",
    "Section",
    "Setup",
    "SetupPerson",
    "SetupTarget",
    "Side",
    "SlideOrder",
    "Survey",
    "SurveyBox",
    "SurveyComment",
    "SurveyDraft",
    "SurveyGroup",
    "SurveyPerson",
    "SurveyQuestion",
    "SurveyRater",
    "SurveyResult",
    "TakenGoal",
    "TalkNote",
    "TalkRule",
    "TeamLine",
    "TeamMeeting",
    "TrainingNeed",
    "unopened_setups",
]
