import django.db.models.deletion
from django.db import migrations, models

from perfcenter.base.frozen import Freeze, Frozen


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0001_initial"), ("scoring", "0008_run_sums")]

    operations = [
        migrations.CreateModel(
            name="Witness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("led", "Led"),
                            ("above", "Above"),
                            ("decided", "Decided"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="witnesses",
                        to="scoring.cycle",
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolio.manager",
                    ),
                ),
                (
                    "supervisor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolio.manager",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["supervisor", "cycle"], name="witness_supervisor")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cycle", "manager", "supervisor", "reason"), name="witness_once"
                    )
                ],
            },
        ),
        Freeze(Frozen("scoring_witness")),
    ]
