import datetime

import django.db.models.deletion
from django.db import migrations, models

from perfcenter.base.frozen import Freeze, Frozen, Thaw

PUBLISHED = (
    "EXISTS (SELECT 1 FROM scoring_cycle c "
    "WHERE c.id = OLD.cycle_id AND c.published_at IS NOT NULL)"
)
FIXED = ("code", "scheme_id", "first_month", "last_month", "opened_at")
JUDGMENT = Frozen(
    "scoring_judgment",
    allowed="NOT EXISTS (SELECT 1 FROM scoring_cycle c "
    "WHERE c.id = OLD.cycle_id AND c.published_at IS NOT NULL)",
    fixed=("cycle_id", "manager_id", "measure_code"),
)
BEFORE = [
    Frozen("scoring_participant"),
    Frozen("scoring_cycle", allowed="OLD.published_at IS NULL", fixed=FIXED),
    JUDGMENT,
]
AFTER = [
    Frozen("scoring_participant", allowed=f"NOT {PUBLISHED}", fixed=("cycle_id", "manager_id")),
    Frozen(
        "scoring_cycle",
        allowed="OLD.published_at IS NULL",
        fixed=(*FIXED, "first_on", "last_on"),
    ),
    JUDGMENT,
    Frozen("scoring_reviewer", once=PUBLISHED, fixed=("cycle_id", "manager_id", "step")),
]


class Migration(migrations.Migration):
    dependencies = [
        ("portfolio", "0004_months_are_closed"),
        ("scoring", "0012_blocks_of_a_run"),
    ]

    operations = [
        Thaw(*BEFORE),
        migrations.AddField("cycle", "first_on", models.DateField(null=True)),
        migrations.AddField("cycle", "last_on", models.DateField(null=True)),
        migrations.AddField("cycle", "people_changed_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "cycle",
            models.CheckConstraint(
                name="cycle_ends_on_no_day_before_it_begins",
                condition=models.Q(first_on__isnull=True)
                | models.Q(last_on__isnull=True)
                | models.Q(last_on__gte=models.F("first_on")),
            ),
        ),
        migrations.AddField("participant", "ended_on", models.DateField(null=True)),
        migrations.AddField(
            "participant", "ended_because", models.CharField(blank=True, max_length=500)
        ),
        migrations.AddConstraint(
            "participant",
            models.CheckConstraint(
                name="participant_ends_for_a_reason",
                condition=models.Q(ended_on__isnull=True, ended_because="")
                | models.Q(ended_on__isnull=False) & ~models.Q(ended_because=""),
            ),
        ),
        migrations.CreateModel(
            name="Reviewer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[("review", "Review")], default="review", max_length=20
                    ),
                ),
                ("from_on", models.DateField(default=datetime.date(1, 1, 1))),
                ("until_on", models.DateField(null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviewers",
                        to="scoring.cycle",
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="portfolio.manager",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolio.manager",
                    ),
                ),
            ],
            options={
                "ordering": ["cycle", "manager", "step", "from_on"],
                "indexes": [models.Index(fields=["reviewer", "cycle"], name="reviewer_of_whom")],
                "constraints": [
                    models.UniqueConstraint(
                        name="reviewer_once", fields=["cycle", "manager", "step", "from_on"]
                    ),
                    models.UniqueConstraint(
                        name="reviewer_at_last_once",
                        fields=["cycle", "manager", "step"],
                        condition=models.Q(until_on__isnull=True),
                    ),
                    models.CheckConstraint(
                        name="reviewer_ends_after_it_begins",
                        condition=models.Q(until_on__isnull=True)
                        | models.Q(until_on__gte=models.F("from_on")),
                    ),
                    models.CheckConstraint(
                        name="reviewer_is_somebody_else",
                        condition=~models.Q(reviewer=models.F("manager")),
                    ),
                ],
            },
        ),
        Freeze(*AFTER),
    ]
