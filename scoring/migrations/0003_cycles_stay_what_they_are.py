from django.db import migrations

from perfcenter.base.immutable import fix, make_immutable


class Migration(migrations.Migration):
    dependencies = [("scoring", "0002_runs_are_immutable")]

    operations = [
        fix("scoring_cycle", "code", "scheme_id", "first_month", "last_month"),
        make_immutable("scoring_participant"),
    ]
