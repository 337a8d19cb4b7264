
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portfolio', '0005_targets_of_a_cycle'),
    ]

    operations = [
        migrations.AlterField(
            model_name='ledgerrow',
            name='account',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='ledger', to='portfolio.account'),
        ),
    ]
