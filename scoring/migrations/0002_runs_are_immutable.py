from django.db import migrations

from perfcenter.base.immutable import make_immutable, seal

OF_A_RUN = (
    "scoring_result",
    "scoring_dimensionscore",
    "scoring_measurescore",
    "scoring_roraccell",
    "scoring_poolshare",
    "scoring_unallocatedpool",
    "scoring_unscoredbook",
)


class Migration(migrations.Migration):
    dependencies = [("scoring", "0001_initial")]

    operations = [
        make_immutable("scoring_scorerun", "scoring_scheme", *OF_A_RUN),
        seal("scoring_scorerun", **dict.fromkeys(OF_A_RUN, "run_id")),
        make_immutable("scoring_cycle", once="OLD.published_at IS NOT NULL"),
    ]
