from django.db import migrations, models

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
    "scoring_runsum",
)
FROZEN = [Frozen(RUN), *(Frozen(table, part_of=(RUN, "run_id")) for table in OF_A_RUN)]


class Migration(migrations.Migration):
    dependencies = [("scoring", "0010_who_led_so_far")]

    operations = [
        Thaw(*FROZEN),
        migrations.AddField("scorerun", "manifest", models.CharField(blank=True, max_length=64)),
        Freeze(*FROZEN),
    ]
