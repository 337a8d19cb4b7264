from django.db import migrations

from perfcenter.base.immutable import make_immutable


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]

    operations = [make_immutable("reviews_revision", "reviews_comment")]
