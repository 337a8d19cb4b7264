from django.db import migrations

from perfcenter.base.frozen import Freeze, Frozen, Thaw

RUN = "scoring_scorerun"
OF_A_RUN = (
    "scoring_result",
    "scoring_dimensionscore",
    "scoring_measurescore",
    "scoring_roraccell",
    "scoring_poolshare",
    "scoring_unallocatedpool",
    "scoring_unscoredbook",
)
FROZEN = [
    Frozen("scoring_scheme"),
    Frozen("scoring_participant"),
    Frozen(
        "scoring_cycle",
        once="OLD.published_at IS NOT NULL",
        fixed=("code", "scheme_id", "first_month", "last_month"),
    ),
    Frozen(RUN),
    *(Frozen(table, part_of=(RUN, "run_id")) for table in OF_A_RUN),
]


class Migration(migrations.Migration):
    dependencies = [("scoring", "0003_cycles_stay_what_they_are")]

    operations = [Thaw(*FROZEN), Freeze(*FROZEN)]
