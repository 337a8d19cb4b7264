"""What a scheme, a cycle and a run keep."""

from scoring.models.amendments import Amendment
from scoring.models.calibrated import CalibratedGrade
from scoring.models.comparisons import KeptComparison
from scoring.models.cycles import Cycle, Judgment, Participant
from scoring.models.deputies import Deputy
from scoring.models.drafts import SchemeDraft, SchemeTrial
from scoring.models.known import Known
from scoring.models.overrides import ScoreOverride
from scoring.models.published import AsPublished, NameAsPublished
from scoring.models.reviewers import Reviewer
from scoring.models.rounds import Round
from scoring.models.runs import (
    DimensionScore,
    MeasureScore,
    OfARun,
    OverriddenScore,
    PoolShare,
    Result,
    RoracCell,
    RunBlock,
    RunSum,
    ScoreRun,
    UnallocatedPool,
    UnscoredBook,
)
from scoring.models.schemes import CODE, Scheme
from scoring.models.surveys import SurveyValue
from scoring.models.witnesses import Witness

__all__ = [
    "CODE",
    "Amendment",
    "AsPublished",
    "CalibratedGrade",
    "Cycle",
    "Deputy",
    "DimensionScore",
    "Judgment",
    "KeptComparison",
    "Known",
    "MeasureScore",
    "NameAsPublished",
    "OfARun",
    "OverriddenScore",
    "Participant",
    "PoolShare",
    "Result",
    "Reviewer",
    "RoracCell",
    "Round",
    "RunBlock",
    "RunSum",
    "Scheme",
    "SchemeDraft",
    "SchemeTrial",
    "ScoreOverride",
    "ScoreRun",
    "SurveyValue",
    "UnallocatedPool",
    "UnscoredBook",
    "Witness",
]
