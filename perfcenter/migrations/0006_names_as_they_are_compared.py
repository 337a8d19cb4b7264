from typing import Any

from django.db import migrations, models

from perfcenter.base.names import normal


def fill(apps: Any, schema_editor: Any) -> None:
    logins = apps.get_model("perfcenter", "User").objects.using(schema_editor.connection.alias)
    users = list(logins.only("username"))
    for user in users:
        user.normal_name = normal(user.username)
    logins.bulk_update(users, ["normal_name"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("perfcenter", "0005_addresses_in_the_audit_trail")]

    operations = [
        migrations.AddField(
            "user",
            "normal_name",
            models.CharField(db_index=True, default="", editable=False, max_length=150),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
