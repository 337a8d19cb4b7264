from django.db import migrations

from perfcenter.base.frozen import Freeze, Frozen


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0001_initial")]

    operations = [Freeze(Frozen("portfolio_dataload"))]
