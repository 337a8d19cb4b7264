from django.db import migrations

from perfcenter.base.frozen import Freeze, Frozen, Thaw

CYCLE = "scoring_cycle"
FIXED = ("code", "scheme_id", "first_month", "last_month")
JUDGMENT = Frozen(
    "scoring_judgment",
    allowed="NOT EXISTS (SELECT 1 FROM scoring_cycle c "
    "WHERE c.id = OLD.cycle_id AND c.published_at IS NOT NULL)",
    fixed=("cycle_id", "manager_id", "measure_code"),
)


class Migration(migrations.Migration):
    dependencies = [("scoring", "0006_cycle_confirmed_at")]

    operations = [
        Thaw(Frozen(CYCLE, once="OLD.published_at IS NOT NULL", fixed=FIXED)),
        Freeze(
            Frozen(CYCLE, allowed="OLD.published_at IS NULL", fixed=(*FIXED, "opened_at")),
            JUDGMENT,
        ),
    ]
