import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from perfcenter.base.frozen import Freeze, Frozen, Thaw

FIXED = (
    "code",
    "scheme_id",
    "first_month",
    "last_month",
    "opened_at",
    "first_on",
    "last_on",
)
PUBLISHED = (
    "EXISTS (SELECT 1 FROM scoring_cycle c "
    "WHERE c.id = OLD.cycle_id AND c.published_at IS NOT NULL)"
)
# Their conditions look into the cycle's table.
BESIDE = [
    Frozen("scoring_participant", allowed=f"NOT {PUBLISHED}", fixed=("cycle_id", "manager_id")),
    Frozen("scoring_reviewer", once=PUBLISHED, fixed=("cycle_id", "manager_id", "step")),
    Frozen(
        "scoring_judgment",
        allowed=f"NOT {PUBLISHED}",
        fixed=("cycle_id", "manager_id", "measure_code"),
    ),
]
BEFORE = Frozen("scoring_cycle", allowed="OLD.published_at IS NULL", fixed=FIXED)
AFTER = Frozen(
    "scoring_cycle", allowed="OLD.published_at IS NULL", fixed=(*FIXED, "round_id")
)


class Migration(migrations.Migration):
    dependencies = [
        ("scoring", "0019_details_are_looked_up_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("title_zh", models.CharField(blank=True, max_length=200)),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["-opened_at", "code"]},
        ),
        Thaw(BEFORE, *BESIDE),
        migrations.AddField(
            "cycle",
            "round",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cycles",
                to="scoring.round",
            ),
        ),
        Freeze(Frozen("scoring_round"), AFTER, *BESIDE),
    ]
