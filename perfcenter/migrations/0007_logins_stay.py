from django.db import migrations

from perfcenter.base.frozen import Freeze, Frozen


class Migration(migrations.Migration):
    dependencies = [("perfcenter", "0006_names_as_they_are_compared")]

    operations = [
        Freeze(Frozen("perfcenter_user", allowed="TRUE", fixed=("username", "created_at"))),
    ]
