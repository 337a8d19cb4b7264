from django.db import migrations, models

import perfcenter.base.fields
from perfcenter.base.frozen import Freeze, Frozen, Thaw

RUN = Frozen("scoring_scorerun")
PARTS = [
    Frozen(table, part_of=("scoring_scorerun", "run_id"))
    for table in (
        "scoring_result",
        "scoring_dimensionscore",
        "scoring_measurescore",
        "scoring_roraccell",
        "scoring_poolshare",
        "scoring_unallocatedpool",
        "scoring_unscoredbook",
    )
]


class Migration(migrations.Migration):
    dependencies = [("scoring", "0004_frozen_as_declared")]

    operations = [
        Thaw(RUN, *PARTS),
        # Runs that are there keep layout 1: their digests know nothing of the new columns.
        migrations.AddField(
            "scorerun",
            "layout",
            models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.AddField(
            "measurescore", "completion", perfcenter.base.fields.ExactField(null=True)
        ),
        migrations.AddField(
            "measurescore", "uncapped", perfcenter.base.fields.ExactField(null=True)
        ),
        Freeze(RUN, *PARTS),
    ]
