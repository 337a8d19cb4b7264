from django.db import migrations

from perfcenter.base.frozen import Freeze, Frozen, Thaw

FROZEN = [Frozen("perfcenter_auditentry")]


class Migration(migrations.Migration):
    dependencies = [("perfcenter", "0003_audit_trail_is_immutable")]

    operations = [Thaw(*FROZEN), Freeze(*FROZEN)]
