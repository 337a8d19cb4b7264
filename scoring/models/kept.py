"""Which tables the audit log answers for: row by row, participants by cycle, a run by its parts."""

from perfcenter.base.kept import Rows
from scoring.models.amendments import Amendment
from scoring.models.calibrated import CalibratedGrade
from scoring.models.comparisons import KeptComparison
from scoring.models.cycles import Cycle, Judgment, Participant
from scoring.models.deputies import Deputy
from scoring.models.overrides import ScoreOverride
from scoring.models.published import AsPublished, NameAsPublished
from scoring.models.reviewers import Reviewer
from scoring.models.rounds import Round
from scoring.models.runs import (
    DimensionScore,
    MeasureScore,
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
from scoring.models.schemes import Scheme
from scoring.models.surveys import SurveyValue
from scoring.models.witnesses import Witness

OF_A_MANAGER = ("run_id", "manager_id")
COMPACT = 3
"""The layout of a run's parts since which their digests are compact."""
PARTS = (
    Rows(
        Result,
        (
            *OF_A_MANAGER,
            "line",
            "is_leaver",
            "composite",
            "weight_with_data",
            "bonus",
            "deduction",
            "rank",
            "grade",
            "peers",
            "peer_rank",
            "peer_median",
            "capital",
        ),
        grouped_by="run_id",
        later={"branch": 2},
        compact=COMPACT,
    ),
    Rows(
        DimensionScore,
        (*OF_A_MANAGER, "dimension", "score", "weight", "contribution", "peer_median"),
        grouped_by="run_id",
        compact=COMPACT,
    ),
    Rows(
        MeasureScore,
        (
            *OF_A_MANAGER,
            "measure_code",
            "status",
            "value",
            "full_target",
            "target",
            "completion",
            "uncapped",
            "score",
            "weight",
            "contribution",
            "peer_median",
        ),
        grouped_by="run_id",
        compact=COMPACT,
    ),
    Rows(
        RoracCell,
        (
            *OF_A_MANAGER,
            "product_id",
            "part",
            "income",
            "funding_cost",
            "management_cost",
            "fixed_cost",
            "risk_cost",
            "tax",
            "rorac",
            "age",
            "k0",
        ),
        grouped_by="run_id",
        compact=COMPACT,
    ),
    Rows(
        PoolShare,
        (
            *OF_A_MANAGER,
            "pool",
            "kind",
            "driver",
            "branch_code",
            "product_id",
            "part",
            "amount",
        ),
        grouped_by="run_id",
        compact=COMPACT,
    ),
    Rows(
        UnallocatedPool,
        ("run_id", "pool", "kind", "driver", "branch_code", "amount"),
        grouped_by="run_id",
        compact=COMPACT,
    ),
    Rows(
        UnscoredBook,
        (
            *OF_A_MANAGER,
            "product_id",
            "part",
            "income",
            "funding_cost",
            "risk_cost",
            "tax",
        ),
        grouped_by="run_id",
        compact=COMPACT,
    ),
    Rows(
        OverriddenScore,
        (
            *OF_A_MANAGER,
            "measure_code",
            "computed",
            "score",
            "counts",
            "set_by",
            "set_by_name",
            "set_on",
            "reason",
        ),
        grouped_by="run_id",
        compact=COMPACT,
    ),
    Rows(
        RunBlock,
        ("run_id", "number", "first_staff_no", "last_staff_no", "content"),
        grouped_by="run_id",
        compact=COMPACT,
    ),
)
LATER_PARTS = frozenset({OverriddenScore})
"""Parts that earlier runs did not have: a run's digest takes them where they have rows."""
KEPT = (
    Rows(Scheme, ("name", "version", "title", "title_zh", "source", "digest", "loaded_at")),
    Rows(Round, ("code", "title", "title_zh", "opened_at", "opened_by_id")),
    Rows(
        Cycle,
        (
            "code",
            "scheme_id",
            "first_month",
            "last_month",
            "self_review_due",
            "review_due",
            "publish_due",
            "opened_at",
            "published_at",
            "published_run_id",
            "confirmed_at",
        ),
        later={"first_on": 2, "last_on": 2, "people_changed_at": 2, "round_id": 3, "line": 3},
    ),
    Rows(
        Participant,
        ("cycle_id", "manager_id"),
        grouped_by="cycle_id",
        later={"ended_on": 2, "ended_because": 2},
    ),
    Rows(
        Reviewer,
        ("cycle_id", "manager_id", "step", "reviewer_id", "from_on", "until_on", "reason"),
        grouped_by="cycle_id",
    ),
    Rows(
        Deputy,
        (
            "supervisor_id",
            "deputy_id",
            "from_on",
            "until_on",
            "named_by_id",
            "named_at",
            "withdrawn_at",
        ),
    ),
    Rows(
        Judgment,
        (
            "cycle_id",
            "manager_id",
            "measure_code",
            "score",
            "basis",
            "judged_by_id",
            "judged_at",
        ),
    ),
    Rows(
        ScoreOverride,
        (
            "cycle_id",
            "manager_id",
            "measure_code",
            "score",
            "reason",
            "beside_id",
            "computed",
            "set_by_id",
            "by_name",
            "set_at",
        ),
    ),
    Rows(
        ScoreRun,
        (
            "cycle_id",
            "number",
            "made_at",
            "made_by_id",
            "inputs_digest",
            "results_digest",
            "data_until",
            "participants",
            "layout",
        ),
        later={"manifest": 2},
    ),
    *PARTS,
    Rows(
        SurveyValue,
        ("cycle_id", "manager_id", "measure_code", "side", "value", "answers", "known_on"),
        grouped_by="cycle_id",
    ),
    Rows(Witness, ("cycle_id", "manager_id", "supervisor_id", "reason"), grouped_by="cycle_id"),
    Rows(
        AsPublished,
        (
            "cycle_id",
            "manager_id",
            "name",
            "branch",
            "path",
            "line",
            "level",
            "supervisor",
            "supervisor_name",
        ),
        grouped_by="cycle_id",
        later={"left_on": 2, "reviewer": 2},
    ),
    Rows(
        CalibratedGrade,
        ("run_id", "manager_id", "was", "grade", "reason"),
        grouped_by="run_id",
    ),
    Rows(NameAsPublished, ("cycle_id", "kind", "code", "name"), grouped_by="cycle_id"),
    Rows(RunSum, ("run_id", "kind", "key", "value"), grouped_by="run_id"),
    Rows(
        Amendment,
        (
            "cycle_id",
            "run_id",
            "manager_id",
            "number",
            "corrections",
            "manifest",
            "composite",
            "rank",
            "grade",
            "after",
            "others",
            "before_digest",
            "after_digest",
            "reason",
            "made_by_id",
            "made_at",
        ),
    ),
    Rows(
        KeptComparison,
        ("key", "number", "first_staff_no", "content"),
        grouped_by="key",
        compact=1,
    ),
)
