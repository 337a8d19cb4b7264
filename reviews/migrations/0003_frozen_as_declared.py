from django.db import migrations

from perfcenter.base.frozen import Freeze, Frozen, Thaw

FROZEN = [Frozen("reviews_revision"), Frozen("reviews_comment")]


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_texts_are_immutable")]

    operations = [Thaw(*FROZEN), Freeze(*FROZEN)]
