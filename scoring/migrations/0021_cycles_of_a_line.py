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
    "round_id",
)
PUBLISHED = (
    "EXISTS (SELECT 1 FROM scoring_cycle c "
    "WHERE c.id = OLD.cycle_id AND c.published_at IS NOT NULL)"
)
OF_WHOM = ("cycle_id", "manager_id")
# Their conditions look into the cycle's table.
BESIDE = [
    Frozen("scoring_reviewer", once=PUBLISHED, fixed=("cycle_id", "manager_id", "step")),
    Frozen(
        "scoring_judgment",
        allowed=f"NOT {PUBLISHED}",
        fixed=("cycle_id", "manager_id", "measure_code"),
    ),
]
BEFORE = [
    Frozen("scoring_cycle", allowed="OLD.published_at IS NULL", fixed=FIXED),
    Frozen("scoring_participant", allowed=f"NOT {PUBLISHED}", fixed=OF_WHOM),
]
AFTER = [
    Frozen("scoring_cycle", allowed="OLD.published_at IS NULL", fixed=(*FIXED, "line")),
    Frozen("scoring_participant", once=PUBLISHED, fixed=OF_WHOM),
]


class Migration(migrations.Migration):
    dependencies = [("scoring", "0020_rounds")]

    operations = [
        Thaw(*BEFORE, *BESIDE),
        migrations.AddField(
            "cycle",
            "line",
            models.CharField(
                blank=True,
                choices=[
                    ("personal", "Personal"),
                    ("corporate", "Corporate"),
                    ("wealth", "Wealth"),
                ],
                default="",
                max_length=20,
            ),
            preserve_default=False,
        ),
        Freeze(*AFTER, *BESIDE),
    ]
