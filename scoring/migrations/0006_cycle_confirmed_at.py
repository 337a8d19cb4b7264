from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scoring", "0005_completions")]

    operations = [
        migrations.AddField("cycle", "confirmed_at", models.DateTimeField(null=True)),
    ]
