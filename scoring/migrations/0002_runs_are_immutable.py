from django.db import migrations

from perfcenter.immutable import make_immutable


class Migration(migrations.Migration):
    dependencies = [("scoring", "0001_initial")]

    operations = [
        make_immutable(
            "scoring_scorerun",
            "scoring_result",
            "scoring_dimensionscore",
            "scoring_measurescore",
            "scoring_roraccell",
            "scoring_poolshare",
            "scoring_unallocatedpool",
            "scoring_unscoredbook",
            "scoring_scheme",
        )
    ]
