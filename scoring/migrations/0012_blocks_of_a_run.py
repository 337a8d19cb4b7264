import django.db.models.deletion
from django.db import migrations, models

from perfcenter.base.frozen import Freeze, Frozen

BLOCK = Frozen("scoring_runblock", part_of=("scoring_scorerun", "run_id"))


class Migration(migrations.Migration):
    dependencies = [("scoring", "0011_runs_stand_on_the_vault")]

    operations = [
        migrations.CreateModel(
            name="RunBlock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("first_staff_no", models.CharField(max_length=40)),
                ("last_staff_no", models.CharField(max_length=40)),
                ("content", models.BinaryField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blocks",
                        to="scoring.scorerun",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "number"), name="runblock_once")
                ]
            },
        ),
        Freeze(BLOCK),
    ]
