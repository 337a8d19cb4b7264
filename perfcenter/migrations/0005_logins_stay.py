from django.db import migrations

from perfcenter.base.frozen import Freeze, Frozen


class Migration(migrations.Migration):
    dependencies = [("perfcenter", "0004_frozen_as_declared")]

    operations = [
        Freeze(Frozen("perfcenter_user", allowed="TRUE", fixed=("username", "created_at"))),
    ]
