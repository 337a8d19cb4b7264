from django.db import migrations

from perfcenter.base.immutable import make_immutable


class Migration(migrations.Migration):
    dependencies = [("perfcenter", "0002_manager_and_actor")]

    operations = [make_immutable("perfcenter_auditentry")]
