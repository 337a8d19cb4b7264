from django.db import migrations, models

from perfcenter.base.frozen import Freeze, Frozen, Thaw

FROZEN = [Frozen("perfcenter_auditentry")]


class Migration(migrations.Migration):
    dependencies = [("perfcenter", "0004_frozen_as_declared")]

    operations = [
        Thaw(*FROZEN),
        # Entries written before keep an empty address, which their digests leave out.
        migrations.AddField(
            "auditentry",
            "address",
            models.CharField(blank=True, default="", max_length=45),
            preserve_default=False,
        ),
        Freeze(*FROZEN),
    ]
