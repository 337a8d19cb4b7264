"""Which tables must be frozen now. Whoever changes this adds a migration with `Freeze`."""

from perfcenter.base.frozen import Frozen

RUN = "scoring_scorerun"
OF_A_RUN = (
    "scoring_result",
    "scoring_dimensionscore",
    "scoring_measurescore",
    "scoring_overriddenscore",
    "scoring_roraccell",
    "scoring_poolshare",
    "scoring_unallocatedpool",
    "scoring_unscoredbook",
    "scoring_runblock",
    "scoring_runsum",
)
PUBLISHED = (
    "EXISTS (SELECT 1 FROM scoring_cycle c "
    "WHERE c.id = OLD.cycle_id AND c.published_at IS NOT NULL)"
)
FROZEN = (
    Frozen("scoring_scheme"),
    Frozen("scoring_round"),
    # Until the cycle is published participants are ended, taken back, and taken out.
    Frozen("scoring_participant", once=PUBLISHED, fixed=("cycle_id", "manager_id")),
    # Reviewers are corrected until then; what was said before stays in the audit log.
    Frozen("scoring_reviewer", once=PUBLISHED, fixed=("cycle_id", "manager_id", "step")),
    Frozen("scoring_witness"),
    Frozen("scoring_aspublished"),
    Frozen("scoring_nameaspublished"),
    # Dates and the publication; nothing once it is published.
    Frozen(
        "scoring_cycle",
        allowed="OLD.published_at IS NULL",
        fixed=(
            "code",
            "scheme_id",
            "first_month",
            "last_month",
            "opened_at",
            "first_on",
            "last_on",
            "round_id",
            "line",
        ),
    ),
    # Reviewers correct their scores until the cycle is published.
    Frozen(
        "scoring_judgment",
        allowed=f"NOT {PUBLISHED}",
        fixed=("cycle_id", "manager_id", "measure_code"),
    ),
    Frozen(
        "scoring_scoreoverride",
        allowed=f"NOT {PUBLISHED}",
        fixed=("cycle_id", "manager_id", "measure_code"),
    ),
    Frozen("scoring_surveyvalue"),
    Frozen("scoring_amendment"),
    # Withdrawn once, and never named otherwise.
    Frozen(
        "scoring_deputy",
        allowed="OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL",
        fixed=("supervisor_id", "deputy_id", "from_on", "until_on", "named_by_id", "named_at"),
    ),
    Frozen("scoring_calibratedgrade"),
    Frozen("scoring_keptcomparison"),
    Frozen(RUN),
    *(Frozen(table, part_of=(RUN, "run_id")) for table in OF_A_RUN),
)
