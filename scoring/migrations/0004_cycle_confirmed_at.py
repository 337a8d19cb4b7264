from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scoring", "0003_cycles_stay_what_they_are")]

    operations = [
        migrations.AddField("cycle", "confirmed_at", models.DateTimeField(null=True)),
    ]
